"""The opening rules against a second reading of the same rules that knows nothing but minutes and strings.

The second reading shares no code with the first: hours are written as on the office's door, every minute of a
day is asked by itself whether it is open, and "next" is found by looking along the minutes. Ten years are five
million minutes: the first reading is asked about every day's window, about each minute around every opening and
closing, and about all minutes of one day in every month; the tables of both must be equal to the minute.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta, timezone
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.rules.calendar import (
    Calendar,
    ClosedDay,
    EstimatedDays,
    Holiday,
    HolidayKind,
    SpecialHours,
    UsualDay,
)
from kiosk.rules.opening import Open, next_opening, opening
from kiosk.rules.plan import plan_day
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

CLOSED_2020 = [
    "2020-03-25", "2020-04-10", "2020-05-01", "2020-05-07", "2020-05-21", "2020-05-25", "2020-06-01", "2020-07-31",
    "2020-08-17", "2020-08-20", "2020-08-21", "2020-10-28", "2020-10-29", "2020-10-30", "2020-12-09", "2020-12-24",
    "2020-12-25", "2020-12-31",
]  # fmt: skip
"""The working days of 2020 on which the office was closed, as announced."""

# ----------------------------------------------------------------------------------- the second reading


@cache
def minutes(hours):
    """For each minute of a day with these hours on its door: is it open?"""
    if hours == "-":
        return bytes(DAY)
    (open_hour, open_minute), (close_hour, close_minute) = (
        map(int, part.split(".")) for part in hours.split("-")
    )
    return bytes(
        open_hour * 60 + open_minute <= minute < close_hour * 60 + close_minute for minute in range(DAY)
    )


def on_the_door(day, doors, notices=(), holidays=(), whole_until="", guess="ask", leave="closed", words=()):
    """The hours of ``day`` (like 2020-03-24), read off the notices one after the other."""
    since = [first for first in sorted(doors) if first <= day]
    if not since:
        return "-"
    weekday = date.fromisoformat(day).weekday()
    usual = doors[since[-1]].split()[weekday]
    if day in dict(notices):
        return {"closed": "-", "open": usual}.get(dict(notices)[day], dict(notices)[day])
    if day <= whole_until or day not in dict(holidays):
        return usual
    kind = dict(holidays)[day]
    if "?" in kind:
        if day in dict(words):
            return "-" if dict(words)[day] else usual
        if guess != "closed":
            return usual
    return usual if "leave" in kind and leave == "open" else "-"


def table_of(first, days, **said):
    return b"".join(
        minutes(on_the_door((first + timedelta(days=ahead)).isoformat(), **said)) for ahead in range(days)
    )


def first_opening_after(table, minute):
    """The first minute later than ``minute`` that is open after a closed one."""
    found = table.find(b"\x00\x01", minute)
    return None if found < 0 else found + 1


# ------------------------------------------------------------------------------------ the first reading


def windows_of(policies, calendar, first, days):
    table = bytearray(days * DAY)
    for ahead in range(days):
        window = plan_day(policies, calendar, first + timedelta(days=ahead)).window
        if window is not None:
            opens, closes = (ahead * DAY + at.hour * 60 + at.minute for at in (window.opens, window.closes))
            table[opens:closes] = bytes([1]) * (closes - opens)
    return bytes(table)


def agree(policies, calendar, first, table, wanted):
    """``opening`` and ``next_opening`` say what the second reading says, at each of the ``wanted`` minutes."""
    midnight = datetime.combine(first, time(), ZONE)
    for minute in wanted:
        at = midnight + timedelta(minutes=minute)
        upcoming = first_opening_after(table, minute)
        expected = None if upcoming is None else midnight + timedelta(minutes=upcoming)
        answer = opening(policies, calendar, at)
        assert isinstance(answer, Open) == bool(table[minute]), at
        if not isinstance(answer, Open):
            assert answer.opens_at == expected, at
        else:
            closes = table.find(b"\x00", minute)
            assert answer.closes_at == midnight + timedelta(minutes=closes), at
        if minute % 7 == 0:
            assert next_opening(policies, calendar, at) == expected, at


def around_each_change(table):
    """The minutes before and at every opening and closing."""
    at = -1
    for change in (b"\x00\x01", b"\x01\x00"):
        while (at := table.find(change, at + 1)) >= 0:
            yield at
            yield at + 1


# ---------------------------------------------------------------------------------------------- ten years

BEGIN, YEARS = date(2020, 3, 20), 3653
BEYOND = 60
"""Days past the ten years, so that the last of them has a next opening."""


@pytest.fixture(scope="module")
def shipped():
    return load(Path(__file__).parents[2] / "kiosk.ini")


@pytest.fixture(scope="module")
def national():
    """Public days and cuti bersama straight from the package, as one word each; ? marks an estimate."""
    from holidays.countries.indonesia import Indonesia

    days = {}
    for category, kind in (("government", "leave"), ("public", "public")):
        for day, name in Indonesia(years=range(2020, 2031), language="id", categories=(category,)).items():
            # Nothing has been decreed for these years yet, and the package does not say so of this one day.
            guessed = "(perkiraan)" in name or ("Nyepi" in name and day.year > 2027)
            days[day.isoformat()] = kind + "?" * guessed
    return days


def test_ten_years_of_the_shipped_file_are_read_alike_at_every_minute(shipped, national):
    notices = dict.fromkeys(CLOSED_2020, "closed")
    table = table_of(
        BEGIN, YEARS + BEYOND, doors=ON_THE_DOOR, notices=notices, holidays=national, whole_until="2020-12-31"
    )
    assert windows_of(shipped.policies, shipped.calendar, BEGIN, YEARS + BEYOND) == table
    last = YEARS * DAY
    agree(
        shipped.policies,
        shipped.calendar,
        BEGIN,
        table,
        [minute for minute in around_each_change(table) if minute < last],
    )


def test_one_day_in_every_month_of_ten_years_is_read_alike_minute_by_minute(shipped, national):
    notices = dict.fromkeys(CLOSED_2020, "closed")
    table = table_of(
        BEGIN, YEARS + BEYOND, doors=ON_THE_DOOR, notices=notices, holidays=national, whole_until="2020-12-31"
    )
    every_31st = (ahead * DAY + minute for ahead in range(0, YEARS, 31) for minute in range(DAY))
    agree(shipped.policies, shipped.calendar, BEGIN, table, every_31st)


# --------------------------------------------------------------------------------------- any rules at all


@st.composite
def hours(draw):
    if draw(st.integers(0, 3)) == 0:
        return "-"
    opens = draw(st.integers(0, DAY - 2))
    closes = draw(st.integers(opens + 1, DAY - 1))
    return "-".join(f"{minute // 60:02}.{minute % 60:02}" for minute in (opens, closes))


START = date(2024, 2, 20)
WEEK = st.lists(hours(), min_size=7, max_size=7).map(" ".join)
KINDS = st.sampled_from(["public", "public?", "leave", "leave?"])


def days(within):
    return st.integers(0, within).map(lambda ahead: (START + timedelta(days=ahead)).isoformat())


def notices(within):
    row = st.one_of(st.just("closed"), st.just("open"), hours().filter(lambda text: text != "-"))
    return st.dictionaries(days(within), row, max_size=8)


@st.composite
def offices(draw, within, holidays):
    return {
        "doors": draw(st.dictionaries(days(within), WEEK, min_size=1, max_size=4)),
        "notices": draw(notices(within)),
        "holidays": draw(st.dictionaries(days(within), KINDS, max_size=holidays)),
        "whole_until": draw(st.one_of(st.just(""), days(within))),
        "guess": draw(st.sampled_from(["ask", "open", "closed"])),
        "leave": draw(st.sampled_from(["open", "closed"])),
        "words": draw(st.dictionaries(days(within), st.booleans(), max_size=holidays)),
    }


def window_of(text):
    if text == "-":
        return None
    opens, closes = (time.fromisoformat(part.replace(".", ":")) for part in text.split("-"))
    return Window(opens, closes)


def policies_of(doors):
    return tuple(
        Policy(
            date.fromisoformat(since),
            tuple(map(window_of, week.split())),
            50,
            TemperatureRule(),
            Requirement.REQUIRED,
            "drawn",
        )
        for since, week in doors.items()
    )


def calendar_of(said):
    own = {"closed": ClosedDay(""), "open": UsualDay("")}
    table = {
        date.fromisoformat(day): Holiday(
            "", HolidayKind.JOINT_LEAVE if "leave" in kind else HolidayKind.PUBLIC, "?" in kind
        )
        for day, kind in said["holidays"].items()
    }
    return Calendar(
        own={
            date.fromisoformat(day): own.get(row) or SpecialHours(window_of(row), "")
            for day, row in said["notices"].items()
        },
        holidays=lambda year: table,
        complete_until=date.fromisoformat(said["whole_until"]) if said["whole_until"] else None,
        estimated=EstimatedDays(said["guess"]),
        joint_leave_closes=said["leave"] == "closed",
        decided={date.fromisoformat(day): word for day, word in said["words"].items()},
        zone=ZONE,
    )


@settings(max_examples=12, deadline=None)
@given(said=offices(3650, holidays=60))
def test_ten_years_of_any_rules_are_the_same_table_of_minutes(said):
    table = table_of(START, YEARS, **said)
    assert windows_of(policies_of(said["doors"]), calendar_of(said), START, YEARS) == table


@settings(max_examples=60, deadline=None)
@given(
    said=offices(20, holidays=6),
    at=st.integers(0, 20 * DAY - 1),
    seconds=st.sampled_from([0.0, 0.000001, 30.0, 59.999999]),
)
def test_any_moment_of_any_rules_is_read_alike(said, at, seconds):
    table = table_of(START, 60, **said)
    midnight = datetime.combine(START, time(), ZONE)
    instant = midnight + timedelta(minutes=at, seconds=seconds)
    policies, calendar = policies_of(said["doors"]), calendar_of(said)
    assert isinstance(opening(policies, calendar, instant), Open) == bool(table[at])
    expected = first_opening_after(table, at)
    found = next_opening(policies, calendar, instant)
    assert found == (None if expected is None else midnight + timedelta(minutes=expected))
