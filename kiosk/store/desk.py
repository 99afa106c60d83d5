"""What becomes of a number at the counter: served, not come, called again.

This is daily work and leaves its mark on the ticket alone; voiding and reprinting are an officer's acts (acts.py).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Engine, Select, case, select, update

from kiosk.store.engine import reading, writing
from kiosk.store.tables import TicketState, ticket


@dataclass(frozen=True, slots=True)
class Found:
    """A ticket as it stands in the database."""

    id: int
    day: date
    number: int
    service: str
    token: str = field(repr=False)
    kiosk: str
    state: TicketState
    priority: bool
    ahead: int
    witness: str
    taken_at: datetime
    printed_at: datetime | None
    served_at: datetime | None
    void_reason: str | None
    reprints: int
    recalls: int


@dataclass(frozen=True, slots=True)
class Changed:
    """It was done; the ticket as it is now."""

    ticket: Found


@dataclass(frozen=True, slots=True)
class Unchanged:
    """The ticket's state allows it not, or it is so already; the ticket as it is."""

    ticket: Found


COLUMNS = tuple(ticket.c[name] for name in Found.__slots__)
OPEN = (TicketState.TAKEN, TicketState.PRINTED, TicketState.UNCERTAIN)
_BEFORE = case((ticket.c.printed_at.is_not(None), TicketState.PRINTED), else_=TicketState.UNCERTAIN)


def find(engine: Engine, day: date, number: int) -> Found | None:
    """Raises StoreError."""
    return first(engine, select(*COLUMNS).where(ticket.c.day == day, ticket.c.number == number))


def serve(engine: Engine, day: date, number: int, at: datetime) -> Changed | Unchanged:
    """The person stands at the counter. Raises StoreError; LookupError when there is no such number."""
    values = {"state": TicketState.SERVED, "served_at": at}
    with writing(engine) as connection:
        return _change(connection, day, number, values, (*OPEN, TicketState.NO_SHOW))


def miss(engine: Engine, day: date, number: int) -> Changed | Unchanged:
    """Called, and nobody came. Raises as ``serve``."""
    with writing(engine) as connection:
        return _change(connection, day, number, {"state": TicketState.NO_SHOW}, OPEN)


def recall(engine: Engine, day: date, number: int) -> Changed | Unchanged:
    """Back into the line: came after all, or was marked by mistake. Raises as ``serve``."""
    values = {"state": _BEFORE, "served_at": None, "recalls": ticket.c.recalls + 1}
    with writing(engine) as connection:
        return _change(connection, day, number, values, (TicketState.NO_SHOW, TicketState.SERVED))


def _change(
    connection: Connection, day: date, number: int, values: dict[str, Any], states: tuple[TicketState, ...]
) -> Changed | Unchanged:
    mine = (ticket.c.day == day, ticket.c.number == number)
    step = update(ticket).where(*mine, ticket.c.state.in_(states)).values(values).returning(*COLUMNS)
    row = connection.execute(step).first()
    if row is not None:
        return Changed(Found(*row))
    row = connection.execute(select(*COLUMNS).where(*mine)).first()
    if row is None:
        raise LookupError(f"no number {number} was given on {day.isoformat()}")
    return Unchanged(Found(*row))


def first(engine: Engine, query: Select[Any]) -> Found | None:
    """The first ticket of a query for ``COLUMNS``. Raises StoreError."""
    with reading(engine) as connection:
        row = connection.execute(query).first()
    return None if row is None else Found(*row)
