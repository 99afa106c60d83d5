"""The opening rules against a second reading of the same rules that looks at every single minute.

The second reading shares no code with the first: hours are strings as on the office's door, minutes are
numbered, and "next" is found by walking. Slow and plain on purpose.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.rules.opening import Open, next_opening, opening
from kiosk.rules.policy import Policy, Window
from kiosk.rules.screening import Requirement, TemperatureRule
from kiosk.settings import load

ZONE = timezone(timedelta(hours=7))
DAY = 24 * 60

ON_THE_DOOR = {
    "2020-03-24": "08.00-11.00 08.00-11.00 08.00-11.00 08.00-11.00 08.00-10.00 - -",
    "2020-06-10": "08.00-12.00 08.00-12.00 08.00-12.00 08.00-12.00 08.00-12.00 - -",
    "2021-07-03": "08.00-11.00 08.00-11.00 08.00-11.00 08.00-11.00 08.00-10.00 - -",
    "2022-01-17": "08.00-14.00 08.00-14.00 08.00-14.00 08.00-14.00 08.00-10.30 09.00-12.00 -",
}
"""The four sets of hours in 21 months, as the office announced them: Monday to Sunday."""


def minutes_open(first, days, doors, closed):
    """For each minute from the start of ``first``: are numbers given?"""
    table = []
    for offset in range(days):
        day = (first + timedelta(days=offset)).isoformat()
        hours = "-"
        for since in sorted(doors):
            if since <= day:
                hours = doors[since].split()[date.fromisoformat(day).weekday()]
        if day in closed:
            hours = "-"
        if hours == "-":
            table += [False] * DAY
            continue
        (open_hour, open_minute), (close_hour, close_minute) = (
            map(int, part.split(".")) for part in hours.split("-")
        )
        for minute in range(DAY):
            table.append(open_hour * 60 + open_minute <= minute < close_hour * 60 + close_minute)
    return table


def first_opening_after(table, minute):
    """The first minute later than ``minute`` that is open after a closed one."""
    for later in range(minute + 1, len(table)):
        if table[later] and not table[later - 1]:
            return later
    return None


@pytest.mark.parametrize(
    ("start", "days"),
    [("2020-03-22", 8), ("2020-05-20", 8), ("2020-06-08", 7), ("2021-07-01", 7), ("2022-01-13", 8)],
)
def test_the_shipped_policies_hold_at_every_minute_around_each_change(start, days):
    shipped = load(Path(__file__).parents[2] / "kiosk.ini")
    first = date.fromisoformat(start)
    closed = {day.isoformat() for day in shipped.closed_days}
    table = minutes_open(first, days + 12, ON_THE_DOOR, closed)
    midnight = datetime.combine(first, time(), ZONE)
    upcoming = None
    for minute in reversed(range(len(table))):
        at = midnight + timedelta(minutes=minute)
        if minute < days * DAY:
            answer = opening(shipped.policies, shipped.closed_days, at)
            assert isinstance(answer, Open) == table[minute], at
            if not isinstance(answer, Open):
                assert answer.opens_at == midnight + timedelta(minutes=upcoming), at
        if table[minute] and not (minute and table[minute - 1]):
            upcoming = minute


@st.composite
def hours(draw):
    if draw(st.integers(0, 3)) == 0:
        return "-"
    opens = draw(st.integers(0, DAY - 2))
    closes = draw(st.integers(opens + 1, DAY - 1))
    return "-".join(f"{minute // 60:02}.{minute % 60:02}" for minute in (opens, closes))


BEGIN = date(2024, 2, 20)
DAYS = st.integers(0, 20).map(lambda offset: (BEGIN + timedelta(days=offset)).isoformat())
WEEK = st.lists(hours(), min_size=7, max_size=7).map(" ".join)


def policies_of(doors):
    def window(text):
        if text == "-":
            return None
        opens, closes = (time.fromisoformat(part.replace(".", ":")) for part in text.split("-"))
        return Window(opens, closes)

    return tuple(
        Policy(
            date.fromisoformat(since),
            tuple(map(window, week.split())),
            50,
            TemperatureRule(),
            Requirement.REQUIRED,
            "drawn",
        )
        for since, week in doors.items()
    )


@settings(max_examples=60, deadline=None)
@given(
    doors=st.dictionaries(DAYS, WEEK, min_size=1, max_size=4),
    closed=st.sets(DAYS, max_size=6),
    at=st.integers(0, 20 * DAY - 1),
    seconds=st.sampled_from([0.0, 0.000001, 30.0, 59.999999]),
)
def test_any_policies_and_closed_days_are_read_alike(doors, closed, at, seconds):
    table = minutes_open(BEGIN, 60, doors, closed)
    midnight = datetime.combine(BEGIN, time(), ZONE)
    instant = midnight + timedelta(minutes=at, seconds=seconds)
    policies, days = policies_of(doors), {date.fromisoformat(day) for day in closed}
    expected = first_opening_after(table, at)
    found = next_opening(policies, days, instant)
    assert isinstance(opening(policies, days, instant), Open) == table[at]
    assert found == (None if expected is None else midnight + timedelta(minutes=expected))
