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
    TypedColumns,
    UniqueConstraint,
)

from kiosk.store.columns import Instant


class TicketState(StrEnum):
    """``taken``: committed, nothing known of paper. ``uncertain``: sent, and nobody knows if it came out."""

    TAKEN = "taken"
    PRINTED = "printed"
    UNCERTAIN = "uncertain"
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


def _code(column: str) -> str:
    """Free text cannot be told from a code by a database, but blanks and length can be refused."""
    return f"length({column}) BETWEEN 1 AND 32 AND replace({column}, ' ', '') = {column}"


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
    """One row a day: how many numbers are out. ``quota`` NULL means no limit."""

    day: Named[date] = Column(Date, primary_key=True)
    quota: Named[int | None] = Column(Integer)
    issued: Named[int] = Column(Integer, nullable=False)


service_day = Table(
    "service_day",
    metadata,
    ServiceDay,
    CheckConstraint("issued >= 0", name="issued"),
    CheckConstraint("quota IS NULL OR issued <= quota", name="quota"),
)


class Ticket(TypedColumns):
    """One queue number. ``ahead`` is what its paper says: people waiting when it was taken."""

    id: Named[int] = Column(Integer, primary_key=True)
    day: Named[date] = Column(Date, ForeignKey(service_day.c.day), nullable=False)
    number: Named[int] = Column(Integer, nullable=False)
    service: Named[str] = Column(String(32), nullable=False)
    token: Named[str] = Column(String(64), nullable=False)
    visit_key: Named[str] = Column(String(64), nullable=False)
    state: Named[TicketState] = Column(_words(TicketState), nullable=False)
    ahead: Named[int] = Column(Integer, nullable=False)
    taken_at: Named[datetime] = Column(Instant, nullable=False)
    printed_at: Named[datetime | None] = Column(Instant)


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


class Staff(TypedColumns):
    """People who may sign in. Rows are disabled, never deleted: overrides point at them."""

    id: Named[int] = Column(Integer, primary_key=True)
    name: Named[str] = Column(String(64), nullable=False)
    role: Named[Role] = Column(_words(Role), nullable=False)
    pin_hash: Named[str] = Column(String(128), nullable=False)
    active: Named[bool] = Column(Boolean, nullable=False)
    demo: Named[bool] = Column(Boolean, nullable=False)


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
