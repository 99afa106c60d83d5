"""Who belongs to the staff: entering, a new PIN, a badge, dismissing. Each act is in the audit trail or undone."""

from __future__ import annotations

import base64
import hashlib
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Connection, Engine, insert, select, text, update

from kiosk.rules import badge
from kiosk.store import audit_events as events
from kiosk.store import pins
from kiosk.store.audit import append
from kiosk.store.audit_codec import Actor
from kiosk.store.engine import reading, writing
from kiosk.store.tables import Role, staff

SHELL = Actor("shell")
"""Whoever may write the database from a command line."""

BADGE_BYTES = 16
BADGE_PREFIX = badge.PREFIX


@dataclass(frozen=True, slots=True)
class StaffMember:
    id: int
    name: str
    role: Role
    demo: bool


@dataclass(frozen=True, slots=True)
class Registered:
    """A row of the register, also of people who may no longer sign in."""

    id: int
    name: str
    role: Role
    demo: bool
    active: bool
    badge: bool
    disabled_at: datetime | None


MEMBER = (staff.c.id, staff.c.name, staff.c.role, staff.c.demo)


def add(
    engine: Engine,
    name: str,
    role: Role,
    pin: str,
    *,
    demo: bool = False,
    actor: Actor = SHELL,
    at: datetime | None = None,
) -> int:
    """Enter a person and give the id. A ``demo`` person can sign in only where ``demo`` is handed in.

    ``at`` is now when left out. Raises pins.UnfitPinError when the PIN is easy or somebody's already (a disabled
    person's too); ValueError when the name is; StoreError.
    """
    pins.require_fit(pin)
    row = {"name": name, "role": role, "pin_hash": pins.hashed(pin), "active": True, "demo": demo}
    with writing(engine) as connection:
        _alone(connection)
        if connection.scalar(select(staff.c.id).where(staff.c.name == name)) is not None:
            raise ValueError(f"there is a person named {name!r} already: add something that tells them apart")
        _require_nobodys(connection, pin)
        person = connection.execute(insert(staff).values(row).returning(staff.c.id)).scalar_one()
        _tell(connection, at, actor, events.StaffAdded(person, str(role)))
        return person


def reset(engine: Engine, name: str, pin: str, *, actor: Actor = SHELL, at: datetime | None = None) -> None:
    """Give an active person a new PIN. Raises as ``add``; LookupError when nobody active has the name."""
    pins.require_fit(pin)
    with writing(engine) as connection:
        _alone(connection)
        person = _person(connection, name)
        _require_nobodys(connection, pin)
        _set(connection, person, {"pin_hash": pins.hashed(pin)})
        _tell(connection, at, actor, events.StaffPinReset(person))


def give_badge(engine: Engine, name: str, *, actor: Actor = SHELL, at: datetime | None = None) -> str:
    """Make a new badge for an active person and give its secret, which is kept nowhere: 26 letters and digits.

    An older badge is worth nothing from now on. Raises LookupError when nobody active has the name; StoreError.
    """
    secret = base64.b32encode(secrets.token_bytes(BADGE_BYTES)).decode().rstrip("=")
    with writing(engine) as connection:
        person = _person(connection, name)
        _set(connection, person, {"badge_hash": badge_hash(secret)})
        _tell(connection, at, actor, events.StaffBadgeGiven(person))
    return secret


def disable(engine: Engine, name: str, *, actor: Actor = SHELL, at: datetime | None = None) -> None:
    """The person signs in no more; the row stays, because overrides point at it, and is emptied a year later.

    Raises LookupError when nobody active has the name; StoreError.
    """
    when = at or datetime.now(UTC)
    with writing(engine) as connection:
        person = _person(connection, name)
        _set(connection, person, {"active": False, "disabled_at": when, "badge_hash": None})
        _tell(connection, when, actor, events.StaffDisabled(person))


def people(engine: Engine, *, demo: bool = False) -> list[StaffMember]:
    """Everyone who can sign in, by name; people of the demonstration only with ``demo``. Raises StoreError."""
    query = select(*MEMBER).where(staff.c.active, staff.c.demo.in_((False, demo))).order_by(staff.c.name)
    with reading(engine) as connection:
        return [StaffMember(*row) for row in connection.execute(query)]


def register(engine: Engine) -> list[Registered]:
    """Every row, by name, whoever may sign in. Raises StoreError."""
    query = select(*MEMBER, staff.c.active, staff.c.badge_hash.is_not(None), staff.c.disabled_at).order_by(
        staff.c.name
    )
    with reading(engine) as connection:
        return [
            Registered(*row[:5], badge=bool(row[5]), disabled_at=row[6]) for row in connection.execute(query)
        ]


def badge_hash(secret: str) -> str:
    """A secret of 128 random bits needs no slow hash: nobody can try them all."""
    plain = secret.strip().upper().removeprefix(BADGE_PREFIX)
    return hashlib.sha256(plain.encode()).hexdigest()


def _alone(connection: Connection) -> None:
    """Two equal PINs must not be entered side by side; SQLite's writers already wait for each other."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("LOCK TABLE staff IN SHARE ROW EXCLUSIVE MODE"))


def _person(connection: Connection, name: str) -> int:
    found = connection.scalar(select(staff.c.id).where(staff.c.name == name, staff.c.active))
    if found is None:
        raise LookupError(f"nobody named {name!r} may sign in; see `kiosk staff list`")
    return found


def _require_nobodys(connection: Connection, pin: str) -> None:
    hashes = connection.scalars(select(staff.c.pin_hash)).all()
    if any(pins.matches(known, pin) for known in hashes):
        raise pins.UnfitPinError("this PIN cannot be used: choose another")


def _set(connection: Connection, person: int, values: dict[str, object]) -> None:
    connection.execute(update(staff).where(staff.c.id == person).values(values))


def _tell(connection: Connection, at: datetime | None, actor: Actor, event: events.AuditEvent) -> None:
    append(connection, at=at or datetime.now(UTC), actor=actor, event=event)
