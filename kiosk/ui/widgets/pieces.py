"""Small pieces: what is typed, how far a measurement is, a list of papers, a number in large type."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kivy.graphics import Color, Ellipse, Line, Rectangle

from kiosk.rules.events import Press
from kiosk.ui.kit import Kit
from kiosk.ui.widgets.bare import GONE
from kiosk.ui.widgets.block import Block
from kiosk.ui.widgets.button import OTHER, QUIET, Button
from kiosk.ui.widgets.layout import Card, Grid
from kiosk.ui.widgets.target import KEY_PAUSE
from kiosk.ui.widgets.text import Text

DIGITS = "1234567890"


class Keypad(Grid):
    """Digits as on a telephone, and a key that takes the last one back."""

    def __init__(self, kit: Kit, **options: object) -> None:
        keys = {
            digit: Button(
                kit,
                Press.DIGIT,
                digit,
                look=OTHER,
                size="key",
                role="heading",
                pad="pad_key",
                pause=KEY_PAUSE,
            )
            for digit in DIGITS
        }
        for digit, key in keys.items():
            key.set(digit)
        self.erase = Button(
            kit, Press.ERASE, look=QUIET, size="key", sign="erase", above=True, pad="pad_key", pause=KEY_PAUSE
        )
        cells = (*(keys[digit] for digit in DIGITS[:9]), Blank(kit), keys["0"], self.erase)
        super().__init__(kit, *cells, columns=3, **options)


class Blank(Block):
    """A cell without anything."""

    def height_for(self, width: int, squeeze: float) -> int:
        return 0


class Entry(Block):
    """The places of a code: digits shown, or dots only."""

    def __init__(self, kit: Kit, places: int, *, hidden: bool, **options: object) -> None:
        super().__init__(kit, **options)  # type: ignore[arg-type]
        self.places, self.hidden, self.entered = places, hidden, ""
        self.digits = [Text(kit, "code", bold=True) for _ in range(places)]
        with self.canvas:
            self._colours, self._marks = [], []
            for _ in range(places):
                self._colours.append(Color(*self.theme.colour("card_edge")))
                self._marks.append((Ellipse(size=(0, 0)), Line(width=1)))
        for digit in self.digits:
            digit.shown = False
            self.add_widget(digit)

    def blocks(self) -> Iterable[Block]:
        return self.digits

    @property
    def shape(self) -> str:
        """Places that are taken are filled, the others rings."""
        return f"{len(self.entered)} entered" if self.hidden else ""

    def set(self, entered: str) -> None:
        self.entered = entered
        for place, digit in enumerate(self.digits):
            digit.set(entered[place] if not self.hidden and place < len(entered) else "")

    def height_for(self, width: int, squeeze: float) -> int:
        if self.hidden:
            return self.theme.squeezed("dot", squeeze) * 2
        return round(
            self.theme.font("code")
            + (self.theme.least_font("code") - self.theme.font("code")) * min(1.0, squeeze)
        )

    def lay(self, x: int, y: int, width: int, height: int, squeeze: float) -> None:
        super().lay(x, y, width, height, squeeze)
        dot = self.theme.squeezed("dot", squeeze)
        wide = dot if self.hidden else min(height, width // self.places - dot // 2)
        dot = min(dot, (width - wide * self.places) // max(1, self.places - 1))
        step = wide + dot
        left = x + (width - step * self.places + dot) // 2
        for place, ((mark, line), colour) in enumerate(zip(self._marks, self._colours, strict=True)):
            filled = place < len(self.entered)
            middle = y + height // 2
            colour.rgba = self.theme.colour("ink" if filled else "card_edge")
            thick = max(1.0, self.theme.px("outline") / 2)
            if self.hidden:
                mark.pos, mark.size = (left, middle - dot // 2), ((dot, dot) if filled else GONE)
                line.width = thick
                line.circle = (left + dot / 2, middle, dot / 2)
            else:
                line.width = thick
                line.points = (left, y, left + wide, y)
                self.digits[place].lay(left, y, wide, height, squeeze)
            left += step


class Settle(Block):
    """How far the measurement has settled: a row of drops that fill. It says nothing about the value."""

    PARTS = 5

    def __init__(self, kit: Kit, **options: object) -> None:
        super().__init__(kit, **options)  # type: ignore[arg-type]
        self.share = 0.0
        with self.canvas:
            self._colours, self._dots = [], []
            for _ in range(self.PARTS):
                self._colours.append(Color(*self.theme.colour("step_todo")))
                self._dots.append((Ellipse(size=(0, 0)), Line(width=1)))

    def set(self, share: float) -> None:
        self.share = share
        self._paint()

    @property
    def shape(self) -> str:
        """Full drops are filled, the others rings."""
        return f"{self._full} drops"

    @property
    def _full(self) -> int:
        return round(self.share * self.PARTS)

    def height_for(self, width: int, squeeze: float) -> int:
        return self.theme.squeezed("dot", squeeze) * 2

    def lay(self, x: int, y: int, width: int, height: int, squeeze: float) -> None:
        super().lay(x, y, width, height, squeeze)
        self._paint()

    def _paint(self) -> None:
        # As high as the row allows, but never wider than it.
        big = gap = int(min(self.height, self.width / (2 * self.PARTS - 1)))
        left = int(self.x + (self.width - self.PARTS * big - (self.PARTS - 1) * gap) / 2)
        for i, ((dot, ring), colour) in enumerate(zip(self._dots, self._colours, strict=True)):
            done = i < self._full
            colour.rgba = self.theme.colour("soga" if done else "card_edge")
            bottom = int(self.y + (self.height - big) / 2)
            dot.pos, dot.size = (left, bottom), ((big, big) if done else GONE)
            ring.width = max(1.0, self.theme.px("outline") / 2)
            ring.circle = (left + big / 2, bottom + big / 2, big / 2 - ring.width)
            left += big + gap


class Bullets(Block):
    """Lines to be gone through one by one, each with its mark."""

    def __init__(self, kit: Kit, role: str = "body", most: int = 8, **options: object) -> None:
        super().__init__(kit, **options)  # type: ignore[arg-type]
        self.lines = [Text(kit, role, align="left", valign="top") for _ in range(most)]
        with self.canvas:
            Color(*self.theme.colour("soga"))
            self._marks = [Ellipse(size=(0, 0)) for _ in range(most)]
        for line in self.lines:
            line.shown = False
            self.add_widget(line)

    def blocks(self) -> Iterable[Block]:
        return self.lines

    def set(self, lines: Sequence[str]) -> None:
        for i, text in enumerate(self.lines):
            text.set(lines[i] if i < len(lines) else "")
        if len(lines) > len(self.lines):
            self.lines[-1].set("\n".join(lines[len(self.lines) - 1 :]))
        self.shown = bool(lines)

    def _indent(self) -> int:
        return self.theme.px("bullet") * 3

    def height_for(self, width: int, squeeze: float) -> int:
        gap = self.theme.squeezed("gap_small", squeeze)
        there = [line.height_for(width - self._indent(), squeeze) for line in self.lines if line.shown]
        return sum(there) + gap * max(0, len(there) - 1)

    def lay(self, x: int, y: int, width: int, height: int, squeeze: float) -> None:
        super().lay(x, y, width, height, squeeze)
        gap, side, indent = self.theme.squeezed("gap_small", squeeze), self.theme.px("bullet"), self._indent()
        top = y + height
        for line, mark in zip(self.lines, self._marks, strict=True):
            if not line.shown:
                mark.size = GONE
                continue
            high = line.height_for(width - indent, squeeze)
            line.lay(x + indent, top - high, width - indent, high, squeeze)
            mark.size = side, side
            mark.pos = x, int(top - line.font_size * 0.6 - side / 2)
            top -= high + gap


class Notice(Card):
    """One sentence with its sign, on a ground of its own: the officer has been called."""

    def __init__(self, kit: Kit, sign: str, **options: object) -> None:
        self.sign = sign
        self.words = Text(kit, "label", bold=True)
        super().__init__(kit, self.words, fill="leaf_wash", pad="pad_small", **options)

    def set(self, text: str) -> None:
        self.words.set(text)
        self.shown = bool(text)


class Qr(Block):
    """A QR code in whole pixels a module, dark on light in every theme, with its quiet zone of four."""

    QUIET = 4

    def __init__(self, kit: Kit, *, most: str = "qr", least: str = "qr_least", **options: object) -> None:
        super().__init__(kit, **options)  # type: ignore[arg-type]
        self.most, self.least = most, least
        self.data = ""
        self.modules = 0
        self._rows: list[list[bool]] = []
        with self.canvas:
            Color(1, 1, 1, 1)
            self._image = Rectangle(size=(0, 0))

    def set(self, data: str) -> None:
        if data == self.data:
            return
        self.data = data
        self.shown = bool(data)
        self._image.texture = None
        self._image.size = (0, 0)
        if data:
            self._draw()

    def _draw(self) -> None:
        from kivy.graphics.texture import Texture
        from qrcode.constants import ERROR_CORRECT_M
        from qrcode.main import QRCode

        code = QRCode(error_correction=ERROR_CORRECT_M, border=self.QUIET)
        code.add_data(self.data)
        code.make()
        rows = code.get_matrix()
        self.modules = len(rows)
        dark, light = (
            bytes(round(part * 255) for part in self.theme.colour(role)[:3])
            for role in ("qr_dark", "qr_light")
        )
        texture = Texture.create(size=(self.modules, self.modules), colorfmt="rgb")
        texture.mag_filter = texture.min_filter = "nearest"
        pixels = b"".join(dark if module else light for row in reversed(rows) for module in row)
        texture.blit_buffer(pixels, colorfmt="rgb", bufferfmt="ubyte")
        self._image.texture = texture

    def height_for(self, width: int, squeeze: float) -> int:
        wanted = min(width, self.theme.squeezed(self.least, squeeze))
        return max(wanted, self.modules * 2)

    def tallest_for(self, width: int, squeeze: float) -> int:
        return min(width, self.theme.px(self.most))

    def lay(self, x: int, y: int, width: int, height: int, squeeze: float) -> None:
        super().lay(x, y, width, height, squeeze)
        if not self.modules:
            return
        module = int(min(width, height, self.theme.px(self.most))) // self.modules
        side = module * self.modules
        self._image.size = side, side
        self._image.pos = x + (width - side) // 2, y + (height - side) // 2
