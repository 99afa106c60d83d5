"""A calibration in the real window by a finger alone, as JSON: what was lived through, and the record kept."""

from __future__ import annotations

import dataclasses
import json
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from kiosk import app, demo
from kiosk.rules import states as s
from kiosk.rules.calibration.steps import Step
from kiosk.rules.events import Press
from kiosk.settings import load

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 30.0
APART = 0.6
"""Seconds between two touches: the same key within half a second counts once."""

Check = Callable[[], bool]
Tap = tuple[Press, str]


class Technician:
    """Sees the window and touches it, nothing else; the blackbody is the demonstration's."""

    def __init__(self, out: Path) -> None:
        self.lived: list[str] = []
        self._out = out

    def join(self, window: Any) -> None:
        self._window = window
        window.when_ready.append(self._begin)

    def _begin(self) -> None:
        from kivy.clock import Clock

        self._story = self._tell()
        self._wanted: Check | Tap = next(self._story)
        self._since = time.monotonic()
        Clock.schedule_interval(lambda _dt: self._go_on(), 0.02)

    def _go_on(self) -> None:
        if not self._true(self._wanted):
            if time.monotonic() - self._since > PATIENCE:
                self.lived.append(f"stuck at {self._wanted}, {self._bench.trouble}")
                self._window.stop(0)
            return
        self._since = time.monotonic()
        try:
            self._wanted = next(self._story)
        except StopIteration:
            self._window.stop(0)

    def _true(self, wanted: Check | Tap) -> bool:
        if not isinstance(wanted, tuple):
            return wanted()
        from kiosk.ui.finger import find, tap

        target = find(self._window.face, *wanted)
        if target is None or time.monotonic() - self._since < APART:
            return False
        tap(target)
        return True

    @property
    def _bench(self) -> Any:
        return self._window.house.board.desk.calibration

    def _at(self, step: Step) -> Check:
        return lambda: self._bench.progress is not None and self._bench.progress.step is step

    def _typed(self, number: str, deed: str) -> Iterator[Tap]:
        for sign in number:
            yield Press.DIGIT, sign
        yield Press.WORK, deed

    def _point(self, celsius: str, after: Step) -> Iterator[Check | Tap]:
        demo.tell(demo.DOOR, f"celsius {celsius}")
        yield from self._typed(celsius, "shown")
        yield lambda: len(self._bench.samples) > 1
        self.lived.append(type(self._window.face.screen).__name__)
        yield lambda: self._window.face.screen.plot.figure is not None
        self._keep("reading")
        yield self._at(after)

    def _keep(self, name: str) -> None:
        from kiosk.ui.finger import picture

        picture().save(self._out / f"{name}.png")

    def _tell(self) -> Iterator[Check | Tap]:
        for words in ("gain 0.98", "offset 0.35", "rate 100", "person here"):
            demo.tell(demo.DOOR, words)
        house = self._window.house
        yield lambda: house.conductor.kiosk.issued is not None
        yield Press.CORNER, ""
        for digit in demo.PEOPLE[1].pin:
            yield Press.DIGIT, digit
        yield lambda: isinstance(house.conductor.kiosk.state, s.TechnicianAtWork)
        yield Press.PAGE, "calibration"
        yield lambda: self._bench.plan is not None
        yield Press.WORK, "points"
        yield Press.WORK, "points"
        yield lambda: self._bench.plan.points == (3700,)
        yield Press.WORK, "begin"
        yield self._at(Step.WARM_UP)
        yield lambda: self._window.face.screen.main.value == "proceed"
        # A machine that has just been switched on has a thermometer that has, as far as is known.
        cold = any(choice.present and choice.value == "warm" for choice in self._window.face.screen.choices)
        yield Press.WORK, "warm" if cold else "proceed"
        yield self._at(Step.ENVIRONMENT)
        yield from self._typed("26,5", "ambient")
        yield from self._typed("60", "humidity")
        yield Press.WORK, "no-draught"
        yield Press.WORK, "acclimatised"
        yield Press.WORK, "proceed"
        yield self._at(Step.REFERENCE)
        yield Press.WORK, "reference:BB-DEMO"
        yield self._at(Step.AS_FOUND)
        yield from self._point("37", Step.FIT)
        yield Press.WORK, "proceed"
        yield self._at(Step.AS_LEFT)
        yield from self._point("38", Step.DECISION)
        yield Press.WORK, "proceed"
        yield self._at(Step.ACCEPT)
        yield Press.WORK, "accept"
        yield lambda: self._bench.kept is not None
        yield lambda: self._window.face.screen.qr.data == self._bench.kept.qr
        self._keep("record")
        self.lived.append("accepted" if self._bench.kept.activated else "not accepted")
        yield Press.BACK, ""
        yield Press.CLOSE, ""
        yield lambda: isinstance(house.conductor.kiosk.state, s.Welcome)
        self.lived.append("Welcome")


def main() -> int:
    folder = Path(sys.argv[1])
    shipped = load(ROOT / "kiosk.ini")
    fast = dataclasses.replace(shipped.calibration, interval=0.02)
    settings = dataclasses.replace(shipped, data_dir=folder, calibration=fast)
    technician = Technician(folder)
    status = app.run(settings, demo=True, fullscreen=False, panel=False, script=technician.join)
    print(json.dumps(technician.lived), flush=True)
    return status


if __name__ == "__main__":
    raise SystemExit(main())
