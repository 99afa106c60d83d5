"""A kiosk killed with SIGKILL at moments drawn by lot, again and again, and what must be true after each new start.

``python -m tests.e2e.killed_anywhere DEATHS SEED`` for as many deaths as there is time for; a few are in the suite.
"""

from __future__ import annotations

import random
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import Engine, select

from drivers.printers.profiles import profile
from drivers.simulators.printer import VirtualPrinter
from drivers.simulators.serve import serve_pty
from kiosk.store import staff_register
from kiosk.store.audit_verify import verify
from kiosk.store.engine import open_store
from kiosk.store.tables import Role, service_day, ticket
from tests.e2e.test_killed_at_the_printer import Kiosk
from tests.flows.visitor import PIN, TUESDAY

LONGEST = 1.6
"""Seconds of one life after its first touch: a visit is over in less."""
WHILE_STARTING, START_TAKES = 0.2, 1.2
"""Share of the lives that end before the first touch; seconds in which a start is over."""
WAY = (
    *(("START", ""), ("SERVICE", "kk"), ("IN_PERSON", ""), ("PAPERS_READY", ""), ("HANDS_READY", "")),
    *(("MASK_ON", ""), ("UNDERSTOOD", "")),
)


@dataclass
class Story:
    """What was seen from outside so far."""

    papers: int = 0
    seen: set[int] = field(default_factory=set)
    """Numbers that stood on the screen of whoever took them."""
    states: list[str] = field(default_factory=list)
    """In which states it died."""


def live_and_die(kiosk: Kiosk, chance: random.Random, story: Story) -> None:
    """Visits one after another, as fast as they go, and the end at any moment of them, or of the start itself."""
    if chance.random() < WHILE_STARTING:
        time.sleep(chance.random() * START_TAKES)
        kiosk.process.kill()
        kiosk.process.wait()
        story.states.append("its start")
        return
    kiosk.see(lambda told: told["ready"])
    until = time.monotonic() + chance.random() * LONGEST
    step = 0
    while time.monotonic() < until:
        state = kiosk.told["state"]
        if state == "BrokenOff":
            kiosk.touch("UNDERSTOOD")
        if state == "Welcome" and step == len(WAY):
            step = 0
        press, value = WAY[step] if step < len(WAY) else ("", "")
        if state in EXPECTED.get(press, ()):
            kiosk.touch(press, value)
            step += 1
        if kiosk.told["number"] is not None:
            story.seen.add(kiosk.told["number"])
        time.sleep(0.002)
    kiosk.process.kill()
    kiosk.process.wait()
    story.states.append(kiosk.told["state"])
    if kiosk.told["number"] is not None:
        story.seen.add(kiosk.told["number"])


EXPECTED = {
    "START": ("Welcome",),
    "SERVICE": ("ChoosingService",),
    "IN_PERSON": ("OfferedOnline",),
    "PAPERS_READY": ("CheckingPapers",),
    "HANDS_READY": ("WashingHands",),
    "MASK_ON": ("ConfirmingMask",),
    "UNDERSTOOD": ("TicketInHand", "TicketOnScreen"),
}


def check(engine: Engine, file: Path, kiosk: Kiosk, device: VirtualPrinter, story: Story) -> None:
    """Everything that must hold, whenever it died: AssertionError tells what does not."""
    told = kiosk.see(lambda told: told["ready"])
    with engine.connect() as connection:
        rows = connection.execute(select(ticket.c.number, ticket.c.state).order_by(ticket.c.number)).all()
        day = connection.execute(select(service_day.c.issued, service_day.c.quota)).first()
    numbers = [row.number for row in rows]
    assert numbers == list(range(1, len(numbers) + 1)), numbers
    assert (day.issued if day else 0) == len(numbers)
    assert day is None or len(numbers) <= day.quota
    assert story.seen <= set(numbers), story.seen - set(numbers)
    states = {row.number: row.state.value for row in rows}
    assert set(states.values()) <= {"printed", "uncertain"}, states
    uncertain = [number for number, state in states.items() if state == "uncertain"]
    assert sorted(kiosk.see(lambda told: sorted(told["doubtful"]) == uncertain)["doubtful"]) == uncertain
    assert told["number"] is None
    # Each number that counts as printed came out; none came out twice.
    words = [line.strip() for paper in device.tickets for line in paper.text.splitlines()]
    for number, state in states.items():
        on_paper = sum(word == str(number) for word in words)
        assert on_paper <= 1, (number, on_paper)
        assert state != "printed" or on_paper == 1, number
    assert verify(engine).whole
    with closing(sqlite3.connect(file)) as raw:
        assert raw.execute("PRAGMA integrity_check").fetchone()[0] == "ok"


def play(folder: Path, deaths: int, seed: int, told: Callable[[str], None] = lambda _: None) -> Story:
    """Live and die ``deaths`` times. AssertionError with the first promise that was broken."""
    chance, story = random.Random(seed), Story()
    file = folder / "kiosk.sqlite"
    device = VirtualPrinter(profile("escpos-80"))
    engine = open_store(f"sqlite:///{file}")
    staff_register.add(engine, "Petugas", Role.OFFICER, PIN, at=TUESDAY)
    with serve_pty(device) as port:
        kiosk = Kiosk(folder, port, 0)
        for turn in range(1, deaths + 1):
            live_and_die(kiosk, chance, story)
            kiosk.close()
            kiosk = Kiosk(folder, port, turn)
            check(engine, file, kiosk, device, story)
            told(f"death {turn} in {story.states[-1]}: {len(device.tickets)} papers")
        kiosk.close()
    engine.dispose()
    return story


def main() -> None:
    deaths, seed = int(sys.argv[1]), int(sys.argv[2])
    with tempfile.TemporaryDirectory() as folder:
        story = play(Path(folder), deaths, seed, lambda line: print(line, flush=True))
    print(f"{deaths} deaths, {len(story.seen)} numbers seen, every promise kept")


if __name__ == "__main__":
    main()
