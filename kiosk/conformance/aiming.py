"""The drawing of distance and aiming in docs/technician.md, to scale: what a sensor sees is a matter of its angle."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from PIL import Image, ImageDraw
from PIL.ImageFont import FreeTypeFont, truetype

SCALE = 4.0
"""Pixels for a millimetre."""
HEIGHT, ROOM, MARGIN = 800, 1000, 40
AXIS = 380
FLOOR = 680
"""Where the head ends: below it stand words."""
TYPE = 34
INK, SENSOR, CONE, SKIN, HAIR, GOOD, BAD = (
    "#171E3D",
    "#1C2A56",
    "#DDA84A",
    "#E9B98A",
    "#532A0C",
    "#1E5B3C",
    "#7A4319",
)
GROUND = "#FBF5E8"
SOFT = 0.45
"""How much of the cone's colour covers what is behind it."""
FOREHEAD = 60.0
"""Millimetres of bare forehead between brow and hair that can be counted on."""


@dataclass(frozen=True, slots=True)
class Case:
    """A sensor of this angle of view (degrees) at this distance (millimetres) from the forehead."""

    angle: float
    distance: float
    name: str

    @property
    def spot(self) -> float:
        """The diameter of what it sees, millimetres."""
        return 2 * self.distance * math.tan(math.radians(self.angle) / 2)

    @property
    def good(self) -> bool:
        """Does the forehead fill what it sees?"""
        return self.spot <= FOREHEAD + 1e-6


CASES = (
    Case(90, 100, "90° tanpa lensa, 10 cm"),
    Case(90, 30, "90° tanpa lensa, 3 cm"),
    Case(5, 100, "5° (optik DCI), 10 cm"),
)
"""The bare module of the most common family, and the same with its narrow optics."""


def drawing(cases: tuple[Case, ...] = CASES) -> Image.Image:
    """The cases side by side."""
    whole = Image.new("RGB", (ROOM * len(cases), HEIGHT), GROUND)
    for place, case in enumerate(cases):
        whole.paste(_picture(case), (ROOM * place, 0))
    return whole


def _picture(case: Case) -> Image.Image:
    picture = Image.new("RGB", (ROOM, HEIGHT), GROUND)
    pen = ImageDraw.Draw(picture)
    sensor, face = 210.0, 210.0 + case.distance * SCALE
    _head(pen, face)
    seen = picture.copy()
    half = case.spot / 2 * SCALE
    ImageDraw.Draw(seen).polygon([(sensor, AXIS), (face, AXIS - half), (face, AXIS + half)], fill=CONE)
    picture = Image.blend(picture, seen, SOFT)
    pen = ImageDraw.Draw(picture)
    colour = GOOD if case.good else BAD
    top, bottom = max(0.0, AXIS - half), min(float(HEIGHT), AXIS + half)
    pen.line([(face, top), (face, bottom)], fill=colour, width=16)
    pen.rounded_rectangle([60, AXIS - 80, sensor, AXIS + 80], radius=16, fill=SENSOR)
    pen.ellipse([sensor - 20, AXIS - 20, sensor + 20, AXIS + 20], fill=CONE, outline=INK, width=5)
    spot = f"{case.spot / 10:.1f}".replace(".", ",")
    verdict = "Dahi memenuhi bidang ukur" if case.good else "Rambut, alis, dan dinding ikut terukur"
    for y, text, ink, bold in (
        (MARGIN // 2, case.name, INK, True),
        (HEIGHT - 2 * TYPE - MARGIN, f"Bidang ukur: garis tengah {spot} cm", INK, False),
        (HEIGHT - TYPE - MARGIN // 2, verdict, colour, True),
    ):
        _words(pen, text, y, ink, bold)
    return picture


def _words(pen: ImageDraw.ImageDraw, text: str, y: int, ink: str, bold: bool) -> None:
    """On a ground of their own: the cone may lie behind them."""
    font = _font(bold)
    wide = pen.textlength(text, font=font)
    pen.rectangle([MARGIN - 8, y - 4, MARGIN + wide + 8, y + TYPE + 8], fill=GROUND)
    pen.text((MARGIN, y), text, fill=ink, font=font)


def _head(pen: ImageDraw.ImageDraw, face: float) -> None:
    """A head in profile whose forehead stands at ``face``, in the middle of the axis."""
    brow, side = FOREHEAD / 2 * SCALE, 330.0
    profile = [
        *((face + 40, AXIS - brow - 60), (face, AXIS - brow), (face, AXIS + brow)),
        *((face + 26, AXIS + brow + 40), (face - 22, AXIS + brow + 110), (face + 30, AXIS + brow + 130)),
        *((face + 30, FLOOR), (face + side, FLOOR), (face + side, AXIS - brow - 60)),
    ]
    pen.polygon(profile, fill=SKIN, outline=INK, width=6)
    hair = [(face + side, AXIS - brow - 120), (face + 90, AXIS - brow - 120), (face, AXIS - brow)]
    pen.polygon([*hair, (face + 70, AXIS - brow + 6), (face + side, AXIS - brow + 60)], fill=HAIR)
    pen.ellipse([face + 22, AXIS + brow + 18, face + 52, AXIS + brow + 44], fill=INK)


@cache
def _font(bold: bool) -> FreeTypeFont:
    """The screen's own type."""
    kivy = find_spec("kivy")
    assert kivy is not None
    assert kivy.submodule_search_locations is not None
    fonts = Path(kivy.submodule_search_locations[0]) / "data" / "fonts"
    return truetype(str(fonts / f"Roboto-{'Bold' if bold else 'Regular'}.ttf"), TYPE)
