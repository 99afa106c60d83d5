"""Whatever a page tells people to type or to open exists."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer

import drivers.__main__
import kiosk.__main__

ROOT = Path(__file__).parents[1]
PAGES = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").glob("*.md"))]
PROGRAMS = {
    "kiosk": typer.main.get_command(kiosk.__main__.app),
    "drivers": typer.main.get_command(drivers.__main__.app),
}
COMMAND = re.compile(r"(?:python -m |`)(kiosk|drivers) ([a-z][^`\n#|]*)")
# A recording is there once somebody has made it, and LANGUAGE stands for any.
PLACE = re.compile(r"`((?:kiosk|drivers|tests|bench|docs|deploy|assets)/(?!sounds|[^`]*LANGUAGE)[\w./-]+)`")
LINK = re.compile(r"\]\(([^)#:]+)(?:#[^)]*)?\)")


def named(pattern: re.Pattern[str]) -> Iterator[tuple[str, ...]]:
    for page in PAGES:
        for found in pattern.finditer(page.read_text()):
            yield (page.name, *found.groups())


@pytest.mark.parametrize(("page", "program", "words"), sorted(set(named(COMMAND))))
def test_every_command_that_a_page_names_exists_with_its_options(page: str, program: str, words: str) -> None:
    command: Any = PROGRAMS[program]
    for word in words.split():
        if hasattr(command, "commands") and re.fullmatch(r"[a-z][a-z-]*", word):
            assert word in command.commands, f"{page}: `{program} {words}`: no command {word!r}"
            command = command.commands[word]
        elif re.match(r"--[a-z]", word):
            known = {name for option in command.params for name in (*option.opts, *option.secondary_opts)}
            option = re.split(r"[=\]]", word)[0].rstrip(").,;:")
            assert option in {*known, "--help"}, f"{page}: `{program} {words}`: no option {option!r}"


@pytest.mark.parametrize(("page", "place"), sorted(set(named(PLACE))))
def test_every_place_that_a_page_names_is_there(page: str, place: str) -> None:
    assert list(ROOT.glob(place.rstrip("/"))), f"{page} speaks of {place}"


@pytest.mark.parametrize(("page", "link"), sorted(set(named(LINK))))
def test_every_picture_and_page_that_is_linked_is_there(page: str, link: str) -> None:
    folder = ROOT if (ROOT / page).exists() else ROOT / "docs"
    assert (folder / link).exists(), f"{page} links to {link}"
