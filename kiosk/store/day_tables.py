"""A day and its numbers: how many are out, each ticket, and the counts that stay of both."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    Integer,
    Named,
    String,
    Table,
    TypedColumns,
    UniqueConstraint,
)

from kiosk.store.columns import Instant
from kiosk.store.schema import code, metadata, one_of, words


class TicketState(StrEnum):
    """``taken``: committed, nothing known of paper. ``uncertain``: sent, and nobody knows if it came out.

    ``no_show``: called at the counter and nobody came; a recall makes it ``printed`` or ``uncertain`` again.
    """

    TAKEN = "taken"
    PRINTED = "printed"
    UNCERTAIN = "uncertain"
    NO_SHOW = "no_show"
    VOID = "void"
    SERVED = "served"


class ServiceDay(TypedColumns):
    """One row a day: how many numbers are out. ``quota`` NULL means no limit.

    ``reserve``: how far beyond the quota officers were allowed to go. ``fingerprint`` of the rules the day is run
    by; NULL until a kiosk has told it.
    """

    day: Named[date] = Column(Date, primary_key=True)
    quota: Named[int | None] = Column(Integer)
    reserve: Named[int] = Column(Integer, nullable=False)
    issued: Named[int] = Column(Integer, nullable=False)
    fingerprint: Named[str | None] = Column(String(64))


service_day = Table(
    "service_day",
    metadata,
    ServiceDay,
    CheckConstraint("issued >= 0", name="issued"),
    CheckConstraint("reserve >= 0", name="reserve"),
    CheckConstraint("quota IS NULL OR issued <= quota + reserve", name="quota"),
    CheckConstraint(code("fingerprint", 64), name="fingerprint"),
)


class ServiceShare(TypedColumns):
    """One row a day and service that has a quota of its own: how many of the day's numbers were for it.

    ``reserve``: how far beyond it officers were allowed to go.
    """

    day: Named[date] = Column(Date, ForeignKey(service_day.c.day), primary_key=True)
    service: Named[str] = Column(String(32), primary_key=True)
    quota: Named[int] = Column(Integer, nullable=False)
    reserve: Named[int] = Column(Integer, nullable=False)
    issued: Named[int] = Column(Integer, nullable=False)


service_share = Table(
    "service_share",
    metadata,
    ServiceShare,
    CheckConstraint(code("service"), name="service"),
    CheckConstraint("issued >= 0", name="issued"),
    CheckConstraint("reserve >= 0", name="reserve"),
    CheckConstraint("issued <= quota + reserve", name="quota"),
)


class DayWord(TypedColumns):
    """What an officer has said of a day whose date the tables only estimate; who, and when, is in the audit trail."""

    day: Named[date] = Column(Date, primary_key=True)
    closed: Named[bool] = Column(Boolean, nullable=False)


day_word = Table("day_word", metadata, DayWord)


class ReturnCode(TypedColumns):
    """A code that somebody waits with, and from when on it leads to the second check. Nothing says who, or why."""

    kiosk: Named[str] = Column(String(64), primary_key=True)
    code: Named[str] = Column(String(3), primary_key=True)
    ready_at: Named[datetime] = Column(Instant, nullable=False)


return_code = Table(
    "return_code",
    metadata,
    ReturnCode,
    CheckConstraint("length(kiosk) BETWEEN 1 AND 64", name="kiosk"),
    CheckConstraint("length(code) = 3 AND trim(code, '0123456789') = ''", name="code"),
)


class Ticket(TypedColumns):
    """One queue number. ``ahead`` is what its paper says: people waiting when it was taken who are called before it.

    ``kiosk`` that gave it; ``priority`` yes or no, never why; ``witness``: the first 8 digits of the audit trail's
    head when it was taken, printed on its paper; ``recalls``: how often it came back from ``no_show``.
    """

    id: Named[int] = Column(Integer, primary_key=True)
    day: Named[date] = Column(Date, ForeignKey(service_day.c.day), nullable=False)
    number: Named[int] = Column(Integer, nullable=False)
    service: Named[str] = Column(String(32), nullable=False)
    token: Named[str] = Column(String(64), nullable=False)
    visit_key: Named[str] = Column(String(64), nullable=False)
    kiosk: Named[str] = Column(String(64), nullable=False)
    state: Named[TicketState] = Column(words(TicketState), nullable=False)
    priority: Named[bool] = Column(Boolean, nullable=False)
    ahead: Named[int] = Column(Integer, nullable=False)
    witness: Named[str] = Column(String(8), nullable=False)
    taken_at: Named[datetime] = Column(Instant, nullable=False)
    printed_at: Named[datetime | None] = Column(Instant)
    served_at: Named[datetime | None] = Column(Instant)
    void_reason: Named[str | None] = Column(String(32))
    reprints: Named[int] = Column(Integer, nullable=False)
    recalls: Named[int] = Column(Integer, nullable=False)


ticket = Table(
    "ticket",
    metadata,
    Ticket,
    UniqueConstraint("day", "number"),
    UniqueConstraint("visit_key"),
    UniqueConstraint("token"),
    CheckConstraint("ahead >= 0 AND ahead < number", name="ahead"),  # so number is at least 1
    CheckConstraint(code("service"), name="service"),
    CheckConstraint("length(token) BETWEEN 16 AND 64", name="token"),
    CheckConstraint("length(visit_key) BETWEEN 1 AND 64", name="visit_key"),
    CheckConstraint(one_of("state", TicketState), name="state"),
    CheckConstraint("state <> 'printed' OR printed_at IS NOT NULL", name="printed"),
    CheckConstraint("state NOT IN ('taken', 'uncertain') OR printed_at IS NULL", name="unprinted"),
    CheckConstraint("(state = 'served') = (served_at IS NOT NULL)", name="served"),
    CheckConstraint("(state = 'void') = (void_reason IS NOT NULL)", name="void"),
    CheckConstraint(code("void_reason"), name="void_reason"),
    CheckConstraint("length(kiosk) BETWEEN 1 AND 64", name="kiosk"),
    CheckConstraint("length(witness) = 8", name="witness"),
    CheckConstraint("reprints >= 0", name="reprints"),
    CheckConstraint("recalls >= 0", name="recalls"),
)


class DayCount(TypedColumns):
    """How often something happened in a day: all that stays of a check's outcome."""

    day: Named[date] = Column(Date, primary_key=True)
    kind: Named[str] = Column(String(32), primary_key=True)
    n: Named[int] = Column(Integer, nullable=False)


day_count = Table(
    "day_count",
    metadata,
    DayCount,
    CheckConstraint(code("kind"), name="kind"),
    CheckConstraint("n >= 1", name="n"),
)


class HourCount(TypedColumns):
    """What stays of a day's tickets once their rows are purged; ``hour`` by the office's clock when taken.

    ``waited``: seconds from taking to service, summed over the ``served``; ``longest_wait`` of them, seconds.
    """

    day: Named[date] = Column(Date, primary_key=True)
    hour: Named[int] = Column(Integer, primary_key=True, autoincrement=False)
    service: Named[str] = Column(String(32), primary_key=True)
    taken: Named[int] = Column(Integer, nullable=False)
    printed: Named[int] = Column(Integer, nullable=False)
    uncertain: Named[int] = Column(Integer, nullable=False)
    reprinted: Named[int] = Column(Integer, nullable=False)
    void: Named[int] = Column(Integer, nullable=False)
    no_show: Named[int] = Column(Integer, nullable=False)
    served: Named[int] = Column(Integer, nullable=False)
    priority: Named[int] = Column(Integer, nullable=False)
    waited: Named[int] = Column(Integer, nullable=False)
    longest_wait: Named[int] = Column(Integer, nullable=False)


HOURLY = (
    "taken",
    "printed",
    "uncertain",
    "reprinted",
    "void",
    "no_show",
    "served",
    "priority",
    "waited",
    "longest_wait",
)

hour_count = Table(
    "hour_count",
    metadata,
    HourCount,
    CheckConstraint("hour BETWEEN 0 AND 23", name="hour"),
    CheckConstraint(code("service"), name="service"),
    CheckConstraint(" AND ".join(f"{name} >= 0" for name in HOURLY), name="counts"),
)
