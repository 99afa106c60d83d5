"""Pictures drawn by code: all there, in whole pixels, and kept for the next start."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PIL import Image, ImageChops

from kiosk.settings import load
from kiosk.ui.drawing import batik
from kiosk.ui.drawing.pictograms import DRAWINGS, drawing
from kiosk.ui.drawing.pictograms.pen import Pen
from kiosk.ui.look.theme import LIGHT

ROOT = Path(__file__).resolve().parents[2]
NAMED = re.compile(r'"([a-z_]+)"')


@pytest.mark.parametrize("name", DRAWINGS)
def test_every_pictogram_draws_something_inside_its_square(name: str) -> None:
    pen = Pen(60, LIGHT)
    drawing(name)(pen)
    picture = pen.picture()
    assert picture.size == (60, 60)
    left, top, right, bottom = picture.getchannel("A").getbbox() or (0, 0, 0, 0)
    assert right - left > 20
    assert bottom - top > 20


def test_every_service_has_its_picture() -> None:
    for service in load(ROOT / "kiosk.ini").services:
        assert service.pictogram in DRAWINGS


def test_an_unknown_pictogram_is_a_paper() -> None:
    assert drawing("nobody-has-drawn-this") is DRAWINGS["dokumen"]


def test_every_pictogram_of_the_screens_is_drawn() -> None:
    asked = set()
    for source in (ROOT / "kiosk" / "ui" / "screens").rglob("*.py"):
        text = source.read_text()
        asked |= set(re.findall(r'(?:picture|sign|pictogram)(?:: ClassVar\[str\])? = "([a-z_-]+)"', text))
        asked |= set(re.findall(r'(?:sign|pictogram)="([a-z_-]+)"', text))
    assert asked
    assert asked <= set(DRAWINGS)


def test_the_cloth_has_no_seam() -> None:
    tile = batik.tile(64, LIGHT["band"], LIGHT["band_motif"], LIGHT["band_motif"])
    moved = ImageChops.offset(tile, 32, 32)
    # The motif repeats at half a tile in both directions, so the moved tile is the tile again.
    difference = ImageChops.difference(tile, moved)
    assert max(high for _, high in difference.getextrema()) < 40


def test_the_cloth_is_quiet() -> None:
    tile = batik.tile(64, LIGHT["paper"], LIGHT["motif"], LIGHT["motif"]).convert("L")
    low, high = tile.getextrema()
    assert high - low < 20


def test_a_drawing_is_smooth_at_its_edge() -> None:
    pen = Pen(40, LIGHT)
    pen.dot(50, 50, 30)
    shades = pen.picture().getchannel("A").getcolors()
    assert shades is not None
    assert len(shades) > 10
    assert Image.Image.getpixel(pen.picture(), (20, 20))[3] == 255
