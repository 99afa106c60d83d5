"""The kiosk as a stranger meets it: a process on an X server, a finger, two devices on serial lines."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image
from pyzbar import pyzbar
from sqlalchemy import select

from drivers.simulators import registry
from drivers.simulators.serve import serve_pty
from kiosk.conformance.display import display
from kiosk.settings import load
from kiosk.store.engine import open_store, reading
from kiosk.store.tables import ticket
from kiosk.trust.code import ticket_id_of
from kiosk.trust.keys import key_folders, load_public_keys
from kiosk.trust.verify import Genuine, PublicKeys, verify

ROOT = Path(__file__).resolve().parents[2]
SIZE = (540, 960)
"""Half of the panel's pixels: the whole kiosk scaled, and quick to draw without a graphics card."""
PATIENCE = 40.0


class Stranger:
    """Someone who can only see the log's turns of state and touch the glass."""

    def __init__(self, screen: str, log: Path, targets: dict[str, dict[str, list[int]]]) -> None:
        self._screen, self._log, self._targets = screen, log, targets
        self._state = "Welcome"

    def wait(self, state: str) -> None:
        deadline = time.monotonic() + PATIENCE
        while state not in self._turns():
            assert time.monotonic() < deadline, f"{state} never came: {self._log.read_text()}"
            time.sleep(0.05)
        self._state = state

    def wait_until_ready(self) -> None:
        deadline = time.monotonic() + PATIENCE
        while not (self._log.exists() and "kiosk.app: ready" in self._log.read_text()):
            assert time.monotonic() < deadline, "the window never opened"
            time.sleep(0.05)

    def touch(self, target: str) -> None:
        x, y = self._targets[self._state][target]
        # Longer than the half second in which a trembling finger at the same place counts once.
        time.sleep(0.7)
        move = [
            "xdotool",
            "mousemove",
            "--sync",
            str(x),
            str(y),
            "mousedown",
            "1",
            "sleep",
            "0.05",
            "mouseup",
            "1",
        ]
        subprocess.run(move, check=True, env={**os.environ, "DISPLAY": self._screen})

    def _turns(self) -> list[str]:
        if not self._log.exists():
            return []
        return re.findall(r"-> (\w+)", self._log.read_text())


@pytest.fixture(scope="module")
def screen() -> Iterator[str]:
    with display(*SIZE) as name:
        yield name


@pytest.fixture
def config(tmp_path: Path) -> Callable[..., Path]:
    """A kiosk.ini for two serial ports, open at any hour, in the first place the shipped one."""

    def write(door: str, printer: str) -> Path:
        text = (ROOT / "kiosk.ini").read_text()
        text = re.sub(r"(?m)^port = sim://gy.*$", f"port = {door}", text)
        text = re.sub(r"(?m)^port = sim://printer.*$", f"port = {printer}", text)
        text = re.sub(r"(?m)^data_dir = .*$", f"data_dir = {tmp_path / 'data'}", text)
        text += "\n[policy 2026-01-01]\nsource = test\nwindows =\n    Mon-Sun 00.00-23.59\nquota = 50\n"
        file = tmp_path / "kiosk.ini"
        file.write_text(text)
        return file

    return write


def technician(*words: str, config: Path) -> None:
    """What is done once at installation. (A test machine's clock need not be in step with anybody.)"""
    command = [sys.executable, "-m", "kiosk", *words, "--config", str(config)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)


def public_keys(data_dir: Path) -> PublicKeys:
    return load_public_keys(key_folders(data_dir).public)


def targets(config: Path, screen: str, home: Path) -> dict[str, dict[str, list[int]]]:
    done = subprocess.run(
        [sys.executable, "-m", "tests.e2e.targets", str(config), str(home), *map(str, SIZE)],
        cwd=ROOT,
        env={**os.environ, "DISPLAY": screen},
        capture_output=True,
        text=True,
        check=True,
    )
    line = next(line for line in done.stdout.splitlines() if line.startswith("TARGETS "))
    found: dict[str, dict[str, list[int]]] = json.loads(line.removeprefix("TARGETS "))
    return found


def test_a_finger_on_the_glass_ends_with_a_ticket_whose_qr_is_the_token_in_the_database(
    screen: str, config: Callable[..., Path], tmp_path: Path
) -> None:
    tickets = tmp_path / "tickets"
    door = registry.device("sim://gy-mcu90614?celsius=36.5&ambient=27&seed=3")
    printer = registry.device(f"sim://printer?out={tickets}")
    with serve_pty(door) as door_port, serve_pty(printer) as printer_port:
        file = config(door_port, printer_port)
        places = targets(file, screen, tmp_path / "home")
        technician("clock", "--confirm", config=file)
        technician("keys", "init", config=file)
        kiosk = subprocess.Popen(
            [sys.executable, "-m", "kiosk", "run", "--config", str(file)],
            cwd=ROOT,
            env={**os.environ, "DISPLAY": screen},
            stderr=subprocess.PIPE,
            text=True,
        )
        try:
            someone = Stranger(screen, tmp_path / "data" / "logs" / "kiosk.log", places)
            someone.wait_until_ready()
            for target, state in (
                ("START", "ChoosingService"),
                ("SERVICE kk", "OfferedOnline"),
                ("IN_PERSON", "CheckingPapers"),
                ("PAPERS_READY", "WashingHands"),
                ("HANDS_READY", "TemperaturePassed"),
                ("", "ConfirmingMask"),
                ("MASK_ON", "TicketInHand"),
            ):
                if target:
                    someone.touch(target)
                someone.wait(state)
        finally:
            kiosk.terminate()
            kiosk.wait(20)
    assert kiosk.returncode == 0

    with reading(open_store(f"sqlite:///{tmp_path / 'data' / 'kiosk.db'}")) as connection:
        row = connection.execute(select(ticket)).one()
    assert (row.number, row.state) == (1, "printed")
    picture = Image.open(next(tickets.glob("*.png")))
    (by_zbar,) = [found.data.decode() for found in pyzbar.decode(picture)]
    (by_zxing,) = [found.text for found in zxingcpp.read_barcodes(picture)]
    assert by_zbar == by_zxing
    settings = load(tmp_path / "kiosk.ini")
    verdict = verify(by_zxing, public_keys(tmp_path / "data"), row.day, settings.office.code)
    assert isinstance(verdict, Genuine)
    assert (verdict.claims.ticket_id, verdict.claims.number) == (ticket_id_of(row.token), 1)
