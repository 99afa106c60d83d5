"""The officer's calendar has all its days on every panel, and asks about the uncertain ones where they stand."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

DAYS = 14


@pytest.mark.parametrize(
    ("panel", "scale", "asks"),
    [("1920x1080", "0.5", True), ("1280x800", "0.5", True), ("1280x800", "1", True), ("800x480", "1", False)],
)
def test_every_day_is_seen_once_and_nothing_is_too_full(
    in_window: Callable[..., Any], panel: str, scale: str, asks: bool
) -> None:
    for pages in in_window("calendar", panel, scale):
        days = [day for page in pages for day in page["days"]]
        assert len(days) == len(set(days)) == DAYS
        assert all(page["squeeze"] <= 1 for page in pages)
        assert all(page["lowest"] >= 0 for page in pages)
        # A panel as small as a hand may have no room for a day and its answers: the officer's acts ask there.
        assert not asks or any(page["asked"] for page in pages)
