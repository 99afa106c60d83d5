"""What the service manager hears of a kiosk that lives, and of one that hangs."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from kiosk.conformance.display import display
from tests.e2e.hung import LONGEST
from tests.e2e.test_touch_to_paper import ROOT, SIZE

DUE = 0.25
"""Seconds between two signs of life: half of what WATCHDOG_USEC says."""
SILENCE = LONGEST + 8 * DUE
"""Seconds after which nobody lives who has said nothing."""
PATIENCE = 40.0


@contextmanager
def heard(folder: Path, part: str) -> Iterator[socket.socket]:
    manager = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
    manager.bind(str(folder / "notify"))
    manager.settimeout(PATIENCE)
    with display(*SIZE) as screen:
        kiosk = subprocess.Popen(
            [sys.executable, "-m", "tests.e2e.hung", str(folder), part],
            cwd=ROOT,
            env={
                **os.environ,
                "DISPLAY": screen,
                "NOTIFY_SOCKET": str(folder / "notify"),
                "WATCHDOG_USEC": str(round(2e6 * DUE)),
            },
            stderr=subprocess.DEVNULL,
        )
        try:
            yield manager
        finally:
            kiosk.kill()
            kiosk.wait(20)
            manager.close()


def listen(manager: socket.socket) -> None:
    """TimeoutError when nothing more is said."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        manager.recv(100)


@pytest.mark.parametrize("part", ["window", "ledger", "thermometer"])
def test_whatever_hangs_the_signs_of_life_end(tmp_path: Path, part: str) -> None:
    with heard(tmp_path, part) as manager:
        assert manager.recv(100) == b"READY=1"
        assert manager.recv(100) == b"WATCHDOG=1"
        manager.settimeout(SILENCE)
        with pytest.raises(TimeoutError):
            listen(manager)


def test_a_kiosk_that_lives_says_so_for_as_long_as_it_is_listened_to(tmp_path: Path) -> None:
    with heard(tmp_path, "nothing") as manager:
        assert manager.recv(100) == b"READY=1"
        manager.settimeout(SILENCE)
        until = time.monotonic() + 2 * SILENCE
        while time.monotonic() < until:
            assert manager.recv(100) == b"WATCHDOG=1"
