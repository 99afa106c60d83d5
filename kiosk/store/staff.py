"""People who may sign in with a PIN, and the counting of wrong ones. Entering and dismissing: staff_register.py."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from hmac import compare_digest

from sqlalchemy import Connection, Engine, select, update

from kiosk.store import audit_events as events
from kiosk.store import pins
from kiosk.store.audit import append, write
from kiosk.store.audit_codec import Actor
from kiosk.store.engine import reading, writing
from kiosk.store.pin_lock import PinLock, failed, locked
from kiosk.store.staff_register import (
    BADGE_PREFIX,
    MEMBER,
    StaffMember,
    add,
    badge_hash,
    disable,
    give_badge,
    people,
    register,
    reset,
)
from kiosk.store.tables import pin_failures, staff
from kiosk.store.upsert import insert_into

__all__ = [
    "BADGE_PREFIX",
    "LockedOut",
    "SignedIn",
    "StaffMember",
    "WrongPin",
    "add",
    "authenticate",
    "authenticate_badge",
    "disable",
    "give_badge",
    "people",
    "register",
    "reset",
]


@dataclass(frozen=True, slots=True)
class SignedIn:
    staff: StaffMember


@dataclass(frozen=True, slots=True)
class WrongPin:
    """``tries_left`` before the keypad locks, at least 1."""

    tries_left: int


@dataclass(frozen=True, slots=True)
class LockedOut:
    """No PIN is looked at before ``until`` (aware, UTC, by the clock that was handed in)."""

    until: datetime


def authenticate(
    engine: Engine, pin: str, now: datetime, *, demo: bool = False, keypad: str = "kiosk"
) -> SignedIn | WrongPin | LockedOut:
    """Whose PIN this is. Takes about 20 ms for each person of the staff: keep it off the UI thread.

    ``now`` is aware; wrong PINs are counted for each ``keypad`` (the kiosk's name). Raises StoreError, ValueError
    (naive ``now``).
    """
    return _counted(engine, keypad, now, lambda: _owner(engine, pin, demo=demo))


def authenticate_badge(
    engine: Engine, secret: str, now: datetime, *, demo: bool = False, keypad: str = "kiosk"
) -> SignedIn | WrongPin | LockedOut:
    """Whose badge was shown to the scanner. A badge that is nobody's counts as a wrong PIN, and a lock holds it off.

    ``secret`` with or without ``BADGE_PREFIX``. Raises StoreError, ValueError (naive ``now``).
    """
    return _counted(engine, keypad, now, lambda: _bearer(engine, secret, demo=demo))


def _counted(
    engine: Engine, keypad: str, now: datetime, whose: Callable[[], StaffMember | None]
) -> SignedIn | WrongPin | LockedOut:
    with writing(engine) as connection:
        before = _lock(connection, keypad, now)
        if (still := locked(before, now)) and still.until:
            _keep(connection, keypad, still)
            return LockedOut(still.until)
        # Counted before it is looked at: pulling the plug in between gives no free try.
        after = failed(before, now)
        _keep(connection, keypad, after)
    member = whose()
    if member is not None:
        with writing(engine) as connection:
            _keep(connection, keypad, PinLock(0, None, now))
            append(connection, at=now, actor=Actor(keypad, member.id), event=events.SignedIn())
        return SignedIn(member)
    if after.until is None:
        return WrongPin(after.tries_left)
    seconds = round((after.until - now).total_seconds())
    write(engine, at=now, actor=Actor(keypad), event=events.KeypadLocked(after.failures, seconds))
    return LockedOut(after.until)


def _bearer(engine: Engine, secret: str, *, demo: bool) -> StaffMember | None:
    query = select(staff.c.badge_hash, *MEMBER).where(
        staff.c.active, staff.c.badge_hash.is_not(None), staff.c.demo.in_((False, demo))
    )
    with reading(engine) as connection:
        rows = connection.execute(query.order_by(staff.c.id)).all()
    shown = badge_hash(secret)
    # Compared with every badge, in the same time each: 128 random bits need no slow hash, and the time tells nothing.
    found = [StaffMember(*row[1:]) for row in rows if compare_digest(str(row[0]), shown)]
    return found[0] if found else None


def _owner(engine: Engine, pin: str, *, demo: bool) -> StaffMember | None:
    query = select(staff.c.pin_hash, *MEMBER).where(staff.c.active, staff.c.demo.in_((False, demo)))
    with reading(engine) as connection:
        rows = connection.execute(query.order_by(staff.c.id)).all()
    # Every hash is tried, also after the right one, so that the time tells neither who nor whether.
    found = [StaffMember(*row[1:]) for row in rows if pins.matches(row[0], pin)]
    if not rows:
        pins.hashed(pin)
    return found[0] if found else None


def _lock(connection: Connection, keypad: str, now: datetime) -> PinLock:
    """The keypad's row, made if need be, and held until the transaction ends."""
    fresh = insert_into(connection.dialect.name, pin_failures).values(keypad=keypad, failures=0, seen=now)
    connection.execute(fresh.on_conflict_do_nothing(index_elements=[pin_failures.c.keypad]))
    query = select(pin_failures.c.failures, pin_failures.c.locked_until, pin_failures.c.seen)
    return PinLock(*connection.execute(query.where(pin_failures.c.keypad == keypad).with_for_update()).one())


def _keep(connection: Connection, keypad: str, lock: PinLock) -> None:
    values = {"failures": lock.failures, "locked_until": lock.until, "seen": lock.seen}
    connection.execute(update(pin_failures).where(pin_failures.c.keypad == keypad).values(values))
