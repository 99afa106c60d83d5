"""When the machine looks itself over and prints the morning's slip: on its day, once, and never before a person."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest

from kiosk.rules import states as s
from kiosk.rules.kiosk import Kiosk, Moment
from kiosk.rules.readiness import LOOK_AGAIN, LOOK_EVERY, QUIET, closing_due, free, look_due, slip_due
from kiosk.settings.care import CareSettings
from tests.rules.kiosks import DAY, MORNING, NOW, STATES, Book, kiosk_in

EARLY = CareSettings(time(7, 15))


def at(local: datetime, quiet: float = QUIET) -> Kiosk:
    return replace(kiosk_in(s.Welcome(), quiet=quiet), now=Moment(NOW.steady, local))


@pytest.mark.parametrize(
    ("local", "due"),
    [
        (MORNING.replace(hour=7, minute=14), False),
        (MORNING.replace(hour=7, minute=15), True),
        (MORNING, True),  # switched on late
        (MORNING.replace(hour=10, minute=59), True),
        (
            MORNING.replace(hour=11, minute=0),
            False,
        ),  # the day's last number is given: nobody needs it any more
        (MORNING + timedelta(days=4), False),  # a Saturday
    ],
)
def test_the_slip_is_due_from_its_hour_to_the_days_last_number(local: datetime, due: bool) -> None:
    assert slip_due(at(local), Book(), EARLY, None) is due


def test_it_is_due_once_a_day() -> None:
    assert not slip_due(at(MORNING), Book(), EARLY, DAY)
    assert slip_due(at(MORNING + timedelta(days=1)), Book(), EARLY, DAY)


def test_it_is_never_due_where_it_is_off() -> None:
    assert not slip_due(at(MORNING), Book(), CareSettings(None), None)


@pytest.mark.parametrize("state", STATES, ids=lambda state: type(state).__name__)
def test_nothing_is_done_while_somebody_is_at_the_kiosk(state: s.State) -> None:
    kiosk = kiosk_in(state, quiet=3600)
    served = not isinstance(state, s.Welcome)
    assert free(kiosk) is not served
    assert slip_due(kiosk, Book(), EARLY, None) is not served
    assert look_due(kiosk, None) is not served


def test_a_touch_a_moment_ago_may_be_somebody() -> None:
    assert not slip_due(at(MORNING, quiet=QUIET - 1), Book(), EARLY, None)
    assert not look_due(at(MORNING, quiet=QUIET - 1), None)


def test_what_is_not_ready_is_looked_at_more_often() -> None:
    well = at(MORNING)
    ill = replace(well, unready=("disk",))
    assert not look_due(well, NOW.steady - LOOK_AGAIN)
    assert look_due(ill, NOW.steady - LOOK_AGAIN)
    assert look_due(well, NOW.steady - LOOK_EVERY)


def test_a_day_without_numbers_has_no_slip() -> None:
    assert not slip_due(
        at(datetime(2020, 3, 28, 8, 15, tzinfo=MORNING.tzinfo)), Book(), EARLY, date(2020, 3, 27)
    )


LATE = CareSettings(None, time(10, 30))
AFTERNOON = MORNING.replace(hour=15)


@pytest.mark.parametrize(
    ("local", "due"),
    [
        (MORNING.replace(hour=10, minute=45), False),  # its hour, and numbers are still given
        (MORNING.replace(hour=11, minute=0), True),
        (AFTERNOON, True),  # somebody was at it until now
        (AFTERNOON + timedelta(days=4), False),  # a Saturday
    ],
)
def test_the_closing_slip_is_due_once_the_last_number_of_the_day_is_given(local: datetime, due: bool) -> None:
    kiosk = replace(at(local), day=local.date())
    assert closing_due(kiosk, Book(), LATE, None) is due
    assert not closing_due(kiosk, Book(), LATE, local.date())
    assert not closing_due(kiosk, Book(), CareSettings(None, None), None)
    assert not closing_due(kiosk, Book(), CareSettings(None, time(23, 0)), None)


def test_a_day_without_numbers_or_with_somebody_at_the_kiosk_is_not_closed() -> None:
    kiosk = at(AFTERNOON)
    assert closing_due(kiosk, Book(), LATE, None)
    assert not closing_due(replace(kiosk, issued=0), Book(), LATE, None)
    assert not closing_due(replace(kiosk, issued=None), Book(), LATE, None)
    assert not closing_due(replace(kiosk, day=DAY - timedelta(days=1)), Book(), LATE, None)
    assert not closing_due(replace(kiosk, touched=kiosk.now.steady), Book(), LATE, None)
