"""The kiosk's look for a desk: the same cloth, type and pictures, and the three colours of a verdict."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kiosk.counter.sentences import Mood
from kiosk.ui.environment import Frame
from kiosk.ui.look.theme import Theme

if TYPE_CHECKING:
    from kiosk.ui.drawing.pictograms.pen import Pen

DESK = 96 / 25.4
"""Pixels a millimetre at which the window is drawn; larger displays show it larger."""
WIDTH, HEIGHT = 1280, 720
LARGEST = 2.0
SMALLEST = 0.5
ROOM = 0.9
"""Share of a display that a window takes: the desk's own bars stay in sight."""

VERDICT = {
    "go": "#124229",
    "go_wash": "#EAF3E4",
    "care": "#F7CB62",
    "care_wash": "#FDF3D7",
    "stop": "#7A1610",
    "stop_wash": "#FBE8E2",
    "idle": "#1C2A56",
    "idle_wash": "#FFFEFA",
    "done": "#0A4150",
    "done_wash": "#E5F1F4",
    "on_dark": "#FFFEFA",
    "on_care": "#171E3D",
}
ON = {mood: "on_care" if mood is Mood.CARE else "on_dark" for mood in Mood}
TEXT_ON = (
    *((ON[mood], mood.value) for mood in Mood),
    *(("ink", f"{mood.value}_wash") for mood in Mood),
)
"""What stands on what, each at 10:1 as on the kiosk."""


@dataclass(frozen=True, slots=True)
class DeskPanel:
    """A window as a panel: the theme's millimetres hold for whoever sits an arm's length away."""

    width_px: int = WIDTH
    height_px: int = HEIGHT

    @property
    def width_mm(self) -> float:
        return self.width_px / DESK


class DeskTheme(Theme):
    """The kiosk's theme, and the colours of a verdict."""

    def __init__(self, panel: DeskPanel, scale: float) -> None:
        super().__init__(panel, scale)
        self._colours = self._colours | VERDICT


def frame(display: tuple[int, int] | None, *, fullscreen: bool) -> Frame:
    """The window on ``display``: as large as it can be, in its own proportions."""
    if display is None:
        return Frame(WIDTH, HEIGHT, 1.0)
    room = 1.0 if fullscreen else ROOM
    scale = min(display[0] * room / WIDTH, display[1] * room / HEIGHT)
    scale = max(SMALLEST, min(LARGEST, scale))
    if fullscreen:
        return Frame(*display, scale)
    return Frame(round(WIDTH * scale), round(HEIGHT * scale), scale)


def _ring(pen: Pen) -> None:
    pen.circle(50, 50, 42, fill=None, width=9)


def go(pen: Pen) -> None:
    _ring(pen)
    pen.line((28, 52), (44, 68), (73, 34), width=11)


def stop(pen: Pen) -> None:
    _ring(pen)
    pen.line((33, 33), (67, 67), width=11)
    pen.line((67, 33), (33, 67), width=11)


def care(pen: Pen) -> None:
    pen.line((50, 10), (94, 88), (6, 88), width=9, closed=True)
    pen.line((50, 38), (50, 60), width=10)
    pen.dot(50, 74, 6)


def idle(pen: Pen) -> None:
    """The corners of a code in a scanner's sight."""
    for x, y, dx, dy in ((10, 10, 1, 1), (90, 10, -1, 1), (10, 90, 1, -1), (90, 90, -1, -1)):
        pen.line((x + 22 * dx, y), (x, y), (x, y + 22 * dy), width=9)
    for x, y in ((30, 30), (58, 30), (30, 58)):
        pen.box(x, y, x + 13, y + 13, radius=2, fill=None, width=7)
    pen.line((64, 58), (64, 71), width=7)
    pen.dot(51.5, 51.5, 4)


def done(pen: Pen) -> None:
    pen.line((14, 54), (40, 80), (88, 22), width=12)


SIGNS: dict[str, Callable[[Pen], None]] = {
    "go": go,
    "stop": stop,
    "care": care,
    "idle": idle,
    "done": done,
}


def palette(colour: str) -> dict[str, str]:
    """Every role of a sign in one colour."""
    return dict.fromkeys(("line", "fill", "skin", "accent", "cloth", "soga", "leaf"), colour)
