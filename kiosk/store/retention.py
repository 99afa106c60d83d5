"""Forgetting on time: rows past their retention become counts, and their bytes leave the disk.

Tickets stay 7 days by row, overrides a year, the name and PIN of a disabled person a year after. The audit trail is
not purged: it holds no personal datum (see audit_events.py), names staff by number and visits not at all, so it may
outlive the rows it speaks of; each purge is itself an event of the trail.

SQLite: ``secure_delete`` overwrites what is deleted, the truncating checkpoint empties the write-ahead log that still
holds it. PostgreSQL: VACUUM FULL writes the tables anew; its own log follows within the server's ``max_wal_size``.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from typing import Any

from sqlalchemy import Connection, CursorResult, Engine, case, delete, select, update

from kiosk.store.audit import append
from kiosk.store.audit_codec import Actor
from kiosk.store.audit_events import RowsPurged
from kiosk.store.engine import writing
from kiosk.store.errors import Cause, StoreError, explained
from kiosk.store.return_codes import forget_codes_before
from kiosk.store.tables import (
    HOURLY,
    TicketState,
    hour_count,
    override,
    pin_failures,
    return_code,
    staff,
    ticket,
)
from kiosk.store.upsert import insert_into

TICKETS = timedelta(days=7)
OVERRIDES = timedelta(days=365)
PEOPLE = timedelta(days=365)
KEYPADS = timedelta(days=30)

_CHECKPOINT_PATIENCE = 500
"""Milliseconds: residents must not wait for a report that reads in another program."""

_ERASED = "$argon2id$erased"
"""No PIN has this hash: it is not one."""


@dataclass(frozen=True, slots=True)
class Purged:
    """Rows that went. ``scrubbed`` is False when another program kept the old bytes alive: purge again later."""

    tickets: int
    overrides: int
    people: int
    scrubbed: bool


def purge(engine: Engine, *, today: date, zone: tzinfo, at: datetime, actor: Actor) -> Purged:
    """Count and delete what is past its retention on ``today``; ``zone`` is the office's, for the hours.

    Safe to call at any time and on every kiosk: what is gone is gone once. Raises StoreError.
    """
    tickets_before, overrides_before = today - TICKETS, today - OVERRIDES
    with writing(engine) as connection:
        old = ticket.c.day < tickets_before
        _count(connection, connection.execute(select(*COUNTED).where(old).with_for_update()), zone)
        tickets = _gone(connection.execute(delete(ticket).where(old)))
        overrides = _gone(connection.execute(delete(override).where(override.c.day < overrides_before)))
        people = _forget_people(connection, at - PEOPLE)
        forget_codes_before(connection, today, zone)
        connection.execute(delete(pin_failures).where(pin_failures.c.seen < at - KEYPADS))
        if tickets or overrides or people:
            event = RowsPurged(tickets, tickets_before, overrides, overrides_before, people)
            append(connection, at=at, actor=actor, event=event)
    return Purged(tickets, overrides, people, scrub(engine))


def scrub(engine: Engine) -> bool:
    """See that no deleted byte stays in the files. False when another program is reading or writing just now.

    Raises StoreError.
    """
    with explained(engine.url):
        if engine.dialect.name == "sqlite":
            return _truncate_log(engine)
        try:
            with explained(engine.url), engine.connect() as connection:
                free = connection.execution_options(isolation_level="AUTOCOMMIT")
                for table in (ticket, override, staff, pin_failures, return_code):
                    free.exec_driver_sql(f"VACUUM (FULL) {table.name}")
        except StoreError as error:
            if error.cause is not Cause.BUSY:
                raise
            return False
    return True


COUNTED = (
    ticket.c.day,
    ticket.c.taken_at,
    ticket.c.service,
    ticket.c.state,
    ticket.c.printed_at,
    ticket.c.served_at,
    ticket.c.reprints,
    ticket.c.priority,
)
_ENDS = (TicketState.UNCERTAIN, TicketState.VOID, TicketState.NO_SHOW, TicketState.SERVED)


def _count(connection: Connection, tickets: Iterable[Any], zone: tzinfo) -> None:
    """Add the tickets to the counts of their day, hour and service."""
    row = insert_into(connection.dialect.name, hour_count)
    longest = case(
        (row.excluded.longest_wait > hour_count.c.longest_wait, row.excluded.longest_wait),
        else_=hour_count.c.longest_wait,
    )
    sums = {name: hour_count.c[name] + row.excluded[name] for name in HOURLY} | {"longest_wait": longest}
    add = row.on_conflict_do_update(index_elements=list(hour_count.primary_key), set_=sums)
    for (day, hour, service), counts in hourly(tickets, zone).items():
        connection.execute(add, {"day": day, "hour": hour, "service": service} | counts)


def hourly(tickets: Iterable[Any], zone: tzinfo) -> dict[tuple[date, int, str], dict[str, int]]:
    """Counts of rows with the columns ``COUNTED``, by day, hour of the clock of ``zone``, and service.

    The counts are those of the table ``hour_count``.
    """
    counted: dict[tuple[date, int, str], dict[str, int]] = defaultdict(lambda: dict.fromkeys(HOURLY, 0))
    for row in tickets:
        counts = counted[row.day, row.taken_at.astimezone(zone).hour, row.service]
        counts["taken"] += 1
        counts["printed"] += row.printed_at is not None
        counts["reprinted"] += row.reprints
        counts["priority"] += row.priority
        if row.state in _ENDS:
            counts[row.state.value] += 1
        if row.served_at is not None:
            waited = max(0, round((row.served_at - row.taken_at).total_seconds()))
            counts["waited"] += waited
            counts["longest_wait"] = max(counts["longest_wait"], waited)
    return dict(counted)


def _forget_people(connection: Connection, before: datetime) -> int:
    gone = (staff.c.disabled_at < before, staff.c.pin_hash != _ERASED)
    people = connection.scalars(select(staff.c.id).where(*gone)).all()
    for person in people:
        erased = {"name": f"staff-{person}", "pin_hash": _ERASED}
        connection.execute(update(staff).where(staff.c.id == person).values(erased))
    return len(people)


def _gone(result: CursorResult[*tuple[()]]) -> int:
    return result.rowcount


def _truncate_log(engine: Engine) -> bool:
    raw = engine.raw_connection()
    try:
        cursor = raw.cursor()
        (usual,) = cursor.execute("PRAGMA busy_timeout").fetchone()
        cursor.execute(f"PRAGMA busy_timeout = {_CHECKPOINT_PATIENCE}")
        busy, _, _ = cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        cursor.execute(f"PRAGMA busy_timeout = {usual}")
    finally:
        raw.close()
    return not busy
