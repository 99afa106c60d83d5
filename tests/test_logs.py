"""Logs stay small, and a disk without room is told of once."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from kiosk import logs


@pytest.fixture
def root() -> Iterator[logging.Logger]:
    """The root logger, given back as it was."""
    root = logging.getLogger()
    before, level = list(root.handlers), root.level
    root.handlers.clear()
    yield root
    for handler in root.handlers:
        with suppress(OSError):  # what it still held goes to a full disk
            handler.close()
    root.handlers[:] = before
    root.setLevel(level)


def test_a_cable_that_flaps_for_ever_fills_no_disk(
    root: logging.Logger, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(logs, "SIZE", 2_000)
    logs.start(tmp_path, quiet=True)
    for _ in range(1000):
        root.warning("the thermometer is lost: unplugged")
        root.info("the thermometer is back")
    files = list(tmp_path.iterdir())
    assert len(files) == logs.KEPT + 1
    assert sum(file.stat().st_size for file in files) <= (logs.KEPT + 1) * 2_000


def test_a_full_disk_is_said_once_and_every_line_still_goes_to_the_journal(
    root: logging.Logger, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "kiosk.log").symlink_to("/dev/full")
    logs.start(tmp_path)
    for number in range(3):
        root.info("line %d", number)
    said = capsys.readouterr().err
    assert [line for line in said.splitlines() if "cannot be written" in line] == [
        f"{tmp_path / 'kiosk.log'} cannot be written: No space left on device"
    ]
    assert "Traceback" not in said
    assert all(f"line {number}" in said for number in range(3))


def test_a_folder_that_cannot_be_made_leaves_the_journal(
    root: logging.Logger, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("")
    logs.start(tmp_path / "file" / "logs")
    root.info("still told")
    assert "still told" in capsys.readouterr().err
