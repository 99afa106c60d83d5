"""Bringing a database to the newest schema. Alembic is imported only when there is something to do."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import (
    Column,
    Connection,
    MetaData,
    String,
    Table,
    TypedColumns,
    inspect,
    select,
    text,
)

from kiosk.store.errors import Cause, StoreError, place

HEAD = "0006"
"""The newest revision. A test compares it with Alembic's own answer, which takes 0.2 s to get."""

MIGRATIONS = Path(__file__).with_name("migrations")

_POSTGRES_LOCK = 0x6B696F736B
"""Key of the advisory lock under which one kiosk migrates while the others wait ("kiosk" in ASCII)."""


class _Version(TypedColumns):
    version_num = Column(String(32), primary_key=True)


_version = Table("alembic_version", MetaData(), _Version)


def is_current(connection: Connection) -> bool:
    """Whether nothing is missing; costs one look at the catalogue."""
    return stored_revision(connection) == HEAD


def migrate(connection: Connection) -> None:
    """Apply what is missing, all in this transaction. Raises StoreError(VERSION) for a newer database."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _POSTGRES_LOCK})
    # Asked again: another program may have migrated while this one waited for the lock.
    if not is_current(connection):
        _upgrade(connection)


def stored_revision(connection: Connection) -> str | None:
    """The schema's revision, None for an empty database."""
    if not inspect(connection).has_table(_version.name):
        return None
    return connection.scalar(select(_version.c.version_num))


def _upgrade(connection: Connection) -> None:
    from alembic import command
    from alembic.config import Config
    from alembic.util import CommandError

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    try:
        command.upgrade(config, "head")
    except CommandError as error:
        raise StoreError(Cause.VERSION, place(connection.engine.url), str(error)) from error
