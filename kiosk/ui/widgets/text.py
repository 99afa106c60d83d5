"""Text that is measured before it is drawn: no word is ever broken, no line cut.

Lines are broken by ourselves, evenly, so that a heading of two lines has two lines of nearly equal length.
"""

from __future__ import annotations

import logging
from functools import lru_cache
from typing import NamedTuple

from kivy.core.text import Label as CoreLabel
from kivy.graphics import Color, Rectangle

from kiosk.ui.drawing.letters import letters
from kiosk.ui.kit import Kit
from kiosk.ui.widgets.block import Block

log = logging.getLogger(__name__)

STEP = 0.94
"""A text that does not fit is tried again this much smaller."""
IMPOSSIBLE = 1 << 20
"""Higher than any panel."""
RUNTS = 24
"""Below the floor a text is still shrunk rather than cut, at most this often."""


@lru_cache(maxsize=256)
def _ruler(size: int, bold: bool) -> CoreLabel:
    return CoreLabel(font_size=size, bold=bold)


@lru_cache(maxsize=8192)
def width_of(text: str, size: int, bold: bool) -> int:
    """Pixels of one line."""
    return int(_ruler(size, bold).get_extents(text)[0])


@lru_cache(maxsize=1024)
def _high(size: int, bold: bool, lines: int, line_height: float) -> int:
    """Pixels of so many lines."""
    line = _ruler(size, bold).get_extents("Ag")[1]
    return round(line + (lines - 1) * line * line_height)


class Style(NamedTuple):
    """Font sizes in pixels between which a text may be; ``most_lines`` 0 for as many as it takes."""

    largest: float
    floor: float
    bold: bool
    line_height: float
    most_lines: int


@lru_cache(maxsize=2048)
def wrap(text: str, size: int, bold: bool, width: int) -> tuple[str, ...] | None:
    """``text`` in lines of at most ``width`` pixels, as even as they can be; None if a word is too long for one."""
    lines: list[str] = []
    for paragraph in text.split("\n"):
        broken = _greedy(paragraph, size, bold, width)
        if broken is None:
            return None
        low, high = width // 2, width
        while len(broken) > 1 and high - low > max(1, size // 4):
            middle = (low + high) // 2
            tighter = _greedy(paragraph, size, bold, middle)
            if tighter is not None and len(tighter) == len(broken):
                broken, high = tighter, middle
            else:
                low = middle
        lines += broken
    return tuple(lines)


def _greedy(paragraph: str, size: int, bold: bool, width: int) -> list[str] | None:
    lines: list[str] = []
    line = ""
    for word in paragraph.split(" "):
        if width_of(word, size, bold) > width:
            return None
        longer = f"{line} {word}" if line else word
        if width_of(longer, size, bold) <= width:
            line = longer
        else:
            lines.append(line)
            line = word
    return [*lines, line]


@lru_cache(maxsize=2048)
def _fitted(
    text: str, style: Style, width: int, squeeze: float, height: int | None
) -> tuple[int, tuple[str, ...]]:
    """Asked again and again while a screen is arranged, and whenever it is shown."""
    size = style.largest + (style.floor - style.largest) * min(1.0, squeeze)
    if squeeze > 1:
        size /= squeeze
    for _ in range(RUNTS):
        lines = wrap(text, round(size), style.bold, width)
        if lines is not None and _allowed(round(size), len(lines), style, height):
            break
        size *= STEP
    else:
        lines = tuple(text.split(" "))
    return round(size), lines


def _allowed(size: int, lines: int, style: Style, height: int | None) -> bool:
    if style.most_lines and lines > style.most_lines:
        return False
    return height is None or _high(size, style.bold, lines, style.line_height) <= height


class Text(Block):
    """Words in a type role and a colour role. ``most_lines`` makes it smaller rather than longer."""

    def __init__(
        self,
        kit: Kit,
        role: str = "body",
        *,
        colour: str = "ink",
        bold: bool = False,
        align: str = "center",
        valign: str = "middle",
        most_lines: int = 0,
        **options: object,
    ) -> None:
        super().__init__(kit, **options)  # type: ignore[arg-type]
        self.role, self.bold, self.align, self.valign = role, bold, align, valign
        self.most_lines = most_lines
        self.text = ""
        self.font_size = 0
        self.texture_size = (0, 0)
        self._drawn: tuple[tuple[str, ...], int] | None = None
        # Kivy gives a rectangle without a texture one of its own, so the rectangle cannot tell.
        self._lettered = False
        self.colour_role = colour
        with self.canvas:
            self._colour = Color(*kit.theme.colour(colour))
            self._image = Rectangle(size=(0, 0))

    def set(self, text: str) -> None:
        """The words; empty ones take no room."""
        self.text = text
        self.shown = bool(text)

    def paint(self, colour: str) -> None:
        self.colour_role = colour
        self._colour.rgba = self.theme.colour(colour)

    def fitted(self, width: int, squeeze: float, height: int | None = None) -> tuple[int, tuple[str, ...]]:
        """The largest font size, and the lines, that fit ``width`` (and ``height``)."""
        return _fitted(self.text, self._style, width, squeeze, height)

    @property
    def _style(self) -> Style:
        theme = self.theme
        return Style(*theme.fonts(self.role), self.bold, theme.ratio("line_height"), self.most_lines)

    def _high(self, size: int, lines: int) -> int:
        return _high(size, self.bold, lines, self.theme.ratio("line_height"))

    def height_for(self, width: int, squeeze: float) -> int:
        if not self.text:
            return 0
        size, lines = self.fitted(width, squeeze)
        if size < int(self.theme.least_font(self.role) / max(1.0, squeeze)):
            # A word is wider than the room: no height helps, so this is no arrangement to choose.
            return IMPOSSIBLE
        return self._high(size, len(lines))

    def possible(self, width: int) -> bool:
        """Is there a size of type, not below the floor, in which every word fits into ``width``?"""
        lines = wrap(self.text, round(self.theme.least_font(self.role)), self.bold, width)
        return lines is not None and not (self.most_lines and len(lines) > self.most_lines)

    def width_for(self, squeeze: float) -> int:
        size, lines = self.fitted(1 << 20, squeeze)
        return max(width_of(line, size, self.bold) for line in lines)

    def lay(self, x: int, y: int, width: int, height: int, squeeze: float) -> None:
        super().lay(x, y, width, height, squeeze)
        if not self.text:
            self._image.size = self.texture_size = (0, 0)
            self._drawn = None
            self.let_go()
            return
        size, lines = self.fitted(width, squeeze, height if height > 0 else None)
        self.font_size = size
        if (lines, size) != self._drawn:
            self._drawn = lines, size
            self.let_go()
        self.recall()
        wide, high = self.texture_size
        if wide > width:
            log.error("no size of type fits %r into %d pixels", self.text, width)
        # The line height adds its space below the last line too; it is not part of the text's own height.
        shown = self._high(size, len(lines))
        left = {"left": x, "center": x + (width - wide) // 2, "right": x + width - wide}[self.align]
        bottom = {"top": y + height - shown, "middle": y + (height - shown) // 2, "bottom": y}[self.valign]
        self._image.pos = int(left), int(bottom + shown - high)
        self._image.size = wide, high

    def recall(self) -> None:
        """Draw the letters, if they are not."""
        if self._drawn is None or self._lettered:
            return
        lines, size = self._drawn
        texture = letters(
            "\n".join(lines),
            size,
            bold=self.bold,
            align=self.align,
            line_height=self.theme.ratio("line_height"),
        )
        self._image.texture = texture
        self.texture_size = texture.size
        self._lettered = True

    def let_go(self) -> None:
        """Give back the drawn letters, whose pixels are most of what a screen costs in memory."""
        self._image.texture = None
        self._lettered = False

    @property
    def clipped(self) -> bool:
        """Does any of it stick out of its room?"""
        wide, _ = self.texture_size
        lines = len(self._drawn[0]) if self._drawn else 0
        return bool(self.text) and (
            wide > self.width or (lines and self._high(self.font_size, lines) > self.height)
        )
