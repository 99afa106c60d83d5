"""What was set aside holds old rows: it goes when the backups of its day are gone."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from taking import AT

from kiosk.store.set_aside import KEPT, forget_set_aside, set_aside

SECOND = timedelta(seconds=1)


def test_after_fourteen_days_it_goes_with_its_log(tmp_path: Path) -> None:
    file, wal = tmp_path / "kiosk.db", tmp_path / "kiosk.db-wal"
    others = [
        "kiosk.db.last",
        "kiosk.db.lock",
        "kiosk.db.rest",
        "kiosk.db.damaged",
        "x.db.damaged-20200301T000000Z",
    ]
    for name in others:
        (tmp_path / name).touch()
    for _ in range(2):  # twice in one second
        file.touch()
        wal.touch()
        set_aside(file, "damaged", AT)
    url = f"sqlite:///{file}"
    file.touch()
    assert forget_set_aside(url, AT + KEPT) == []
    gone = forget_set_aside(url, AT + KEPT + SECOND)
    stamp = "kiosk.db.damaged-20200324T011500Z"
    assert gone == [stamp, f"{stamp}-2", f"{stamp}-2-wal", f"{stamp}-wal"]
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted([*others, "kiosk.db"])


def test_postgresql_has_none(tmp_path: Path) -> None:
    assert forget_set_aside("postgresql+psycopg://kiosk@nowhere/kiosk", AT) == []


def test_a_folder_that_was_set_aside_is_left_to_whoever_made_it(tmp_path: Path) -> None:
    """It must not keep the night's other work from being done."""
    file = tmp_path / "kiosk.db"
    file.mkdir()
    aside = set_aside(file, "replaced", AT)
    assert aside is not None
    assert forget_set_aside(f"sqlite:///{file}", AT + KEPT + SECOND) == []
    assert aside.is_dir()
