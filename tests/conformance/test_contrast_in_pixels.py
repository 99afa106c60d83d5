"""Contrast taken from pixels is the contrast that was painted, whatever smoothing and cloth lie between."""

from __future__ import annotations

import pytest
from PIL import Image, ImageDraw, ImageFont

from kiosk.conformance import pixels
from kiosk.ui.look.theme import LIGHT


def rgb(colour: str) -> tuple[int, int, int]:
    return tuple(int(colour[i : i + 2], 16) for i in (1, 3, 5))  # type: ignore[return-value]


def written(ink: str, ground: str, size: int = 40) -> Image.Image:
    picture = Image.new("RGB", (320, 80), ground)
    font = ImageFont.load_default(size)
    ImageDraw.Draw(picture).text((10, 15), "Nomor 17", fill=ink, font=font)
    return picture


@pytest.mark.parametrize(
    ("ink", "ground"),
    [("#171E3D", "#FBF5E8"), ("#FDF8EC", "#1C2A56"), ("#000000", "#FFFFFF"), ("#777777", "#FFFFFF")],
)
def test_text_has_the_contrast_of_its_two_colours(ink: str, ground: str) -> None:
    assert pixels.text_contrast(written(ink, ground)) == pytest.approx(
        pixels.ratio(rgb(ink), rgb(ground)), abs=0.1
    )


def test_black_on_white_is_twenty_one_to_one() -> None:
    assert pixels.ratio((0, 0, 0), (255, 255, 255)) == pytest.approx(21)


def test_nothing_written_has_no_contrast() -> None:
    assert pixels.text_contrast(Image.new("RGB", (50, 20), "#FBF5E8")) is None


def test_a_single_dark_pixel_is_no_ink() -> None:
    picture = written("#777777", "#FFFFFF")
    picture.putpixel((3, 3), (0, 0, 0))
    assert pixels.text_contrast(picture) == pytest.approx(
        pixels.ratio(rgb("#777777"), rgb("#FFFFFF")), abs=0.1
    )


def button(edge: str) -> Image.Image:
    picture = Image.new("RGB", (200, 100), LIGHT["paper"])
    ImageDraw.Draw(picture).rounded_rectangle((40, 20, 160, 80), 8, fill=LIGHT["card"], outline=edge, width=2)
    return picture


def test_an_outline_counts_even_when_the_face_is_as_light_as_the_ground() -> None:
    found = pixels.edge_contrast(button(LIGHT["card_edge"]), (40, 20, 161, 81), 3)
    assert found == pytest.approx(pixels.ratio(rgb(LIGHT["card_edge"]), rgb(LIGHT["paper"])), abs=0.1)
    assert found is not None
    assert found >= 3


def test_a_button_without_an_outline_is_found_out() -> None:
    found = pixels.edge_contrast(button(LIGHT["card"]), (40, 20, 161, 81), 3)
    assert found is not None
    assert found < 1.2
