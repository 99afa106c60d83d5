"""Opening the database, and the two ways to talk to it: ``reading`` and ``writing``.

SQLite: WAL with synchronous=FULL, so that an acknowledged number survives a power cut. pysqlite would begin
a transaction only before the first INSERT, and as a reader: of two programs that both read first, one could
not go on to write. So its own control is off and each transaction is begun here, for writing from the start.
"""

from __future__ import annotations

import os
import select
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import (
    URL,
    Connection,
    Dialect,
    Engine,
    PoolProxiedConnection,
    create_engine,
    event,
    make_url,
)
from sqlalchemy.exc import ArgumentError, DisconnectionError, NoSuchModuleError
from sqlalchemy.pool import ConnectionPoolEntry

from kiosk.store.commit_deadline import CommitDeadline
from kiosk.store.damage import seal
from kiosk.store.errors import Cause, StoreError, explained, place
from kiosk.store.migrate import is_current, migrate

BUSY_PATIENCE = 10.0
"""Seconds one program waits for another that is writing."""

READING = "reading"
USED = "used"

_POSTGRES_SETTINGS = {
    # A commit that the server only remembers in memory would let a number be given twice after a power cut.
    "synchronous_commit": "on",
    "lock_timeout": f"{BUSY_PATIENCE:.0f}s",
    "statement_timeout": f"{2 * BUSY_PATIENCE:.0f}s",
    "idle_in_transaction_session_timeout": f"{2 * BUSY_PATIENCE:.0f}s",
}


def open_store(url: str) -> Engine:
    """Open ``sqlite:///FILE`` or ``postgresql+psycopg://...``, bring it to the newest schema.

    A missing SQLite file is made, readable for its owner alone. Raises StoreError.
    """
    address = address_of(url)
    engine = _sqlite(address) if address.get_backend_name() == "sqlite" else _postgresql(address)
    try:
        with explained(address):
            if engine.dialect.name == "sqlite":
                _prepare_file(engine)
            with reading(engine) as connection:
                current = is_current(connection)
            if not current:
                with writing(engine) as connection:
                    migrate(connection)
                    if engine.dialect.name == "sqlite":
                        seal(connection)
    except BaseException:
        engine.dispose()
        raise
    return engine


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """One transaction that may write; committed at the end of the block, undone on any exception.

    On SQLite it holds the file's only write lock from the start. Raises StoreError.
    """
    with explained(engine.url), engine.begin() as connection:
        yield connection


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """One transaction that only reads, and on SQLite never waits for a writer. Raises StoreError."""
    with explained(engine.url), engine.connect() as connection:
        info = connection.connection.info  # kept with the pooled connection, so it must be taken back
        info[READING] = True
        try:
            yield connection
        finally:
            del info[READING]


def address_of(url: str) -> URL:
    """``url`` with the driver that is used here. Raises StoreError(ADDRESS) when it is no address of a database."""
    try:
        address = make_url(url)
        backend = address.get_backend_name()
    except (ArgumentError, NoSuchModuleError, ValueError):
        # "from None": what cannot be taken apart may have the password anywhere in it.
        raise StoreError(Cause.ADDRESS, "of kiosk.ini", "no address of a database") from None
    if "@" in (address.host or ""):
        # Else the rest of the password would be taken for a host, and be told to everybody as one.
        detail = "in a user or password write %40 for @, %3A for : and %2F for /"
        raise StoreError(Cause.ADDRESS, "of kiosk.ini", detail)
    match backend:
        case "sqlite":
            if address.database in (None, "", ":memory:"):
                raise StoreError(
                    Cause.ADDRESS, place(address), "numbers must outlive the program: name a file"
                )
            return address.set(drivername="sqlite+pysqlite")
        case "postgresql":
            return address.set(drivername="postgresql+psycopg")
        case other:
            raise StoreError(Cause.ADDRESS, place(address), f"{other} is not supported")


def _sqlite(address: URL) -> Engine:
    path = Path(address.database or "")
    try:
        path.parent.mkdir(mode=0o700, exist_ok=True)
        # SQLite would make the file readable for everyone; its -wal and -shm take over the file's rights.
        os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
    except OSError as error:
        raise StoreError(Cause.AWAY, place(address), str(error.strerror)) from error
    engine = create_engine(
        address,
        hide_parameters=True,
        pool_size=1,  # the database worker; a second thread for a report may come and go
        max_overflow=4,
        connect_args={"isolation_level": None, "timeout": BUSY_PATIENCE},
    )
    event.listen(engine, "connect", _set_pragmas)
    # The dialect's own hook, not the engine's "begin" event: an engine with listeners pays for them at each
    # statement, a sixth of what a number costs beside its commit.
    engine.dialect.do_begin = _begin  # type: ignore[method-assign]
    return engine


def _set_pragmas(connection: Any, _record: object) -> None:
    cursor = connection.cursor()
    for pragma in ("synchronous = FULL", "foreign_keys = ON", "secure_delete = ON"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin(dbapi_connection: PoolProxiedConnection) -> None:
    dbapi_connection.cursor().execute("BEGIN" if dbapi_connection.info.get(READING) else "BEGIN IMMEDIATE")


def _prepare_file(engine: Engine) -> None:
    """Look for damage and turn the write-ahead log on; neither may run inside a transaction."""
    raw = engine.raw_connection()
    try:
        cursor = raw.cursor()
        if _write_ahead(cursor) != "wal":
            raise StoreError(Cause.ADDRESS, place(engine.url), "its file system allows no write-ahead log")
        if cursor.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok":
            raise StoreError(Cause.DAMAGED, place(engine.url), "quick_check")
    finally:
        raw.close()


def _write_ahead(cursor: Any) -> str:
    """SQLite does not wait for its lock when the journal mode changes, so this waits in its place."""
    deadline = time.monotonic() + BUSY_PATIENCE
    while True:
        try:
            return str(cursor.execute("PRAGMA journal_mode = WAL").fetchone()[0])
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > deadline:
                raise
            time.sleep(0.01)


def _postgresql(address: URL) -> Engine:
    settings = " ".join(f"-c {name}={value}" for name, value in _POSTGRES_SETTINGS.items())
    defaults = {
        "connect_timeout": "3",  # for each host of several
        "target_session_attrs": "primary",  # of several hosts the one that may write, whoever that is now
        "tcp_user_timeout": "4000",  # a cable pulled in mid-question is noticed before people give up
        "application_name": "kiosk",
        "keepalives_idle": "5",
        "keepalives_interval": "2",
        "keepalives_count": "3",
        "options": settings,
    }
    engine = create_engine(
        address,
        hide_parameters=True,
        pool_size=1,
        max_overflow=4,
        isolation_level="READ COMMITTED",  # the guarded UPDATE waits for its row and looks at it anew
        connect_args={key: value for key, value in defaults.items() if key not in address.query},
    )
    deadline = CommitDeadline(BUSY_PATIENCE)
    engine.dialect.do_commit = deadline.commit  # type: ignore[method-assign, assignment]
    # On the pool, not the engine: see _sqlite.
    event.listen(engine.pool, "checkin", _note_use)
    event.listen(engine.pool, "checkout", partial(_require_alive, engine.dialect))
    return engine


def _note_use(_connection: Any, record: ConnectionPoolEntry) -> None:
    record.info[USED] = time.monotonic()


def _require_alive(dialect: Dialect, connection: Any, record: ConnectionPoolEntry, _proxy: object) -> None:
    """The server may have been restarted overnight: then the pool makes a new connection in place of this one.

    SQLAlchemy's own pre-ping asks the server every time, a seventh of what a number costs. A connection that was
    used a moment ago and has nothing to tell (a server that goes says good-bye) is believed without asking.
    """
    used = record.info.get(USED)
    if used is None or (time.monotonic() - used < 1.0 and not _has_news(connection)):
        return
    try:
        alive = dialect.do_ping(connection)
    except dialect.loaded_dbapi.Error:
        alive = False
    if not alive:
        raise DisconnectionError


def _has_news(connection: Any) -> bool:
    if connection.closed:
        return True
    news = select.poll()
    news.register(connection.fileno(), select.POLLIN)
    return bool(news.poll(0))
