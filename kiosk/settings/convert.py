"""From the text of one value to a value. Each function raises ValueError with what would be right."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date, time
from decimal import Decimal
from typing import TypeVar

from kiosk.rules.calendar import ClosedDay, OwnDay, SpecialHours, UsualDay
from kiosk.rules.policy import WEEKDAYS, Window

T = TypeVar("T")

LANGUAGES = {"id": "Indonesian", "en": "English", "jv": "Javanese (krama)"}
"""Languages a text may be given in."""

_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")
_HOURS = r"(?P<opens>[0-9]{1,2}[.:][0-9]{2})\s*[-–]\s*(?P<closes>[0-9]{1,2}[.:][0-9]{2})"
_WINDOW_LINE = re.compile(r"(?P<first>\w+)(\s*[-–]\s*(?P<last>\w+))?\s+" + _HOURS)
_OWN_DAY = re.compile(rf"(closed|open|{_HOURS}(\s*,\s*quota\s+(?P<quota>\S+?))?)\s*:\s*(?P<reason>.*)")
_LINE = re.compile(r"[1-9][0-9]{2,6}/[78][neo][12]")
_PORT = re.compile(
    r"/\S+|COM[0-9]{1,3}|(socket|rfc2217)://[^\s:/]+:[0-9]{1,5}(/?[?]\S*)?|sim://[a-z0-9][a-z0-9-]*([?]\S*)?"
)
_PRINTER_PORT = re.compile(
    r"usb://([0-9a-fA-F]{4}:[0-9a-fA-F]{4}|printer)([?]serial=[^\s&]+)?|lp://[A-Za-z0-9_][A-Za-z0-9_.@-]{0,126}"
    r"|folder:///[^\s?]+([?]format=(png|pdf))?|file:///\S+"
)
_CODE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_OFFICE_CODE = re.compile(r"[A-Z0-9-]{2,6}")


def nearest(word: str, known: Iterable[str]) -> str | None:
    """``did you mean ...?`` for the known name most like ``word``, or None."""
    from difflib import get_close_matches  # only a start that fails has need of it

    close = get_close_matches(word, list(known), n=1, cutoff=0.6)
    return f"did you mean {close[0]}?" if close else None


def text(longest: int) -> Callable[[str], str]:
    def read(value: str) -> str:
        if not value.strip():
            raise ValueError("is empty; write a text")
        if "\n" in value:
            raise ValueError("must be one line")
        if len(value) > longest:
            raise ValueError(f"has {len(value)} characters; at most {longest} fit")
        return value

    return read


def lines(value: str) -> tuple[str, ...]:
    found = tuple(line.strip() for line in value.split("\n") if line.strip())
    if not found:
        raise ValueError("is empty; write one line for each, indented below the key")
    return found


def _decimal(value: str, right: str) -> Decimal:
    if not _NUMBER.fullmatch(value):
        raise ValueError(f"{right}, digits with a point")
    return Decimal(value)


def number(low: float, high: float, unit: str = "") -> Callable[[str], float]:
    right = f"write a number from {low:g} to {high:g} {unit}".rstrip()

    def read(value: str) -> float:
        found = float(_decimal(value, right))
        if not low <= found <= high:
            raise ValueError(f"is out of bounds; {right}")
        return found

    return read


def whole(low: int, high: int, unit: str = "") -> Callable[[str], int]:
    right = f"write a whole number from {low} to {high} {unit}".rstrip()

    def read(value: str) -> int:
        found = _decimal(value, right)
        if found != int(found) or not low <= found <= high:
            raise ValueError(f"is out of bounds; {right}")
        return int(found)

    return read


def centi(low: int, high: int, places: int = 2) -> Callable[[str], int]:
    """Degrees Celsius in the file, hundredths of a degree as the answer; the bounds are hundredths too."""
    right = f"write degrees Celsius from {Decimal(low) / 100:.{places}f} to {Decimal(high) / 100:.{places}f}"

    def read(value: str) -> int:
        found = _decimal(value, right)
        if found != round(found, places):
            raise ValueError(f"is too fine; {right}, digits after the point: at most {places}")
        if not low <= found * 100 <= high:
            raise ValueError(f"is out of bounds; {right}")
        return int(found * 100)

    return read


def tenths(low: int, high: int) -> Callable[[str], int]:
    """Like :func:`centi`, for what is compared with the shown value, which has one decimal."""
    return centi(low, high, places=1)


def choice(choices: Mapping[str, T]) -> Callable[[str], T]:
    def read(value: str) -> T:
        if value in choices:
            return choices[value]
        hint = nearest(value, choices)
        raise ValueError(f"write one of {', '.join(choices)}" + (f"; {hint}" if hint else ""))

    return read


def choices(names: Mapping[str, T]) -> Callable[[str], tuple[T, ...]]:
    """Several of ``names``, separated by commas, each once, in the order written."""
    one = choice(names)

    def read(value: str) -> tuple[T, ...]:
        found = tuple(one(part.strip()) for part in value.split(","))
        if len(set(found)) < len(found):
            raise ValueError("names one of them twice")
        return found

    return read


def unlimited(low: int, high: int, unit: str) -> Callable[[str], int | None]:
    """A whole number, or the word none for no limit."""

    def read(value: str) -> int | None:
        return None if value == "none" else whole(low, high, f"{unit}, or none")(value)

    return read


def quota(value: str) -> int | None:
    if value == "0":
        raise ValueError("a quota of 0 would open only to turn everyone away; close the day instead")
    return unlimited(1, 2000, "people a day")(value)


def optional_text(longest: int) -> Callable[[str], str]:
    """One line, or the word none for no text at all."""

    def read(value: str) -> str:
        return "" if value == "none" else text(longest)(value)

    return read


def day(value: str) -> date:
    try:
        if len(value) != 10:
            raise ValueError
        return date.fromisoformat(value)
    except ValueError:
        raise ValueError("write a date of the calendar as year-month-day, like 2020-03-24") from None


def clock(value: str) -> time:
    """``08.00`` or ``08:00``."""
    if not re.fullmatch("[0-9]{1,2}[.:][0-9]{2}", value):
        raise ValueError("write a time like 08.00")
    hour, minute = (int(part) for part in re.split("[.:]", value))
    if hour > 23 or minute > 59:
        raise ValueError(f"{value} is no time of day; 00.00 to 23.59")
    return time(hour, minute)


def window_line(value: str) -> tuple[tuple[int, ...], Window]:
    """``Mon-Thu 08.00-11.00``: weekdays (0 is Monday) and their window."""
    right = "write days and hours like Mon-Thu 08.00-11.00"
    match = _WINDOW_LINE.fullmatch(value)
    if not match:
        raise ValueError(right)
    weekday = choice({name: index for index, name in enumerate(WEEKDAYS)})
    first = weekday(match["first"])
    last = weekday(match["last"] or match["first"])
    if last < first:
        raise ValueError(f"{WEEKDAYS[first]} comes after {WEEKDAYS[last]} in a week; {right}")
    return tuple(range(first, last + 1)), _window(match, right)


def _window(match: re.Match[str], right: str) -> Window:
    opens, closes = clock(match["opens"]), clock(match["closes"])
    if not opens < closes:
        raise ValueError(f"closes at {closes:%H.%M}, not after it opens at {opens:%H.%M}; {right}")
    return Window(opens, closes)


def own_day(value: str) -> OwnDay:
    """``closed: why``, ``08.00-10.00: why``, ``08.00-10.00, quota 20: why``, or ``open: why``."""
    right = "write closed: reason, or 08.00-10.00: reason, or open: reason (the weekday's hours hold)"
    match = _OWN_DAY.fullmatch(value)
    if not match:
        raise ValueError(right)
    try:
        reason = text(60)(match["reason"])
    except ValueError as wrong:
        raise ValueError(f"the reason {wrong}; {right}") from None
    if match["opens"]:
        return SpecialHours(_window(match, right), reason, quota(match["quota"]) if match["quota"] else None)
    return ClosedDay(reason) if value.startswith("closed") else UsualDay(reason)


def share(value: str) -> tuple[str, int]:
    """``kk 30``: a service and how many numbers of it a day."""
    name, _, number = value.partition(" ")
    try:
        return code(name), whole(1, 2000, "people a day")(number.strip())
    except ValueError as wrong:
        raise ValueError(f"write a service's code and a number, like kk 30; {wrong}") from None


def serial_line(value: str) -> str:
    if not _LINE.fullmatch(value):
        raise ValueError("write baud rate, bits, parity and stop bits like 9600/8n1")
    return value


def port(value: str) -> str:
    if not _PORT.fullmatch(value):
        raise ValueError(
            "write a port: /dev/serial/by-id/..., socket://host:port, rfc2217://host:port, or sim://model?..."
        )
    return value


def printer_port(value: str) -> str:
    """A port, or one of the ways that only printers have: USB, a spooler's queue, a folder of pictures."""
    if not (_PORT.fullmatch(value) or _PRINTER_PORT.fullmatch(value)):
        raise ValueError(
            "write a port: /dev/serial/by-id/..., /dev/usb/lp0, usb://04b8:0202, socket://host:port, "
            "lp://queue, folder:///home/kiosk/tickets, or sim://printer?..."
        )
    return value


def code(value: str) -> str:
    if not _CODE.fullmatch(value) or len(value) > 32:
        raise ValueError("write a short code of small letters and digits, parts joined by -")
    return value


def office_code(value: str) -> str:
    if not _OFFICE_CODE.fullmatch(value):
        raise ValueError("write 2 to 6 capital letters, digits and -, like 3375")
    return value


def phone(value: str) -> str:
    if not re.fullmatch(r"[0-9+()][0-9 ()+.\-]{4,24}", value):
        raise ValueError("write a telephone number like (0285) 422814")
    return value
