"""Somebody who touches anything at all, and somebody else who pulls cables, turns the clock and empties the roll.

``python -m tests.flows.monkey TOUCHES SEED`` for as many as there is time for; some hundreds are in the suite.
"""

from __future__ import annotations

import random
import sys
import tempfile
import time
from collections import Counter
from datetime import timedelta
from pathlib import Path
from typing import get_args

from kiosk.rules import states as s
from kiosk.rules.acts import offers
from kiosk.rules.events import BadgeShown, Press, Touch
from kiosk.rules.kiosk import USUAL_LOUDNESS, Kiosk, Look
from kiosk.store.audit_verify import verify
from tests.flows.visitor import PIN, TECHNICIAN_PIN, Visitor

USUAL = {
    s.Welcome: (*(Press.START,) * 6, Press.RETURN, Press.ONLINE_WAYS, Press.PRIVACY, Press.CORNER),
    s.ChoosingService: (Press.SERVICE,),
    s.OfferedOnline: (Press.IN_PERSON, Press.ONLINE),
    s.CheckingPapers: (Press.PAPERS_READY,),
    s.WashingHands: (Press.HANDS_READY,),
    s.ConfirmingMask: (Press.MASK_ON, Press.NO_MASK),
    s.OfficerSigningIn: (Press.CANCEL, Press.BACK, Press.CLOSE),
    s.OfficerDeciding: (Press.ACT, Press.ACT, Press.CLOSE),
    s.TechnicianAtWork: (Press.PAGE, Press.WORK, Press.DIGIT, Press.BACK, Press.CLOSE),
}
"""What leads further; anything else is tried as well, but less often."""
FAULTS = {
    "door": (
        *("unplug", "plug", "fault garbage", "fault corrupt", "fault silent", "fault frozen", "fault none"),
        *("celsius 38.4", "celsius 36.5", "celsius 36.5", "celsius 40.2", "person away", "person here"),
    ),
    "printer": (
        *("unplug", "plug", "paper out", "paper ok", "cover open", "cover closed", "after 90 cable out"),
        *("after 200 paper out", "cable in", "heal", "heal"),
    ),
}
SETTLED = ("plug", "fault none", "celsius 36.5", "person here"), ("plug", "heal", "paper ok", "cover closed")
LONGEST = timedelta(hours=3)
"""Beyond every patience together: by then whatever nobody touches is the welcome screen again."""
MOVES_BY_ITSELF = s.Measuring | s.PreparingTicket | s.WaitingForPaper | s.TemperaturePassed
PACE, PIN_TAKES, A_WHILE = 0.004, 0.2, 0.25
"""Seconds between two touches, until a PIN is checked, and for which a machine is left to itself."""


class Monkey:
    """One seed is one story, but for what the devices' own threads make of it."""

    def __init__(self, v: Visitor, seed: int) -> None:
        self.v, self._chance = v, random.Random(seed)
        self.lived: Counter[str] = Counter()

    def play(self, touches: int) -> None:
        """Touch, and look after each touch. AssertionError with what was found."""
        for _ in range(touches):
            self._once()
            self.look()
        self.rest()

    def _once(self) -> None:
        kiosk, draw = self.v.kiosk, self._chance.random()
        handle = self.v.house.conductor.handle
        if draw < 0.06:
            device = self._chance.choice(list(FAULTS))
            self.v.tell(device, self._chance.choice(FAULTS[device]))
        elif draw < 0.10:
            self.v.clock.skip(timedelta(seconds=self._chance.choice((1, 10, 40, 100, 700))))
        elif draw < 0.11:
            handle(BadgeShown(self._chance.choice(("", "2A3B4C", PIN))))
        elif isinstance(kiosk.state, MOVES_BY_ITSELF) and draw < 0.9:
            time.sleep(A_WHILE)
        elif isinstance(kiosk.state, s.OfficerSigningIn) and draw < 0.5:
            for digit in self._chance.choice((PIN, PIN, PIN, TECHNICIAN_PIN, TECHNICIAN_PIN, "000000")):
                handle(Touch(Press.DIGIT, digit))
            time.sleep(PIN_TAKES)
        else:
            press = self._chance.choice(
                USUAL.get(type(kiosk.state), (Press.UNDERSTOOD, Press.BACK, Press.CLOSE))
            )
            handle(
                Touch(press if draw < 0.8 else self._chance.choice(tuple(Press)), self._value(press, kiosk))
            )
        time.sleep(PACE)

    def _value(self, press: Press, kiosk: Kiosk) -> str:
        settings = self.v.settings
        match press:
            case Press.SERVICE:
                return self._chance.choice([service.code for service in settings.services])
            case Press.LANGUAGE:
                return self._chance.choice(["id", "en", "jv", "xx", ""])
            case Press.DIGIT:
                return self._chance.choice([*"0123456789", ",", ""])
            case Press.ACT:
                keys = [offer.key for offer in offers(kiosk, kiosk.resident, settings)]
                return self._chance.choice(keys or ["waive"])
            case Press.PAGE:
                return self._chance.choice([page.value for page in s.Page] + ["nowhere"])
            case Press.WORK:
                return self._chance.choice(
                    ["begin", "proceed", "warm", "accept", "discard", "points", "37", "?"]
                )
            case _:
                return self._chance.choice(["", "", "", "off", "?"])

    def look(self) -> None:
        """What must be true whenever one looks."""
        kiosk = self.v.kiosk
        self.lived[type(kiosk.state).__name__] += 1
        assert not self.v.crashes, self.v.crashes
        assert isinstance(kiosk.state, get_args(s.State)), kiosk.state
        if isinstance(kiosk.state, s.Welcome):
            # Nothing of whoever was here is left for whoever comes.
            assert kiosk.visit is None, kiosk

    def rest(self) -> None:
        """Everything is mended and everybody goes away: it finds back by itself, as it was in the morning."""
        for device, words in zip(("door", "printer"), SETTLED, strict=True):
            for each in words:
                self.v.tell(device, each)
        deadline = time.monotonic() + 60
        begun = self.v.clock()
        while not self._as_in_the_morning(self.v.kiosk):
            if self.v.clock().steady - begun.steady < LONGEST.total_seconds():
                self.v.clock.skip(timedelta(seconds=60))
            assert time.monotonic() < deadline, self.v.kiosk
            time.sleep(0.3)
            self.look()

    def _as_in_the_morning(self, kiosk: Kiosk) -> bool:
        return (
            isinstance(kiosk.state, s.Welcome)
            and kiosk.visit is None
            and kiosk.look == Look()
            and kiosk.language == self.v.settings.languages[0]
            and (kiosk.audio, kiosk.loudness) == (False, USUAL_LOUDNESS)
        )

    def end(self) -> None:
        """Of the whole day: every number one ticket, and the trail without a break."""
        report = self.v.report()
        assert report["issued"] == self.v.issued()
        assert verify(self.v.engine).whole
        assert not self.v.crashes


def main() -> None:
    touches, seed = int(sys.argv[1]), int(sys.argv[2])
    with tempfile.TemporaryDirectory() as folder:
        monkey = Monkey(Visitor(Path(folder)), seed)
        for _ in range(0, touches, 500):
            monkey.play(min(500, touches))
        monkey.end()
        monkey.v.close()
    print(f"{touches} touches, every promise kept: {dict(monkey.lived)}")


if __name__ == "__main__":
    main()
