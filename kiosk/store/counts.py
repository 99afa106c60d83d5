"""Daily counters, and the day on one page. A check's outcome is kept as a count and as nothing else."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import cache

from sqlalchemy import Connection, Engine, Executable, Select, bindparam, func, select

from kiosk.store.engine import reading, writing
from kiosk.store.tables import TicketState, day_count, override, service_day, service_share, ticket
from kiosk.store.upsert import insert_into


@cache
def _add_one(dialect: str) -> Executable:
    first = insert_into(dialect, day_count).values(day=bindparam("on_day"), kind=bindparam("of_kind"), n=1)
    return first.on_conflict_do_update(
        index_elements=[day_count.c.day, day_count.c.kind], set_={"n": day_count.c.n + 1}
    )


def count(engine: Engine, day: date, kind: str) -> None:
    """Add one to ``kind`` on ``day``. ``kind`` is a code without blanks, at most 32 characters.

    Raises StoreError.
    """
    with writing(engine) as connection:
        connection.execute(_add_one(engine.dialect.name), {"on_day": day, "of_kind": kind})


def day_report(engine: Engine, day: date, *, kinds: Iterable[str] = ()) -> dict[str, object]:
    """What happened on ``day``, ready for JSON; ``kinds`` are listed even where nothing was counted.

    ``issued`` = every number given, ``printed`` = those whose paper is certain, ``unfinished`` = committed by a
    program that was killed before it knew. ``quota`` None means no limit, or that no number was asked for;
    ``service_quotas`` are those of services that had one.
    Raises StoreError.
    """
    with reading(engine) as connection:
        opened = connection.execute(
            select(service_day.c.issued, service_day.c.quota).where(service_day.c.day == day)
        ).first()
        states = _tally(connection, select(ticket.c.state, func.count()).where(ticket.c.day == day))
        printed = select(func.count(ticket.c.printed_at)).where(ticket.c.day == day)
        reprinted = select(func.sum(ticket.c.reprints)).where(ticket.c.day == day)
        counted = select(day_count.c.kind, day_count.c.n).where(day_count.c.day == day)
        return {
            "day": day.isoformat(),
            "quota": opened.quota if opened else None,
            "issued": opened.issued if opened else 0,
            "printed": connection.scalar(printed) or 0,
            "uncertain": states.get(TicketState.UNCERTAIN, 0),
            "unfinished": states.get(TicketState.TAKEN, 0),
            "reprinted": connection.scalar(reprinted) or 0,
            "void": states.get(TicketState.VOID, 0),
            "served": states.get(TicketState.SERVED, 0),
            "service_quotas": dict(
                connection.execute(
                    select(service_share.c.service, service_share.c.quota)
                    .where(service_share.c.day == day)
                    .order_by(service_share.c.service)
                ).all()
            ),
            "services": _tally(connection, select(ticket.c.service, func.count()).where(ticket.c.day == day)),
            "counts": dict.fromkeys(kinds, 0) | dict(connection.execute(counted).all()),
            "overrides": _tally(
                connection, select(override.c.reason, func.count()).where(override.c.day == day)
            ),
        }


def _tally(connection: Connection, query: Select[str, int]) -> dict[str, int]:
    """Rows of (key, count), grouped and ordered by the key."""
    key = query.selected_columns[0]
    return dict(connection.execute(query.group_by(key).order_by(key)).all())
