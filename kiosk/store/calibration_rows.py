"""What a calibration is made with and watched by: the register of references, and the quick checks between two.

Also how any value of a calibration becomes a row and comes back: canonical JSON, and a digest that it must have.
"""

from __future__ import annotations

from datetime import datetime
from typing import TypeVar

from sqlalchemy import Engine, func, insert, select

from kiosk.rules.calibration.codec import CodecError, digest, from_json, to_json
from kiosk.rules.calibration.control import QuickCheck
from kiosk.rules.calibration.reference import Reference
from kiosk.store.audit import append
from kiosk.store.audit_codec import Actor
from kiosk.store.audit_events import CalibrationDecided, ReferenceAdded
from kiosk.store.calibration_tables import calibration_check, calibration_reference
from kiosk.store.engine import reading, writing
from kiosk.store.errors import Cause, StoreError, place

T = TypeVar("T")


def add_reference(engine: Engine, reference: Reference, *, at: datetime, by: str, actor: Actor) -> None:
    """Enter ``reference``, or its new certificate under the same id, with its line in the trail. Raises StoreError."""
    row = {"id": reference.id, "due": reference.due, "added_at": at, "added_by": by}
    with writing(engine) as connection:
        connection.execute(insert(calibration_reference).values(row | as_row(reference)))
        append(connection, at=at, actor=actor, event=ReferenceAdded(digest(reference)))


def references(engine: Engine) -> list[Reference]:
    """Each reference by its newest certificate, by id. Raises StoreError."""
    table = calibration_reference
    newest = select(func.max(table.c.seq)).group_by(table.c.id)
    query = (
        select(table.c.id, table.c.data, table.c.digest).where(table.c.seq.in_(newest)).order_by(table.c.id)
    )
    with reading(engine) as connection:
        return [as_value(engine, Reference, *row) for row in connection.execute(query)]


def keep_check(engine: Engine, kiosk: str, check: QuickCheck, *, actor: Actor) -> None:
    """Keep a quick check and its line in the audit trail ("verified", or "refused" when it failed). StoreError."""
    row = {"id": check.id, "kiosk": kiosk, "correction": check.correction, "at": check.at}
    with writing(engine) as connection:
        connection.execute(insert(calibration_check).values(row | {"failed": check.failed} | as_row(check)))
        event = CalibrationDecided(digest(check), "refused" if check.failed else "verified")
        append(connection, at=check.at, actor=actor, event=event)


def checks(engine: Engine, kiosk: str) -> list[QuickCheck]:
    """All quick checks of this kiosk, the oldest first. Raises StoreError."""
    table = calibration_check
    query = select(table.c.id, table.c.data, table.c.digest).where(table.c.kiosk == kiosk)
    with reading(engine) as connection:
        rows = connection.execute(query.order_by(table.c.at, table.c.id)).all()
    return [as_value(engine, QuickCheck, *row) for row in rows]


def as_row(value: object) -> dict[str, object]:
    """The two columns that hold ``value``."""
    return {"data": to_json(value), "digest": digest(value)}


def as_value(engine: Engine, kind: type[T], id: str, data: str, mark: str | None = None) -> T:
    """The value in a row. Raises StoreError(DAMAGED) when it is not what it was."""
    try:
        found = from_json(kind, data)
    except CodecError as error:
        raise StoreError(Cause.DAMAGED, place(engine.url), f"calibration row {id}: {error}") from None
    if mark is not None and digest(found) != mark:
        raise StoreError(Cause.DAMAGED, place(engine.url), f"calibration row {id} is not what it was")
    return found
