"""What a translator wants to know before a catalogue is shown to people: all that is wrong with it, and where."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from string import Formatter
from typing import TYPE_CHECKING

from kiosk.ui.look.theme import CAPITAL, TextSize, Theme
from kiosk.words import DOMAIN, FOLDER

if TYPE_CHECKING:
    from babel.messages.catalog import Catalog, Message
    from PIL.ImageFont import FreeTypeFont

SOURCE = "id"
"""The language the others are compared with: its catalogue is written together with the program."""
PROGRAM = Path(__file__).resolve().parent
NAME = re.compile(r"[a-z_]+(\.[a-z_0-9]+)*")
RULER = 200
"""Pixels of type for measuring: large enough not to round."""


@dataclass(frozen=True, slots=True)
class SmallestPanel:
    """Seven inches: what a word must fit, in large text."""

    width_px: int = 800
    height_px: int = 480
    width_mm: float = 153.0


@dataclass(frozen=True, slots=True)
class Place:
    """Where a kind of sentence stands on the smallest panel: its type role, and millimetres for one word."""

    names: re.Pattern[str]
    role: str
    room: float
    bold: bool


PLACES = (
    # The keys of the footer share the panel's width, each beside its sign.
    Place(re.compile(r"footer\.\w+_short"), "small", 15.0, True),
    Place(re.compile(r"footer\.(back|cancel|officer)"), "small", 30.0, True),
    # Beside a keypad.
    Place(re.compile(r"(pin|return)\.question"), "title", 62.0, True),
    Place(re.compile(r"(pin|return)\.\w+"), "body", 62.0, False),
    Place(
        re.compile(r"\w+\.(question|greeting|shut|quota_gone|not_ready|paused|calibrating|clock)"),
        "title",
        90.0,
        True,
    ),
    # Two acts side by side on the officer's page.
    Place(re.compile(r"act\.\w+"), "small", 68.0, False),
    # Three answers side by side: held, papers.
    Place(re.compile(r"(held\.(call_again|masked|again)|papers\.\w+_short)"), "label", 36.0, True),
    Place(re.compile(r"[a-z_.0-9]+"), "body", 76.0, False),
)
NEVER_SHOWN = ("voice.", "paper.")
"""Spoken only, or printed, where the printer's own columns rule."""


@dataclass(frozen=True, slots=True)
class Problem:
    """``line`` of the language's catalogue, from 1; 0 for a sentence that does not stand in it."""

    language: str
    name: str
    what: str
    line: int = 0

    def __str__(self) -> str:
        return f"{self.language}: {self.name}: {self.what}" if self.name else f"{self.language}: {self.what}"

    def at(self, folder: Path = FOLDER) -> str:
        """``assets/translations/jv/LC_MESSAGES/kiosk.po:12: footer.back: missing``, as editors can open it."""
        file = folder / self.language / "LC_MESSAGES" / f"{DOMAIN}.po"
        near = Path.cwd()
        shown = file.relative_to(near) if file.is_relative_to(near) else file
        return f"{shown}{f':{self.line}' if self.line else ''}: {self.name}: {self.what}"


def languages(folder: Path = FOLDER) -> list[str]:
    """Those that have a catalogue, the source first."""
    found = sorted(path.parent.parent.name for path in folder.glob(f"*/LC_MESSAGES/{DOMAIN}.po"))
    return sorted(found, key=lambda language: language != SOURCE)


def catalogue(language: str, folder: Path = FOLDER) -> Catalog:
    """Raises OSError when there is none, ValueError when it cannot be read."""
    from babel.messages.pofile import read_po

    with (folder / language / "LC_MESSAGES" / f"{DOMAIN}.po").open("rb") as file:
        return read_po(file)


def problems(language: str, folder: Path = FOLDER) -> list[Problem]:
    """Everything wrong with one catalogue, in its order."""
    read = catalogue(language, folder)
    source = read if language == SOURCE else catalogue(SOURCE, folder)
    lines = {_name(message): message.lineno or 0 for message in read if message.id}
    return [replace(found, line=lines.get(found.name, 0)) for found in _problems(language, read, source)]


def unused(folder: Path = FOLDER) -> list[Problem]:
    """Sentences that no part of the program asks for."""
    asked = _asked_for()
    return [
        Problem(SOURCE, name, "no part of the program asks for it", message.lineno or 0)
        for name, message in _sentences(catalogue(SOURCE, folder)).items()
        if name not in asked
    ]


def _problems(language: str, read: Catalog, source: Catalog) -> Iterator[Problem]:
    here, there = _sentences(read), _sentences(source)
    for name in there:
        if name not in here:
            yield Problem(language, name, "missing")
    theme = Theme(SmallestPanel(), text=TextSize.LARGE)
    for name, message in here.items():
        if name not in there:
            yield Problem(language, name, "not a sentence of the kiosk; misspelt, or no longer needed")
            continue
        texts = _texts(message)
        if not all(text.strip() for text in texts):
            yield Problem(language, name, "missing")
            continue
        if message.fuzzy:
            yield Problem(language, name, "marked fuzzy: look at it and take the mark away")
        yield from _places(language, name, texts, _texts(there[name]))
        if isinstance(message.id, tuple) and len(texts) != read.num_plurals:
            needed = read.num_plurals
            yield Problem(language, name, f"{len(texts)} plural forms where the language has {needed}")
        yield from _too_long(language, name, texts, theme)


def _places(language: str, name: str, texts: tuple[str, ...], source: tuple[str, ...]) -> Iterator[Problem]:
    wanted = _filled_in(source[0])
    for text in texts:
        try:
            found = _filled_in(text)
        except ValueError as wrong:
            yield Problem(language, name, f"braces do not match: {wrong}")
            continue
        for place in sorted(wanted - found):
            yield Problem(language, name, f"{{{place}}} is missing")
        for place in sorted(found - wanted):
            yield Problem(language, name, f"{{{place}}} is filled in by nobody")


def _too_long(language: str, name: str, texts: tuple[str, ...], theme: Theme) -> Iterator[Problem]:
    if name.startswith(NEVER_SHOWN):
        return
    place = next(place for place in PLACES if place.names.fullmatch(name))
    for word in {word for text in texts for word in re.sub(r"\{\w+\}", "", text).split()}:
        wide = _ruler(place.bold).getlength(word) / RULER * theme.least_capital(place.role) / CAPITAL
        if wide > place.room:
            room = f"{wide:.0f} mm in large text, where {place.room:.0f} fit on the smallest panel"
            yield Problem(language, name, f"the word {word!r} is {room}")


@cache
def _ruler(bold: bool) -> FreeTypeFont:
    """The screen's own type, without a screen."""
    from importlib.util import find_spec

    from PIL import ImageFont

    kivy = find_spec("kivy")
    if kivy is None or not kivy.submodule_search_locations:
        raise OSError("Kivy and its type are not installed")
    fonts = Path(kivy.submodule_search_locations[0]) / "data" / "fonts"
    return ImageFont.truetype(str(fonts / f"Roboto-{'Bold' if bold else 'Regular'}.ttf"), RULER)


def _sentences(read: Catalog) -> dict[str, Message]:
    return {_name(message): message for message in read if message.id}


def _name(message: Message) -> str:
    return message.id if isinstance(message.id, str) else message.id[0]


def _texts(message: Message) -> tuple[str, ...]:
    return (message.string,) if isinstance(message.string, str) else tuple(message.string)


def _filled_in(sentence: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(sentence) if name}


@cache
def _asked_for() -> frozenset[str]:
    """Every text constant of the program that could be a sentence's name."""
    return frozenset(
        node.value
        for source in PROGRAM.rglob("*.py")
        for node in ast.walk(ast.parse(source.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and NAME.fullmatch(node.value)
    )
