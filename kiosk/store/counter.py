"""What the counter's staff see of a day: whose code this is, who waits, how long it takes. Marks: desk.py."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from statistics import median

from sqlalchemy import ColumnElement, Engine, case, func, select

from kiosk.store.desk import COLUMNS, OPEN, Found, first
from kiosk.store.engine import address_of, open_store, reading
from kiosk.store.errors import Cause, StoreError, place
from kiosk.store.tables import TicketState, ticket

PACE_OF = 10
"""So many of the last people served tell how fast it goes at present."""
LEAST_PACE = 3
"""Two people and the time between them are an accident, not a pace."""
USUAL_OF = 20
"""Of so many of the last people served the middle waiting time is told."""


@dataclass(frozen=True, slots=True)
class Line:
    """One day's line. ``waiting`` in the order of calling; ``recent``: the last served, the latest first.

    ``usual_wait``: from taking a number to being served, the middle of the last; ``pace``: from one person to the
    next. Both None while too few have been served.
    """

    waiting: tuple[Found, ...]
    served: int
    missed: int
    recent: tuple[Found, ...]
    usual_wait: timedelta | None
    pace: timedelta | None

    def ahead_of(self, number: int) -> int:
        """People who are called before ``number``, or all who wait when it is not waiting."""
        for place_in_line, found in enumerate(self.waiting):
            if found.number == number:
                return place_in_line
        return len(self.waiting)

    def expected_wait(self, ahead: int) -> timedelta | None:
        """How long somebody with ``ahead`` people before them will wait, if it goes on like this."""
        return None if self.pace is None else self.pace * (ahead + 1)


def open_existing(url: str) -> Engine:
    """As ``open_store``, but a database that is not there is away, never made.

    A counter that made itself an empty one would call every good ticket unknown. Raises StoreError.
    """
    address = address_of(url)
    if address.get_backend_name() == "sqlite" and not os.path.exists(address.database or ""):
        raise StoreError(Cause.AWAY, place(address), "there is no such file")
    return open_store(url)


def find_prefix(engine: Engine, prefix: str) -> Found | None:
    """The newest ticket whose token begins with ``prefix`` (``trust.code.stored_prefix``). Raises StoreError."""
    begins = func.substr(ticket.c.token, 1, len(prefix)) == prefix
    return first(
        engine, select(*COLUMNS).where(begins).order_by(ticket.c.day.desc(), ticket.c.id.desc()).limit(1)
    )


def line(engine: Engine, day: date) -> Line:
    """The line of ``day``, as one moment's picture. Raises StoreError."""
    today = ticket.c.day == day
    rows = select(*COLUMNS).where(today)
    waiting = rows.where(ticket.c.state.in_(OPEN)).order_by(ticket.c.priority.desc(), ticket.c.number)
    served = rows.where(ticket.c.state == TicketState.SERVED)
    served = served.order_by(ticket.c.served_at.desc(), ticket.c.number.desc()).limit(USUAL_OF)
    tally = select(_counted(TicketState.SERVED), _counted(TicketState.NO_SHOW)).where(today)
    with reading(engine) as connection:
        queue = tuple(Found(*row) for row in connection.execute(waiting))
        recent = tuple(Found(*row) for row in connection.execute(served))
        counts = connection.execute(tally).one()
    return Line(queue, counts[0] or 0, counts[1] or 0, recent, _usual_wait(recent), _pace(recent))


def _counted(state: TicketState) -> ColumnElement[int | None]:
    return func.sum(case((ticket.c.state == state, 1), else_=0))


def _usual_wait(recent: tuple[Found, ...]) -> timedelta | None:
    waits = [(at - found.taken_at).total_seconds() for found in recent if (at := found.served_at) is not None]
    return timedelta(seconds=max(0.0, median(waits))) if len(waits) >= LEAST_PACE else None


def _pace(recent: tuple[Found, ...]) -> timedelta | None:
    moments: list[datetime] = [found.served_at for found in recent[:PACE_OF] if found.served_at is not None]
    if len(moments) < LEAST_PACE:
        return None
    return (moments[0] - moments[-1]) / (len(moments) - 1)
