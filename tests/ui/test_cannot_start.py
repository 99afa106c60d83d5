"""A kiosk that cannot start says so on its own screen."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from kiosk.ui.cannot_start import LONGEST, MOST, shown
from tests.ui.cannot_start import MESSAGE


def test_the_screen_is_kind_in_two_languages_and_exact_for_the_technician(
    in_window: Callable[..., Any],
) -> None:
    told = in_window("cannot_start")
    texts = [text["text"] for text in told]
    assert "Kios belum dapat dijalankan" in texts
    assert "The kiosk cannot start yet" in texts
    assert MESSAGE in texts
    assert not any(text["clipped"] for text in told)


def test_thousands_of_mistakes_are_as_many_as_a_screen_holds() -> None:
    """All of them were laid out for minutes, on a black screen."""
    assert shown(MESSAGE) == MESSAGE
    told = shown("\n".join(["x" * 1000] * 3000)).splitlines()
    assert len(told) == MOST + 1
    assert max(map(len, told)) <= LONGEST
    assert told[-1] == f"... and {3000 - MOST} more: `kiosk doctor` names them all at a terminal"
