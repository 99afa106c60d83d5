"""The audit trail: appended in the same transaction as the act it tells of, so neither stands without the other."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, Engine, insert, select, text

from kiosk.store.audit_codec import Actor, actor_of, encoded, row_hash
from kiosk.store.audit_events import AuditEvent
from kiosk.store.audit_head import GENESIS
from kiosk.store.engine import writing
from kiosk.store.tables import audit

_POSTGRES_LOCK = 0x6175646974
"""Key of the advisory lock under which kiosks append one after the other ("audit" in ASCII)."""


def append(connection: Connection, *, at: datetime, actor: Actor, event: AuditEvent) -> str:
    """Add ``event`` to the trail inside the caller's transaction, as its last step, and give the new head.

    Of several kiosks each waits until the one before has committed. Raises ValueError when the event or the actor
    could not be written as the catalogue says, or ``at`` is naive.
    """
    who, data = str(actor), encoded(event)
    actor_of(who)
    if connection.dialect.name == "postgresql":
        # SQLite's writers already stand in a line.
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _POSTGRES_LOCK})
    last = connection.execute(select(audit.c.seq, audit.c.hash).order_by(audit.c.seq.desc()).limit(1)).first()
    seq, previous = (last.seq + 1, last.hash) if last else (1, GENESIS)
    head = row_hash(seq, at, who, event.kind, data, previous)
    row = {"seq": seq, "at": at, "actor": who, "type": event.kind, "data": data}
    connection.execute(insert(audit), row | {"previous": previous, "hash": head})
    return head


def write(engine: Engine, *, at: datetime, actor: Actor, event: AuditEvent) -> str:
    """Append and commit an act that changes nothing else in the database; gives the new head.

    Raises StoreError: then the act must not happen. ValueError as ``append``.
    """
    with writing(engine) as connection:
        return append(connection, at=at, actor=actor, event=event)
