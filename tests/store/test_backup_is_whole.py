"""A backup is made while kiosks give numbers, is whole or absent, and fourteen of them are kept."""

from __future__ import annotations

import sqlite3
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine
from taking import AT, DAY, take

from kiosk.store import backup as backup_module
from kiosk.store.backup import backups, make_backup
from kiosk.store.damage import damage
from kiosk.store.engine import open_store
from kiosk.store.errors import Cause, StoreError
from kiosk.store.tickets import day_view


def issued(file: Path) -> int:
    engine = open_store(f"sqlite:///{file}")
    try:
        return day_view(engine, DAY).issued
    finally:
        engine.dispose()


def test_a_backup_is_one_private_file_with_everything(url: str, engine: Engine, tmp_path: Path) -> None:
    for i in range(3):
        take(engine, f"v{i}")
    made = make_backup(url, tmp_path / "backups", AT)
    assert made.path.name == "kiosk-000001-20200324T011500Z.db"
    assert [path.name for path in (tmp_path / "backups").iterdir()] == [made.path.name]
    assert made.path.stat().st_mode & 0o777 == 0o600
    assert damage(made.path) is None
    assert issued(made.path) == 3


def test_fourteen_are_kept_whatever_the_clock_says(sqlite_url: str, engine: Engine, tmp_path: Path) -> None:
    """A year ahead for one night, then 1970: the order is that of making."""
    folder = tmp_path / "backups"
    clocks = [AT + timedelta(days=i) for i in range(14)]
    clocks[5] += timedelta(days=365)
    clocks.append(datetime(1970, 1, 1, tzinfo=UTC))
    open_store(sqlite_url).dispose()
    for now in clocks:
        newest = make_backup(sqlite_url, folder, now)
        assert backups(folder)[-1] == newest
    assert [backup.serial for backup in backups(folder)] == list(range(2, 16))


def test_other_files_in_the_folder_are_nobodys_business(sqlite_url: str, tmp_path: Path) -> None:
    open_store(sqlite_url).dispose()
    kept = tmp_path / "kiosk-before-the-flood.db"
    kept.write_text("the technician's own")
    for _ in range(3):
        make_backup(sqlite_url, tmp_path, AT, keep=1)
    assert kept.exists()
    assert len(backups(tmp_path)) == 1


def test_a_backup_is_one_instant_although_numbers_are_being_given(url: str, tmp_path: Path) -> None:
    """Counter and tickets agree in every copy: each is a transaction's whole, never a half."""
    engine = open_store(url)
    stop = threading.Event()
    given: list[int] = []

    def kiosk() -> None:
        while not stop.is_set():
            take(engine, f"v{len(given)}", quota=None)
            given.append(1)

    thread = threading.Thread(target=kiosk)
    thread.start()
    try:
        for _ in range(4):
            before = len(given)
            made = make_backup(url, tmp_path / "backups", AT)
            with sqlite3.connect(made.path) as copy:
                counter = copy.execute("SELECT coalesce(max(issued), 0) FROM service_day").fetchone()[0]
                tickets = copy.execute("SELECT count(*) FROM ticket").fetchone()[0]
            copy.close()
            assert counter == tickets >= before
    finally:
        stop.set()
        thread.join()
        engine.dispose()


def test_a_damaged_database_costs_no_older_backup(sqlite_url: str, tmp_path: Path) -> None:
    engine = open_store(sqlite_url)
    for i in range(50):
        take(engine, f"v{i}")
    engine.dispose()
    folder = tmp_path / "backups"
    good = make_backup(sqlite_url, folder, AT)
    whole = (tmp_path / "kiosk.db").read_bytes()
    with (tmp_path / "kiosk.db").open("r+b") as file:
        file.seek(whole.index(b"v49") // 4096 * 4096)
        file.write(b"\xff" * 100)
    with pytest.raises(StoreError) as caught:
        make_backup(sqlite_url, folder, AT, keep=1)
    assert caught.value.cause is Cause.DAMAGED
    assert list(folder.iterdir()) == [good.path]


def test_a_backup_that_cannot_be_finished_is_not_there(
    sqlite_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_store(sqlite_url).dispose()

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(backup_module.os, "fsync", full)
    with pytest.raises(StoreError, match="no room left") as caught:
        make_backup(sqlite_url, tmp_path / "backups", AT)
    assert caught.value.cause is Cause.FULL
    assert list((tmp_path / "backups").iterdir()) == []


def test_no_backup_of_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="no such file"):
        make_backup(f"sqlite:///{tmp_path / 'kiosk.db'}", tmp_path / "backups", AT)
    assert not (tmp_path / "kiosk.db").exists()
