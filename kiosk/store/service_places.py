"""A service's own quota within the day's. Its row is only ever touched behind the day's row, whose lock every kiosk
that takes a number holds: so two rows cannot be locked crosswise, and what is counted here cannot change meanwhile.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import lru_cache

from sqlalchemy import (
    Connection,
    Dialect,
    Executable,
    Integer,
    String,
    bindparam,
    case,
    delete,
    func,
    select,
    update,
)

from kiosk.store.statement import Statement
from kiosk.store.tables import service_share, ticket
from kiosk.store.upsert import insert_into

_QUOTA = bindparam("share_quota", type_=Integer)
_RESERVE = bindparam("on_reserve", type_=Integer)
_VALUES = ("on_day", "of_service", "share_quota", "share_limit", "on_reserve")

_STEP = (
    update(service_share)
    .where(
        service_share.c.day == bindparam("on_day"),
        service_share.c.service == bindparam("of_service"),
        service_share.c.issued < bindparam("share_limit", type_=Integer),
    )
    .values(
        issued=service_share.c.issued + 1,
        quota=_QUOTA,
        reserve=case((service_share.c.reserve < _RESERVE, _RESERVE), else_=service_share.c.reserve),
    )
    .returning(service_share.c.issued)
)


@lru_cache(maxsize=4)
def _statements(dialect: Dialect) -> tuple[Executable, Statement]:
    """The service's row made, counting what was given before it had one; the step."""
    given = (
        select(func.count())
        .select_from(ticket)
        .where(ticket.c.day == bindparam("on_day"), ticket.c.service == bindparam("of_service", type_=String))
        .scalar_subquery()
    )
    row = insert_into(dialect.name, service_share).values(
        day=bindparam("on_day"),
        service=bindparam("of_service"),
        # A quota below what was given before there was one cannot take numbers back.
        quota=case((given - _RESERVE > _QUOTA, given - _RESERVE), else_=_QUOTA),
        reserve=_RESERVE,
        issued=given,
    )
    row = row.on_conflict_do_nothing(index_elements=[service_share.c.day, service_share.c.service])
    return row, Statement(_STEP, dialect, _VALUES)


def take_place(connection: Connection, day: date, service: str, quota: int, reserve: int) -> bool:
    """One place of ``service`` more is taken, unless ``quota`` and ``reserve`` are used up; part of the caller's
    transaction, which holds the day's row."""
    values = {"on_day": day, "of_service": service, "share_quota": quota, "on_reserve": reserve}
    values["share_limit"] = quota + reserve
    first, step = _statements(connection.dialect)
    if step.run(connection, values).first() is not None:
        return True
    connection.execute(first, values)  # the first of the day, or the last place is taken
    return step.run(connection, values).first() is not None


def places(connection: Connection, day: date) -> dict[str, int]:
    """How many numbers of ``day`` were for each service that has a quota of its own."""
    query = select(service_share.c.service, service_share.c.issued).where(service_share.c.day == day)
    return {row.service: row.issued for row in connection.execute(query)}


def continue_above(connection: Connection, day: date, known: Mapping[str, int]) -> None:
    """Bring each service's count up to ``known``, of a backup that is older; the day's row must be there. The quota
    that is then too low is raised with it, as it cannot take numbers back; the next step writes the one in force."""
    row = insert_into(connection.dialect.name, service_share)
    issued = case(
        (row.excluded.issued > service_share.c.issued, row.excluded.issued), else_=service_share.c.issued
    )
    needed = issued - service_share.c.reserve
    raised = row.on_conflict_do_update(
        index_elements=[service_share.c.day, service_share.c.service],
        set_={
            "issued": issued,
            "quota": case((service_share.c.quota < needed, needed), else_=service_share.c.quota),
        },
    )
    for service, given in known.items():
        values = {"day": day, "service": service, "quota": given, "reserve": 0, "issued": given}
        connection.execute(raised, values)


def forget_places(connection: Connection, day: date) -> None:
    """Other rules begin: each service's row is made anew from the tickets when the next one is taken."""
    connection.execute(delete(service_share).where(service_share.c.day == day))
