"""People who may sign in with a PIN, and the counting of wrong ones."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Engine, insert, select, text, update

from kiosk.store import pins
from kiosk.store.engine import reading, writing
from kiosk.store.pin_lock import PinLock, failed, locked
from kiosk.store.tables import Role, pin_failures, staff
from kiosk.store.upsert import insert_into


@dataclass(frozen=True, slots=True)
class StaffMember:
    id: int
    name: str
    role: Role
    demo: bool


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


_MEMBER = (staff.c.id, staff.c.name, staff.c.role, staff.c.demo)


def add(engine: Engine, name: str, role: Role, pin: str, *, demo: bool = False) -> int:
    """Enter a person and give the id. A ``demo`` person can sign in only where ``demo`` is handed in.

    Raises pins.UnfitPinError when the PIN is easy or somebody's already (a disabled person's too); ValueError when
    the name is; StoreError.
    """
    pins.require_fit(pin)
    row = {"name": name, "role": role, "pin_hash": pins.hashed(pin), "active": True, "demo": demo}
    with writing(engine) as connection:
        if connection.dialect.name == "postgresql":
            # Two equal PINs must not be entered side by side; SQLite's writers already wait for each other.
            connection.execute(text("LOCK TABLE staff IN SHARE ROW EXCLUSIVE MODE"))
        known = connection.execute(select(staff.c.name, staff.c.pin_hash)).all()
        if any(name == other.name for other in known):
            raise ValueError(f"there is a person named {name!r} already: add something that tells them apart")
        if any(pins.matches(other.pin_hash, pin) for other in known):
            raise pins.UnfitPinError("this PIN cannot be used: choose another")
        return connection.execute(insert(staff).values(row).returning(staff.c.id)).scalar_one()


def people(engine: Engine, *, demo: bool = False) -> list[StaffMember]:
    """Everyone who can sign in, by name; people of the demonstration only with ``demo``. Raises StoreError."""
    query = select(*_MEMBER).where(staff.c.active, staff.c.demo.in_((False, demo))).order_by(staff.c.name)
    with reading(engine) as connection:
        return [StaffMember(*row) for row in connection.execute(query)]


def authenticate(
    engine: Engine, pin: str, now: datetime, *, demo: bool = False, keypad: str = "kiosk"
) -> SignedIn | WrongPin | LockedOut:
    """Whose PIN this is. Takes about 20 ms for each person of the staff: keep it off the UI thread.

    ``now`` is aware; wrong PINs are counted for each ``keypad`` (the kiosk's name). Raises StoreError, ValueError
    (naive ``now``).
    """
    with writing(engine) as connection:
        before = _lock(connection, keypad, now)
        if (still := locked(before, now)) and still.until:
            _keep(connection, keypad, still)
            return LockedOut(still.until)
        # Counted before it is looked at: pulling the plug in between gives no free try.
        after = failed(before, now)
        _keep(connection, keypad, after)
    member = _owner(engine, pin, demo=demo)
    if member is None:
        return LockedOut(after.until) if after.until else WrongPin(after.tries_left)
    with writing(engine) as connection:
        _keep(connection, keypad, PinLock(0, None, now))
    return SignedIn(member)


def _owner(engine: Engine, pin: str, *, demo: bool) -> StaffMember | None:
    query = select(staff.c.pin_hash, *_MEMBER).where(staff.c.active, staff.c.demo.in_((False, demo)))
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
