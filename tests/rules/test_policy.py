"""A policy and its windows cannot be built wrong, and say what holds on a day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time

import pytest

from kiosk.rules.opening import policy_for
from kiosk.rules.policy import Check, Policy, Reason, Service, Window, contradictions, reasons_for
from kiosk.rules.screening import Requirement, TemperatureRule

MORNING = Window(time(8), time(11))
SPRING = Policy(
    date(2020, 3, 24), (MORNING,) * 5 + (None, None), 50, TemperatureRule(), Requirement.REQUIRED, "circular"
)
SUMMER = replace(SPRING, valid_from=date(2020, 6, 10), quota=None)


@pytest.mark.parametrize(("opens", "closes"), [(time(11), time(8)), (time(8), time(8))])
def test_a_window_that_does_not_open_before_it_closes_is_refused(opens, closes):
    with pytest.raises(ValueError, match="before it closes"):
        Window(opens, closes)


def test_a_window_holds_its_opening_and_not_its_closing_moment():
    assert time(8) in MORNING
    assert time(10, 59, 59, 999999) in MORNING
    assert time(11) not in MORNING
    assert time(7, 59, 59, 999999) not in MORNING


@pytest.mark.parametrize("days", [0, 5, 8])
def test_a_policy_needs_a_window_or_none_for_each_day_of_the_week(days):
    with pytest.raises(ValueError, match="seven windows"):
        replace(SPRING, windows=(MORNING,) * days)


def test_the_window_of_a_date_is_its_weekdays():
    assert SPRING.window(date(2020, 3, 27)) == MORNING
    assert SPRING.window(date(2020, 3, 28)) is None


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2020, 3, 24), SPRING),
        (date(2020, 6, 9), SPRING),
        (date(2020, 6, 10), SUMMER),
        (date(2038, 1, 19), SUMMER),
    ],
)
def test_a_policy_holds_from_its_first_day_until_the_next_ones(day, expected):
    assert policy_for((SPRING, SUMMER), day) is expected
    assert policy_for((SUMMER, SPRING), day) is expected


def test_before_the_first_policy_there_is_none():
    with pytest.raises(LookupError, match="1970-01-01"):
        policy_for((SPRING, SUMMER), date(1970, 1, 1))


def test_an_officer_is_offered_only_the_reasons_for_the_check_at_hand():
    handheld = Reason("handheld-pass", frozenset({Check.TEMPERATURE, Check.DEVICE}), {"id": "a"})
    child = Reason("child", frozenset({Check.MASK}), {"id": "b"})
    assert reasons_for((child, handheld), Check.DEVICE) == (handheld,)
    assert reasons_for((child, handheld), Check.MASK) == (child,)


# ------------------------------------------------------------------------------------------- contradictions

KK = Service("kk", {"id": "KK"}, "kk", None, {}, {"id": ("KTP-el",)}, "list", date(2020, 3, 24), False)
SOUND = replace(
    SPRING, services=(KK,), service_hours=(Window(time(8), time(15)),) * 5 + (None, None), reserve=5
)


def test_a_policy_that_can_be_meant_contradicts_nothing():
    assert contradictions(SPRING) == contradictions(SOUND) == ()
    early = replace(SOUND, windows=(Window(time(7), time(9)),) * 5 + (None, None))
    assert contradictions(early) == (), "numbers may be given before the counters open"


@pytest.mark.parametrize(
    ("change", "fields", "remedy"),
    [
        ({"windows": (MORNING,) * 6 + (None,)}, ("windows", "service_hours"), "Sat service hours"),
        (
            {"service_hours": (Window(time(8), time(10, 30)),) * 7},
            ("windows", "service_hours"),
            "until 11.00 but people are served only until 10.30",
        ),
        (
            {"service_hours": (Window(time(11), time(15)),) * 7},
            ("windows", "service_hours"),
            "over before anyone is served at 11.00",
        ),
        ({"quota": None}, ("quota", "reserve"), "reserve = 0"),
        ({"service_quotas": {"kia": 10}}, ("service_quotas",), "kia is not offered"),
        ({"service_quotas": {"kk": 51}}, ("service_quotas", "quota"), "at most 50"),
    ],
)
def test_a_contradiction_names_its_fields_and_what_would_be_right(change, fields, remedy):
    found = contradictions(replace(SOUND, **change))
    assert {one.fields for one in found} == {fields}
    assert remedy in found[0].remedy


def test_the_hours_of_service_are_a_weekdays_or_end_with_the_last_number():
    assert SOUND.served(date(2020, 3, 27)) == Window(time(8), time(15))
    assert SOUND.served(date(2020, 3, 28)) is None
    assert SPRING.served(date(2020, 3, 27)) is None


def test_the_hours_of_service_need_seven_days_too():
    with pytest.raises(ValueError, match="seven service hours"):
        replace(SPRING, service_hours=(MORNING,) * 5)
