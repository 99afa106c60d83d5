"""Lines that hobby and lab instruments print, by profile: a named regular expression, or keys of a JSON object.

Built in: the form that every sketch for Adafruit's MLX90614 library prints, and our own recommended form
with a sequence number and a CRC, `$T,17,3652,2531*85`: hundredths of a degree, CRC-8 (polynomial 07, start
0) over what stands between `$` and `*`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from drivers.thermometers.checks import crc8
from drivers.thermometers.format import Format
from drivers.thermometers.lines import LONGEST, LineDecoder, Parse
from drivers.thermometers.readings import Item, Reading, Rejected, RejectedKind

_CENT = Decimal("0.01")
_TO_CELSIUS: Mapping[str, Callable[[Decimal], Decimal]] = {
    "C": lambda value: value,
    "F": lambda value: ((value - 32) * 5 / 9).quantize(_CENT),
    "K": lambda value: value - Decimal("273.15"),
}
UNITS = tuple(_TO_CELSIUS)
_TOLERANCE = Decimal("0.5")


def number(text: str) -> Decimal | None:
    """The text as an exact number; ``nan`` and ``inf`` are numbers too, to be refused later as faults."""
    try:
        return Decimal(text.strip())
    except InvalidOperation:
        return None


@dataclass(frozen=True, slots=True)
class Pattern:
    """A line by regular expression, which must match all of it: groups ``object`` and, if it has them, ``ambient``
    and ``unit``. Without a group ``unit`` the profile says the unit."""

    pattern: re.Pattern[str]
    unit: str | None = None

    def __post_init__(self) -> None:
        """ValueError names what is missing."""
        groups = self.pattern.groupindex
        if "object" not in groups:
            raise ValueError("the pattern needs a group (?P<object>...)")
        if ("unit" in groups) == (self.unit is not None):
            raise ValueError("the unit: either a group (?P<unit>...) or unit = C, F or K, and not both")
        if self.unit is not None and self.unit not in UNITS:
            raise ValueError(f"unit {self.unit!r}: one of {', '.join(UNITS)}")

    def __call__(self, line: str, raw: bytes) -> Item:
        """What the line says."""
        match = self.pattern.fullmatch(line)
        if match is None:
            return Rejected("the line does not match the pattern", raw)
        found = match.groupdict()
        unit = self.unit
        if unit is None:
            unit = found["unit"]
            if unit != "C":
                # Such a sketch prints the same measurement in both units; one of them is enough.
                return Rejected(f"a line in °{unit}, no reading", raw, RejectedKind.OTHER)
        return _reading(found["object"], found.get("ambient"), unit, raw)


@dataclass(frozen=True, slots=True)
class JsonKeys:
    """A line that is a JSON object; a dot in a key goes one level deeper."""

    object: str
    ambient: str | None
    unit: str

    def __post_init__(self) -> None:
        """ValueError names what is wrong."""
        if self.unit not in UNITS:
            raise ValueError(f"unit {self.unit!r}: one of {', '.join(UNITS)}")

    def __call__(self, line: str, raw: bytes) -> Item:
        """What the line says."""
        try:
            data = json.loads(line, parse_float=str, parse_int=str, parse_constant=str)
        except (ValueError, RecursionError):
            return Rejected("the line is no JSON", raw)
        celsius = _at(data, self.object)
        if celsius is None:
            return Rejected(f"no number under {self.object!r}", raw, RejectedKind.OTHER)
        return _reading(celsius, _at(data, self.ambient) if self.ambient else None, self.unit, raw)


def _at(data: Any, path: str) -> str | None:
    for key in path.split("."):
        data = data.get(key) if isinstance(data, dict) else None
    return data if isinstance(data, str) else None


def _reading(celsius: str, ambient: str | None, unit: str, raw: bytes) -> Item:
    to_celsius = _TO_CELSIUS[unit]
    values = [None if text is None else number(text) for text in (celsius, ambient)]
    if values[0] is None or (ambient is not None and values[1] is None):
        return Rejected("not a number", raw)
    exact = [value if value is None or not value.is_finite() else to_celsius(value) for value in values]
    assert exact[0] is not None
    return Reading(exact[0], exact[1], raw)


def by_lines(name: str, parse: Parse, *, closed: bool = False) -> Format:
    """A stream of lines without a checksum: two in a row must agree. ``closed`` as for ``LineDecoder``."""

    def decoder() -> LineDecoder:
        return LineDecoder(parse, closed=closed)

    return Format(name, decoder, longest=LONGEST, confirm=_TOLERANCE, lines=True)


_NUMBER = r"[+-]?(?:\d{1,4}(?:\.\d{1,4})?|nan|inf)"
ADAFRUIT_PATTERN = (
    rf"Ambient = (?P<ambient>{_NUMBER})\*(?P<unit>[CF])\tObject = (?P<object>{_NUMBER})\*(?P=unit)"
)
ADAFRUIT = by_lines("ascii-adafruit", Pattern(re.compile(ADAFRUIT_PATTERN)), closed=True)

_CRC_LINE = re.compile(
    r"\$(?P<body>T,(?P<sequence>\d{1,9}),(?P<object>-?\d{1,6}),(?P<ambient>-?\d{1,6})?)\*(?P<crc>[0-9A-F]{2})"
)


def parse_crc_line(line: str, raw: bytes) -> Item:
    """A line of the recommended form; garbage before the ``$`` is forgiven, because the CRC vouches for the
    rest.
    """
    match = _CRC_LINE.fullmatch(line, max(0, line.rfind("$")))
    if match is None:
        return Rejected("no line of the form $T,sequence,object,ambient*CRC", raw)
    computed = crc8(match["body"].encode("ascii"))
    if computed != int(match["crc"], 16):
        return Rejected(f"CRC {match['crc']}, computed {computed:02X}", raw)
    ambient = None if match["ambient"] is None else int(match["ambient"]) * _CENT
    return Reading(int(match["object"]) * _CENT, ambient, raw, {"sequence": int(match["sequence"])})


CRC = Format("ascii-crc", lambda: LineDecoder(parse_crc_line, closed=True), longest=LONGEST, lines=True)
