"""One screen comes out of the paper after another: at once, evenly, and the rest stands still."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from typing import Any

import pytest


@pytest.fixture(scope="module")
def told(in_window: Callable[..., Any]) -> dict[str, Any]:
    found: dict[str, Any] = in_window("fading")
    return found


def test_the_first_frame_shows_the_next_screen_already(told: dict[str, Any]) -> None:
    assert 0.1 < told["seen"][0] < 0.5


def test_it_only_ever_becomes_clearer_until_it_is_whole(told: dict[str, Any]) -> None:
    assert all(one <= other for one, other in pairwise(told["seen"]))
    assert told["seen"][-1] == 1.0


def test_what_both_screens_have_stands_still(told: dict[str, Any]) -> None:
    assert told["header stands"]


def test_a_screen_left_in_its_fade_is_whole_when_it_comes_back(told: dict[str, Any]) -> None:
    assert told["found whole again"]
