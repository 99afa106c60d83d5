"""How many people may be inside: whoever has more numbers than that before theirs waits outside."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from kiosk.rules.plan import room_on, waits_outside
from kiosk.settings import load
from tests.rules.kiosks import DAY, Book

THIRTY = (replace(Book.policies[0], room=30),)


@pytest.mark.parametrize(("ahead", "outside"), [(0, None), (29, None), (30, 30), (60, 30)])
def test_as_many_as_may_be_inside_are_let_in(ahead: int, outside: int | None) -> None:
    assert waits_outside(THIRTY, DAY, ahead) == outside


def test_without_a_limit_nobody_waits_outside() -> None:
    assert waits_outside(Book.policies, DAY, 1000) is None
    assert waits_outside(THIRTY, date(1999, 1, 1), 1000) is None


def test_the_offices_rules_of_july_2021_let_thirty_in() -> None:
    policies = load(Path(__file__).parents[2] / "kiosk.ini").policies
    # Nothing that came later has taken it back.
    days = (date(2020, 3, 24), date(2021, 7, 2), date(2021, 7, 3), date(2022, 1, 16), date(2022, 1, 17))
    assert [room_on(policies, day) for day in days] == [None, None, 30, 30, 30]
