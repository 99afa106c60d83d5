"""Rows of what a technician reads off: a sign, what it is, and what it says; and rows of bytes with their meaning."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kivy.graphics import Color, Rectangle

from kiosk.ui.kit import Kit
from kiosk.ui.widgets.block import Block
from kiosk.ui.widgets.text import Text


@dataclass(frozen=True, slots=True)
class Fact:
    """``well`` is None where nothing is judged: such a row has no sign."""

    name: str
    said: str
    well: bool | None = None


class Facts(Block):
    """At most ``most`` rows below each other; ``share`` is the width of the names. Colour is never the only sign.

    Where ``name`` alone is given it goes across the whole row.
    """

    def __init__(
        self,
        kit: Kit,
        *,
        most: int = 10,
        share: float = 0.42,
        role: str = "small",
        said_bold: bool = False,
        **options: object,
    ) -> None:
        super().__init__(kit, **options)  # type: ignore[arg-type]
        self.most, self.share, self.role = most, share, role
        self.names = [Text(kit, role, bold=not said_bold, align="left") for _ in range(most)]
        self.said = [Text(kit, role, bold=said_bold, align="left") for _ in range(most)]
        self._ruler = Text(kit, role, bold=not said_bold), Text(kit, role, bold=said_bold)
        self._well: list[bool | None] = [None] * most
        with self.canvas.before:
            self._colours, self._grounds = [], []
            for _ in range(most):
                self._colours.append(Color(*kit.theme.colour("card")))
                self._grounds.append(Rectangle(size=(0, 0)))
        with self.canvas:
            Color(1, 1, 1, 1)
            self._signs = [Rectangle(size=(0, 0)) for _ in range(most)]
        for text in (*self.names, *self.said):
            text.shown = False
            self.add_widget(text)
        self.shown = False

    def blocks(self) -> Iterable[Block]:
        return (*self.names, *self.said)

    def set(self, facts: Sequence[Fact]) -> None:
        for place, (name, said) in enumerate(zip(self.names, self.said, strict=True)):
            fact = facts[place] if place < len(facts) else Fact("", "")
            name.set(fact.name)
            said.set(fact.said)
            self._well[place] = fact.well
            self._colours[place].rgba = self.theme.colour("wash" if fact.well is False else "card")
        self.shown = bool(facts)

    def high_of(self, fact: Fact, width: int) -> int:
        """How high this row would be at the least, with a sign's place beside it."""
        name, said = self._ruler
        name.set(fact.name)
        said.set(fact.said)
        pad = self.theme.least("pad_small")
        room = width - 3 * pad - self._side()
        if not (fact.name and fact.said):
            high = (name if fact.name else said).height_for(room, 1.0)
        else:
            wide = int((room - pad) * self.share)
            high = max(name.height_for(wide, 1.0), said.height_for(room - pad - wide, 1.0))
        return high + 2 * self.theme.least("gap_small") + self.theme.px("outline")

    def _side(self) -> int:
        return round(self.theme.least_font(self.role) * 0.9)

    def _columns(self, place: int, width: int, squeeze: float) -> tuple[int, int, int, int]:
        """From the left: where the name begins, its width, where what it says begins, its width."""
        pad = self.theme.squeezed("pad_small", squeeze)
        indent = self._side() + pad if any(well is not None for well in self._well) else 0
        room = width - 2 * pad - indent
        if not self.said[place].text:
            return pad + indent, room, 0, 0
        if not self.names[place].text:
            return 0, 0, pad + indent, room
        wide = int((room - pad) * self.share)
        return pad + indent, wide, pad + indent + wide + pad, room - pad - wide

    def _high(self, place: int, width: int, squeeze: float) -> int:
        _, name, _, said = self._columns(place, width, squeeze)
        high = max(
            self.names[place].height_for(name, squeeze) if name else 0,
            self.said[place].height_for(said, squeeze) if said else 0,
        )
        return high + 2 * self.theme.squeezed("gap_small", squeeze)

    def _there(self) -> list[int]:
        return [n for n in range(self.most) if self.names[n].text or self.said[n].text]

    def height_for(self, width: int, squeeze: float) -> int:
        line = self.theme.px("outline")
        return sum(self._high(place, width, squeeze) + line for place in self._there())

    def lay(self, x: int, y: int, width: int, height: int, squeeze: float) -> None:
        super().lay(x, y, width, height, squeeze)
        line, side, pad = self.theme.px("outline"), self._side(), self.theme.squeezed("pad_small", squeeze)
        top, there = y + height, self._there()
        for place in range(self.most):
            ground, sign = self._grounds[place], self._signs[place]
            if place not in there:
                ground.size = sign.size = (0, 0)
                continue
            high = self._high(place, width, squeeze)
            left, name, right, said = self._columns(place, width, squeeze)
            top -= high + line
            ground.pos, ground.size = (x, top), (width, high)
            self.names[place].lay(x + left, top, name, high, squeeze)
            self.said[place].lay(x + right, top, said, high, squeeze)
            well = self._well[place]
            if well is None:
                sign.size = (0, 0)
                continue
            picture, role = ("tick", "leaf") if well else ("warning", "soga_ink")
            sign.texture = self.kit.pictures.sign(picture, side, role)
            sign.pos, sign.size = (x + pad, top + (high - side) // 2), (side, side)
