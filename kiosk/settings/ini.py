"""The text of kiosk.ini, with the line of everything in it.

configparser reads the values; it does not say where it found them, and it stops at the first mistake. So the
lines are walked here first: what is out of place is reported and taken out before configparser reads the rest.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from configparser import ConfigParser
from dataclasses import dataclass, field

_PASSWORD = re.compile(r"(://[^\s:/]*:)\S*@")
_HEADER = re.compile(r"\[([^\[\]]+)\]")


@dataclass(frozen=True, slots=True)
class Problem:
    """One reason why the file cannot be used: where, what stands there, and what would be right."""

    remedy: str
    line: int | None = None
    section: str | None = None
    key: str | None = None
    value: str | None = None

    def __str__(self) -> str:
        place = f"line {self.line}: " if self.line is not None else ""
        name = " ".join(part for part in (f"[{self.section}]" if self.section else None, self.key) if part)
        shown = f" = {_short(self.value)}" if self.value is not None else ""
        return _printable(f"{place}{name}{shown}: {self.remedy}" if name else place + self.remedy)


def _short(value: str) -> str:
    """``value`` on one line that fits a terminal; a message is no place for the database's password."""
    flat = _PASSWORD.sub(r"\1***@", " / ".join(value.split("\n")))
    return flat if len(flat) <= 80 else flat[:77] + "..."


def _printable(text: str) -> str:
    """What a terminal would obey, and what nobody sees, as its code: a slip that is invisible is never found."""
    return "".join(sign if sign.isprintable() else repr(sign)[1:-1] for sign in text)


@dataclass(slots=True)
class Entry:
    """A key with its value; ``lines`` holds the line of the key and of each continued line."""

    key: str
    lines: list[int]
    commented: bool
    value: str = ""

    @property
    def line(self) -> int:
        return self.lines[0]

    def numbered(self) -> Iterator[tuple[int, str]]:
        """The lines of the value that are not empty, each with its number in the file."""
        for number, text in zip(self.lines, self.value.split("\n"), strict=False):
            if text.strip():
                yield number, text.strip()


@dataclass(slots=True)
class Section:
    name: str
    line: int
    entries: dict[str, Entry] = field(default_factory=dict)


@dataclass(slots=True)
class Ini:
    sections: dict[str, Section]
    problems: list[Problem]


def parse(text: str) -> Ini:
    """Every section and key of ``text``, and what is wrong with its form."""
    walk = _Walk(text.removeprefix("\ufeff").split("\n"))
    walk.run()
    parser = ConfigParser(
        interpolation=None,
        strict=True,
        delimiters=("=",),
        comment_prefixes=("#", ";"),
        empty_lines_in_values=False,
        default_section="",
    )
    parser.optionxform = str  # type: ignore[assignment, method-assign]
    parser.read_string("\n".join(walk.lines))
    for section in walk.sections.values():
        for entry in section.entries.values():
            entry.value = parser.get(section.name, entry.key)
    return Ini(walk.sections, walk.problems)


class _Walk:
    """One pass over the lines, by configparser's own rules of what continues what."""

    def __init__(self, lines: list[str]) -> None:
        self.lines = lines
        self.sections: dict[str, Section] = {}
        self.problems: list[Problem] = []
        self._section: Section | None = None
        self._entry: Entry | None = None
        self._indent: int | None = None
        self._commented = False

    def run(self) -> None:
        for number, line in enumerate(self.lines, 1):
            text = line.strip()
            if not text or text.startswith(("#", ";")):
                self._commented = bool(text)
                self._indent = None
                continue
            indent = len(line) - len(line.lstrip())
            if self._indent is not None and indent > self._indent:
                self._continue(number)
            elif header := _HEADER.fullmatch(text):
                self._open(number, header[1])
            else:
                self._indent = indent
                self._key(number, text)
                self._commented = False

    def _continue(self, number: int) -> None:
        if self._entry is None:
            self._blank(number)
        else:
            self._entry.lines.append(number)

    def _open(self, number: int, name: str) -> None:
        self._indent, self._commented = None, False
        self._section = Section(name, number)
        if first := self.sections.get(name):
            remedy = f"this section already began on line {first.line}; put its keys together there"
            self.problems.append(Problem(remedy, number, name))
            self._blank(number)
        else:
            self.sections[name] = self._section

    def _key(self, number: int, text: str) -> None:
        key, sign, _ = (part.strip() for part in text.partition("="))
        section, self._entry = self._section, None
        name = section.name if section else None
        if not sign or not key or text.startswith("["):
            wanted = "key = value, a [section], or a comment that begins with #"
            self.problems.append(Problem(f"{_short(text)!r} is none of: {wanted}", number, name))
        elif section is None:
            self.problems.append(Problem("this key stands above the first [section]", number, key=key))
        elif first := section.entries.get(key):
            remedy = f"this key already stands on line {first.line}; keep one of the two"
            self.problems.append(Problem(remedy, number, name, key))
        else:
            entry = section.entries[key] = Entry(key, [number], self._commented)
            if self.sections[section.name] is section:
                self._entry = entry
                return
        self._blank(number)

    def _blank(self, number: int) -> None:
        self.lines[number - 1] = ""
