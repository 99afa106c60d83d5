"""A real kiosk process, its printer on a pseudo-terminal, killed with SIGKILL when the printer has taken so many bytes,
and started again: database, paper and screen tell one story, which an officer brings to its end."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from drivers.printers.profiles import profile
from drivers.simulators.printer import VirtualPrinter
from drivers.simulators.serve import serve_pty
from kiosk.store import staff_register
from kiosk.store.engine import open_store
from kiosk.store.tables import Role, ticket
from tests.flows.visitor import PIN, TUESDAY

PATIENCE = 60.0
"""Seconds after which something that was waited for will not come."""
SAMPLE = (6, 18, 330, 1100)
"""Before the number is taken, in the questions after it, in the words of the ticket and in its picture."""
EVERY = 60
"""Bytes between two deaths where pytest is to write golden files anew: that takes minutes."""
ROOT = Path(__file__).parents[2]


class Watched(VirtualPrinter):
    """Kills a process as soon as it has taken so many bytes; what the dead one had still under way is lost."""

    left: int | None = None
    victim: subprocess.Popen[str] | None = None

    def receive(self, data: bytes, now: float) -> int:
        if self.left is None:
            return super().receive(data, now)
        if self.victim is None:
            return len(data)
        taken = super().receive(data[: self.left], now)
        self.left -= taken
        if self.left > 0:
            return taken
        os.kill(self.victim.pid, signal.SIGKILL)
        self.victim = None
        return len(data)


class Kiosk:
    """The process, and what it has said of itself last."""

    def __init__(self, folder: Path, port: str, minutes: int) -> None:
        command = [sys.executable, "-m", "tests.e2e.house_by_lines", str(folder), port, str(minutes)]
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, cwd=ROOT,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
        )  # fmt: skip
        self.told: dict[str, Any] = {}
        self.over = False
        self._news = threading.Condition()
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            with self._news:
                self.told = json.loads(line)
                self._news.notify_all()
        with self._news:
            self.over = True
            self._news.notify_all()

    def see(self, true: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
        with self._news:
            assert self._news.wait_for(lambda: bool(self.told) and true(self.told), PATIENCE), self.told
            return self.told

    def touch(self, press: str, value: str = "") -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(f"{press} {value}\n")
        self.process.stdin.flush()

    def printed_or_killed(self) -> bool:
        """Whether the ticket is in the hand; the other end is the process's own."""
        with self._news:
            assert self._news.wait_for(lambda: self.over or self.told["state"] == "TicketInHand", PATIENCE)
            return not self.over

    def at(self, state: str) -> dict[str, Any]:
        return self.see(lambda told: told["state"] == state)

    def to_the_mask(self) -> None:
        self.see(lambda told: told["state"] == "Welcome" and told["ready"])
        for press, value, leads_to in (
            ("START", "", "ChoosingService"), ("SERVICE", "kk", "OfferedOnline"),
            ("IN_PERSON", "", "CheckingPapers"), ("PAPERS_READY", "", "WashingHands"),
            ("HANDS_READY", "", "ConfirmingMask"),
        ):  # fmt: skip
            self.touch(press, value)
            self.at(leads_to)

    def sign_in(self) -> None:
        self.touch("CORNER")
        self.at("OfficerSigningIn")
        for digit in PIN:
            self.touch("DIGIT", digit)
        self.at("OfficerDeciding")

    def close(self) -> None:
        self.process.kill()
        self.process.wait()
        for pipe in (self.process.stdin, self.process.stdout):
            assert pipe is not None
            pipe.close()


def test_a_kiosk_killed_between_number_and_paper_finishes_the_story(
    tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    folder = tmp_path / tmp_path.name
    folder.mkdir()
    device = Watched(profile("escpos-80"))
    engine = open_store(f"sqlite:///{folder}/kiosk.sqlite")
    staff_register.add(engine, "Petugas", Role.OFFICER, PIN, at=TUESDAY)
    points = range(6, 2100, EVERY) if request.config.getoption("--write-golden") else SAMPLE
    stories = []
    with serve_pty(device) as path:
        kiosk = Kiosk(folder, path, 0)
        for turn, point in enumerate(points, 1):
            kiosk.to_the_mask()
            pieces = len(device.tickets)
            device.left, device.victim = point, kiosk.process
            kiosk.touch("MASK_ON")
            whole = kiosk.printed_or_killed()
            kiosk.close()
            device.left = device.victim = None
            kiosk = Kiosk(folder, path, turn)
            stories.append(finished(kiosk, device, engine, pieces, whole=whole))
        kiosk.close()
    with engine.connect() as connection:
        rows = connection.execute(select(ticket.c.number, ticket.c.state).order_by(ticket.c.number)).all()
    engine.dispose()
    assert [row.number for row in rows] == list(range(1, len(rows) + 1))
    assert {str(row.state) for row in rows} == {"printed"}
    assert stories[0] == "no number"
    assert "copy" in stories


def finished(kiosk: Kiosk, device: Watched, engine: Any, pieces: int, *, whole: bool) -> str:
    """The new start finds what was left, and the officer brings it to paper; how it went."""
    told = kiosk.see(lambda told: told["ready"])
    assert told["number"] is None  # never on the screen of whoever stands there now
    with engine.connect() as connection:
        row = connection.execute(select(ticket).order_by(ticket.c.number.desc())).first()
    if row is None:
        return "no number"
    papers = [piece.text for piece in device.tickets[pieces:]]
    if str(row.state) == "printed":
        assert told["doubtful"] == []
        assert whole or papers
        return "printed"
    assert str(row.state) == "uncertain"
    kiosk.see(lambda told: told["state"] == "BrokenOff" and told["bells"] == 1)
    kiosk.see(lambda told: told["doubtful"] == [row.number])
    kiosk.sign_in()
    kiosk.touch("ACT", f"reprint@{row.number}")
    assert kiosk.at("TicketInHand")["number"] == row.number
    kiosk.touch("UNDERSTOOD")
    kiosk.see(lambda told: told["state"] == "Welcome" and told["doubtful"] == [])
    last = device.tickets[-1].text
    assert "SALINAN 1" in last
    assert f"{row.number}" in last.split()
    deadline = time.monotonic() + PATIENCE
    while (after := settled(engine, row.id)) != ("printed", 1, row.visit_key):
        assert time.monotonic() < deadline, after
        time.sleep(0.01)
    return "copy"


def settled(engine: Any, row: int) -> tuple[str, int, str]:
    """State, copies and key that the database has of a ticket."""
    with engine.connect() as connection:
        found = connection.execute(select(ticket).where(ticket.c.id == row)).one()
    return str(found.state), found.reprints, found.visit_key
