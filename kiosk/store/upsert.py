"""INSERT ... ON CONFLICT: spelt alike on both databases, but kept by SQLAlchemy in the room of each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import Table

if TYPE_CHECKING:
    from sqlalchemy.dialects.sqlite import Insert


def insert_into(dialect: str, table: Table) -> Insert:
    """An INSERT that knows ``on_conflict_do_update`` and ``on_conflict_do_nothing``."""
    # PostgreSQL's room takes 40 ms to import, so it is entered only by those who use it.
    if dialect == "postgresql":
        from sqlalchemy.dialects.postgresql import insert as postgresql_insert

        return postgresql_insert(table)  # type: ignore[return-value]
    from sqlalchemy.dialects.sqlite import insert

    return insert(table)
