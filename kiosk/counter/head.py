"""The head of the counter's page."""

from __future__ import annotations

from collections.abc import Callable

from kivy.graphics import Color, Rectangle

from kiosk.counter.pieces import DoButton, fit
from kiosk.ui.kit import Kit
from kiosk.ui.widgets.block import Block
from kiosk.ui.widgets.button import QUIET
from kiosk.ui.widgets.text import Text


class Head(Block):
    """The band of cloth: which counter, whose, the time, and the other language."""

    def __init__(self, kit: Kit, turn: Callable[[], None]) -> None:
        super().__init__(kit)
        self.language = DoButton(
            kit, turn, look=QUIET, size="target", role="small", pad="pad_key", sign="globe", icon="icon_key"
        )
        with self.canvas.before:
            Color(1, 1, 1, 1)
            self._cloth = Rectangle(texture=kit.pictures.cloth("band", "band_motif"))
            Color(*kit.theme.colour("gold"))
            self._border = Rectangle()
            Color(1, 1, 1, 1)
            self._seal = Rectangle()
        self.counter = Text(kit, "heading", colour="on_band", bold=True, align="left", most_lines=1)
        self.office = Text(kit, "small", colour="on_band", align="left", most_lines=1)
        self.clock = Text(kit, "heading", colour="on_band", bold=True, align="right", most_lines=1)
        self.day = Text(kit, "small", colour="on_band", align="right", most_lines=1)
        self.parts = (self.counter, self.office, self.clock, self.day)
        for part in (*self.parts, self.language):
            self.add_widget(part)

    def height_for(self, width: int, squeeze: float) -> int:
        return self.theme.px(self.theme.header)

    def show(self, counter: str, office: str, clock: str, day: str, language: str) -> None:
        self.language.set(language)
        for part, text in zip(self.parts, (counter, office, clock, day), strict=True):
            part.set(text)
        self.arrange()

    def lay(self, x: int, y: int, width: int, height: int, squeeze: float) -> None:
        super().lay(x, y, width, height, squeeze)
        tile, border = self.theme.px("tile"), self.theme.px("band_border")
        self._cloth.pos, self._cloth.size = (x, y), (width, height)
        across, up = width / tile, height / tile
        self._cloth.tex_coords = (0, 0, across, 0, across, up, 0, up)
        self._border.pos, self._border.size = (x, y), (width, max(1, border // 3))
        self.arrange()

    def arrange(self) -> None:
        if self.width <= 1:
            return
        theme = self.theme
        x, y, width, height = int(self.x), int(self.y), int(self.width), int(self.height)
        gap = theme.px("gap")
        seal = min(theme.px("seal"), height - gap)
        self._seal.texture = self.kit.pictures.seal(seal, "gold", "band")
        self._seal.pos, self._seal.size = (x + gap, y + (height - seal) // 2), (seal, seal)
        left, half = x + 2 * gap + seal, height // 2
        room = (x + width - gap - left) // 2
        for part, small, where in (
            (self.counter, self.office, left),
            (self.clock, self.day, x + width - gap - room),
        ):
            part.lay(where, y + half - gap // 2, room, half - gap // 8, 0)
            small.lay(where, y + gap // 4, room, half - gap // 2, 0)
        key = theme.px("target") * 9 // 4
        right = max(self.clock.width_for(0), self.day.width_for(0))
        high = height - gap
        fit(self.language, x + width - 3 * gap - right - key, y + (height - high) // 2 + gap // 8, key, high)
