"""Paper as a thermal printer leaves it: what was printed on a strip, and the strip as a picture.

One picture element is one dot. Text is set in a fixed cell (font A, 12 x 24 dots) and magnified as a printer does it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Literal

from drivers.printers.profiles import Profile

if TYPE_CHECKING:
    from PIL import Image, ImageDraw, ImageFont

Edge = Literal["cut", "torn", "none"]

PAPER, INK, DESK, SHADE = (252, 251, 246), (38, 37, 42), (226, 223, 217), (206, 202, 195)
BORDER = 28  # of desk around the paper, dots
LEADER_MM = 7  # from the print head to the cutter: white at the top of each ticket


@dataclass(frozen=True, slots=True)
class Run:
    """Characters in one style."""

    text: str
    width: int = 1
    height: int = 1
    bold: bool = False
    underline: int = 0
    invert: bool = False
    smooth: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """One line of text; ``height`` is how far the paper moves, in dots."""

    runs: tuple[Run, ...]
    align: int
    height: int


@dataclass(frozen=True, slots=True)
class Raster:
    """Rows of eight dots a byte, the highest bit at the left; each dot drawn ``across`` by ``down``."""

    row_bytes: int
    rows: int
    data: bytes
    across: int
    down: int
    align: int

    @property
    def height(self) -> int:
        return self.rows * self.down


@dataclass(frozen=True, slots=True)
class Code:
    """A QR code drawn by the printer itself, without any quiet zone."""

    modules: tuple[tuple[bool, ...], ...]
    dots: int
    align: int

    @property
    def height(self) -> int:
        return len(self.modules) * self.dots


@dataclass(frozen=True, slots=True)
class Feed:
    """White paper."""

    height: int


Mark = Line | Raster | Code | Feed


@dataclass(slots=True)
class Strip:
    """What is on the paper between two ends; ``height`` in dots."""

    marks: list[Mark] = field(default_factory=list)
    height: int = 0

    def add(self, mark: Mark) -> None:
        self.marks.append(mark)
        self.height += mark.height

    @property
    def blank(self) -> bool:
        return all(
            isinstance(mark, Feed) or (isinstance(mark, Line) and not mark.runs) for mark in self.marks
        )


def draw(strip: Strip, profile: Profile, *, bottom: Edge = "cut", desk: bool = True) -> Image.Image:
    """The strip as a picture: with the whole width of the paper, on a desk unless told otherwise."""
    from PIL import Image

    width = round(profile.paper_mm / 25.4 * profile.dpi)
    leader = mm(LEADER_MM, profile)
    ink = Image.new("1", (profile.dots, strip.height + leader), 0)
    top = leader
    for mark in strip.marks:
        match mark:
            case Line(runs, align, _):
                _draw_line(ink, runs, align, top)
            case Raster():
                _draw_raster(ink, mark, top)
            case Code(modules, dots, align):
                data, row_bytes = _packed(modules)
                _draw_raster(ink, Raster(row_bytes, len(modules), data, dots, dots, align), top, len(modules))
            case Feed():
                pass
        top += mark.height
    paper = Image.new("RGB", (width, ink.height), PAPER)
    paper.paste(INK, ((width - profile.dots) // 2, 0), ink)
    return _on_desk(paper, bottom) if desk else paper


def mm(length: float, profile: Profile) -> int:
    """A length on paper in dots."""
    return round(length / 25.4 * profile.dpi)


def _packed(modules: Sequence[Sequence[bool]]) -> tuple[bytes, int]:
    row_bytes = (len(modules[0]) + 7) // 8
    rows = (int("".join("01"[dot] for dot in row).ljust(8 * row_bytes, "0"), 2) for row in modules)
    return b"".join(row.to_bytes(row_bytes, "big") for row in rows), row_bytes


def _left(align: int, width: int, dots: int) -> int:
    return max(0, (0, (dots - width) // 2, dots - width)[align])


def _draw_raster(ink: Image.Image, mark: Raster, top: int, columns: int | None = None) -> None:
    from PIL import Image

    picture = Image.frombytes("1", (mark.row_bytes * 8, mark.rows), mark.data)
    if columns is not None:
        picture = picture.crop((0, 0, columns, mark.rows))
    wide = picture.resize((picture.width * mark.across, mark.height), Image.Resampling.NEAREST)
    ink.paste(wide, (_left(mark.align, wide.width, ink.width), top))


def _draw_line(ink: Image.Image, runs: Sequence[Run], align: int, top: int) -> None:
    tallest = max((24 * run.height for run in runs), default=24)
    left = _left(align, sum(12 * run.width * len(run.text) for run in runs), ink.width)
    for run in runs:
        for char in run.text:
            glyph = _glyph(char, run.width, run.height, run.smooth)
            at = (left, top + tallest - 24 * run.height)
            box = (*at, at[0] + glyph.width, at[1] + glyph.height)
            if run.invert:
                ink.paste(1, box)
            ink.paste(0 if run.invert else 1, at, glyph)
            if run.bold:  # struck twice, one dot apart
                ink.paste(0 if run.invert else 1, (at[0] + 1, at[1]), glyph)
            if run.underline:
                ink.paste(1, (box[0], box[3] - run.underline, box[2], box[3]))
            left += glyph.width


@lru_cache(maxsize=512)
def _glyph(char: str, width: int, height: int, smooth: bool) -> Image.Image:
    """One character in its cell; without smoothing, each dot of the small cell becomes a block."""
    from PIL import Image, ImageDraw

    scale = height if smooth else 1
    font, ascent = _font(20 * scale)
    advance = max(1, round(font.getlength(char)))
    cell = Image.new("L", (max(12 * scale, advance), 24 * scale), 0)
    pen = ImageDraw.Draw(cell)
    pen.text(((cell.width - advance) // 2, (19 * scale) - ascent), char, fill=255, font=font)
    dots = cell.resize((12 * scale, 24 * scale)).point(lambda level: 255 if level > 100 else 0, "1")
    return dots.resize((12 * width, 24 * height), Image.Resampling.NEAREST)


@lru_cache(maxsize=16)
def _font(size: int) -> tuple[ImageFont.FreeTypeFont, int]:
    """A fixed-width font of that size and its ascent: the one Kivy carries, DejaVu, or Pillow's own."""
    from PIL import ImageFont

    for candidate in (_kivy_font(), "DejaVuSansMono.ttf"):
        if candidate is not None:
            try:
                font = ImageFont.truetype(candidate, size)
                return font, font.getmetrics()[0]
            except OSError:
                continue
    own = ImageFont.load_default(size)
    if not isinstance(own, ImageFont.FreeTypeFont):
        raise RuntimeError("Pillow without FreeType cannot draw tickets")
    return own, own.getmetrics()[0]


def _kivy_font() -> str | None:
    # Found without importing Kivy, which opens a window and reads the command line.
    spec = find_spec("kivy")
    if spec is None or spec.origin is None:
        return None
    return str(Path(spec.origin).parent / "data" / "fonts" / "RobotoMono-Regular.ttf")


def _on_desk(paper: Image.Image, bottom: Edge) -> Image.Image:
    from PIL import Image, ImageDraw, ImageFilter

    width, height = paper.size
    tail = 14 if bottom == "torn" else 0
    outline = Image.new("L", (width + 2 * BORDER, height + 2 * BORDER + tail), 0)
    pen = ImageDraw.Draw(outline)
    pen.polygon(
        [
            (BORDER, BORDER),
            (BORDER + width - 1, BORDER),
            *_lower_edge(width, BORDER + height, bottom),
        ],
        fill=255,
    )
    desk = Image.new("RGB", outline.size, DESK)
    shadow = outline.filter(ImageFilter.GaussianBlur(7))
    desk.paste(SHADE, (3, 5), shadow.crop((0, 0, desk.width - 3, desk.height - 5)))
    desk.paste(PAPER, (0, 0), outline)
    sheet = Image.new("RGB", outline.size, PAPER)
    sheet.paste(paper, (BORDER, BORDER))
    desk.paste(sheet, (0, 0), outline)
    if bottom == "cut":
        _cut_line(ImageDraw.Draw(desk), width, BORDER + height)
    return desk


def _lower_edge(width: int, y: int, bottom: Edge) -> list[tuple[int, int]]:
    """The lower end of the paper, from right to left."""
    right = BORDER + width - 1
    if bottom != "torn":
        return [(right, y), (BORDER, y)]
    random = Random(width)
    steps = range(right, BORDER, -9)
    return [(x, y + random.randint(0, 12)) for x in steps] + [(BORDER, y + 5)]


def _cut_line(pen: ImageDraw.ImageDraw, width: int, y: int) -> None:
    """Where the blade went: the partial cut leaves a small bridge in the middle."""
    middle = BORDER + width // 2
    for x in range(BORDER, BORDER + width, 8):
        if abs(x + 2 - middle) > 9:
            pen.line((x, y, min(x + 4, BORDER + width - 1), y), fill=(168, 163, 155))
