"""Visits in the real window: from the finger on "my mask is on" to the first byte of the ticket at the printer."""

from __future__ import annotations

import sys
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

from bench.children.way import WAY
from drivers.simulators import registry
from kiosk import app, demo
from kiosk.rules import states as s
from kiosk.rules.events import Press
from kiosk.rules.screening import Requirement
from kiosk.settings import load

STEPS = ((s.Welcome, Press.START, ""), *WAY)
INITIALIZE = b"\x1b@"
"""ESC @, with which every ticket begins; status questions before it do not count."""


class Visits:
    def __init__(self, count: int) -> None:
        self._left = count
        self._step = 0
        self._since = 0.0
        self._touched = 0.0

    def join(self, window: Any) -> None:
        self._window = window
        window.when_ready.append(self._begin)

    def _begin(self) -> None:
        from kivy.clock import Clock

        Clock.schedule_interval(lambda _dt: self._go_on(), 0)

    def _listen(self) -> None:
        """Note when the first byte of a ticket reaches the printer."""
        printer: Any = registry.named(demo.PRINTER)
        receive = printer.receive

        def receiving(data: bytes, now: float) -> int:
            if INITIALIZE in data and self._touched:
                print(f"wait {time.perf_counter() - self._touched}", flush=True)
                self._touched = 0.0
            return receive(data, now)  # type: ignore[no-any-return]

        printer.receive = receiving

    def _go_on(self) -> None:
        from kiosk.ui.finger import find, tap

        state, press, value = STEPS[self._step]
        kiosk = self._window.house.conductor.kiosk
        ready = isinstance(kiosk.state, state) and (state is not s.Welcome or kiosk.issued is not None)
        target = find(self._window.face, press, value)
        # A finger that comes down at the same place within half a second counts once.
        if not ready or target is None or time.monotonic() - self._since < 0.55:
            return
        if press is Press.START and self._left == 0:
            self._window.stop(0)
            return
        if press is Press.START and not hasattr(registry.named(demo.PRINTER), "_listened"):
            self._listen()
            registry.named(demo.PRINTER)._listened = True  # type: ignore[attr-defined]
        if press is Press.MASK_ON:
            self._touched = time.perf_counter()
            self._left -= 1
        tap(target)
        self._since = time.monotonic()
        self._step = (self._step + 1) % len(STEPS)


def main() -> int:
    root, folder, count = Path(__file__).resolve().parents[2], Path(sys.argv[1]), int(sys.argv[2])
    settings = load(root / "kiosk.ini")
    # The temperature is measured elsewhere; here it would only cost two seconds a visit.
    policies = tuple(
        replace(policy, temperature=replace(policy.temperature, requirement=Requirement.OFF), quota=None)
        for policy in settings.policies
    )
    settings = replace(settings, policies=policies, data_dir=folder)
    return app.run(settings, demo=True, fullscreen=False, panel=False, script=Visits(count).join)


if __name__ == "__main__":
    sys.exit(main())
