"""Shared by the tests of the audit trail: one event of every kind, and rows as they lie in the database."""

from __future__ import annotations

from dataclasses import fields
from datetime import date, timedelta
from typing import get_type_hints

from sqlalchemy import Engine, text
from taking import AT, DAY

from kiosk.store.audit import write
from kiosk.store.audit_codec import Actor
from kiosk.store.audit_events import CATALOGUE, AuditEvent

SAMPLE = {str: "handheld-pass", int: 7, bool: True, date: DAY}
OFFICER = Actor("kiosk-1", 3)


def example(event: type[AuditEvent]) -> AuditEvent:
    hints = get_type_hints(event)
    return event(**{field.name: SAMPLE[hints[field.name]] for field in fields(event)})  # type: ignore[arg-type]


def write_all(engine: Engine, catalogue: tuple[type[AuditEvent], ...] = CATALOGUE) -> list[str]:
    """One row of every kind; the heads after each."""
    return [
        write(engine, at=AT + timedelta(seconds=n), actor=OFFICER, event=example(event))
        for n, event in enumerate(catalogue)
    ]


def rows(engine: Engine) -> list[tuple[object, ...]]:
    with engine.connect() as connection:
        query = text("SELECT seq, at, actor, type, data, previous, hash FROM audit ORDER BY seq")
        return [tuple(row) for row in connection.execute(query)]


def unguard(engine: Engine) -> None:
    """What somebody with the rights of the database's owner can do: take the triggers away."""
    with engine.begin() as connection:
        if engine.dialect.name == "sqlite":
            for name in ("is_not_changed", "is_not_deleted", "grows_at_its_end"):
                connection.execute(text(f"DROP TRIGGER audit_{name}"))
        else:
            connection.execute(text("ALTER TABLE audit DISABLE TRIGGER USER"))
