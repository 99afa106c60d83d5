"""A kiosk that cannot start says so on its own screen."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.ui.cannot_start import MESSAGE


def test_the_screen_is_kind_in_two_languages_and_exact_for_the_technician(
    in_window: Callable[..., Any],
) -> None:
    told = in_window("cannot_start")
    texts = [text["text"] for text in told]
    assert "Kiosk belum dapat dijalankan" in texts
    assert "The kiosk cannot start yet" in texts
    assert MESSAGE in texts
    assert not any(text["clipped"] for text in told)
