"""Events as text and as hashes. Pure; what is written here can be checked with any language's JSON and SHA-256.

Canonical JSON: ASCII, keys in order, no blanks, only text, whole numbers, true and false. A row's hash is the
SHA-256 of the canonical JSON of ``{"actor", "at", "data", "previous", "seq", "type"}``, where ``at`` is written
like ``2020-03-24T01:15:00.000000Z`` and ``data`` is the event's object.
"""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass, fields
from datetime import UTC, date, datetime
from typing import Any, get_type_hints

from kiosk.store.audit_events import CATALOGUE, AuditEvent

# Nine digits in a row could be a NIK, a card or a telephone; no code of this house has them.
_CODE = re.compile(r"(?!.*[0-9]{9})[A-Za-z0-9][A-Za-z0-9._:/+@-]{0,63}")
_FINGERPRINT = re.compile(r"[0-9a-f]{64}")
_ACTOR = re.compile(r"(?!.*[0-9]{9})([A-Za-z0-9._:+-]{1,64})(?:/staff:([1-9][0-9]{0,8}))?")
_BIGGEST = 2**31 - 1


@dataclass(frozen=True, slots=True)
class Actor:
    """Who did it: at which place (a kiosk's name, ``NAME:shell`` for a command line), and who of the staff."""

    place: str
    staff_id: int | None = None

    def __str__(self) -> str:
        return self.place if self.staff_id is None else f"{self.place}/staff:{self.staff_id}"


def shell(kiosk: str) -> Actor:
    """The command line of the machine that is named ``kiosk``: whoever may read its database's file."""
    return Actor(f"{kiosk}:shell")


def actor_of(written: str) -> Actor:
    """The reverse of ``str(actor)``. Raises ValueError when it is no actor, a name in clear for instance."""
    found = _ACTOR.fullmatch(written)
    if found is None:
        raise ValueError("an actor is a place without blanks, and perhaps /staff:NUMBER")
    return Actor(found[1], int(found[2]) if found[2] else None)


def canonical(value: object) -> str:
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=True, allow_nan=False)


def encoded(event: AuditEvent) -> str:
    """The event's ``data``. Raises ValueError when a field is not what the catalogue says, with its name only."""
    values = {name: _plain(event, name, kind) for name, kind in _fields(type(event)).items()}
    return canonical(values)


def decoded(kind: str, data: str) -> AuditEvent:
    """The reverse of ``encoded``. Raises ValueError when it is no event of the catalogue, canonically written."""
    event_type = next((known for known in CATALOGUE if known.kind == kind), None)
    if event_type is None:
        raise ValueError("no event of the catalogue has this type")
    values = json.loads(data)
    wanted = _fields(event_type)
    if not isinstance(values, dict) or set(values) != set(wanted):
        raise ValueError("its fields are not those of its type")
    event = event_type(**{name: _rich(values[name], wanted[name]) for name in wanted})
    if encoded(event) != data:
        raise ValueError("it is not written canonically")
    return event


def row_hash(seq: int, at: datetime, actor: str, kind: str, data: str, previous: str) -> str:
    """64 hexadecimal digits that stand for this row and, through ``previous``, for all before it.

    Raises ValueError when ``at`` is naive or ``data`` is no JSON.
    """
    if at.utcoffset() is None:
        raise ValueError("an instant needs a time zone; this datetime is naive")
    stamp = at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ").rjust(27, "0")
    row = {
        "seq": seq,
        "at": stamp,
        "actor": actor,
        "type": kind,
        "data": json.loads(data),
        "previous": previous,
    }
    return hashlib.sha256(canonical(row).encode("ascii")).hexdigest()


def _fields(event_type: type[AuditEvent]) -> dict[str, type]:
    try:
        return _FIELDS[event_type.kind]
    except KeyError:
        raise ValueError(f"{event_type.kind} is not in the catalogue of events") from None


_FIELDS: dict[str, dict[str, type]] = {
    event.kind: {field.name: get_type_hints(event)[field.name] for field in fields(event)}  # type: ignore[arg-type]
    for event in CATALOGUE
}


def _plain(event: AuditEvent, name: str, kind: type) -> object:
    value = getattr(event, name)
    if type(value) is not kind and not (kind is str and isinstance(value, str)):
        raise ValueError(f"{event.kind}.{name} must be of type {kind.__name__}")
    match value:
        case date():
            return value.isoformat()
        case bool():
            return value
        case int() if 0 <= value <= _BIGGEST:
            return value
        case str() if _CODE.fullmatch(value) or _FINGERPRINT.fullmatch(value):
            return str(value)
        case _:
            raise ValueError(f"{event.kind}.{name} must be a code without blanks or a small whole number")


def _rich(value: Any, kind: type) -> object:
    if kind is date:
        return date.fromisoformat(value) if isinstance(value, str) else value
    return value
