"""Queue numbers: taken once, committed before anything is printed, never given twice."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from functools import lru_cache

from sqlalchemy import (
    Boolean,
    Connection,
    Dialect,
    Engine,
    Executable,
    Integer,
    and_,
    bindparam,
    case,
    func,
    literal,
    or_,
    select,
    update,
)

from kiosk.store.audit_head import witness
from kiosk.store.day_rules import FINGERPRINT, require_same, same_rules
from kiosk.store.engine import reading, writing
from kiosk.store.errors import Cause, StoreError, explained, place
from kiosk.store.last_number import LastNumber
from kiosk.store.service_places import places, take_place
from kiosk.store.statement import Statement
from kiosk.store.tables import TicketState, audit, service_day, ticket
from kiosk.store.upsert import insert_into


@dataclass(frozen=True, slots=True)
class Taken:
    """A number that is this visit's. ``ahead``: people who were waiting before it when it was taken.

    ``witness``: the audit trail's head at that moment, its first 8 digits, to be printed on the paper.
    """

    number: int
    token: str = field(repr=False)
    ahead: int
    witness: str


@dataclass(frozen=True, slots=True)
class QuotaGone:
    """No place was left on that day, or with ``service`` only none for that service; nothing was written."""

    service: bool = False


@dataclass(frozen=True, slots=True)
class DayView:
    """``issued`` numbers so far, voided ones included; ``waiting`` of them neither served nor void.

    ``services``: the issued ones by service code.
    """

    issued: int
    waiting: int
    services: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Unfinished:
    """A number that was committed and then neither printed nor marked: its program was killed in between."""

    number: int
    service: str
    visit_key: str
    taken_at: datetime
    token: str = field(repr=False)


_UNPRINTED = (TicketState.TAKEN, TicketState.UNCERTAIN)
_QUOTA = bindparam("on_quota", type_=Integer)
_RESERVE = bindparam("on_reserve", type_=Integer)

# Two comparisons instead of NOT IN, whose text SQLAlchemy writes anew at each execution.
_WAITING = and_(
    *(ticket.c.state != over for over in (TicketState.VOID, TicketState.SERVED, TicketState.NO_SHOW))
)

# The guard and the step are one statement, so no two programs can both see the last place free.
_STEP = (
    update(service_day)
    .where(
        service_day.c.day == bindparam("on_day"),
        or_(_QUOTA.is_(None), service_day.c.issued < bindparam("limit", type_=Integer)),
        same_rules(),
    )
    .values(
        issued=service_day.c.issued + 1,
        quota=_QUOTA,
        fingerprint=func.coalesce(FINGERPRINT, service_day.c.fingerprint),
        reserve=case((service_day.c.reserve < _RESERVE, _RESERVE), else_=service_day.c.reserve),
    )
    .returning(service_day.c.issued)
)


_STEP_VALUES = ("on_day", "on_quota", "on_reserve", "limit", "on_fingerprint")
_TICKET_VALUES = (
    "day",
    "number",
    "service",
    "token",
    "visit_key",
    "taken_at",
    "kiosk",
    "priority",
    "on_day",
    "below",
    "not_before",
)


@lru_cache(maxsize=4)  # a process has one engine, tests a few
def _statements(dialect: Dialect) -> tuple[Executable, Statement, Statement]:
    """The day's row made or its quota changed; the step; the ticket inserted unless its visit already has one."""
    day = insert_into(dialect.name, service_day).values(
        day=bindparam("on_day"), quota=_QUOTA, reserve=_RESERVE, issued=literal(0, literal_execute=True)
    )
    allowed = service_day.c.issued - service_day.c.reserve
    day = day.on_conflict_do_update(
        index_elements=[service_day.c.day],
        # A quota lowered below what is already issued closes the day; it cannot take numbers back.
        set_={"quota": case((day.excluded.quota < allowed, allowed), else_=day.excluded.quota)},
        where=same_rules(),
    )
    ahead = (
        select(func.count())
        .select_from(ticket)
        .where(
            ticket.c.day == bindparam("on_day"),
            ticket.c.number < bindparam("below"),
            ticket.c.priority >= bindparam("not_before", type_=Boolean),
            _WAITING,
        )
        .scalar_subquery()
    )
    row = insert_into(dialect.name, ticket).values(
        ahead=ahead, state=TicketState.TAKEN, witness=witness(), reprints=0, recalls=0
    )
    row = row.on_conflict_do_nothing(index_elements=[ticket.c.visit_key])
    insert = row.returning(ticket.c.ahead, ticket.c.witness)
    return day, Statement(_STEP, dialect, _STEP_VALUES), Statement(insert, dialect, _TICKET_VALUES)


def take_number(
    engine: Engine,
    *,
    day: date,
    quota: int | None,
    service: str,
    visit_key: str,
    token: str,
    at: datetime,
    kiosk: str = "kiosk",
    service_quota: int | None = None,
    reserve: int = 0,
    priority: bool = False,
    fingerprint: str | None = None,
    last: LastNumber | None = None,
) -> Taken | QuotaGone:
    """Take and commit the next number of ``day``, unless ``quota`` (None: no limit) numbers are out, or
    ``service_quota`` numbers of its service.

    ``visit_key`` names the question: asked again, whatever else is handed in, the first answer comes back; so
    after a StoreError the caller asks the same again. ``token`` must be random and new, 16 to 64 characters.
    The quotas may change from call to call: the values handed in hold. ``reserve`` lets this one number go so far
    beyond either: an officer's word, written before. ``kiosk``: its name, so that after a kill each kiosk finds
    its own. ``fingerprint`` of the rules by which this kiosk runs the day: nothing is given, and StoreError(RULES)
    raised, where another kiosk runs it by others. ``last`` keeps the number outside of the database as well,
    before it is told. Raises StoreError; ValueError when ``at`` is naive.
    """
    rules = (day, quota, service_quota, reserve, fingerprint)
    row = {"service": service, "token": token, "visit_key": visit_key, "taken_at": at}
    taken = _take(engine, *rules, row | {"kiosk": kiosk, "priority": priority})
    if last is not None and isinstance(taken, Taken):
        with explained(engine.url):
            # Only where services have quotas is there more to keep than the number.
            last.keep(day, taken.number, {} if service_quota is None else _places(engine, day))
    return taken


def _places(engine: Engine, day: date) -> dict[str, int]:
    with reading(engine) as connection:
        return places(connection, day)


def _take(
    engine: Engine,
    day: date,
    quota: int | None,
    service_quota: int | None,
    reserve: int,
    fingerprint: str | None,
    row: dict[str, object],
) -> Taken | QuotaGone:
    step = {"on_day": day, "on_quota": quota, "on_reserve": reserve, "on_fingerprint": fingerprint}
    step["limit"] = None if quota is None else quota + reserve
    open_day, next_number, insert_ticket = _statements(engine.dialect)
    with writing(engine) as connection:
        number = next_number.run(connection, step).scalar()
        if number is None:  # the first number of the day, or the last one is out
            connection.execute(open_day, step)
            number = next_number.run(connection, step).scalar()
        service_full = (
            number is not None
            and service_quota is not None
            and not take_place(connection, day, str(row["service"]), service_quota, reserve)
        )
        if number is not None and not service_full:
            # Whoever has priority is called before all who have none (counter.py): only their like come first.
            row |= {
                "day": day,
                "number": number,
                "on_day": day,
                "below": number,
                "not_before": row["priority"],
            }
            seen = insert_ticket.run(connection, row).first()
            if seen is not None:
                return Taken(number, str(row["token"]), ahead=seen[0], witness=seen[1])
        if number is not None:
            connection.rollback()  # it goes back: the visit has its number already, or its service is full
    with reading(engine) as connection:
        earlier = _taken_by(connection, str(row["visit_key"]))
        if earlier is None:
            require_same(connection, day, fingerprint)
    if earlier is None and number is not None and not service_full:
        raise StoreError(Cause.FAULT, place(engine.url), "a visit's ticket was there and is gone")
    return earlier or QuotaGone(service_full)


def mark_printed(engine: Engine, visit_key: str, at: datetime) -> None:
    """The paper is out, seen by the printer or by an officer. A second call changes nothing.

    Raises StoreError; LookupError when the visit has no ticket.
    """
    _mark(engine, visit_key, {"state": TicketState.PRINTED, "printed_at": at}, _UNPRINTED)


def mark_uncertain(engine: Engine, visit_key: str) -> None:
    """The number is spent and nobody knows whether paper came out. A printed ticket stays printed.

    Raises StoreError; LookupError when the visit has no ticket.
    """
    _mark(engine, visit_key, {"state": TicketState.UNCERTAIN}, (TicketState.TAKEN,))


def unfinished(engine: Engine, day: date, kiosk: str | None = None) -> list[Unfinished]:
    """Numbers of ``day`` that a killed program left behind, smallest first; with ``kiosk`` only that one's own.

    Another kiosk's number may be on its way to the printer at this moment. Raises StoreError.
    """
    columns = (ticket.c.number, ticket.c.service, ticket.c.visit_key, ticket.c.taken_at, ticket.c.token)
    query = select(*columns).where(ticket.c.day == day, ticket.c.state == TicketState.TAKEN)
    if kiosk is not None:
        query = query.where(ticket.c.kiosk == kiosk)
    with reading(engine) as connection:
        return [Unfinished(*row) for row in connection.execute(query.order_by(ticket.c.number))]


def day_view(engine: Engine, day: date, fingerprint: str | None = None) -> DayView:
    """What the welcome screen shows of ``day``. Raises StoreError, with Cause.RULES as ``take_number``."""
    issued = select(service_day.c.issued).where(service_day.c.day == day)
    waiting = select(func.count()).where(ticket.c.day == day, _WAITING)
    services = select(ticket.c.service, func.count()).where(ticket.c.day == day).group_by(ticket.c.service)
    with reading(engine) as connection:
        require_same(connection, day, fingerprint)
        # After a restored backup a service's own count goes on above the rows of tickets that are left.
        counted = {row[0]: row[1] for row in connection.execute(services)}
        counted |= {
            service: n for service, n in places(connection, day).items() if n > counted.get(service, 0)
        }
        services_now = tuple(sorted(counted.items()))
        return DayView(connection.scalar(issued) or 0, connection.scalar(waiting) or 0, services_now)


def newest(engine: Engine) -> datetime | None:
    """The latest instant that stands in the database: no clock may be behind it. Raises StoreError."""
    with reading(engine) as connection:
        found = (
            connection.scalar(select(func.max(ticket.c.taken_at))),
            connection.scalar(select(func.max(audit.c.at))),
        )
    return max((instant for instant in found if instant is not None), default=None)


def _taken_by(connection: Connection, visit_key: str) -> Taken | None:
    columns = (ticket.c.number, ticket.c.token, ticket.c.ahead, ticket.c.witness)
    row = connection.execute(select(*columns).where(ticket.c.visit_key == visit_key)).first()
    return None if row is None else Taken(*row)


def _mark(engine: Engine, visit_key: str, values: dict[str, object], states: tuple[TicketState, ...]) -> None:
    mine = ticket.c.visit_key == visit_key
    with writing(engine) as connection:
        changed = connection.execute(update(ticket).where(mine, ticket.c.state.in_(states)).values(values))
        if changed.rowcount == 0 and connection.scalar(select(ticket.c.id).where(mine)) is None:
            raise LookupError("no ticket belongs to this visit")
