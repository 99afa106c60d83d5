"""Who may sign in, what officers have allowed, and the wrong PINs at a keypad."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    Named,
    String,
    Table,
    TypedColumns,
    UniqueConstraint,
)

from kiosk.store.columns import Instant
from kiosk.store.schema import code, metadata, one_of, words


class Role(StrEnum):
    OFFICER = "officer"
    TECHNICIAN = "technician"
    SUPERVISOR = "supervisor"


class Staff(TypedColumns):
    """People who may sign in. Rows are disabled, never deleted: overrides point at them.

    ``badge_hash``: SHA-256 of the secret on a QR badge, for those who carry one.
    """

    id: Named[int] = Column(Integer, primary_key=True)
    name: Named[str] = Column(String(64), nullable=False)
    role: Named[Role] = Column(words(Role), nullable=False)
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
    CheckConstraint(one_of("role", Role), name="role"),
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
    CheckConstraint(code("check_code"), name="check_code"),
    CheckConstraint(code("reason"), name="reason"),
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
