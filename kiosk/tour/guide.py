"""Lives the script on the real window: touches where a finger would, waits until it is true, keeps pictures of it."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk import app, demo
from kiosk.rules import states as s
from kiosk.rules.events import Press
from kiosk.rules.kiosk import Kiosk
from kiosk.settings import Settings
from kiosk.tour.script import (
    AFTER_THE_REST,
    FULL,
    NO_PAPER,
    OVERRULED,
    PASSED,
    TECHNICIANS,
    Fill,
    Places,
    Say,
    See,
    Skip,
    Step,
    Touch,
)
from kiosk.ui.chooser import Place, place_of, screen_for

if TYPE_CHECKING:
    from PIL import Image

SETTLED = 0.35
"""Seconds that a screen must have stood before its picture is taken."""
PATIENCE = 30.0
"""Seconds after which a step that does not come true ends the tour with an error."""


def tour(settings: Settings, out: Path) -> int:
    """Live the scripted visits in the real window and leave their pictures in ``out``. Gives the exit status."""
    guide = Guide(out)
    status = app.run(settings, demo=True, fullscreen=False, script=guide.join, panel=False)
    return status or guide.status


OVERVIEW = (
    "welcome",
    "service",
    "papers",
    "hands",
    "measuring",
    "mask",
    "ticket",
    "rest",
    "officer-decides",
    "quota-gone",
)
"""Pictures that tell a visit at a glance."""


def overview(folder: Path, names: tuple[str, ...], columns: int = 5, width: int = 240) -> Image.Image:
    """The pictures called ``names`` side by side, in few colours, for a page that describes the kiosk."""
    from PIL import Image

    pictures = [Image.open(next(folder.glob(f"??-{name}.png"))) for name in names]
    height = round(width * pictures[0].height / pictures[0].width)
    gap = width // 12
    rows = -(-len(pictures) // columns)
    size = (columns * (width + gap) + gap, rows * (height + gap) + gap)
    sheet = Image.new("RGB", size, pictures[0].getpixel((2, pictures[0].height // 2)))
    for place, picture in enumerate(pictures):
        across, down = place % columns, place // columns
        small = picture.resize((width, height), Image.Resampling.LANCZOS)
        sheet.paste(small, (gap + across * (width + gap), gap + down * (height + gap)))
    return sheet.quantize(256, kmeans=2)


class Guide:
    """``join`` is handed to the app; ``status`` is 0 once every step has come true."""

    def __init__(self, out: Path) -> None:
        self._out = out
        self._pictures = 0
        self.status = 1

    def join(self, window: app.KioskWindow) -> None:
        shutil.rmtree(self._out, ignore_errors=True)
        self._out.mkdir(parents=True)
        window.when_ready.append(lambda: self._begin(window))

    def _begin(self, window: app.KioskWindow) -> None:
        from kivy.clock import Clock as Frames

        self._window = window
        self._steps = self._script()
        self._step = next(self._steps)
        self._since = time.monotonic()
        self._shown_since: float | None = None
        Frames.schedule_interval(lambda _dt: self._go_on(), 0.05)

    def _script(self) -> Iterator[Step]:
        yield from (*PASSED, *OVERRULED)
        for digit in self._kiosk.returning[0].code:
            yield Touch(Press.DIGIT, digit)
        yield from (*AFTER_THE_REST, *NO_PAPER, *FULL, *TECHNICIANS)

    @property
    def _kiosk(self) -> Kiosk:
        house = self._window.house
        if house is None:
            raise RuntimeError("the tour began before the house stood")
        return house.conductor.kiosk

    def _go_on(self) -> bool:
        if self._came_true(self._step):
            self._since = time.monotonic()
            self._shown_since = None
            try:
                self._step = next(self._steps)
            except StopIteration:
                self._finish()
                return False
        elif time.monotonic() - self._since > PATIENCE:
            print(f"the tour stands at {self._step}; the kiosk is in {self._kiosk.state!r}")  # noqa: T201
            self._window.stop(1)
            return False
        return True

    def _came_true(self, step: Step) -> bool:
        match step:
            case Touch(press=press, value=value):
                return self._touch(press, value)
            case See(place=place, name=name):
                return place_of(self._kiosk.state) == place and self._drawn(place) and self._keep(name)
            case Places(issued=issued, name=name):
                known = isinstance(self._kiosk.state, s.Welcome) and self._kiosk.issued == issued
                return known and self._drawn(s.Welcome) and self._keep(name)
            case Say(device=device, words=words):
                demo.tell(device, words)
                return True
            case Skip(by=by):
                self._window.clock.skip(by)
                return True
            case Fill(upto=upto):
                demo.others_take(self._window, upto)
                return True

    def _drawn(self, place: Place) -> bool:
        """Its screen is up, and its short fade is over: it has been there for a moment."""
        shown = type(self._window.face.screen) is screen_for(place)
        self._shown_since = self._shown_since if shown else None
        if shown and self._shown_since is None:
            self._shown_since = time.monotonic()
        return self._shown_since is not None and time.monotonic() - self._shown_since > SETTLED

    def _touch(self, press: Press, value: str) -> bool:
        """A real touch in the middle of the target, once it is there and can be pressed."""
        from kiosk.ui.finger import find, tap

        target = find(self._window.face, press, value)
        if target is None or time.monotonic() - self._since < 0.6:
            return False
        tap(target)
        return True

    def _keep(self, name: str) -> bool:
        if name:
            from kiosk.ui.finger import picture

            self._pictures += 1
            picture().save(self._out / f"{self._pictures:02d}-{name}.png")
        return True

    def _finish(self) -> None:
        for ticket in demo.tickets(self._window.settings):
            shutil.copy(ticket, self._out / ticket.name)
        for file in sorted(self._out.glob("*.png")):
            print(file)  # noqa: T201
        overview(self._out, OVERVIEW).save(self._out / "overview.png", optimize=True)
        self.status = 0
        self._window.stop(0)
