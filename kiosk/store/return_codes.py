"""The codes that people wait with before their second check: kept so that a crash of the program sends nobody away.

A row is a code of three digits and an instant: not who waits, for which service, or why. It goes when the code is
used or has run out, and at the latest with the first purge of the next day.
"""

from __future__ import annotations

from datetime import date, datetime, time, tzinfo

from sqlalchemy import Connection, Engine, delete, select

from kiosk.store.engine import reading, writing
from kiosk.store.tables import return_code
from kiosk.store.upsert import insert_into


def keep_code(engine: Engine, kiosk: str, code: str, ready: datetime) -> None:
    """Commit that ``code`` may come back to ``kiosk`` from ``ready`` (aware) on. Raises StoreError."""
    row = insert_into(engine.dialect.name, return_code).values(kiosk=kiosk, code=code, ready_at=ready)
    keys = [return_code.c.kiosk, return_code.c.code]
    with writing(engine) as connection:
        connection.execute(
            row.on_conflict_do_update(index_elements=keys, set_={"ready_at": row.excluded.ready_at})
        )


def forget_code(engine: Engine, kiosk: str, code: str) -> None:
    """The code leads nowhere any more; one that is gone already is no error. Raises StoreError."""
    with writing(engine) as connection:
        connection.execute(
            delete(return_code).where(return_code.c.kiosk == kiosk, return_code.c.code == code)
        )


def kept_codes(engine: Engine, kiosk: str) -> tuple[tuple[str, datetime], ...]:
    """Each code that was given at ``kiosk`` and not used, and when (UTC) it may come back. Raises StoreError."""
    query = select(return_code.c.code, return_code.c.ready_at).where(return_code.c.kiosk == kiosk)
    with reading(engine) as connection:
        return tuple(
            (row.code, row.ready_at) for row in connection.execute(query.order_by(return_code.c.ready_at))
        )


def forget_codes_before(connection: Connection, today: date, zone: tzinfo) -> None:
    """Part of the caller's transaction: what is left of the days before ``today``, at whichever kiosk."""
    dawn = datetime.combine(today, time(), zone)
    connection.execute(delete(return_code).where(return_code.c.ready_at < dawn))
