"""Every sentence, in every language, by a symbolic name such as ``welcome.take_number``.

The catalogues are gettext ``.po`` files that a translator can edit. They are compiled when first asked for or
when older than their source; only then is Babel loaded, so that a start in the morning reads two small files.
"""

from __future__ import annotations

import gettext
import io
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import BinaryIO

from kiosk.cache import cache_folder, keep

FOLDER = Path(__file__).resolve().parent.parent / "assets" / "translations"
DOMAIN = "kiosk"

DAYS = (
    "day.monday",
    "day.tuesday",
    "day.wednesday",
    "day.thursday",
    "day.friday",
    "day.saturday",
    "day.sunday",
)
MONTHS = (
    "month.january", "month.february", "month.march", "month.april", "month.may", "month.june", "month.july",
    "month.august", "month.september", "month.october", "month.november", "month.december",
)  # fmt: skip


class Words:
    """``words("id", "welcome.take_number")``. The first language stands in for a sentence missing in another."""

    def __init__(self, languages: Sequence[str], *, folder: Path = FOLDER, cache: Path | None = None) -> None:
        self.languages = tuple(languages)
        self._folder, self._cache = folder, cache or cache_folder()
        self._catalogues: dict[str, gettext.NullTranslations] = {}

    def __call__(self, language: str, name: str, /, **values: object) -> str:
        """The sentence called ``name``; KeyError when no language has it."""
        sentence = self._find(language, lambda catalogue: catalogue.gettext(name), name)
        return sentence.format(**values) if values else sentence

    def counted(self, language: str, name: str, n: int, /, **values: object) -> str:
        """As ``words()``, in the form that ``n`` asks for; ``n`` is filled in too."""
        sentence = self._find(language, lambda catalogue: catalogue.ngettext(name, name, n), name)
        return sentence.format(n=n, **values)

    def pattern(self, language: str, name: str, n: int | None = None, /) -> str:
        """The sentence with its places still open, in the form that ``n`` asks for where it counts something."""
        if n is None:
            return self(language, name)
        return self._find(language, lambda catalogue: catalogue.ngettext(name, name, n), name)

    def form(self, language: str, n: int, /) -> int:
        """Which of a language's plural forms ``n`` takes, from 0."""
        form: int = self._catalogue(language).plural(n)  # type: ignore[attr-defined]
        return form

    def _find(self, language: str, look: Callable[[gettext.NullTranslations], str], name: str) -> str:
        for candidate in (language, *self.languages):
            sentence = look(self._catalogue(candidate))
            if sentence and sentence != name:
                return sentence
        raise KeyError(f"no language of {', '.join(self.languages)} has a sentence called {name!r}")

    def _catalogue(self, language: str) -> gettext.NullTranslations:
        if language not in self._catalogues:
            with _compiled(self._folder / language / "LC_MESSAGES" / f"{DOMAIN}.po", self._cache) as file:
                self._catalogues[language] = gettext.GNUTranslations(file)
        return self._catalogues[language]


def draft(language: str, folder: Path = FOLDER) -> str:
    """Why the words of ``language`` are not final, as the head of its catalogue says; empty when they are.

    Read from the catalogue itself: compilers of catalogues keep only the headers they know.
    """
    with (folder / language / "LC_MESSAGES" / f"{DOMAIN}.po").open(encoding="utf-8") as file:
        for line in file:
            if line.startswith('"X-Draft:'):
                return line.strip().strip('"').removesuffix("\\n").partition(":")[2].strip()
            if not line.strip():
                break
    return ""


def day_name(words: Words, language: str, day: date) -> str:
    """``Selasa``; from the catalogue, never from the machine's locale."""
    return words(language, DAYS[day.weekday()])


def month_name(words: Words, language: str, day: date) -> str:
    return words(language, MONTHS[day.month - 1])


def long_date(words: Words, language: str, day: date) -> str:
    """``Selasa, 24 Maret 2020``."""
    return words(
        language,
        "date.long",
        day=day_name(words, language, day),
        date=day.day,
        month=month_name(words, language, day),
        year=day.year,
    )


def _compiled(source: Path, cache: Path) -> BinaryIO:
    """The compiled form of ``source``, compiled anew when ``cache`` has none as young as it."""
    stamp = source.stat().st_mtime_ns
    kept = cache / f"{source.parent.parent.name}-{stamp:x}.mo"
    if kept.exists():
        return kept.open("rb")
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    with source.open("rb") as file:
        catalogue = read_po(file)
    compiled = io.BytesIO()
    write_mo(compiled, catalogue)
    if keep(kept, compiled.getvalue()):
        for old in cache.glob(f"{source.parent.parent.name}-*.mo"):
            if old != kept:
                old.unlink(missing_ok=True)
    compiled.seek(0)
    return compiled
