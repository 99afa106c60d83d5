"""Screens are lived once before anybody waits for them: nobody sees it, and nothing looks otherwise for it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from kiosk.rules import states
from kiosk.ui.chooser import SCREENS
from kiosk.ui.rehearsal import LOOKS

KEPT = 6
"""Dresses: those of the day make room for those of the evening."""

ALIKE = {"1080x1920": len(LOOKS), "800x480": len(LOOKS) - 1}
"""Ways to see a screen: the small panel is within everybody's reach as it is."""
SIZES = tuple(ALIKE)


@pytest.fixture(scope="module", params=SIZES)
def rehearsed(request: pytest.FixtureRequest, in_window: Callable[..., Any]) -> tuple[str, dict[str, Any]]:
    return request.param, in_window("rehearsed", "usual", request.param)


def test_every_screen_of_a_visit_is_rehearsed_in_each_look(rehearsed: tuple[str, dict[str, Any]]) -> None:
    size, told = rehearsed
    assert set(told["lived"]) == {state.__name__ for state in SCREENS}
    assert told["lived"].count(states.ConfirmingMask.__name__) == ALIKE[size]
    assert told["complaints"] == []


def test_nobody_sees_a_rehearsal(rehearsed: tuple[str, dict[str, Any]]) -> None:
    assert rehearsed[1]["unseen"]


def test_a_rehearsed_screen_looks_as_one_that_was_not(
    rehearsed: tuple[str, dict[str, Any]], in_window: Callable[..., Any]
) -> None:
    size, told = rehearsed
    assert told["pictures"] == in_window("rehearsed", "unrehearsed", size)["pictures"]


def test_an_office_without_any_online_way_rehearses_what_it_has(in_window: Callable[..., Any]) -> None:
    told = in_window("rehearsed", "without-online", SIZES[0])
    assert told["complaints"] == []
    assert states.OfferedOnline.__name__ not in told["lived"]
    assert states.TicketInHand.__name__ in told["lived"]


def test_a_face_rehearses_when_nobody_is_there_and_anew_at_dusk(in_window: Callable[..., Any]) -> None:
    told = in_window("rehearsed", "by-itself", SIZES[1])
    assert told["while somebody is there"] == ["ConfirmingMask"]
    assert told["dresses after each"] == [ALIKE[SIZES[1]], KEPT]
    assert told["tone"] == "dusk"
    assert told["screens"] == len(SCREENS)
