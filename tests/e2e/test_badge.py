"""A scanner that types, before the kiosk's real window: a badge signs in, and nothing else of it presses anything."""

from __future__ import annotations

import os
import subprocess
import time
from pathlib import Path

import pytest

from kiosk.store import staff_register
from kiosk.store.engine import open_store
from kiosk.store.tables import Role
from tests.e2e.test_no_way_out import PATIENCE, Cage, running, sound

PIN = "402917"
BARCODE = "3375016708850043"


def scan(cage: Cage, text: str, pause: int) -> None:
    """As fast as a scanner types: ``pause`` milliseconds between two keys."""
    environment = {**os.environ, "DISPLAY": cage.screen}
    keys = ["colon" if sign == ":" else sign for sign in text]
    typed = ["xdotool", "key", "--delay", str(pause), *keys, "Return"]
    subprocess.run(typed, check=True, env=environment)


def comes_to(cage: Cage, state: str) -> None:
    deadline = time.monotonic() + PATIENCE
    while (seen := cage.look())["state"] != state:
        assert time.monotonic() < deadline, seen
    sound(seen)


@pytest.mark.parametrize("pause", [1, 12])
def test_a_badge_typed_quickly_opens_the_officers_page(tmp_path: Path, pause: int) -> None:
    with running(tmp_path) as cage:
        comes_to(cage, "Welcome")
        engine = open_store(f"sqlite:///{tmp_path / 'data' / 'kiosk.db'}")
        staff_register.add(engine, "Petugas", Role.OFFICER, PIN)
        secret = staff_register.give_badge(engine, "Petugas")
        engine.dispose()
        scan(cage, BARCODE, pause)
        scan(cage, "AN1:2A3B4C", pause)
        comes_to(cage, "Welcome")
        scan(cage, f"STAFF:{secret}", pause)
        comes_to(cage, "OfficerDeciding")
        log = (tmp_path / "data" / "logs" / "kiosk.log").read_text()
        assert secret not in log
        assert BARCODE not in log
        assert "ChoosingService" not in log
