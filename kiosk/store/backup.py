"""Backups of an office's database: one SQLite file each, whole or not there at all, the newest fourteen kept.

A backup's name carries a serial number, because the clock of a small machine may be wrong and the order must not be.
"""

from __future__ import annotations

import contextlib
import os
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import URL

from kiosk.store.damage import damage
from kiosk.store.engine import address_of
from kiosk.store.errors import Cause, StoreError, explained, place
from kiosk.store.last_number import sync_folder

KEPT = 14
_NAME = re.compile(r"kiosk-(\d{6,})-(\d{8}T\d{6}Z)\.db")


class Backup(NamedTuple):
    """``made_at`` by the clock of then, UTC. Ordered by ``serial``, so the last is the newest."""

    serial: int
    made_at: datetime
    path: Path


def backups(folder: Path) -> list[Backup]:
    """Every backup in ``folder``, oldest first; empty when there is no such folder. Raises OSError."""
    if not folder.is_dir():
        return []
    return sorted(found for path in folder.iterdir() if (found := backup_of(path)))


def backup_of(path: Path) -> Backup | None:
    """What a backup's name says; None for any other file."""
    named = _NAME.fullmatch(path.name)
    if named is None:
        return None
    made_at = datetime.strptime(named[2], "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
    return Backup(int(named[1]), made_at, path)


def make_backup(url: str, folder: Path, now: datetime, *, keep: int = KEPT) -> Backup:
    """Copy the database into ``folder`` while kiosks use it, check the copy, then drop all but the newest ``keep``.

    A database that turns out to be damaged is not backed up, and no older backup is dropped for it. ``now`` is
    aware. From PostgreSQL too the backup is an SQLite file, read in one snapshot. Raises StoreError.
    """
    address = address_of(url)
    with explained(address):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        older = backups(folder)
        serial = older[-1].serial + 1 if older else 1
        stamp = now.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
        made = folder / f"kiosk-{serial:06}-{stamp}.db"
        with draft_of(made) as draft:
            if address.get_backend_name() == "sqlite":
                _copy_file(address, draft)
            else:
                from kiosk.store.copy import (
                    copy_office,
                )  # PostgreSQL's room is entered only by those who use it

                copy_office(url, f"sqlite:///{draft}")
            _fold(draft)
            if wrong := damage(draft):
                raise StoreError(Cause.DAMAGED, place(address), wrong)
            publish(draft, made)
        for old in backups(folder)[:-keep]:
            old.path.unlink()
    backup = backup_of(made)
    assert backup is not None
    return backup


def publish(draft: Path, final: Path) -> None:
    """Give a finished file its name, so that it is whole whenever it is there. Raises OSError."""
    handle = os.open(draft, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
    draft.replace(final)
    sync_folder(final.parent)


@contextlib.contextmanager
def draft_of(final: Path) -> Iterator[Path]:
    """A private file under another name, gone at the end whatever happened."""
    draft = final.with_suffix(".draft")
    draft.unlink(missing_ok=True)
    os.close(os.open(draft, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
    try:
        yield draft
    finally:
        for name in (draft.name, f"{draft.name}-wal", f"{draft.name}-shm"):
            draft.with_name(name).unlink(missing_ok=True)


def _copy_file(address: URL, draft: Path) -> None:
    # Page by page, not VACUUM INTO: that would build damaged indexes anew and so hide what the check looks for.
    source_file = Path(address.database or "")
    if not source_file.exists():
        raise StoreError(Cause.AWAY, place(address), "there is no such file")
    with closing(sqlite3.connect(source_file, timeout=10)) as source, closing(sqlite3.connect(draft)) as copy:
        source.backup(copy)


def _fold(file: Path) -> None:
    """Turn the write-ahead log off, so that the backup is one file."""
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA journal_mode = DELETE")
