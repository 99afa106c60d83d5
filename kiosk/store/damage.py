"""Is an SQLite file whole? SQLite's own checks, and what a flipped bit can change without breaking any of them.

SQLite keeps no checksum of a page. ``integrity_check`` finds broken pages, indexes that disagree with their table
and rows that break a CHECK. It does not see a changed letter in the schema itself, nor a counter that was changed
into another possible value; those are looked for here. A changed letter in a column that no index and no rule
covers (a service's code, an instant) stays unseen here: no number stands on it, and at_rest.py may still see it.
"""

from __future__ import annotations

import sqlite3
import zlib
from contextlib import closing
from pathlib import Path

from sqlalchemy import Connection

from kiosk.store.last_number import Known

_SCHEMA = "SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY type, name"
_BEYOND = """SELECT 1 FROM ticket GROUP BY day
    HAVING max(number) > coalesce((SELECT issued FROM service_day WHERE service_day.day = ticket.day), 0)"""
_TODAY = """SELECT issued, (SELECT max(number) FROM ticket WHERE ticket.day = service_day.day)
    FROM service_day WHERE day = ?"""
_MAY_PASS = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN)
_ROLLBACK_OR_WAL = (b"\1\1", b"\2\2")


def damage(file: Path, known: Known | None = None) -> str | None:
    """What is wrong with ``file``, which must exist, in a few words; None when it is whole.

    ``known`` is the last number that was given: its day's counter must not stand higher than it and every ticket.
    Raises sqlite3.OperationalError when the file is locked, OSError when it cannot be read.
    """
    with file.open("rb") as opened:
        header = opened.read(20)
    if header[18:20] not in _ROLLBACK_OR_WAL:  # higher ones make SQLite refuse to write, for ever
        return "its header is no database's"
    try:
        with closing(sqlite3.connect(file, isolation_level=None, timeout=10)) as connection:
            return _found(connection, known)
    except sqlite3.OperationalError as error:
        # A sector that cannot be read is damage; any other trouble of the disk may pass.
        code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT)  # none: text that is no UTF-8
        if code in (sqlite3.SQLITE_IOERR_READ, sqlite3.SQLITE_IOERR_SHORT_READ):
            return "a part of it cannot be read"
        if code & 0xFF in _MAY_PASS:
            raise
        return str(error)
    except (sqlite3.DatabaseError, UnicodeDecodeError) as error:
        return str(error)


def seal(connection: Connection) -> None:
    """Keep a checksum of the schema in the file's ``user_version``; part of the caller's transaction."""
    rows = [tuple(row) for row in connection.exec_driver_sql(_SCHEMA)]
    connection.exec_driver_sql(f"PRAGMA user_version = {_checksum(rows)}")


def _found(connection: sqlite3.Connection, known: Known | None) -> str | None:
    told = connection.execute("PRAGMA integrity_check(1)").fetchone()[0]
    if told != "ok":
        return f"integrity_check: {told}"
    if connection.execute("PRAGMA foreign_key_check").fetchone():
        return "a row points at nothing"
    schema = connection.execute(_SCHEMA).fetchall()
    sealed = connection.execute("PRAGMA user_version").fetchone()[0]
    if sealed not in (0, _checksum(schema)):  # 0: made by a version that did not seal
        return "its schema was changed"
    tables = {name for kind, name, _, _ in schema if kind == "table"}
    for table in tables:
        for _ in connection.execute(f'SELECT * FROM "{table}"'):
            pass  # text that is no UTF-8 raises, and would raise later in front of a resident
    if {"ticket", "service_day"} <= tables:
        return _counters(connection, known)
    return "its tables are gone" if tables else None


def _counters(connection: sqlite3.Connection, known: Known | None) -> str | None:
    if connection.execute(_BEYOND).fetchone():
        return "a ticket's number is beyond its day's counter"
    if known is not None:
        row = connection.execute(_TODAY, (known.day.isoformat(),)).fetchone()
        if row and row[0] > max(row[1] or 0, known.number):
            return "the day's counter is beyond every number that was given"
    return None


def _checksum(schema: list[tuple[object, ...]]) -> int:
    """Positive and 31 bits, as ``user_version`` holds it; never 0."""
    return zlib.crc32(repr(schema).encode()) & 0x7FFF_FFFF or 1
