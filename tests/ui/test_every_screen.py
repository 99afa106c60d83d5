"""What must hold on every screen, in every language, at every size of panel and text."""

from __future__ import annotations

from collections.abc import Callable
from itertools import combinations
from typing import Any

import pytest

from kiosk.ui.chooser import SCREENS
from kiosk.ui.samples import STATES

LOOKS = {
    "upright": ("1080x1920", "1", "id", "standard", "standard", "-"),
    "upright, English, large": ("1080x1920", "1", "en", "large", "standard", "-"),
    "upright, large, high contrast": ("1080x1920", "1", "id", "large", "high", "-"),
    "upright, low": ("1080x1920", "1", "id", "standard", "standard", "low"),
    "upright, low, large": ("1080x1920", "1", "id", "large", "standard", "low"),
    "upright on a laptop": ("1080x1920", "0.5", "id", "standard", "standard", "-"),
    "narrow": ("1080x1920-15", "1", "id", "standard", "standard", "-"),
    "narrow, low, large": ("1080x1920-15", "1", "id", "large", "standard", "low"),
    "across": ("1920x1080", "1", "en", "standard", "standard", "-"),
    "across, large": ("1920x1080", "1", "id", "large", "standard", "-"),
    "small": ("1280x800", "1", "id", "standard", "standard", "-"),
    "small, large": ("1280x800", "1", "id", "large", "standard", "-"),
    "hand": ("800x480", "1", "id", "standard", "standard", "-"),
    "hand, English": ("800x480", "1", "en", "standard", "standard", "-"),
    "hand, large": ("800x480", "1", "id", "large", "high", "-"),
}
MAIN, SMALL, GAP, SMALL_GAP = 20.0, 12.7, 3.0, 2.54
"""Millimetres: main targets and their gaps, and the least for any target (Colle & Hiszem 2004, VVSG 2.0)."""
HALF_A_PIXEL = 0.13
"""Millimetres that rounding to whole pixels may cost, twice over when the panel is shown at half its pixels."""
TEXT_STEP = 0.2


@pytest.fixture(scope="module", params=LOOKS, ids=str)
def look(request: pytest.FixtureRequest, in_window: Callable[..., Any]) -> dict[str, Any]:
    seen: dict[str, Any] = in_window("look", *LOOKS[request.param])
    return seen


def test_every_state_has_exactly_one_screen() -> None:
    from typing import get_args

    from kiosk.rules.states import State

    assert set(SCREENS) == set(get_args(State))
    assert len(set(SCREENS.values())) == len(SCREENS)
    assert {type(state) for state in STATES.values()} == set(SCREENS)


def test_the_screen_of_the_state_is_shown(look: dict[str, Any]) -> None:
    for name, state in STATES.items():
        assert look[name]["screen"] == SCREENS[type(state)].split(":")[1]


def test_no_text_is_cut_and_no_word_is_broken(look: dict[str, Any]) -> None:
    wrong = [
        (name, text["text"])
        for name, screen in look.items()
        for text in screen["texts"]
        if text["clipped"] or not text["inside"] or text["words"] != text["drawn"]
    ]
    assert not wrong


def test_no_screen_holds_more_than_fits(look: dict[str, Any]) -> None:
    assert {name: s["overfull"] for name, s in look.items() if s["overfull"] > 0} == {}


def test_capitals_are_high_enough_to_be_read(look: dict[str, Any]) -> None:
    small = [
        (name, text["text"], round(text["capital"], 2), text["least"])
        for name, screen in look.items()
        for text in screen["texts"]
        if text["capital"] < text["least"] - TEXT_STEP
    ]
    assert not small


def test_targets_are_large_enough_for_a_thumb(look: dict[str, Any]) -> None:
    wrong = []
    for name, screen in look.items():
        for target in screen["targets"]:
            least = SMALL if target["small"] else MAIN
            if target["press"] in ("RETURN", "SLIP", "UNDERSTOOD", "STILL_HERE"):
                least = SMALL
            if min(target["box"][2:]) < least - HALF_A_PIXEL or not target["inside"]:
                wrong.append((name, target["press"], target["value"], target["box"]))
    assert not wrong


def test_targets_keep_their_distance(look: dict[str, Any]) -> None:
    wrong = []
    for name, screen in look.items():
        for one, two in combinations(screen["targets"], 2):
            least = SMALL_GAP if one["small"] and two["small"] else GAP
            if _apart(one["box"], two["box"]) < least - 2 * HALF_A_PIXEL:
                wrong.append((name, one["press"], two["press"], _apart(one["box"], two["box"])))
    assert not wrong


def test_no_button_is_dead(look: dict[str, Any]) -> None:
    dead = [
        (name, target["press"], target["value"])
        for name, screen in look.items()
        for target in screen["targets"]
        if not target["alive"]
    ]
    assert not dead


def test_keys_that_stay_stay_at_the_same_place(look: dict[str, Any]) -> None:
    for press in ("CANCEL", "LANGUAGE", "CALL_OFFICER", "CORNER"):
        places = {
            tuple(round(part, 1) for part in target["box"])
            for screen in look.values()
            for target in screen["targets"]
            if target["press"] == press and target["small"]
        }
        assert len(places) == 1, press


def test_whoever_comes_sees_whose_kiosk_it_is_and_until_when(look: dict[str, Any]) -> None:
    told = " ".join(text["text"] for text in look["welcome"]["texts"]).replace("\u00a0", " ")
    for fact in ("Dindukcapil Kota Pekalongan", "08.00–11.00 WIB", "38", "50", "08.15 WIB"):
        assert fact in told


def test_every_code_on_the_screen_can_be_read(look: dict[str, Any]) -> None:
    codes = [code for screen in look.values() for code in screen["codes"]]
    assert codes
    for code in codes:
        assert code["module"] == int(code["module"])
        assert code["read"] == [code["data"]]


def test_nothing_on_a_measurement_tells_the_value(look: dict[str, Any]) -> None:
    for name in (n for n in look if n.startswith(("measuring", "again", "passed", "held"))):
        for text in look[name]["texts"]:
            assert not any(f"{whole}" in text["text"] for whole in range(34, 43)), (name, text["text"])


def test_a_held_visit_never_says_why(look: dict[str, Any]) -> None:
    told = [text["text"].lower() for text in look["held"]["texts"]]
    assert not [
        t
        for t in told
        if any(word in t for word in ("suhu", "panas", "demam", "sakit", "temperature", "fever"))
    ]


def _apart(one: list[float], two: list[float]) -> float:
    """Millimetres between two boxes; they need to be apart in one direction only."""
    across = max(one[0], two[0]) - min(one[0] + one[2], two[0] + two[2])
    up = max(one[1], two[1]) - min(one[1] + one[3], two[1] + two[3])
    return max(across, up)
