"""Three visits in the real window by key events alone, as JSON: the states that were lived through."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

from kiosk import app, demo
from kiosk.rules import states as s
from kiosk.rules.kiosk import USUAL_LOUDNESS, Kiosk
from kiosk.settings import load

ROOT = Path(__file__).resolve().parents[2]
KEYPAD = {**{str(n): 256 + n for n in range(10)}, "*": 268, "#": 271, ".": 266}
PATIENCE = 60.0
"""Twice as long as the kiosk waits for somebody to stand on the marks."""
APART = 0.6
"""Seconds between two keys: the same one within half a second counts once."""

Check = Callable[[Kiosk], bool]
Story = Iterator[Check | float]
"""What must come true before it goes on, or seconds to wait."""


class Guest:
    """Sees the state and presses keys of the window, nothing else."""

    def __init__(self) -> None:
        self.lived: list[str] = []

    def join(self, window: Any) -> None:
        self._window = window
        window.when_ready.append(self._begin)

    def _begin(self) -> None:
        from kivy.clock import Clock

        self._story, self._wanted = self._tell(), None
        self._due = self._since = time.monotonic()
        Clock.schedule_interval(lambda _dt: self._go_on(), 0)

    def _go_on(self) -> None:
        kiosk, now = self._window.house.conductor.kiosk, time.monotonic()
        if now - self._since > PATIENCE:
            self.lived.append(f"stuck in {type(kiosk.state).__name__}")
            self._window.stop(0)
            return
        if now < self._due or (self._wanted is not None and not self._wanted(kiosk)):
            return
        try:
            wanted = next(self._story)
        except StopIteration:
            self._window.stop(0)
            return
        self._since = now
        self._wanted = None if isinstance(wanted, float) else wanted
        self._due = now + wanted if isinstance(wanted, float) else now

    def _see(self, state: type) -> Iterator[Check | float]:
        yield lambda kiosk: isinstance(kiosk.state, state)
        self.lived.append(state.__name__)
        yield APART

    def _press(self, *keys: str) -> Iterator[Check | float]:
        from kivy.core.window import Window

        for key in keys:
            Window.dispatch("on_key_down", KEYPAD[key], 0, None, ["numlock"])
            Window.dispatch("on_key_up", KEYPAD[key], 0)
            yield APART

    def _until_measured(self) -> Story:
        yield from self._see(s.Welcome)
        yield lambda kiosk: kiosk.issued is not None
        yield from self._press("5", "1")
        for state, key in (
            (s.ChoosingService, "1"),
            (s.OfferedOnline, "2"),
            (s.CheckingPapers, "#"),
            (s.WashingHands, "1"),
        ):
            yield from self._see(state)
            yield from self._press(key)

    def _spoken_to(self) -> Story:
        """Any key of the keypad, the wrong one too, brings the voice; 6 makes it louder."""
        yield from self._see(s.Welcome)
        yield from self._press(".")
        yield lambda kiosk: kiosk.audio and kiosk.keypad
        self.lived.append("spoken to")
        yield from self._press("6")
        yield lambda kiosk: kiosk.loudness > USUAL_LOUDNESS
        self.lived.append("louder")

    def _tell(self) -> Story:
        demo.tell(demo.DOOR, "celsius 38.2")
        demo.tell(demo.DOOR, "person here")
        yield from self._spoken_to()
        yield from self._until_measured()
        yield from self._see(s.Resting)
        yield lambda kiosk: bool(kiosk.state.code)  # type: ignore[union-attr]
        code = self._window.house.conductor.kiosk.state.code
        yield from self._press("1")
        yield from self._see(s.Welcome)
        self._window.clock.skip(timedelta(minutes=5))
        yield from self._press("9", "3")
        yield from self._see(s.EnteringReturnCode)
        yield from self._press("9", "*", *code)
        yield from self._see(s.WashingHands)
        yield from self._press("#")
        yield from self._see(s.Held)
        yield from self._press("1")
        yield lambda kiosk: kiosk.state.called  # type: ignore[union-attr]
        self.lived.append("called")
        yield from self._press("*")
        demo.tell(demo.DOOR, "celsius 36.5")
        yield from self._until_measured()
        yield from self._see(s.ConfirmingMask)
        yield from self._press("1")
        yield from self._see(s.TicketInHand)
        yield from self._press("#")
        yield from self._see(s.Welcome)
        kiosk = self._window.house.conductor.kiosk
        if not kiosk.audio and kiosk.loudness == USUAL_LOUDNESS:
            self.lived.append("as it was found")


def main() -> int:
    import dataclasses

    guest = Guest()
    settings = dataclasses.replace(load(ROOT / "kiosk.ini"), data_dir=Path(sys.argv[1]))
    status = app.run(settings, demo=True, fullscreen=False, panel=False, script=guest.join)
    print(json.dumps(guest.lived), flush=True)
    return status


if __name__ == "__main__":
    sys.exit(main())
