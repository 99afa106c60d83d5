"""Sizes in millimetres and colours by role: what the rules of legibility ask of them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pytest

from kiosk.rules.opening import WIB
from kiosk.ui.environment import fit
from kiosk.ui.look.colours import DUSK, HIGH, LIGHT, PARTS_ON, TEXT_ON
from kiosk.ui.look.sizes import SIZES, TYPE
from kiosk.ui.look.theme import CAPITAL, PALETTES, Contrast, TextSize, Theme, Tone

UI = Path(__file__).resolve().parents[2] / "kiosk" / "ui"


@dataclass(frozen=True)
class Panel:
    width_px: int
    height_px: int
    width_mm: float


UPRIGHT = Panel(1080, 1920, 267.8)
HAND = Panel(800, 480, 153.0)


@pytest.mark.parametrize(("contrast", "tone"), PALETTES)
@pytest.mark.parametrize(("ink", "ground"), TEXT_ON)
def test_text_stands_out_ten_to_one(contrast: Contrast, tone: Tone, ink: str, ground: str) -> None:
    assert Theme(UPRIGHT, contrast=contrast, tone=tone).contrast_of(ink, ground) >= 10


@pytest.mark.parametrize(("contrast", "tone"), PALETTES)
@pytest.mark.parametrize(("part", "ground"), PARTS_ON)
def test_parts_stand_out_three_to_one(contrast: Contrast, tone: Tone, part: str, ground: str) -> None:
    assert Theme(UPRIGHT, contrast=contrast, tone=tone).contrast_of(part, ground) >= 3


def test_all_palettes_know_the_same_roles() -> None:
    assert LIGHT.keys() == DUSK.keys() == HIGH.keys()


@pytest.mark.parametrize(("hour", "tone"), [(4, "dusk"), (5, "day"), (15, "day"), (16, "dusk"), (23, "dusk")])
def test_the_screen_is_lit_by_the_offices_clock(hour: int, tone: str) -> None:
    local = datetime(2020, 3, 24, hour, tzinfo=WIB)
    usual = Theme(UPRIGHT)
    worn = usual.worn(large=False, high=False, low=False, tone=Tone.at(local))
    assert worn.tone is Tone(tone)
    assert (worn.key() == usual.key()) is (tone == "day")


def test_high_contrast_is_the_same_at_any_hour() -> None:
    day, dusk = (Theme(UPRIGHT, contrast=Contrast.HIGH, tone=tone) for tone in Tone)
    assert day.key() == dusk.key()
    assert day.hex("paper") == dusk.hex("paper")


@pytest.mark.parametrize("panel", [UPRIGHT, HAND], ids=["upright", "hand"])
@pytest.mark.parametrize("role", TYPE)
def test_capitals_are_never_below_the_rule(panel: Panel, role: str) -> None:
    theme = Theme(panel)
    assert theme.capital(role) >= theme.least_capital(role) >= 4.8
    assert theme.font(role) * CAPITAL / theme.px_per_mm == pytest.approx(theme.capital(role))


def test_large_text_follows_the_viewing_distance() -> None:
    assert Theme(UPRIGHT, text=TextSize.LARGE).least_capital("body") == pytest.approx(7.32)
    assert Theme(HAND, text=TextSize.LARGE).least_capital("body") == pytest.approx(5.49)


def test_targets_have_the_size_of_a_thumb() -> None:
    assert SIZES["answer"][1] >= 20
    assert SIZES["card"][1] >= 20
    assert SIZES["target"][1] >= 12.7
    assert SIZES["key"][1] >= 12.7
    assert SIZES["gap_target"][1] >= 3


def test_a_smaller_picture_is_the_same_picture() -> None:
    whole, half = Theme(UPRIGHT), Theme(UPRIGHT, scale=0.5)
    for role in SIZES:
        assert abs(half.px(role) - whole.px(role) / 2) <= 1
    assert half.font("body") == pytest.approx(whole.font("body") / 2)


def test_a_laptop_shows_the_whole_kiosk() -> None:
    frame = fit(UPRIGHT, (1366, 768), fullscreen=False)
    assert frame.height <= 768
    assert frame.width / frame.height == pytest.approx(1080 / 1920, rel=0.01)


def test_the_panel_itself_is_filled() -> None:
    assert fit(UPRIGHT, (1080, 1920), fullscreen=True).scale == 1
    assert fit(UPRIGHT, None, fullscreen=True).scale == 1
    assert fit(UPRIGHT, (2160, 3840), fullscreen=True).scale == 1


def test_room_is_kept_for_a_window_beside() -> None:
    assert fit(UPRIGHT, (1200, 2400), fullscreen=False, beside=400).width <= 800


# What is written elsewhere: no colour, and no size of its own.
LITERAL_COLOUR = re.compile(r"#[0-9a-fA-F]{6}|rgba?\(|Color\((?!1, 1, 1, 1\)|\*)")
LITERAL_SIZE = re.compile(
    r"font_size=\d|\b(dp|sp|mm|cm|inch)\(|\b(width|height|size|radius|padding|spacing)=\(?\d{2,}"
)
ELSEWHERE = sorted({*UI.glob("screens/**/*.py"), *UI.glob("widgets/*.py"), UI / "face.py", UI / "kit.py"})


@pytest.mark.parametrize("source", ELSEWHERE, ids=lambda path: path.name)
def test_no_screen_has_a_colour_or_a_size_of_its_own(source: Path) -> None:
    for number, line in enumerate(source.read_text().splitlines(), 1):
        assert not LITERAL_COLOUR.search(line), f"{source.name}:{number}: {line.strip()}"
        assert not LITERAL_SIZE.search(line), f"{source.name}:{number}: {line.strip()}"
