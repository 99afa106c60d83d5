"""Pieces of the officer's page: how the kiosk is, line by line, and the coming days."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kivy.graphics import Color, Rectangle

from kiosk.ui.kit import Kit
from kiosk.ui.widgets.block import Block
from kiosk.ui.widgets.text import Text


class Standing(Block):
    """Lines with a sign each: well, or to be looked after. Colour is never the only difference."""

    MOST = 11

    def __init__(self, kit: Kit, **options: object) -> None:
        super().__init__(kit, **options)  # type: ignore[arg-type]
        self.lines = [Text(kit, "body", align="left", valign="middle") for _ in range(self.MOST)]
        self._well = [True] * self.MOST
        with self.canvas:
            Color(1, 1, 1, 1)
            self._signs = [Rectangle(size=(0, 0)) for _ in self.lines]
        for line in self.lines:
            line.shown = False
            self.add_widget(line)

    def blocks(self) -> Iterable[Block]:
        return self.lines

    def set(self, lines: Sequence[tuple[bool, str]]) -> None:
        for place, line in enumerate(self.lines):
            well, text = lines[place] if place < len(lines) else (True, "")
            self._well[place] = well
            line.bold = not well
            line.set(text)
        self.shown = bool(lines)

    def _side(self) -> int:
        return round(self.theme.least_font("body"))

    def _indent(self) -> int:
        return self._side() + self.theme.px("gap_small") + 1

    def height_for(self, width: int, squeeze: float) -> int:
        gap = self.theme.squeezed("gap_small", squeeze)
        there = [
            max(self._side(), x.height_for(width - self._indent(), squeeze)) for x in self.lines if x.shown
        ]
        return sum(there) + gap * max(0, len(there) - 1)

    def lay(self, x: int, y: int, width: int, height: int, squeeze: float) -> None:
        super().lay(x, y, width, height, squeeze)
        side, indent, gap = self._side(), self._indent(), self.theme.squeezed("gap_small", squeeze)
        top = y + height
        for line, well, sign in zip(self.lines, self._well, self._signs, strict=True):
            if not line.shown:
                sign.size = (0, 0)
                continue
            high = max(side, line.height_for(width - indent, squeeze))
            line.lay(x + indent, top - high, width - indent, high, squeeze)
            name, role = ("tick", "leaf") if well else ("warning", "soga_ink")
            sign.texture = self.kit.pictures.sign(name, side, role)
            sign.pos, sign.size = (x, top - (high + side) // 2), (side, side)
            top -= high + gap


class Days(Block):
    """Days below each other, today first and marked; a day without numbers is set back."""

    MOST = 14
    DATE = 0.36
    """The date's share of a row."""

    def __init__(self, kit: Kit, **options: object) -> None:
        super().__init__(kit, **options)  # type: ignore[arg-type]
        self.dates = [Text(kit, "small", bold=True, align="left") for _ in range(self.MOST)]
        self.told = [Text(kit, "small", align="left") for _ in range(self.MOST)]
        with self.canvas.before:
            self._colours, self._grounds = [], []
            for _ in range(self.MOST):
                self._colours.append(Color(*kit.theme.colour("card")))
                self._grounds.append(Rectangle(size=(0, 0)))
            Color(*kit.theme.colour("soga"))
            self._today = Rectangle(size=(0, 0))
        for text in (*self.dates, *self.told):
            text.shown = False
            self.add_widget(text)
        self._first_is_today = True

    def blocks(self) -> Iterable[Block]:
        return (*self.dates, *self.told)

    def set(self, days: Sequence[tuple[str, str, bool]], *, first_is_today: bool = True) -> None:
        """Each day's date, what it will be, and whether numbers are given."""
        self._first_is_today = first_is_today
        for place, (date, told, colour) in enumerate(zip(self.dates, self.told, self._colours, strict=True)):
            here = days[place] if place < len(days) else ("", "", False)
            date.set(here[0])
            told.set(here[1])
            colour.rgba = self.theme.colour("card" if here[2] else "wash")
        self.shown = bool(days)

    def _widths(self, width: int, squeeze: float) -> tuple[int, int, int]:
        """The space beside a text, and the widths of the date and of what is told."""
        pad = max(self.theme.squeezed("pad_small", squeeze), self.theme.squeezed("radius", squeeze))
        room = width - 3 * pad
        return pad, int(room * self.DATE), room - int(room * self.DATE)

    def _highs(self, width: int, squeeze: float) -> list[int]:
        """Of each row that is there: what is told of a day may take two lines, and its neighbours do not."""
        _, wide, rest = self._widths(width, squeeze)
        pads = 2 * self.theme.squeezed("gap_small", squeeze)
        there = [(date, told) for date, told in zip(self.dates, self.told, strict=True) if date.shown]
        return [
            max(date.height_for(wide, squeeze), told.height_for(rest, squeeze)) + pads for date, told in there
        ]

    def height_for(self, width: int, squeeze: float) -> int:
        return sum(high + self.theme.px("outline") for high in self._highs(width, squeeze))

    def lay(self, x: int, y: int, width: int, height: int, squeeze: float) -> None:
        super().lay(x, y, width, height, squeeze)
        pad, wide, rest = self._widths(width, squeeze)
        highs, between = iter(self._highs(width, squeeze)), self.theme.px("outline")
        self._today.size = (0, 0)
        bottom = y + height
        for place, (date, told, ground) in enumerate(zip(self.dates, self.told, self._grounds, strict=True)):
            if not date.shown:
                ground.size = (0, 0)
                continue
            high = next(highs)
            bottom -= high + between
            ground.pos, ground.size = (x, bottom), (width, high)
            date.lay(x + pad, bottom, wide, high, squeeze)
            told.lay(x + 2 * pad + wide, bottom, rest, high, squeeze)
            if place == 0 and self._first_is_today:
                self._today.pos, self._today.size = (x, bottom), (max(2, pad // 2), high)
