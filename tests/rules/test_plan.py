"""A day's plan: the policy and the calendar together, with the reason and the limits."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, time, timedelta

import pytest

from kiosk.rules.calendar import (
    Calendar,
    ClosedDay,
    EstimatedDays,
    Holiday,
    HolidayKind,
    SpecialHours,
    UsualDay,
)
from kiosk.rules.plan import Limits, Why, limits, plan_day, two_weeks
from kiosk.rules.policy import Policy, Window
from kiosk.rules.screening import Requirement, TemperatureRule

MORNING, SHORT = Window(time(8), time(11)), Window(time(9), time(10))
OFFICE_HOURS = Window(time(7, 30), time(15))
SPRING = Policy(
    date(2020, 3, 24),
    (MORNING,) * 5 + (None, None),
    50,
    TemperatureRule(),
    Requirement.REQUIRED,
    "circular",
    service_hours=(OFFICE_HOURS,) * 5 + (None, None),
    service_quotas={"kk": 30},
    reserve=5,
)
TUESDAY, WEDNESDAY, SATURDAY = date(2020, 3, 24), date(2020, 3, 25), date(2020, 3, 28)


def plan(day, calendar=Calendar(), policy=SPRING):
    return plan_day((policy,), calendar, day)


def estimated(setting, day=WEDNESDAY, **more):
    return Calendar(
        holidays=lambda year: {day: Holiday("Idul Fitri", estimated=True)}, estimated=setting, **more
    )


def test_a_usual_day_has_its_weekdays_hours_and_the_policys_quota():
    found = plan(TUESDAY)
    assert (found.why, found.window, found.served, found.quota) == (Why.USUAL, MORNING, OFFICE_HOURS, 50)
    assert (found.policy, found.name, found.estimated, found.asks) == (SPRING, "", False, False)


@pytest.mark.parametrize(
    ("day", "calendar", "why", "name"),
    [
        (date(2020, 3, 23), Calendar(), Why.NO_POLICY, ""),
        (SATURDAY, Calendar(), Why.NO_WINDOW, ""),
        (WEDNESDAY, Calendar({WEDNESDAY: ClosedDay("Nyepi")}), Why.CLOSED_DAY, "Nyepi"),
        (WEDNESDAY, Calendar(holidays=lambda year: {WEDNESDAY: Holiday("Nyepi")}), Why.HOLIDAY, "Nyepi"),
        (
            WEDNESDAY,
            Calendar(holidays=lambda year: {WEDNESDAY: Holiday("Cuti", HolidayKind.JOINT_LEAVE)}),
            Why.JOINT_LEAVE,
            "Cuti",
        ),
        (WEDNESDAY, estimated(EstimatedDays.CLOSED), Why.HOLIDAY, "Idul Fitri"),
        (WEDNESDAY, estimated(EstimatedDays.ASK, decided={WEDNESDAY: True}), Why.HOLIDAY, "Idul Fitri"),
    ],
)
def test_a_day_without_numbers_says_why(day, calendar, why, name):
    found = plan(day, calendar)
    assert (found.why, found.window, found.name) == (why, None, name)
    assert limits(found, "kk") == Limits(0, 0)


@pytest.mark.parametrize("setting", [EstimatedDays.ASK, EstimatedDays.OPEN])
def test_an_estimated_day_is_open_and_says_so(setting):
    found = plan(WEDNESDAY, estimated(setting))
    assert (found.why, found.window, found.estimated) == (Why.ESTIMATED, MORNING, True)
    assert found.asks == (setting is EstimatedDays.ASK)


def test_nobody_is_asked_about_an_estimated_day_that_is_closed_anyway():
    found = plan(SATURDAY, estimated(EstimatedDays.ASK, SATURDAY))
    assert (found.why, found.asks, found.name) == (Why.NO_WINDOW, False, "Idul Fitri")


def test_an_officer_who_says_that_the_office_works_ends_the_question():
    found = plan(WEDNESDAY, estimated(EstimatedDays.ASK, decided={WEDNESDAY: False}))
    assert (found.window, found.asks, found.estimated) == (MORNING, False, True)


def test_special_hours_hold_on_their_day_alone_and_may_bring_a_quota():
    calendar = Calendar({SATURDAY: SpecialHours(SHORT, "Layanan tambahan", 20)})
    found = plan(SATURDAY, calendar)
    assert (found.why, found.window, found.quota, found.name) == (
        Why.SPECIAL_HOURS,
        SHORT,
        20,
        "Layanan tambahan",
    )
    assert plan(SATURDAY + timedelta(days=7), calendar).window is None
    usual = plan(WEDNESDAY, Calendar({WEDNESDAY: SpecialHours(SHORT, "Rapat")}))
    assert (usual.quota, usual.served) == (50, OFFICE_HOURS)


def test_special_hours_beyond_the_hours_of_service_serve_until_the_last_number():
    late = Window(time(14), time(16))
    assert plan(WEDNESDAY, Calendar({WEDNESDAY: SpecialHours(late, "Malam")})).served is None


def test_usual_hours_hold_on_a_holiday_when_the_office_says_so():
    calendar = Calendar(
        {WEDNESDAY: UsualDay("Tetap buka")}, holidays=lambda year: {WEDNESDAY: Holiday("Nyepi")}
    )
    assert (plan(WEDNESDAY, calendar).why, plan(WEDNESDAY, calendar).window) == (Why.USUAL, MORNING)


def test_beyond_the_quota_an_officer_may_go_up_to_the_reserve():
    found = plan(TUESDAY)
    assert limits(found, "kk") == Limits(50, 30)
    assert limits(found, "kia") == Limits(50, None)
    assert limits(found, "kk", beyond=True) == Limits(50, 30, reserve=5)
    nobody_comes = plan(SATURDAY)
    assert limits(nobody_comes, "kk", beyond=True) == Limits(50, 30, reserve=5), "an emergency"
    unlimited = plan(TUESDAY, policy=replace(SPRING, quota=None, reserve=0, service_quotas={}))
    assert limits(unlimited, "kk") == Limits(None, None)


def test_two_weeks_are_fourteen_days_across_a_change_of_policy():
    @dataclass
    class Office:
        policies: tuple[Policy, ...]
        calendar: Calendar

    later = replace(SPRING, valid_from=date(2020, 4, 1), quota=None, reserve=0)
    coming = two_weeks(Office((SPRING, later), Calendar({WEDNESDAY: ClosedDay("Nyepi")})), TUESDAY)
    assert [found.day for found in coming] == [TUESDAY + timedelta(days=n) for n in range(14)]
    assert [found.why for found in coming[:2]] == [Why.USUAL, Why.CLOSED_DAY]
    assert [found.policy.valid_from.day for found in coming] == [24] * 8 + [1] * 6
