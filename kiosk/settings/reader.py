"""Typed questions to the sections of an ini file.

A key is known because somebody asks for it: whatever is left unasked at the end is reported as unknown. A value
that cannot be used is reported and answered with its default, so that one reading finds every mistake; nothing
made from such an answer is ever used, for :meth:`Reader.finish` then raises.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from enum import Enum
from types import MappingProxyType
from typing import TypeVar

from kiosk.settings import convert
from kiosk.settings.ini import Entry, Ini, Problem, Section

T = TypeVar("T")
E = TypeVar("E", bound=Enum)


class SettingsError(Exception):
    """The settings cannot be used. ``problems`` holds every reason, in the order of the file."""

    def __init__(self, file: str, problems: Iterable[Problem]) -> None:
        self.file = file
        self.problems = tuple(sorted(problems, key=lambda problem: problem.line or 0))
        super().__init__("\n".join(f"{file}: {problem}" for problem in self.problems))


class SectionReader:
    """One section; ``argument`` is what follows the kind in ``[service kk]``."""

    def __init__(self, section: Section, argument: str, problems: list[Problem]) -> None:
        self.section = section
        self.argument = argument
        self.asked: set[str] = set()
        self.tolerated: set[str] = set()
        self.faults = 0
        self._problems = problems

    def problem(
        self, remedy: str, key: str | None = None, *, line: int | None = None, value: str | None = None
    ) -> None:
        """Report ``key`` (or the section), at its line, with its value unless another is given."""
        entry = self.section.entries.get(key) if key else None
        if entry is not None:
            line = entry.line if line is None else line
            value = entry.value if value is None else value
        at = line or self.section.line or None
        self.faults += 1
        self._problems.append(Problem(remedy, at, self.section.name, key, value))

    def has(self, key: str) -> bool:
        return key in self.section.entries

    def entry(self, key: str) -> Entry | None:
        self.asked.add(key)
        return self.section.entries.get(key)

    def parse(self, key: str, read: Callable[[str], T], default: T, *, required: bool = False) -> T:
        """The value as ``read`` understands it; ``read`` raises ValueError saying what would be right."""
        entry = self.entry(key)
        if entry is None:
            if required:
                self.problem("is missing; the comments in the shipped kiosk.ini say what to write", key)
            return default
        try:
            return read(entry.value)
        except ValueError as wrong:
            self.problem(str(wrong), key)
            return default

    def text(self, key: str, default: str = "", *, required: bool = False, longest: int = 200) -> str:
        return self.parse(key, convert.text(longest), default, required=required)

    def number(self, key: str, default: float, low: float, high: float, unit: str = "") -> float:
        return self.parse(key, convert.number(low, high, unit), default)

    def whole(self, key: str, default: int, low: int, high: int, unit: str = "") -> int:
        return self.parse(key, convert.whole(low, high, unit), default)

    def centi(self, key: str, default: int, low: int, high: int, *, required: bool = False) -> int:
        """Degrees in the file, hundredths of a degree here; ``low`` and ``high`` in hundredths too."""
        return self.parse(key, convert.centi(low, high), default, required=required)

    def flag(self, key: str, default: bool) -> bool:
        return self.parse(key, convert.choice({"yes": True, "no": False}), default)

    def choice(self, key: str, choices: type[E], default: E, *, required: bool = False) -> E:
        """A member of an enum, written as its name in small letters."""
        names = {member.name.lower(): member for member in choices}
        return self.parse(key, convert.choice(names), default, required=required)

    def texts(
        self,
        key: str,
        languages: Sequence[str],
        read: Callable[[str], str],
        *,
        required: bool = True,
    ) -> Mapping[str, str]:
        """``key.id``, ``key.en``...: a language left out shows the first language's text."""
        return self._in_languages(key, languages, read, "", required)

    def texts_over(
        self, key: str, languages: Sequence[str], read: Callable[[str], T], before: Mapping[str, T]
    ) -> Mapping[str, T]:
        """Texts of a later section. One given in the first language replaces those of ``before`` in every other
        language too: a translation of the old text must not stand beside the new one."""
        fresh = self.has(f"{key}.{languages[0]}")
        self.tolerated |= {f"{key}.{language}" for language in convert.LANGUAGES}
        first = self.parse(f"{key}.{languages[0]}", read, before[languages[0]])
        others = {
            language: self.parse(f"{key}.{language}", read, first if fresh else before[language])
            for language in languages[1:]
        }
        return MappingProxyType({languages[0]: first} | others)

    def numbered(self, key: str, read: Callable[[str], T]) -> Iterator[tuple[int, str, T]]:
        """Each line of a value of several lines: its number, its text, and what ``read`` makes of it."""
        entry = self.entry(key)
        for line, text in entry.numbered() if entry else ():
            try:
                yield line, text, read(text)
            except ValueError as wrong:
                self.problem(str(wrong), key, line=line, value=text)

    def lists(self, key: str, languages: Sequence[str]) -> Mapping[str, tuple[str, ...]]:
        """Like :meth:`texts`, each a list of lines."""
        return self._in_languages(key, languages, convert.lines, (), True)

    def _in_languages(
        self, key: str, languages: Sequence[str], read: Callable[[str], T], empty: T, required: bool
    ) -> Mapping[str, T]:
        self.tolerated |= {f"{key}.{language}" for language in convert.LANGUAGES}
        first = self.parse(f"{key}.{languages[0]}", read, empty, required=required)
        others = {language: self.parse(f"{key}.{language}", read, first) for language in languages[1:]}
        return MappingProxyType({languages[0]: first} | others)

    def report_unknown(self) -> None:
        for key in self.section.entries.keys() - self.asked - self.tolerated:
            known = sorted(self.asked)
            hint = convert.nearest(key, known) or f"known here: {', '.join(known)}"
            self.problem(f"this key is not known; {hint}", key)


class Reader:
    """The whole file; ``sections`` are asked for by kind, and those nobody asks for are unknown."""

    def __init__(self, file: str, ini: Ini) -> None:
        self.file = file
        self.problems = list(ini.problems)
        self.readers: list[SectionReader] = []
        self._left = dict(ini.sections)
        self._known: set[str] = set()

    def section(self, name: str) -> SectionReader:
        """The section ``[name]``; one that is not in the file is read as an empty one."""
        self._known.add(name)
        return self._reader(self._left.pop(name, Section(name, 0)), "")

    def sections(self, kind: str) -> list[SectionReader]:
        """All sections ``[kind argument]``, in the file's order."""
        self._known.add(f"{kind} ...")
        found = [name for name in self._left if name.startswith(kind + " ")]
        return [self._reader(self._left.pop(name), name.removeprefix(kind).strip()) for name in found]

    def missing(self, remedy: str, section: str) -> None:
        self.problems.append(Problem(remedy, section=section))

    def finish(self) -> None:
        """Report what nobody asked for; SettingsError when there is any problem at all."""
        for reader in self.readers:
            reader.report_unknown()
        for section in self._left.values():
            known = sorted(self._known)
            kind = section.name.partition(" ")[0]
            hint = convert.nearest(section.name, known) or convert.nearest(f"{kind} ...", known)
            hint = hint or f"known are {', '.join(known)}"
            self.problems.append(Problem(f"this section is not known; {hint}", section.line, section.name))
        if self.problems:
            raise SettingsError(self.file, self.problems)

    def _reader(self, section: Section, argument: str) -> SectionReader:
        reader = SectionReader(section, argument, self.problems)
        self.readers.append(reader)
        return reader
