"""Writes docs/events.md from the catalogue: ``python -m kiosk.store.audit_doc``."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path
from typing import get_type_hints

from kiosk.store.audit_events import CATALOGUE, AuditEvent

TARGET = Path(__file__).parents[2] / "docs" / "events.md"
_WORDS = {"str": "code", "int": "whole number", "bool": "true or false", "date": "day"}
_INTRODUCTION = """\
# The events of the audit trail

Written from `kiosk/store/audit_events.py` by `python -m kiosk.store.audit_doc`; a test keeps the two equal.

A row has a sequence number without gaps, an instant in UTC, an actor, a type of this list, its data, the hash of
the row before it and its own. The actor is a place, `kiosk-1`, or a place and one of the staff,
`kiosk-1/staff:3`; acts of the command line have the place `kiosk-1:shell`. Staff appear by number, never by name,
and nothing in this list can say anything about a resident: so the trail is kept for ever, while the tables beside
it are purged.

The hash is the SHA-256 of `{"actor","at","data","previous","seq","type"}` as JSON in ASCII with keys in order and
without blanks; `at` is written like `2020-03-24T01:15:00.000000Z`, and the first row's `previous` is 64 zeros. An
act and its row are one transaction: what cannot be written does not happen. `kiosk audit verify --head H` compares
with the head on a closing slip, or with the eight digits on any ticket.

A *code* is at most 64 letters, digits and `._:/+@-` with no nine digits in a row, or a fingerprint of 64
hexadecimal digits.
"""


def page() -> str:
    """The whole page, ready to be written."""
    return _INTRODUCTION + "".join(_entry(event) for event in CATALOGUE)


def _entry(event: type[AuditEvent]) -> str:
    hints = get_type_hints(event, include_extras=True)
    lines = [f"\n## {event.kind}\n", f"{(event.__doc__ or '').strip()}\n"]
    rows = [
        f"| `{field.name}` | {_WORDS[hints[field.name].__origin__.__name__]} | {hints[field.name].__metadata__[0]} |"
        for field in fields(event)  # type: ignore[arg-type]
    ]
    if rows:
        lines += ["| field | is a | meaning |", "|---|---|---|", *rows, ""]
    return "\n".join(lines)


if __name__ == "__main__":
    TARGET.write_text(page(), encoding="utf-8")
