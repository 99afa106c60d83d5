"""A serial scanner on a real line: lines arrive whole, and a cable that is pulled is told once."""

from __future__ import annotations

import os
import queue
import time
import tty
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from drivers.link import Link
from drivers.scanner import SerialScanner

PATIENCE = 10


class Cable:
    """A pty under a name that stays, as a device by-id does."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.plug()

    def plug(self) -> None:
        self.master, slave = os.openpty()
        tty.setraw(slave)
        self.path.symlink_to(os.ttyname(slave))
        os.close(slave)

    def unplug(self) -> None:
        self.path.unlink()
        os.close(self.master)

    def send(self, data: bytes) -> None:
        os.write(self.master, data)


@pytest.fixture
def cable(tmp_path: Path) -> Cable:
    return Cable(tmp_path / "scanner")


@contextmanager
def listening(cable: Cable) -> Iterator[queue.SimpleQueue[object]]:
    heard: queue.SimpleQueue[object] = queue.SimpleQueue()
    link = Link(str(cable.path), backoff=(0.02, 0.05))
    scanner = SerialScanner(link, heard.put, heard.put)
    deadline = time.monotonic() + PATIENCE
    while not link.is_open and time.monotonic() < deadline:
        time.sleep(0.01)  # what comes before a port is open is lost, as on a real one
    try:
        yield heard
    finally:
        scanner.close()


@pytest.mark.parametrize("end", [b"\r", b"\n", b"\r\n", b""])
def test_a_line_arrives_whole_whatever_ends_it(cable: Cable, end: bytes) -> None:
    with listening(cable) as heard:
        cable.send(b"AN1:ABC $%*+-./:1" + end)
        assert heard.get(timeout=PATIENCE) == "AN1:ABC $%*+-./:1"
        cable.send(b"SECOND" + end)
        assert heard.get(timeout=PATIENCE) == "SECOND"


def test_two_lines_in_one_piece_are_two(cable: Cable) -> None:
    with listening(cable) as heard:
        cable.send(b"ONE\r\nTWO\r\n")
        assert [heard.get(timeout=PATIENCE) for _ in range(2)] == ["ONE", "TWO"]


def test_a_pulled_cable_is_told_once_and_so_is_its_return(cable: Cable) -> None:
    with listening(cable) as heard:
        cable.send(b"ONE\r")
        assert heard.get(timeout=PATIENCE) == "ONE"
        cable.unplug()
        assert heard.get(timeout=PATIENCE) is True
        cable.plug()
        assert heard.get(timeout=PATIENCE) is False
        cable.send(b"TWO\r")
        assert heard.get(timeout=PATIENCE) == "TWO"
        assert heard.empty()
