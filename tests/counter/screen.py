"""The counter's real window on a display of its own: keys pressed as a scanner presses them, colours looked at."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from PIL import ImageColor, ImageGrab

from kiosk.counter.look import HEIGHT, ROOM, VERDICT, WIDTH
from kiosk.counter.sentences import Mood
from tests.counter.office import Office

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 30.0
SIZE = (1500, 900)


class Window:
    """``mood`` is what somebody sees from the other end of the room: the colour of the verdict's field."""

    def __init__(self, display: str, process: subprocess.Popen[str]) -> None:
        self._display, self.process = display, process
        self._scale = min(SIZE[0] * ROOM / WIDTH, SIZE[1] * ROOM / HEIGHT)
        self.id = self._xdotool("search", "--sync", "--class", "python").split()[-1]
        self._xdotool("windowfocus", self.id)
        where = self._xdotool("getwindowgeometry", "--shell", self.id)
        said = dict(line.split("=") for line in where.splitlines() if "=" in line)
        self.left, self.top = int(said["X"]), int(said["Y"])

    def scan(self, text: str) -> None:
        """As a keyboard-wedge scanner: one key after another, in a few milliseconds each, then Enter."""
        self._xdotool("type", "--delay", "3", "--clearmodifiers", text)
        self.press("Return")

    def press(self, key: str) -> None:
        self._xdotool("key", key)

    def click(self, x: float, y: float) -> None:
        """At a point given in pixels of the window as it was drawn."""
        at = [str(round(self.left + x * self._scale)), str(round(self.top + y * self._scale))]
        self._xdotool("mousemove", *at, "mousedown", "1")
        self._xdotool("mouseup", "1")

    @property
    def warns(self) -> bool:
        """Is there a bar below the head?"""
        return self._colour(45, 150) == ImageColor.getrgb(VERDICT["care"])

    @property
    def mood(self) -> Mood | None:
        seen = self._colour(45, 240)
        for mood in Mood:
            if seen == ImageColor.getrgb(VERDICT[mood.value]):
                return mood
        return None

    def _colour(self, x: float, y: float) -> object:
        at = round(self.left + x * self._scale), round(self.top + y * self._scale)
        return ImageGrab.grab(xdisplay=self._display).getpixel(at)[:3]

    def sees(self, *moods: Mood) -> None:
        wait(lambda: self.mood in moods, lambda: f"{self.mood} instead of {moods}")

    def _xdotool(self, *words: str) -> str:
        return subprocess.run(
            ["xdotool", *words],
            env={**os.environ, "DISPLAY": self._display},
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=True,
        ).stdout


def wait(true: Callable[[], bool], otherwise: Callable[[], str] = lambda: "in vain") -> None:
    """Until ``true``, at most PATIENCE seconds."""
    deadline = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < deadline, otherwise()
        time.sleep(0.05)


@contextmanager
def window(office: Office, display: str, cache: Path, *arguments: str) -> Iterator[Window]:
    process = subprocess.Popen(
        [sys.executable, "-m", "kiosk", "counter", "-c", str(office.ini), *arguments],
        cwd=ROOT,
        env={**os.environ, "DISPLAY": display, "XDG_CACHE_HOME": str(cache)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        shown = Window(display, process)
        shown.sees(Mood.IDLE)
        yield shown
    finally:
        process.terminate()
        _, told = process.communicate(timeout=30)
        assert process.returncode == 0, told
