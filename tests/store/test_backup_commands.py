"""What a technician types: kiosk backup, kiosk restore, kiosk database."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from taking import take
from typer.testing import CliRunner, Result

from kiosk.__main__ import app
from kiosk.cli.common import SHIPPED
from kiosk.store.engine import open_store
from kiosk.store.tickets import day_view


@pytest.fixture
def config(tmp_path: Path) -> Path:
    file = tmp_path / "kiosk.ini"
    file.write_text(SHIPPED.read_text("utf-8"), "utf-8")
    return file


@pytest.fixture
def database(tmp_path: Path) -> Path:
    """Three numbers are out today."""
    file = tmp_path / "var" / "kiosk.db"
    engine = open_store(f"sqlite:///{file}")
    for i in range(3):
        take(engine, f"v{i}", day=today())
    engine.dispose()
    return file


def today():  # type: ignore[no-untyped-def]
    from zoneinfo import ZoneInfo

    return datetime.now(UTC).astimezone(ZoneInfo("Asia/Jakarta")).date()


def kiosk(*words: str | Path) -> Result:
    return CliRunner().invoke(app, [str(word) for word in words])


def issued(file: Path) -> int:
    engine = open_store(f"sqlite:///{file}")
    try:
        return day_view(engine, today()).issued
    finally:
        engine.dispose()


def test_a_backup_prints_its_path_and_is_listed(config: Path, database: Path) -> None:
    made = kiosk("backup", "-c", config)
    assert made.exit_code == 0
    path = Path(made.stdout.strip())
    assert path.parent == database.parent / "backups"
    assert issued(path) == 3
    listed = kiosk("backup", "--list", "-c", config)
    assert listed.stdout.strip().endswith(f"\t{path}")


def test_a_restore_asks_first_and_says_what_it_did(config: Path, database: Path) -> None:
    kiosk("backup", "-c", config)
    refused = CliRunner().invoke(app, ["restore", "-c", str(config)], input="n\n")
    assert refused.exit_code == 1
    done = kiosk("restore", "--yes", "-c", config)
    assert done.exit_code == 0, done.output
    assert "continue above 3" in done.stdout
    assert issued(database) == 3


def test_a_restore_takes_the_number_on_the_last_paper(config: Path, database: Path) -> None:
    kiosk("backup", "-c", config)
    database.write_bytes(b"x" * 5000)
    unknown = kiosk("restore", "--yes", "-c", config)
    assert unknown.exit_code == 1
    assert "--last N" in unknown.stderr
    assert kiosk("restore", "--yes", "--last", "23", "-c", config).exit_code == 0
    assert issued(database) == 23


def test_without_a_backup_there_is_nothing_to_restore(config: Path, database: Path) -> None:
    failed = kiosk("restore", "--yes", "-c", config)
    assert failed.exit_code == 1
    assert "no whole backup" in failed.stderr
    assert issued(database) == 3


def test_a_copy_counts_the_rows_and_goes_only_into_an_empty_database(database: Path, tmp_path: Path) -> None:
    words = (
        "database",
        "copy",
        "--from",
        f"sqlite:///{database}",
        "--to",
        f"sqlite:///{tmp_path / 'new.db'}",
    )
    done = kiosk(*words)
    assert done.exit_code == 0, done.output
    assert "ticket\t3\n" in done.stdout
    assert issued(tmp_path / "new.db") == 3
    again = kiosk(*words)
    assert again.exit_code == 1
    assert "copy into an empty database" in again.stderr


def test_adopting_rules_says_whether_anything_changed(config: Path, database: Path) -> None:
    assert "hold from now on" in kiosk("database", "adopt", "-c", config).stdout
    assert "nothing had to change" in kiosk("database", "adopt", "-c", config).stdout
    assert kiosk("database", "adopt", "the day before", "-c", config).exit_code == 2
