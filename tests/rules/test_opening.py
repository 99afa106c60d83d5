"""When the office gives numbers, told by the office's own examples."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta, timezone

import pytest

from kiosk.rules.calendar import Calendar, SpecialHours
from kiosk.rules.opening import WIB, Closed, ClosedReason, Open, next_opening, opening
from kiosk.rules.policy import Policy, Window
from kiosk.rules.screening import Requirement, TemperatureRule

MORNING, FRIDAY = Window(time(8), time(11)), Window(time(8), time(10))
SPRING = Policy(
    valid_from=date(2020, 3, 24),
    windows=(MORNING,) * 4 + (FRIDAY, None, None),
    quota=50,
    temperature=TemperatureRule(),
    mask=Requirement.REQUIRED,
    source="circular",
)
LONGER = replace(
    SPRING, valid_from=date(2020, 6, 10), windows=(Window(time(7, 30), time(12)),) * 5 + (None, None)
)
BOTH = (SPRING, LONGER)
NYEPI = {date(2020, 3, 25): "Nyepi"}


def wib(month, day, hour=0, minute=0, second=0, microsecond=0, year=2020):
    return datetime(year, month, day, hour, minute, second, microsecond, WIB)


@pytest.mark.parametrize(
    ("at", "closes"),
    [
        (wib(3, 24, 8), wib(3, 24, 11)),
        (wib(3, 24, 8, 15), wib(3, 24, 11)),
        (wib(3, 24, 10, 59, 59, 999999), wib(3, 24, 11)),
        (wib(3, 27, 9, 59), wib(3, 27, 10)),
        (wib(6, 10, 11, 59), wib(6, 10, 12)),
    ],
)
def test_within_the_window_it_is_open_until_the_window_closes(at, closes):
    assert opening(BOTH, {}, at) == Open(closes)


@pytest.mark.parametrize(
    ("at", "reason", "opens"),
    [
        pytest.param(wib(3, 24, 7, 59, 59), ClosedReason.BEFORE, wib(3, 24, 8), id="a minute early"),
        pytest.param(wib(3, 24, 11), ClosedReason.AFTER, wib(3, 25, 8), id="the closing moment itself"),
        pytest.param(wib(3, 27, 10, 5), ClosedReason.AFTER, wib(3, 30, 8), id="Friday 10.05: Monday 08.00"),
        pytest.param(wib(3, 28, 9), ClosedReason.NO_WINDOW, wib(3, 30, 8), id="Saturday"),
        pytest.param(
            wib(3, 29, 23, 59, 59), ClosedReason.NO_WINDOW, wib(3, 30, 8), id="Sunday's last second"
        ),
        pytest.param(wib(6, 9, 12), ClosedReason.AFTER, wib(6, 10, 7, 30), id="the next day has new hours"),
        pytest.param(wib(3, 20, 9), ClosedReason.NO_POLICY, wib(3, 24, 8), id="before there are any rules"),
        pytest.param(wib(1, 1, 9, year=1970), ClosedReason.NO_POLICY, None, id="a clock that lost its time"),
    ],
)
def test_closed_says_why_and_when_it_opens_next(at, reason, opens):
    assert opening(BOTH, {}, at) == Closed(reason, opens)


def test_a_closed_day_is_skipped_from_the_day_before_and_named_on_the_day():
    assert opening(BOTH, NYEPI, wib(3, 24, 12)) == Closed(ClosedReason.AFTER, wib(3, 26, 8))
    assert opening(BOTH, NYEPI, wib(3, 25, 9)) == Closed(ClosedReason.CLOSED_DAY, wib(3, 26, 8), "Nyepi")


def test_closed_days_around_a_weekend_and_a_policy_change_are_all_skipped():
    closed = {date(2020, 6, 5): "a", date(2020, 6, 8): "b", date(2020, 6, 9): "c"}
    assert next_opening(BOTH, closed, wib(6, 4, 11)) == wib(6, 10, 7, 30)


def test_the_next_opening_is_always_later_than_the_moment_asked_about():
    assert next_opening(BOTH, {}, wib(3, 24, 7, 59)) == wib(3, 24, 8)
    assert next_opening(BOTH, {}, wib(3, 24, 8)) == wib(3, 25, 8)


def test_an_office_that_gives_no_numbers_for_more_than_a_year_promises_nothing():
    shut = replace(SPRING, windows=(None,) * 7)
    far = replace(SPRING, valid_from=date(2021, 4, 28))
    assert next_opening((shut,), {}, wib(3, 24, 8)) is None
    assert next_opening((shut, far), {}, wib(3, 24, 8)) == wib(4, 28, 8, year=2021)
    assert next_opening((shut, replace(far, valid_from=date(2021, 4, 29))), {}, wib(3, 24, 8)) is None


@pytest.mark.parametrize("zone", [UTC, timezone(timedelta(hours=-11)), timezone(timedelta(hours=14))])
def test_the_zone_of_the_machine_changes_nothing(zone):
    for at in (wib(3, 27, 9, 59), wib(3, 27, 10, 5), wib(3, 29, 23, 59), wib(3, 30, 0, 1)):
        assert opening(BOTH, NYEPI, at.astimezone(zone)) == opening(BOTH, NYEPI, at)


def test_answers_are_in_the_offices_zone():
    closed = opening(BOTH, {}, datetime(2020, 3, 27, 3, 5, tzinfo=UTC))
    assert isinstance(closed, Closed)
    assert closed.opens_at.isoformat() == "2020-03-30T08:00:00+07:00"


def test_an_office_further_east_opens_by_its_own_clock():
    wita = timezone(timedelta(hours=8), "WITA")
    assert opening(BOTH, {}, wib(3, 24, 7), wita) == Open(datetime(2020, 3, 24, 11, tzinfo=wita))


def test_the_calendars_zone_is_the_offices_unless_another_is_named():
    wita = timezone(timedelta(hours=8), "WITA")
    calendar = Calendar(zone=wita)
    assert opening(BOTH, calendar, wib(3, 24, 7)) == Open(datetime(2020, 3, 24, 11, tzinfo=wita))
    assert next_opening(BOTH, calendar, wib(3, 24, 8)) == datetime(2020, 3, 25, 8, tzinfo=wita)
    assert opening(BOTH, calendar, wib(3, 24, 7), WIB) == Closed(ClosedReason.BEFORE, wib(3, 24, 8))


def test_special_hours_replace_the_weekdays_and_open_a_day_that_has_none():
    short = Calendar(
        {
            date(2020, 3, 27): SpecialHours(Window(time(13), time(15)), "Listrik padam pagi hari"),
            date(2020, 3, 28): SpecialHours(Window(time(9), time(10)), "Layanan tambahan"),
        }
    )
    assert opening(BOTH, short, wib(3, 27, 9)) == Closed(ClosedReason.BEFORE, wib(3, 27, 13))
    assert opening(BOTH, short, wib(3, 27, 14, 59)) == Open(wib(3, 27, 15))
    assert opening(BOTH, short, wib(3, 27, 15)) == Closed(ClosedReason.AFTER, wib(3, 28, 9))
    assert opening(BOTH, short, wib(3, 28, 9, 30)) == Open(wib(3, 28, 10))


@pytest.mark.parametrize("ask", [opening, next_opening])
def test_an_instant_without_a_zone_is_refused(ask):
    with pytest.raises(ValueError, match="no time zone"):
        ask(BOTH, {}, wib(3, 24, 9).replace(tzinfo=None))
