"""The technician's tests, done by a finger on every panel: the glass, the picture, the keys, the sound."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

from kiosk.ui.drawing.testcards import CARDS, FIELDS, Card, boxes, pattern

PANELS = {
    "upright": ("1080x1920", "0.5"),
    "across": ("1920x1080", "0.5"),
    "small": ("1280x800", "1"),
    "hand": ("800x480", "1"),
}


@pytest.fixture(scope="module", params=PANELS)
def told(request: pytest.FixtureRequest, in_window: Callable[..., Any]) -> dict[str, Any]:
    found: dict[str, Any] = in_window("care_hands", *PANELS[request.param])
    return found


def test_a_finger_beside_every_cross_is_measured_in_millimetres(told: dict[str, Any]) -> None:
    told = told["care-touch"]
    assert told["crosses"] == 9
    figures = [float(x) for x in re.findall(r"-?\d+\.\d", told["result"].replace("−", "-"))]
    mean, worst, right, up = figures[:4]
    assert mean == pytest.approx(1.0, abs=0.3)  # a touch lies in a pixel's middle
    assert worst == pytest.approx(1.0, abs=0.5)
    assert right == pytest.approx(1.0, abs=0.3)
    assert up == pytest.approx(0.0, abs=0.3)
    assert told["still here"]


def test_every_field_of_the_glass_can_be_wiped_over_and_the_test_left(told: dict[str, Any]) -> None:
    told = told["care-touch"]
    touched, cells, words = told["wiped"]
    assert touched == cells > 20
    assert "Every field" in words
    assert told["again"] == told["first"] == told["anew"]
    assert told["way back"][-1] == ["BACK", ""]


def test_every_picture_fills_the_panel_and_the_last_leads_back(told: dict[str, Any]) -> None:
    told = told["care-screen"]
    for card, (middle, edge) in zip(CARDS, told["cards"], strict=True):
        if card in FIELDS:
            plain = [round(255 * part) for part in FIELDS[card][:3]]
            assert middle == [plain] * 4, card
            assert edge == plain, card
        if card is Card.CHECKS:
            assert sorted(pixel[0] for pixel in middle) == [0, 0, 255, 255]
        if card is Card.FRAME:
            assert edge == [255] * 3
            assert middle == [[0] * 3] * 4
    assert not told["words on a card"]
    assert told["after the last"] == [["BACK", ""]]


def test_each_key_is_heard_and_none_does_anything_else(told: dict[str, Any]) -> None:
    told = told["care-keypad"]
    assert "11 of 12" in told["all but one"]
    assert told["all"] == "Every key is heard."
    assert told["typed"]
    assert "0 of 12" in told["anew"]


def test_a_machine_says_what_it_can_sound(told: dict[str, Any]) -> None:
    told = told["care-sound"]
    assert set(told["heard"]) <= {"This machine has no sound card.", "It sounds now. Do you hear it?"}
    assert len(told["heard"]) >= 5
    assert told["nothing else"]
    assert told["anew"] == "Touch one, and listen."


@pytest.mark.parametrize("card", CARDS, ids=lambda card: card.value)
@pytest.mark.parametrize("size", [(1080, 1920), (800, 480), (1281, 801)])
def test_a_card_covers_every_pixel_once(card: Card, size: tuple[int, int]) -> None:
    width, height = size
    found = list(boxes(card, width, height))
    if card is Card.GREYS:
        assert sum(box[2] * box[3] for box, _ in found) == width * height
        assert len({colour for _, colour in found}) == 16
    else:
        assert found[0][0] == (0, 0, width, height)
    square = pattern(card)
    assert square is None or len(square[1]) == square[0] ** 2
