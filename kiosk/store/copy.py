"""Moving an office from one database to another, SQLite or PostgreSQL, compared row by row before it counts."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Integer, String, Table, collate, func, insert, select, text

from kiosk.store import calibration_tables  # noqa: F401 - so that its tables are copied too
from kiosk.store.audit import append
from kiosk.store.audit_codec import Actor
from kiosk.store.audit_events import DatabaseCopied
from kiosk.store.audit_head import head_of
from kiosk.store.engine import address_of, open_store, reading, writing
from kiosk.store.errors import Cause, StoreError, place
from kiosk.store.tables import metadata

BATCH = 1000
"""Rows a statement: memory stays small however long the office has been open."""

Progress = Callable[[str, int], None]
"""Called with a table's name and the rows of it that are copied so far."""


def copy_office(
    source: str,
    target: str,
    progress: Progress = lambda table, rows: None,
    *,
    at: datetime | None = None,
    actor: Actor | None = None,
) -> dict[str, int]:
    """Copy every row of the database at ``source`` to the empty one at ``target``; gives the rows of each table.

    Reads one snapshot of the source, writes one transaction; it is committed only when each row, read back, equals
    its original. Both are brought to the newest schema first. No kiosk may give numbers meanwhile: what it gives
    after the snapshot would stay behind. With ``at`` (aware) and ``actor`` the target's audit trail goes on with the
    copy itself. Raises StoreError: ADDRESS for two addresses of one database, INVARIANT
    when the target is not empty or a row came out different.
    """
    if _same(source, target):
        raise StoreError(Cause.ADDRESS, place(address_of(target)), "source and target are the same database")
    old, new = open_store(source), open_store(target)
    try:
        with reading(old) as before, writing(new) as after:
            _no_hurry(before, snapshot=True)
            _no_hurry(after, snapshot=False)
            _require_empty(after)
            rows = {table.name: _copied(before, after, table, progress) for table in metadata.sorted_tables}
            if at is not None and actor is not None:
                event = DatabaseCopied(old.dialect.name, head_of(after))
                append(after, at=at, actor=actor, event=event)
            return rows
    finally:
        old.dispose()
        new.dispose()


def _same(source: str, target: str) -> bool:
    one, other = address_of(source), address_of(target)
    return (one.host, one.port, one.database, one.query) == (
        other.host,
        other.port,
        other.database,
        other.query,
    )


def _no_hurry(connection: Connection, *, snapshot: bool) -> None:
    """A copy may take longer than any visit; on SQLite a transaction is a snapshot already."""
    if connection.dialect.name == "postgresql":
        if snapshot:
            connection.execute(text("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY"))
        for patience in ("statement_timeout", "idle_in_transaction_session_timeout"):
            connection.execute(text(f"SET LOCAL {patience} = 0"))


def _require_empty(connection: Connection) -> None:
    for table in metadata.sorted_tables:
        if connection.execute(select(table).limit(1)).first() is not None:
            where = place(connection.engine.url)
            raise StoreError(
                Cause.INVARIANT, where, f"{table.name} has rows already: copy into an empty database"
            )


def _copied(before: Connection, after: Connection, table: Table, progress: Progress) -> int:
    """Rows of ``table`` that were copied and found equal."""
    originals = _rows(before, table)
    names = table.columns.keys()
    rows = 0
    while batch := [dict(zip(names, row, strict=True)) for row in itertools.islice(originals, BATCH)]:
        after.execute(insert(table), batch)
        rows += len(batch)
        progress(table.name, rows)
    _count_on(after, table)
    for original, copied in itertools.zip_longest(_rows(before, table), _rows(after, table)):
        if original != copied:
            key = [
                value
                for value, column in zip(original or copied, table.columns, strict=True)
                if column.primary_key
            ]
            where = place(after.engine.url)
            raise StoreError(Cause.INVARIANT, where, f"{table.name} {key} is not what it was")
    return rows


def _rows(connection: Connection, table: Table) -> Iterator[tuple[Any, ...]]:
    """Every row, in an order that both databases agree on: text by its bytes."""
    by_bytes = "C" if connection.dialect.name == "postgresql" else "BINARY"
    order = [
        collate(column, by_bytes) if isinstance(column.type, String) else column
        for column in table.primary_key
    ]
    found = connection.execute(select(table).order_by(*order), execution_options={"yield_per": BATCH})
    return (tuple(row) for row in found)


def _count_on(connection: Connection, table: Table) -> None:
    """PostgreSQL numbers new rows from a sequence, which knows nothing of rows that brought their own number."""
    column = table.autoincrement_column
    if connection.dialect.name != "postgresql" or column is None or not isinstance(column.type, Integer):
        return
    sequence = func.pg_get_serial_sequence(f'"{table.name}"', column.name)
    connection.execute(select(func.setval(sequence, func.coalesce(func.max(column), 0) + 1, False)))
