"""What officers have said of estimated days: acts.py writes it, every kiosk on the database reads it here."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Connection, Engine, select

from kiosk.store.engine import reading
from kiosk.store.tables import day_word
from kiosk.store.upsert import insert_into


def day_words(engine: Engine, first: date = date.min) -> tuple[tuple[date, bool], ...]:
    """Each day from ``first`` on that an officer has spoken of, and whether it is closed. Raises StoreError."""
    query = select(day_word.c.day, day_word.c.closed).where(day_word.c.day >= first).order_by(day_word.c.day)
    with reading(engine) as connection:
        return tuple((day, closed) for day, closed in connection.execute(query))


def write_word(connection: Connection, day: date, *, closed: bool) -> None:
    """Part of the caller's transaction; a later word on the same day takes the place of the one before."""
    row = insert_into(connection.dialect.name, day_word).values(day=day, closed=closed)
    row = row.on_conflict_do_update(index_elements=[day_word.c.day], set_={"closed": row.excluded.closed})
    connection.execute(row)
