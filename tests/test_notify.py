"""A kiosk that hangs must not look alive to the service manager."""

from __future__ import annotations

import socket
import threading
import time
from pathlib import Path

import pytest

from kiosk import notify
from kiosk.conductor.worker import Worker


@pytest.fixture
def manager(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> socket.socket:
    path = tmp_path / "notify"
    listener = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
    listener.bind(str(path))
    listener.settimeout(5)
    monkeypatch.setenv("NOTIFY_SOCKET", str(path))
    return listener


def test_a_state_is_one_datagram(manager: socket.socket) -> None:
    assert notify.notify("READY=1")
    assert manager.recv(100) == b"READY=1"


def test_without_a_manager_nothing_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NOTIFY_SOCKET", raising=False)
    assert not notify.notify("READY=1")


@pytest.mark.parametrize(("given", "due"), [("20000000", 10.0), ("0", None), ("soon", None)])
def test_a_sign_of_life_is_due_twice_as_often_as_it_is_waited_for(
    monkeypatch: pytest.MonkeyPatch, given: str, due: float | None
) -> None:
    monkeypatch.delenv("WATCHDOG_PID", raising=False)
    monkeypatch.setenv("WATCHDOG_USEC", given)
    assert notify.watchdog_seconds() == due


def test_the_watchdog_of_another_process_is_not_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WATCHDOG_USEC", "20000000")
    monkeypatch.setenv("WATCHDOG_PID", "1")
    assert notify.watchdog_seconds() is None


def test_a_worker_that_hangs_says_since_when() -> None:
    held, begun = threading.Event(), threading.Event()
    worker = Worker("test", lambda error: None)
    assert worker.busy_for(time.monotonic()) == 0.0

    def hang() -> None:
        begun.set()
        held.wait(10)

    worker.submit(hang)
    begun.wait(5)
    assert worker.busy_for(time.monotonic() + 60) >= 60
    held.set()
    worker.stop()
    assert worker.busy_for(time.monotonic() + 60) == 0.0
