"""Numbers, dates and sentences of the record in its two languages."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from enum import Enum

from kiosk.record.english import ENGLISH
from kiosk.record.indonesian import INDONESIAN
from kiosk.rules.calibration.refusals import Refusal

LANGUAGES = {"id": INDONESIAN, "en": ENGLISH}
_MONTHS = {
    "id": "Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember",
    "en": "January February March April May June July August September October November December",
}
MINUS = "\N{MINUS SIGN}"


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one language ("id", "en"); KeyError for any other."""

    language: str

    def __call__(self, key: str, **values: object) -> str:
        return LANGUAGES[self.language][key].format(**values)

    def of(self, word: Enum) -> str:
        """The word for a member of an enumeration."""
        return self(f"{type(word).__name__}.{word.value}")

    def number(self, value: Decimal, places: int, *, sign: bool = False) -> str:
        """With the language's decimal mark; halves away from zero, a true minus, never "-0"."""
        rounded = value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP) + 0
        text = f"{abs(rounded):f}"
        if self.language == "id":
            text = text.replace(".", ",")
        if rounded < 0:
            return MINUS + text
        return "+" + text if sign and rounded > 0 else text

    def plain(self, value: Decimal) -> str:
        """All its digits, no more."""
        exponent = value.normalize().as_tuple().exponent
        return self.number(value, max(0, -exponent) if isinstance(exponent, int) else 0)

    def setting(self, name: str, value: str) -> str:
        """A setting within the device: its name where the language has one, and a figure with its decimal mark."""
        word = LANGUAGES[self.language].get(f"setting.{name}", name)
        figure = re.fullmatch(r"-?\d+\.\d+", value) is not None and self.language == "id"
        return f"{word} {value.replace('.', ',') if figure else value}"

    def day(self, day: date) -> str:
        return f"{day.day} {_MONTHS[self.language].split()[day.month - 1]} {day.year}"

    def moment(self, at: datetime) -> str:
        """Day, time and zone: a record may be read far from where it was made."""
        offset = at.strftime("%z")
        minutes = f":{offset[3:5]}" if offset[3:5] != "00" else ""
        zone = "UTC" if offset == "+0000" else f"UTC{offset[:3]}{minutes}"
        mark = "." if self.language == "id" else ":"
        return f"{self.day(at.date())}, {at:%H}{mark}{at:%M} {zone}"

    def refusal(self, refusal: Refusal) -> str:
        """A reason with its figures."""
        parts = [self.of(refusal.reason)]
        if refusal.at is not None:
            parts.append(self("at", at=self.number(refusal.at, 1)))
        if refusal.value is not None:
            limit = "" if refusal.limit is None else "; " + self("limit", limit=self.plain(refusal.limit))
            parts.append(f"({self.plain(refusal.value)}{limit})")
        return " ".join(parts)
