"""A device's fault is never a verdict on a person: each kind asks for the officer, who is told the cause."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from kiosk.rules import states as s
from kiosk.rules.events import Press
from kiosk.rules.policy import Check
from kiosk.rules.stable_reading import FaultCause
from tests.flows.test_visits import TO_THE_MARKS
from tests.flows.visitor import PIN, Cable, Eventually, Pass, Pin, Touch, Visitor, see

Open = Callable[..., Visitor]

FAULTS = {
    "noise on the line": ("fault garbage", FaultCause.REJECTED_FRAMES),
    "a corrupted line": ("fault corrupt", FaultCause.REJECTED_FRAMES),
    "a stuck sensor": ("fault frozen", FaultCause.FROZEN),
    "a silent one": ("fault silent", FaultCause.STALE),
    "an impossible value": ("celsius 58", FaultCause.OUT_OF_RANGE),
    "a room too hot": ("ambient 46", FaultCause.AMBIENT),
    "a pulled cable": ("unplug", FaultCause.UNPLUGGED),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_of_the_instrument_asks_for_the_officer_and_names_itself(visitor: Open, fault: str) -> None:
    words, cause = FAULTS[fault]
    v = visitor()
    v.live(*TO_THE_MARKS, see(s.Measuring), Cable("door", words))
    v.live(see(s.Held, check=Check.DEVICE, cause=cause))
    v.live(Eventually(lambda _: v.report()["counts"].get("held_device") == 1))
    assert "held_temperature" not in v.report()["counts"]
    v.live(Touch(Press.CORNER), Pin(PIN), see(s.OfficerDeciding), Touch(Press.ACT, "waive:handheld-pass"))
    v.live(see(s.ConfirmingMask))


def test_nobody_on_the_marks_is_nobodys_fault(visitor: Open) -> None:
    v = visitor()
    v.live(Eventually(lambda k: isinstance(k.state, s.Welcome)), Cable("door", "person away"), *TO_THE_MARKS)
    v.live(see(s.Measuring), Pass(timedelta(seconds=1)), Touch(Press.BACK), see(s.WashingHands))
    assert v.report()["counts"].get("held_device") is None


def test_an_officer_can_measure_by_hand_while_the_instrument_is_out(visitor: Open) -> None:
    v = visitor()
    v.live(Eventually(lambda k: isinstance(k.state, s.Welcome) and k.issued is not None))
    v.live(Touch(Press.CORNER), Pin(PIN), see(s.OfficerDeciding), Touch(Press.ACT, "manual"))
    v.live(Eventually(lambda k: k.manual), Touch(Press.CLOSE), see(s.Welcome), *TO_THE_MARKS)
    v.live(see(s.Held, check=Check.DEVICE, cause=None))
