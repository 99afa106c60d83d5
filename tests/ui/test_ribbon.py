"""A demonstration says on the glass that it is one, and a real kiosk has nothing of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest


@pytest.mark.parametrize("panel", ["1080x1920", "1280x800", "800x480"])
def test_a_demonstration_is_marked_beside_everything_that_can_be_touched(
    in_window: Callable[..., Any], panel: str
) -> None:
    assert in_window("ribbon", panel, "demo") == {"ribbons": 1, "under it": [], "middle": [True]}


def test_a_real_kiosk_has_no_such_mark(in_window: Callable[..., Any]) -> None:
    assert in_window("ribbon", "1080x1920", "earnest")["ribbons"] == 0
