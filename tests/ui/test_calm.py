"""Nothing flashes: whatever moves by itself does so no more than twice a second, in the pixels."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.ui.calm import FRAME

MOST = 2
"""Changes within a second."""
MOVE = {"preparing", "preparing-number", "preparing-paper", "still-there", "still-there-last"}
"""What counts seconds; everything else stands still."""


@pytest.fixture(scope="module")
def changes(in_window: Callable[..., Any]) -> dict[str, list[int]]:
    told: dict[str, list[int]] = in_window("calm")
    return told


def test_no_screen_changes_more_than_twice_a_second(changes: dict[str, list[int]]) -> None:
    for name, frames in changes.items():
        for first in frames:
            within = [frame for frame in frames if first <= frame < first + 1 / FRAME]
            assert len(within) <= MOST, name


def test_what_counts_seconds_is_seen_to_move_and_nothing_else_does(changes: dict[str, list[int]]) -> None:
    assert {name for name, frames in changes.items() if frames} == MOVE
