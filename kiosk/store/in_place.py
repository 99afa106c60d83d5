"""A database file that somebody deletes, moves or replaces while the kiosk runs.

The kiosk would go on with the file that it holds open and nobody can see any more, and all of the day would be gone at
the next start. What is held open is whole, so it is put back.
"""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, Engine

from kiosk.store.backup import draft_of, publish
from kiosk.store.engine import reading
from kiosk.store.errors import explained
from kiosk.store.set_aside import set_aside


class InPlace:
    """Watches the SQLite file of one engine; of PostgreSQL there is nothing to watch.

    Files are known by their numbers in the file system, which not every one tells truly: where a file just opened
    does not look like itself, nothing is done.
    """

    def __init__(self, engine: Engine) -> None:
        """Raises StoreError."""
        self._engine = engine
        self._file = Path(engine.url.database or "")
        self._watched = engine.dialect.name == "sqlite" and Path("/proc/self/fd").is_dir()
        if self._watched:
            with reading(engine) as connection:
                self._watched = self._stands(connection)

    def restore(self, now: datetime) -> bool:
        """Whether the file was not in its place, and now is again. What stood there is set aside under ``now``
        (aware), never deleted. Raises StoreError."""
        if not self._watched:
            return False
        with explained(self._engine.url), reading(self._engine) as connection:
            if self._stands(connection):
                return False
            with draft_of(self._file) as draft:
                raw = connection.connection.dbapi_connection
                assert isinstance(raw, sqlite3.Connection)
                with closing(sqlite3.connect(draft)) as copy:
                    raw.backup(copy)
                connection.rollback()
                self._engine.dispose()
                connection.invalidate()
                set_aside(self._file, "replaced", now)
                publish(draft, self._file)
        return True

    def _stands(self, connection: Connection) -> bool:
        """Whether the file and its write-ahead log under their names are those that are open."""
        connection.exec_driver_sql("SELECT count(*) FROM sqlite_master").scalar()  # opens both
        held = {_identity(int(name)) for name in os.listdir("/proc/self/fd")} - {None}
        log = self._file.with_name(self._file.name + "-wal")
        return _identity(self._file) in held and _identity(log) in held


def _identity(file: Path | int) -> tuple[int, int] | None:
    try:
        found = os.stat(file)
    except OSError:  # gone; or the handle with which the folder itself was read
        return None
    return found.st_dev, found.st_ino
