"""Hundreds of visits in the real window, one after another, telling as they go what the process has come to hold:
one line of JSON each time. Beside the plain way to a ticket, by turns: another language, the letters larger, the
privacy page, a visit broken off, an officer who looks in, a wrong PIN, the thermometer's cable pulled and put back.

``empty`` instead of ``kiosk``: the smallest Kivy program, whose label changes as often as the kiosk's screens do.
"""

from __future__ import annotations

import gc
import json
import os
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from datetime import time as time_of_day
from pathlib import Path
from typing import Any

import psutil

from bench.children.way import WAY
from kiosk.rules import states as s
from kiosk.rules.events import Press

EVERY = 10
"""Visits between two looks."""
SCREENS = 7
"""Of a visit: so often the label changes."""
STUCK = 30.0
PIN = "402917"
Step = tuple[type, Press, str]
Story = Iterator[Step | str]
"""A state to wait for with what is touched there, or words to the thermometer."""


def held(visits: int) -> dict[str, float]:
    """What the process holds after so many visits, everything that is nobody's any more being gone."""
    gc.collect()
    process = psutil.Process(os.getpid())
    return {
        "visits": visits,
        "memory": process.memory_info().rss / 1e3,
        "objects": len(gc.get_objects()),
        "threads": process.num_threads(),
        "files": process.num_fds(),
    }


def say(visits: int) -> None:
    print(json.dumps(held(visits)), flush=True)


def visit(number: int) -> Story:
    """One of the ways in which people use it, ending at the welcome screen."""
    match number % 8:
        case 1:
            yield s.Welcome, Press.LANGUAGE, "en"
        case 2:
            yield s.Welcome, Press.LOOK, ""
        case 3:
            yield s.Welcome, Press.PRIVACY, ""
            yield s.ReadingPrivacy, Press.UNDERSTOOD, ""
        case 4:
            yield s.Welcome, Press.START, ""
            yield s.ChoosingService, Press.CANCEL, ""
        case 5:
            yield "unplug"
        case 6:
            yield "plug"
        case 7:
            for code, leads_to in (
                (("000000", s.OfficerSigningIn), (PIN, s.OfficerDeciding)) if number % 5 == 0 else ()
            ):
                yield s.Welcome, Press.CORNER, ""
                for digit in code:
                    yield s.OfficerSigningIn, Press.DIGIT, digit
                yield leads_to, Press.CLOSE, ""
        case _:
            pass
    yield s.Welcome, Press.START, ""
    yield from WAY


class Visits:
    def __init__(self, count: int) -> None:
        self._count, self._done = count, 0

    def join(self, window: Any) -> None:
        self._window = window
        window.when_ready.append(self._begin)

    def _begin(self) -> None:
        from kivy.clock import Clock

        self._since = time.monotonic()
        self._next()
        Clock.schedule_interval(lambda _dt: self._go_on(), 0)

    def _next(self) -> None:
        if self._done % EVERY == 0:
            say(self._done)
        self._story = visit(self._done)
        self._step: Step | str | None = next(self._story)

    def _go_on(self) -> None:
        from kiosk.ui.finger import find, tap

        if self._step is None:
            if not isinstance(self._window.house.conductor.kiosk.state, s.Welcome):
                return
            self._done += 1
            if self._done > self._count:
                self._window.stop(0)
                return
            self._next()
        if isinstance(self._step, str):
            print(json.dumps({"tell": self._step}), flush=True)
        elif self._step is not None:
            state, press, value = self._step
            kiosk = self._window.house.conductor.kiosk
            target = find(self._window.face, press, value)
            if not isinstance(kiosk.state, state) or kiosk.issued is None or target is None:
                if time.monotonic() - self._since > STUCK:
                    print(f"stuck at {self._step} in {kiosk!r}", file=sys.stderr)
                    self._window.stop(1)
                return
            tap(target)
        self._since = time.monotonic()
        self._step = next(self._story, None)


def kiosk(folder: Path, count: int, door: str, printer: str) -> int:
    from kiosk import app, ntp
    from kiosk.conductor.timekeeper import write_confirmation
    from kiosk.rules.opening import WIB
    from kiosk.rules.policy import Window
    from kiosk.rules.screening import Requirement
    from kiosk.rules.timekeeping import Confirmation
    from kiosk.settings import load
    from kiosk.store import staff_register
    from kiosk.store.engine import open_store
    from kiosk.store.tables import Role

    settings = load(Path(__file__).resolve().parents[2] / "kiosk.ini")
    newest = settings.policies[-1]
    policy = replace(
        newest,
        windows=(Window(time_of_day(0), time_of_day(23, 59)),) * 7,
        # It would cost two seconds a visit.
        temperature=replace(newest.temperature, requirement=Requirement.OFF),
        quota=None,
        reserve=0,
    )
    # No midnight, at which no number is given, in the middle of it.
    zone = next(zone for zone in (WIB, timezone(timedelta(hours=9))) if 1 <= datetime.now(zone).hour < 22)
    settings = replace(
        settings,
        office=replace(settings.office, zone=zone),
        policies=(policy,),
        languages=("id", "en"),
        data_dir=folder,
        database=f"sqlite:///{folder / 'kiosk.sqlite'}",
        patience=replace(settings.patience, double_tap=0.0),  # a touch each frame is no trembling finger here
        thermometer=replace(settings.thermometer, port=door),
        printer=replace(settings.printer, port=printer, line="115200/8n1", capability="process-id"),
    )
    engine = open_store(settings.database)
    staff_register.add(engine, "Petugas", Role.OFFICER, PIN)
    engine.dispose()
    vouched = Confirmation(datetime.now(UTC), time.monotonic(), ntp.boot())
    write_confirmation(folder / "clock.json", vouched)
    return app.run(settings, fullscreen=False, script=Visits(count).join)


def empty(count: int) -> int:
    os.environ.update(KIVY_NO_ARGS="1", KIVY_NO_CONSOLELOG="1", KIVY_NO_FILELOG="1", KIVY_NO_CONFIG="1")
    from kivy.app import App
    from kivy.clock import Clock
    from kivy.config import Config
    from kivy.uix.button import Button

    Config.set("graphics", "width", "1080")
    Config.set("graphics", "height", "1920")

    class Empty(App):
        changes = 0

        def build(self) -> Button:
            Clock.schedule_interval(lambda _dt: self.change(), 0)
            return Button(text="0")

        def change(self) -> None:
            if self.changes % (SCREENS * EVERY) == 0:
                say(self.changes // SCREENS)
            if self.changes >= SCREENS * count:
                self.stop()
            self.changes += 1
            self.root.text = str(self.changes)

    Empty().run()
    return 0


def main() -> int:
    program, count = sys.argv[1], int(sys.argv[2])
    return empty(count) if program == "empty" else kiosk(Path(sys.argv[3]), count, *sys.argv[4:])


if __name__ == "__main__":
    sys.exit(main())
