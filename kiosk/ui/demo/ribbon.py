"""A demonstration says that it is one: a narrow ribbon at the edge of the glass, where no screen puts anything."""

from __future__ import annotations

from typing import Any

from kivy.graphics import Color, Rectangle, RoundedRectangle

from kiosk.ui.drawing.letters import letters
from kiosk.ui.look.theme import CAPITAL, Theme
from kiosk.ui.widgets.bare import Bare

WORD = "DEMONSTRASI"
"""Read by officers and by whoever tries it out: the same in every language of the screens."""
WIDE = 0.78
"""Share of the margin: answers, and the numbers on them, stand beside it and never under it."""
CAPITAL_SHARE = 0.42
LONG = 1.25
"""Length of the ribbon, as a multiple of the word's."""
TURNED = (0, 0, 0, 1, 1, 1, 1, 0)
"""Texture coordinates of a word that is read from the bottom up."""


class Ribbon(Bare):
    """Hangs in the margin at the right of ``face``, over every screen; takes no touch. Only a demonstration has one."""

    def __init__(self, theme: Theme, face: Any) -> None:
        super().__init__()
        self._face = face
        self._wide = max(6, round(theme.px("margin") * WIDE))
        self._word = letters(WORD, self._wide * CAPITAL_SHARE / CAPITAL, bold=True)
        long, radius = round(self._word.width * LONG), theme.px("radius")
        with self.canvas:
            Color(*theme.colour("gold"))
            self._cloth = RoundedRectangle(size=(self._wide, long), radius=[radius, 0, 0, radius])
            Color(*theme.colour("band"))
            self._text = Rectangle(texture=self._word, tex_coords=TURNED, size=self._word.size[::-1])
        face.bind(pos=self._lay, size=self._lay)
        self._lay()

    def _lay(self, *_: object) -> None:
        """In the middle of the height: the header, the hem and the officer's corner keep their places."""
        face = self._face
        right, middle = int(face.x + face.width), int(face.y + face.height / 2)
        self.size = self._cloth.size
        self.pos = self._cloth.pos = right - self._wide, middle - int(self._cloth.size[1]) // 2
        wide, long = self._text.size
        self._text.pos = right - self._wide + (self._wide - int(wide)) // 2, middle - int(long) // 2
