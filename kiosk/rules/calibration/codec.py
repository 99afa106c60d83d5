"""Frozen dataclasses to JSON and back, driven by their type hints; the same value always gives the same text.

Known: dataclass, Enum, Decimal, datetime (aware), date, tuple, Optional, a union of dataclasses (told apart by
``is``), str, int, float, bool. Decimals travel as strings so that no digit is lost or added.
"""

from __future__ import annotations

import hashlib
import json
import math
import types
import typing
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from enum import Enum
from functools import cache
from typing import Any, TypeVar

T = TypeVar("T")


class CodecError(ValueError):
    """The text is not what its type promises; says where."""


def to_json(value: object) -> str:
    """Canonical text: sorted keys, no blanks, ASCII. Raises CodecError for NaN or a naive datetime."""
    plain = _encode(value, type(value), "")
    return json.dumps(plain, sort_keys=True, separators=(",", ":"), ensure_ascii=True, allow_nan=False)


def from_json(kind: type[T], text: str | bytes) -> T:
    """The value of ``kind`` in ``text``; unknown and missing keys, wrong types and values raise CodecError."""
    try:
        plain = json.loads(text)
    except ValueError as error:
        raise CodecError(f"no JSON: {error}") from error
    return typing.cast(T, _decode(plain, kind, ""))


def digest(value: object) -> str:
    """SHA-256 of the canonical text, 64 hexadecimal digits."""
    return hashlib.sha256(to_json(value).encode("ascii")).hexdigest()


@cache
def _hints(kind: type) -> dict[str, Any]:
    return typing.get_type_hints(kind)


def _choices(hint: Any) -> tuple[Any, ...] | None:
    if isinstance(hint, types.UnionType) or typing.get_origin(hint) is typing.Union:
        return typing.get_args(hint)
    return None


def _members(hint: Any) -> list[Any]:
    return [choice for choice in _choices(hint) or () if choice is not type(None)]


def _encode(value: Any, hint: Any, where: str) -> Any:
    match value:
        case None | bool() | str() if not isinstance(value, Enum):
            return value
        case Enum():
            return value.value
        case Decimal():
            if not value.is_finite():
                raise CodecError(f"{where}: not a finite number")
            return str(value)
        case datetime():
            if value.tzinfo is None:
                raise CodecError(f"{where}: a time without its zone")
            return value.isoformat()
        case date():
            return value.isoformat()
        case float() if not math.isfinite(value):
            raise CodecError(f"{where}: not a finite number")
        case int() | float():
            return value
        case tuple():
            return [_encode(item, item_hint, f"{where}[]") for item, item_hint in _items(value, hint)]
    if not is_dataclass(value) or isinstance(value, type):
        raise CodecError(f"{where}: {type(value).__name__} has no JSON form")
    hints = _hints(type(value))
    plain = {
        f.name: _encode(getattr(value, f.name), hints[f.name], f"{where}.{f.name}") for f in fields(value)
    }
    if len(_members(hint)) > 1:
        plain["is"] = type(value).__name__
    return plain


def _items(value: tuple[Any, ...], hint: Any) -> list[tuple[Any, Any]]:
    for choice in _members(hint):
        if typing.get_origin(choice) is tuple:
            hint = choice
    args = typing.get_args(hint)
    if len(args) == 2 and args[1] is Ellipsis:
        return [(item, args[0]) for item in value]
    return list(zip(value, args, strict=True)) if args else [(item, object) for item in value]


def _decode(plain: Any, hint: Any, where: str) -> Any:
    members = _members(hint)
    if members:
        if plain is None and type(None) in (_choices(hint) or ()):
            return None
        if len(members) == 1:
            return _decode(plain, members[0], where)
        named = {member.__name__: member for member in members if isinstance(member, type)}
        if not isinstance(plain, dict) or plain.get("is") not in named:
            raise CodecError(f"{where}: 'is' must name one of {', '.join(sorted(named))}")
        rest = {key: item for key, item in plain.items() if key != "is"}
        return _decode(rest, named[plain["is"]], where)
    if typing.get_origin(hint) is tuple:
        return _tuple(plain, typing.get_args(hint), where)
    if is_dataclass(hint):
        return _dataclass(plain, typing.cast(type, hint), where)
    return _scalar(plain, hint, where)


def _tuple(plain: Any, args: tuple[Any, ...], where: str) -> tuple[Any, ...]:
    if not isinstance(plain, list):
        raise CodecError(f"{where}: a list is needed")
    if len(args) == 2 and args[1] is Ellipsis:
        return tuple(_decode(item, args[0], f"{where}[{at}]") for at, item in enumerate(plain))
    if len(plain) != len(args):
        raise CodecError(f"{where}: {len(args)} items are needed")
    return tuple(_decode(item, hint, f"{where}[]") for item, hint in zip(plain, args, strict=True))


def _dataclass(plain: Any, kind: type, where: str) -> Any:
    hints = _hints(kind)
    names = {f.name for f in fields(kind)}
    if not isinstance(plain, dict) or set(plain) != names:
        odd = sorted(set(plain) ^ names) if isinstance(plain, dict) else "no object"
        raise CodecError(f"{where}: {kind.__name__} does not fit: {odd}")
    try:
        return kind(**{name: _decode(plain[name], hints[name], f"{where}.{name}") for name in names})
    except CodecError:
        raise
    except ValueError as error:
        raise CodecError(f"{where}: {error}") from error


def _scalar(plain: Any, hint: Any, where: str) -> Any:
    try:
        if issubclass(hint, Enum):
            return hint(plain)
        if hint is Decimal and isinstance(plain, str):
            found = Decimal(plain)
            if found.is_finite():
                return found
        if hint is datetime and isinstance(plain, str):
            moment = datetime.fromisoformat(plain)
            if moment.tzinfo is not None:
                return moment
        if hint is date and isinstance(plain, str):
            return date.fromisoformat(plain)
        if hint is float and isinstance(plain, (int, float)) and not isinstance(plain, bool):
            return float(plain)
        if hint in (int, str, bool) and type(plain) is hint:
            return plain
    except (ValueError, InvalidOperation, OverflowError) as error:
        raise CodecError(f"{where}: {error}") from error
    raise CodecError(f"{where}: {plain!r} is no {hint.__name__}")
