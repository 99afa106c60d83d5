"""Which line of a scanner is a badge, and that its secret is told nobody."""

from __future__ import annotations

import pytest

from kiosk.rules import badge
from kiosk.rules.commands import CheckBadge
from kiosk.rules.events import BadgeShown

SECRET = "AB2CD3EF4GH5IJ6KL7MNOPQRST"


@pytest.mark.parametrize(
    "line",
    [
        f"STAFF:{SECRET}",
        f"staff:{SECRET.lower()}",
        f"  STAFF:{SECRET}\r",
        f"STAFF;{SECRET}",
        f"STAFF.{SECRET}",
    ],
    ids=["as printed", "with Caps Lock", "with a line's end", "without shift", "on another keyboard"],
)
def test_a_badge_is_known_however_the_scanner_types_it(line: str) -> None:
    assert badge.read(line) == BadgeShown(SECRET)


@pytest.mark.parametrize(
    "line", ["AN1:ABCD", "3375016708850043", "STAFF", "STAFF:", f"XSTAFF:{SECRET}", f"STAFF:{'A' * 65}", ""]
)
def test_a_ticket_a_nik_and_anything_else_are_no_badge(line: str) -> None:
    assert badge.read(line) is None


def test_no_description_tells_the_secret() -> None:
    assert SECRET not in repr(BadgeShown(SECRET)) + repr(CheckBadge(1, SECRET))
