"""Models from an ini file: a known format under another name, a line of text, JSON, or Modbus registers.

Each section is a model; docs/drivers.md lists the keys. ValueError always names the section's key and what
would be right.
"""

from __future__ import annotations

import configparser
import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import TypeVar

from drivers.errors import UnknownModel
from drivers.link import parse_line
from drivers.thermometers import catalog, modbus_formats
from drivers.thermometers.ascii_lines import JsonKeys, Pattern, by_lines
from drivers.thermometers.format import Asks, Format
from drivers.thermometers.lines import Parse
from drivers.thermometers.modbus import TYPES, ModbusProfile
from drivers.thermometers.model import Model, Status
from drivers.thermometers.readings import limits

T = TypeVar("T")

OWN = ("lines", "json", "modbus")
"""Formats that only exist as profiles; every model of the catalogue can be named as well."""


def load(path: Path) -> dict[str, Model]:
    """The models of an ini file by name. ValueError names section and key, OSError when it cannot be read."""
    parser = configparser.ConfigParser(interpolation=None, strict=True)
    try:
        with path.open(encoding="utf-8") as file:
            parser.read_file(file)
    except configparser.Error as error:
        raise ValueError(f"{path}: {error}") from error
    found = {}
    for name in parser.sections():
        try:
            found[name] = model(name, parser[name])
        except ValueError as error:
            raise ValueError(f"{path}: [{name}] {error}") from error
    return found


def model(name: str, keys: Mapping[str, str]) -> Model:
    """One model from its keys. ValueError for an unknown key, a missing one, or a bad value."""
    taken = _Keys(keys)
    kind = taken.text("format")
    match kind:
        case "lines":
            row = _row(name, _asking(taken, by_lines(name, _pattern(taken))))
        case "json":
            row = _row(name, _asking(taken, by_lines(name, _json(taken))))
        case "modbus":
            row = _row(name, modbus_formats.formatted(name, _modbus(taken)))
        case _:
            try:
                row = replace(catalog.model(kind), name=name)
            except UnknownModel as error:
                raise ValueError(f"format: one of {', '.join(OWN)} or a model; {error}") from error
    low, high = row.limits.object
    ambient_low, ambient_high = row.limits.ambient
    row = replace(
        row,
        maker=taken.text("maker", row.maker),
        line=taken.text("line", row.line),
        rate_hz=float(taken.number("rate", Decimal(str(row.rate_hz)))),
        limits=limits(
            str(taken.number("object_low", low)),
            str(taken.number("object_high", high)),
            str(taken.number("ambient_low", ambient_low)),
            str(taken.number("ambient_high", ambient_high)),
        ),
    )
    parse_line(row.line)
    if row.rate_hz <= 0:
        raise ValueError("rate: readings per second, more than 0")
    taken.finish()
    return row


def _row(name: str, form: Format) -> Model:
    return Model(name, "profile", form, "9600/8n1", 10, limits("-70", "380"), "profile", Status.UNCONFIRMED)


def _pattern(keys: _Keys) -> Parse:
    text = keys.text("pattern")
    try:
        pattern = re.compile(text)
    except re.error as error:
        raise ValueError(f"pattern: no regular expression ({error})") from error
    return Pattern(pattern, keys.text("unit", "") or None)


def _json(keys: _Keys) -> Parse:
    return JsonKeys(keys.text("object"), keys.text("ambient", "") or None, keys.text("unit"))


def _asking(keys: _Keys, form: Format) -> Format:
    request = keys.text("request", "")
    if not request:
        return form
    try:
        asked = request.encode("latin-1").decode("unicode_escape").encode("latin-1")
    except ValueError as error:
        raise ValueError(rf"request: text with escapes such as ?T\r or \x01, not {request!r}") from error
    return replace(form, talk=Asks(asked), lines=False)


def _modbus(keys: _Keys) -> ModbusProfile:
    kind = keys.text("type", "int16")
    if kind not in TYPES:
        raise ValueError(f"type: one of {', '.join(TYPES)}, not {kind!r}")
    width = TYPES[kind][1]
    object_at = keys.whole("object")
    ambient_at, status_at = keys.whole_or_none("ambient"), keys.whole_or_none("status")
    ends = [(object_at, width), (ambient_at, width), (status_at, 1)]
    read = [(at, at + size) for at, size in ends if at is not None]
    start = min(at for at, _ in read)
    count = max(end for _, end in read) - start
    if count > 125:
        raise ValueError("object, ambient, status: more than 125 registers apart, one read cannot hold them")
    return ModbusProfile(
        start=start,
        count=count,
        object_at=object_at - start,
        ambient_at=None if ambient_at is None else ambient_at - start,
        status_at=None if status_at is None else status_at - start,
        function=keys.whole("function", 4),
        address=keys.whole("address", 1),
        scale=keys.number("scale", Decimal("0.1")),
        type=kind,
    )


class _Keys:
    """A section's keys, each taken once; what is left over was a mistake."""

    def __init__(self, keys: Mapping[str, str]) -> None:
        self._keys = dict(keys)
        self._known: list[str] = []

    def text(self, key: str, default: str | None = None) -> str:
        self._known.append(key)
        value = self._keys.pop(key, default)
        if value is None:
            raise ValueError(f"{key}: is missing")
        return value

    def number(self, key: str, default: Decimal) -> Decimal:
        return self._converted(key, self.text(key, str(default)), Decimal, "a number")

    def whole(self, key: str, default: int | None = None) -> int:
        text = self.text(key, None if default is None else str(default))
        return self._converted(key, text, lambda value: int(value, 0), "a whole number such as 18 or 0x12")

    def whole_or_none(self, key: str) -> int | None:
        if key in self._keys:
            return self.whole(key)
        self._known.append(key)
        return None

    def finish(self) -> None:
        if self._keys:
            wrong = next(iter(self._keys))
            raise ValueError(f"{wrong}: unknown key; known here are {', '.join(self._known)}")

    @staticmethod
    def _converted(key: str, text: str, convert: Callable[[str], T], what: str) -> T:
        try:
            return convert(text)
        except (ValueError, ArithmeticError) as error:
            raise ValueError(f"{key}: {what}, not {text!r}") from error
