"""The page that comes of what was seen, and the command that writes it."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import UTC, datetime
from html import escape
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from kiosk.cli import conformance as command
from kiosk.conformance import checks, coverage, margins, report, sentences
from kiosk.conformance.survey import Look, Seen, every_look, judged
from kiosk.ui.gallery import LANGUAGES, PANELS, settings_for
from kiosk.ui.look.theme import TextSize
from kiosk.ui.samples.kiosks import moments
from tests.conformance.screens import RIGHT, with_text


def test_colours_voice_and_clips_are_complete() -> None:
    settings = settings_for("1080x1920")
    assert list(coverage.problems(settings)) == []
    assert [x.language for x in coverage.spoken(settings)] == list(LANGUAGES)
    assert all(not x.silent and x.moments == len(moments()) for x in coverage.spoken(settings))


def test_every_panel_is_looked_at_in_every_way() -> None:
    looks = every_look()
    assert {look.panel for look in looks} == set(PANELS)
    for panel in PANELS:
        ways = {(x.text, x.contrast, x.tone, x.heard) for x in looks if x.panel == panel and not x.low}
        assert len(ways) == len(TextSize) * 4
    assert {look.panel for look in looks if look.low} == {"1080x1920", "1080x1920-15"}
    assert len({look.name for look in looks}) == len(looks)


# ---------------------------------------------------------------------------------------------- the page


def pages(tmp_path: Path, *seen: Seen, whole: bool = False) -> tuple[str, str]:
    """The first page, and all others."""
    about = report.About(datetime(2026, 3, 1, 9, 30, tzinfo=UTC), whole=whole)
    report.write(tmp_path, seen, settings_for("1080x1920"), about, HEARD)
    first = tmp_path / report.FIRST
    others = [path.read_text(encoding="utf-8") for path in sorted(tmp_path.glob("*.html")) if path != first]
    return first.read_text(encoding="utf-8"), "".join(others)


LOOK = Look("1080x1920", languages=("id",))
HEARD = (coverage.Spoken("jv", 9, (), (), 90, 0, "espeak-ng id", "not yet read by a native speaker"),)


def test_the_page_says_that_nothing_is_violated(tmp_path: Path) -> None:
    first, look = pages(tmp_path, judged(LOOK, (RIGHT,)))
    assert "<h1>1 screens looked at, nothing is violated</h1>" in first
    assert "class='bad'" not in first + look


def test_each_violation_is_told_at_its_picture_which_opens_large(tmp_path: Path) -> None:
    picture = tmp_path / LOOK.name / "id" / "papers.webp"
    picture.parent.mkdir(parents=True)
    picture.write_bytes(b"")
    first, look = pages(tmp_path, judged(LOOK, (with_text(capital=4.0),)))
    assert "<h1>1 screens looked at, 1 violations</h1>" in first
    figure = re.search(r"<figure.*?</figure>", look, re.DOTALL)
    assert figure is not None
    assert "<a href='1080x1920-standard-standard/id/papers.webp'><img" in figure[0]
    assert "capitals: &#x27;Sudah lengkap?&#x27; has capitals of 4.00 mm, 5.80 at least" in figure[0]


def test_the_first_page_leads_to_what_is_closest_to_each_limit(tmp_path: Path) -> None:
    tight = replace(RIGHT, moment="mask", targets=(replace(RIGHT.targets[0], edge=3.05), *RIGHT.targets[1:]))
    first, look = pages(tmp_path, judged(LOOK, (RIGHT, tight)))
    assert "<td class=n>3.05</td><td class=n>3.00</td><td>PAPERS_READY</td>" in first
    assert "href='1080x1920-standard-standard.html#id-mask'>mask</a>" in first
    assert "<figure id='id-mask'" in look


def test_every_rule_and_every_limit_has_its_source(tmp_path: Path) -> None:
    assert set(checks.SOURCES) == set(checks.RULES)
    first, _ = pages(tmp_path, judged(LOOK, (RIGHT,)))
    for words in (*checks.RULES.values(), *(kind.source for kind in margins.KINDS)):
        assert escape(words) in first


def test_pictures_are_found_by_language_and_by_whose_screen_it_is(tmp_path: Path) -> None:
    _, look = pages(
        tmp_path, judged(replace(LOOK, languages=("id", "jv")), (RIGHT, replace(RIGHT, staff=True)))
    )
    assert "id='language-jv'" in look
    assert "body:has(#language-jv:checked) [data-language]:not([data-language~='jv'])" in look
    assert "data-whose=resident" in look
    assert "data-whose=staff" in look


def test_a_page_needs_nothing_from_elsewhere(tmp_path: Path) -> None:
    told = "".join(pages(tmp_path, judged(LOOK, (RIGHT,))))
    assert not re.search(r"https?://|<script|<link|@import", told)


def test_the_page_marks_a_draft_language(tmp_path: Path) -> None:
    assert "not yet read by a native speaker" in pages(tmp_path)[0]


def test_a_sentence_that_nobody_has_seen_is_a_violation_of_the_whole(tmp_path: Path) -> None:
    few = replace(judged(LOOK, (RIGHT,)), asked=sentences.of_the_screens() - {"mask.question"})
    assert "mask.question is said on no screen" in pages(tmp_path, few, whole=True)[0]
    assert "This is a part of the whole only" in pages(tmp_path, few)[0]


def test_the_command_writes_page_pictures_and_figures(tmp_path: Path) -> None:
    app = typer.Typer()
    command.add_to(app)
    out = tmp_path / "out"
    words = [
        "--panel",
        "800x480",
        "--text",
        "standard",
        "--contrast",
        "standard",
        "--language",
        "id",
        "--tone",
        "day",
    ]
    done = CliRunner().invoke(app, ["--out", str(out), *words, "--only", "mask,ticket"])
    assert done.exit_code == 0, done.output
    names = ["mask+pressed.webp", "mask.webp", "ticket+pressed.webp", "ticket.webp"]
    found = json.loads((out / "report.json").read_text())
    plain = next(look for look in found if look["look"] == "800x480-standard-standard")
    assert sorted(path.name for path in (out / plain["look"]).rglob("*.webp")) == names
    assert all(look["violations"] == [] for look in found)
    assert plain["figures"]["screens"] == 4
    assert (out / "index.html").exists()


@pytest.mark.parametrize(
    "words", [["--panel", "14"], ["--text", "huge"], ["--tone", "night"], ["--language", "de"]]
)
def test_an_unknown_panel_size_or_language_is_refused(tmp_path: Path, words: list[str]) -> None:
    app = typer.Typer()
    command.add_to(app)
    assert CliRunner().invoke(app, ["--out", str(tmp_path), *words]).exit_code == 2
