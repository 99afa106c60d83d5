"""The officer's word on a held visit, written before the visit goes on."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Engine, insert

from kiosk.store.audit import append
from kiosk.store.audit_codec import Actor
from kiosk.store.audit_events import OverrideGiven
from kiosk.store.engine import writing
from kiosk.store.tables import override


def record(
    engine: Engine,
    *,
    day: date,
    at: datetime,
    staff_id: int,
    check: str,
    reason: str,
    visit_key: str,
    kiosk: str = "kiosk",
) -> None:
    """Write and commit one override and its line in the audit trail. One that is not written does not hold.

    ``check`` and ``reason`` are codes (no blanks, at most 32 characters), never text about a person. Raises
    StoreError, with Cause.INVARIANT for an unknown ``staff_id`` or a reason that is no code.
    """
    row = {
        "day": day,
        "at": at,
        "staff_id": staff_id,
        "check_code": check,
        "reason": reason,
        "visit_key": visit_key,
    }
    with writing(engine) as connection:
        number = connection.execute(insert(override).values(row).returning(override.c.id)).scalar_one()
        event = OverrideGiven(number, check, reason)
        append(connection, at=at, actor=Actor(kiosk, staff_id), event=event)
