"""The tables. Each invariant stands here as a named constraint, so that no program can break it.

No column can hold a name, a NIK, a number of a card or phone, or a temperature of a resident: there is none.
SQLAlchemy's typed Core tables are used without its ORM: no code needs it, and importing it costs 80 ms.
"""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Date,
    Enum,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    Named,
    String,
    Table,
    Text,
    TypedColumns,
    UniqueConstraint,
)

from kiosk.store.columns import Instant


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


class Role(StrEnum):
    OFFICER = "officer"
    TECHNICIAN = "technician"
    SUPERVISOR = "supervisor"


def _words(kind: type[TicketState] | type[Role]) -> Enum:
    # A CHECK instead of a native type: the same on both databases, and a new word is an ordinary migration.
    return Enum(kind, native_enum=False, length=16, values_callable=lambda words: [str(w) for w in words])


def _one_of(column: str, kind: type[TicketState] | type[Role]) -> str:
    return f"{column} IN ({', '.join(repr(str(word)) for word in kind)})"


def _code(column: str, longest: int = 32) -> str:
    """Free text cannot be told from a code by a database, but blanks and length can be refused."""
    return f"length({column}) BETWEEN 1 AND {longest} AND replace({column}, ' ', '') = {column}"


metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
    }
)


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
    CheckConstraint(_code("fingerprint", 64), name="fingerprint"),
)


class Ticket(TypedColumns):
    """One queue number. ``ahead`` is what its paper says: people waiting when it was taken.

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
    state: Named[TicketState] = Column(_words(TicketState), nullable=False)
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
    CheckConstraint(_code("service"), name="service"),
    CheckConstraint("length(token) BETWEEN 16 AND 64", name="token"),
    CheckConstraint("length(visit_key) BETWEEN 1 AND 64", name="visit_key"),
    CheckConstraint(_one_of("state", TicketState), name="state"),
    CheckConstraint("state <> 'printed' OR printed_at IS NOT NULL", name="printed"),
    CheckConstraint("state NOT IN ('taken', 'uncertain') OR printed_at IS NULL", name="unprinted"),
    CheckConstraint("(state = 'served') = (served_at IS NOT NULL)", name="served"),
    CheckConstraint("(state = 'void') = (void_reason IS NOT NULL)", name="void"),
    CheckConstraint(_code("void_reason"), name="void_reason"),
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
    CheckConstraint(_code("kind"), name="kind"),
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
    CheckConstraint(_code("service"), name="service"),
    CheckConstraint(" AND ".join(f"{name} >= 0" for name in HOURLY), name="counts"),
)


class Staff(TypedColumns):
    """People who may sign in. Rows are disabled, never deleted: overrides point at them.

    ``badge_hash``: SHA-256 of the secret on a QR badge, for those who carry one.
    """

    id: Named[int] = Column(Integer, primary_key=True)
    name: Named[str] = Column(String(64), nullable=False)
    role: Named[Role] = Column(_words(Role), nullable=False)
    pin_hash: Named[str] = Column(String(128), nullable=False)
    active: Named[bool] = Column(Boolean, nullable=False)
    demo: Named[bool] = Column(Boolean, nullable=False)
    disabled_at: Named[datetime | None] = Column(Instant)
    badge_hash: Named[str | None] = Column(String(64))


staff = Table(
    "staff",
    metadata,
    Staff,
    UniqueConstraint("name"),
    CheckConstraint("length(name) BETWEEN 1 AND 64", name="name"),
    CheckConstraint(_one_of("role", Role), name="role"),
    CheckConstraint("substr(pin_hash, 1, 10) = '$argon2id$'", name="pin_hash"),
)


class Override(TypedColumns):
    """An officer's word on a held visit: who, when, which check, which reason code; no value, no text."""

    id: Named[int] = Column(Integer, primary_key=True)
    day: Named[date] = Column(Date, nullable=False)
    at: Named[datetime] = Column(Instant, nullable=False)
    staff_id: Named[int] = Column(Integer, ForeignKey(staff.c.id), nullable=False)
    check_code: Named[str] = Column(String(32), nullable=False)
    reason: Named[str] = Column(String(32), nullable=False)
    visit_key: Named[str] = Column(String(64), nullable=False)


override = Table(
    "override",
    metadata,
    Override,
    CheckConstraint(_code("check_code"), name="check_code"),
    CheckConstraint(_code("reason"), name="reason"),
    CheckConstraint("length(visit_key) BETWEEN 1 AND 64", name="visit_key"),
    Index(None, "day"),
)


class PinFailures(TypedColumns):
    """Wrong PINs in a row at one keypad. ``seen`` is the clock at the last attempt (see pin_lock.py)."""

    keypad: Named[str] = Column(String(64), primary_key=True)
    failures: Named[int] = Column(Integer, nullable=False)
    locked_until: Named[datetime | None] = Column(Instant)
    seen: Named[datetime] = Column(Instant, nullable=False)


pin_failures = Table(
    "pin_failures",
    metadata,
    PinFailures,
    CheckConstraint("length(keypad) BETWEEN 1 AND 64", name="keypad"),
    CheckConstraint("failures >= 0", name="failures"),
    CheckConstraint("locked_until IS NULL OR failures >= 1", name="locked_until"),
)


class Audit(TypedColumns):
    """One link of the audit trail; see audit.py. Triggers of the migration refuse UPDATE and DELETE.

    ``previous`` is UNIQUE, so that two kiosks can never grow two branches.
    """

    seq: Named[int] = Column(Integer, primary_key=True, autoincrement=False)
    at: Named[datetime] = Column(Instant, nullable=False)
    actor: Named[str] = Column(String(96), nullable=False)
    type: Named[str] = Column(String(32), nullable=False)
    data: Named[str] = Column(Text, nullable=False)
    previous: Named[str] = Column(String(64), nullable=False)
    hash: Named[str] = Column(String(64), nullable=False)


audit = Table(
    "audit",
    metadata,
    Audit,
    UniqueConstraint("previous"),
    UniqueConstraint("hash"),
    CheckConstraint("seq >= 1", name="seq"),
    CheckConstraint("length(actor) BETWEEN 1 AND 96", name="actor"),
    CheckConstraint(_code("type"), name="type"),
    CheckConstraint("length(previous) = 64", name="previous"),
    CheckConstraint("length(hash) = 64", name="hash"),
)

# The calibrations' tables belong to the same metadata; whoever sees it sees all of it.
import kiosk.store.calibration_tables  # noqa: E402, F401
