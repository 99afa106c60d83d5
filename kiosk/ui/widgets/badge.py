"""The key of the keypad that gives an answer, as a small disc on its corner."""

from __future__ import annotations

from kivy.graphics import Color, Ellipse, Line, Rectangle
from kivy.graphics.instructions import Canvas

from kiosk.ui.drawing.letters import letters
from kiosk.ui.look.theme import CAPITAL, Theme
from kiosk.ui.widgets.bare import GONE

CAPITAL_SHARE = 0.65
"""Height of the sign as a share of the disc."""
OVERHANG = 0.25
"""Share of the disc that stands out over the corner: less than the gap between two targets."""


class Badge:
    """Drawn on ``canvas``, above everything else of its target; made when a key is first pressed. ``size`` is the role
    of the disc's."""

    def __init__(self, theme: Theme, canvas: Canvas, size: str = "badge") -> None:
        self._side = theme.px(size)
        self._sign = ""
        self._size = (0, 0)
        with canvas:
            Color(*theme.colour("card"))
            self._disc = Ellipse(size=(0, 0))
            Color(*theme.colour("ink"))
            self._ring = Line(width=max(1.0, theme.px("outline") / 2))
            self._image = Rectangle(size=(0, 0))

    def show(self, sign: str, left: float, top: float) -> None:
        """On the corner at ``left``, ``top``; an empty ``sign`` hides it."""
        if not sign:
            self._disc.size, self._image.size = GONE, (0, 0)
            self._ring.points = ()
            return
        if sign != self._sign:
            high = round(self._side * CAPITAL_SHARE / CAPITAL)
            texture = letters(sign, high, bold=True)
            self._image.texture, self._size, self._sign = texture, texture.size, sign
        side = self._side
        x, y = int(left - side * OVERHANG), int(top - side * (1 - OVERHANG))
        self._disc.pos, self._disc.size = (x, y), (side, side)
        self._ring.circle = (x + side / 2, y + side / 2, side / 2)
        wide, high = self._size
        self._image.pos, self._image.size = (
            (int(x + (side - wide) / 2), int(y + (side - high) / 2)),
            self._size,
        )
