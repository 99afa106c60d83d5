"""A part of the machine that never comes back is named, so that no sign of life is given until a new start."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator

import pytest

from kiosk import house
from tests.flows.test_visits import READY
from tests.flows.visitor import Visitor

Open = Callable[..., Visitor]
Wait = Callable[..., object]
HANGING: dict[str, Callable[[Visitor, Wait], object]] = {
    "the database": lambda v, wait: v.house.ledger.submit(wait),
    "the printer": lambda v, wait: v.house.printer.ask(wait),
    "the thermometer": lambda v, wait: v.house.thermometer.do(wait),
    "the errands": lambda v, wait: v.house._errands.submit(wait),
    "the rounds": lambda v, wait: v.house.rounds.ask(wait),
    "the technician's desk": lambda v, wait: v.house.workbench._worker.submit(wait),
    "the ticker": lambda v, wait: threading.Thread(target=_hold, args=(v, wait), daemon=True).start(),
}


def _hold(v: Visitor, wait: Wait) -> None:
    with v.house.conductor._lock:
        wait()


@pytest.fixture
def held() -> Iterator[threading.Event]:
    event = threading.Event()
    yield event
    event.set()


@pytest.mark.parametrize("part", HANGING)
def test_it_is_named_for_as_long_as_it_hangs(
    visitor: Open, held: threading.Event, monkeypatch: pytest.MonkeyPatch, part: str
) -> None:
    monkeypatch.setattr(house, "LONGEST_JOB", 1.5)
    v = visitor()
    v.live(READY)
    HANGING[part](v, lambda *_: held.wait(30))
    comes(lambda: part in v.house.hanging())
    held.set()
    comes(lambda: v.house.hanging() == [])


def comes(true: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 20
    while not true():
        assert time.monotonic() < deadline
        time.sleep(0.05)
