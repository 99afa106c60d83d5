"""No number under a clock that nobody vouches for, none twice, and no quota that opens again."""

from __future__ import annotations

import os
import time as system_time
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.rules.opening import WIB, Open, opening
from kiosk.rules.timekeeping import (
    CONFIRMED_FOR,
    SUSPICIOUS,
    TOLERANCE,
    ClockReading,
    Doubt,
    Timekeeping,
    Trusted,
    Untrusted,
    Voucher,
    confirm,
    learn,
    never_before,
    observe,
    service_day,
    trust,
)
from tests.rules.kiosks import Book

MORNING = datetime(2020, 3, 25, 10, 59, tzinfo=WIB)
START = datetime(2020, 3, 24, tzinfo=WIB)
NEWEST = MORNING - timedelta(minutes=2)
USED = Timekeeping(earliest=START, newest=NEWEST)
FRESH = Timekeeping(earliest=START)
NETWORK, OFFICER = Trusted(Voucher.NETWORK), Trusted(Voucher.OFFICER)
SECOND, DAY, YEAR = timedelta(seconds=1), timedelta(days=1), timedelta(days=365)


def reading(now=MORNING, steady=1000.0, boot="a", in_step=True):
    return ClockReading(now, steady, boot, in_step)


def later(seen, by, set_by=timedelta()):
    """``by`` after ``seen``, the clock having been set by ``set_by`` meanwhile."""
    return replace(seen, now=seen.now + by + set_by, steady=seen.steady + by.total_seconds())


# ---------------------------------------------------------------------------------------------- who vouches


def test_a_clock_in_step_with_the_network_is_trusted():
    assert trust(USED, reading()) == trust(FRESH, reading()) == NETWORK


@pytest.mark.parametrize("in_step", [False, None])
def test_a_clock_that_nobody_vouches_for_is_not_however_plausible(in_step):
    verdict = trust(USED, reading(in_step=in_step))
    assert verdict == Untrusted(Doubt.UNCONFIRMED)
    assert verdict.officer_can_confirm


@pytest.mark.parametrize("in_step", [False, None])
def test_an_officers_word_is_enough_while_the_clock_runs_on(in_step):
    seen = reading(in_step=in_step)
    keeping = confirm(USED, seen)
    assert trust(keeping, seen) == OFFICER
    assert trust(keeping, later(seen, timedelta(hours=9))) == OFFICER
    assert trust(keeping, later(seen, 3 * DAY, set_by=timedelta(seconds=20))) == OFFICER, "it strays a little"


@pytest.mark.parametrize("by", [-DAY, -timedelta(minutes=2), timedelta(minutes=2), DAY])
def test_an_officers_word_ends_when_somebody_sets_the_clock(by):
    seen = reading(in_step=False)
    keeping = replace(confirm(USED, seen), newest=NEWEST - 2 * DAY)
    assert trust(keeping, later(seen, timedelta(hours=1), set_by=by)) == Untrusted(Doubt.UNCONFIRMED)


def test_an_officers_word_ends_with_the_run_of_the_machine_and_after_a_week():
    seen = reading(in_step=False)
    keeping = confirm(USED, seen)
    assert trust(keeping, replace(seen, boot="b")) == Untrusted(Doubt.UNCONFIRMED)
    assert trust(keeping, replace(seen, steady=3.0)) == Untrusted(Doubt.UNCONFIRMED)
    assert trust(keeping, later(seen, -SECOND)) == Untrusted(Doubt.UNCONFIRMED), (
        "it speaks of nothing earlier"
    )
    assert trust(keeping, later(seen, CONFIRMED_FOR)) == OFFICER
    assert trust(keeping, later(seen, CONFIRMED_FOR + SECOND)) == Untrusted(Doubt.UNCONFIRMED)


# ------------------------------------------------------------------------------------------- wrong clocks


@pytest.mark.parametrize("in_step", [True, False, None])
@pytest.mark.parametrize("keeping", [FRESH, USED])
def test_1970_is_never_trusted_whoever_says_so(keeping, in_step):
    seen = reading(datetime(1970, 1, 1, 0, 0, 12, tzinfo=UTC), in_step=in_step)
    assert trust(keeping, seen) == Untrusted(Doubt.NEVER_SET)
    assert trust(confirm(keeping, seen), seen) == Untrusted(Doubt.NEVER_SET)
    assert not trust(keeping, seen).officer_can_confirm


@pytest.mark.parametrize("in_step", [True, False])
def test_one_day_back_at_10_59_is_never_trusted_whoever_says_so(in_step):
    seen = reading(MORNING - DAY, in_step=in_step)
    assert trust(USED, seen) == Untrusted(Doubt.BEHIND)
    assert trust(confirm(USED, seen), seen) == Untrusted(Doubt.BEHIND)


def test_one_day_back_is_seen_even_before_the_database_knew_of_today():
    """Nothing was stored yet today; what has been trusted since the start counts as well."""
    yesterday = replace(USED, newest=MORNING - DAY - timedelta(minutes=9))
    keeping, verdict = observe(yesterday, reading())
    assert verdict == NETWORK
    kept, verdict = observe(keeping, later(reading(), SECOND, set_by=-DAY))
    assert verdict == Untrusted(Doubt.BEHIND)
    assert kept == keeping
    assert observe(kept, later(reading(), 2 * SECOND))[1] == NETWORK, "set right again, it goes on"


def test_a_little_behind_is_a_clock_being_brought_into_step():
    assert trust(USED, reading(NEWEST - TOLERANCE)) == NETWORK
    assert trust(USED, reading(NEWEST - TOLERANCE - timedelta(microseconds=1))) == Untrusted(Doubt.BEHIND)


@pytest.mark.parametrize("in_step", [True, False])
@pytest.mark.parametrize("ahead", [YEAR, SUSPICIOUS + SECOND, 20 * YEAR])
def test_a_year_ahead_is_suspicious_until_an_officer_has_looked(in_step, ahead):
    seen = reading(NEWEST + ahead, in_step=in_step)
    assert trust(USED, seen) == Untrusted(Doubt.AHEAD)
    assert trust(USED, seen).officer_can_confirm
    assert isinstance(trust(confirm(USED, seen), seen), Trusted)


def test_a_clock_that_is_not_trusted_teaches_nothing():
    """Or one moment in the wrong year would lock the kiosk until that year."""
    kept, _ = observe(USED, reading(MORNING + YEAR))
    assert kept == USED
    assert observe(kept, reading())[1] == NETWORK


def test_an_office_that_rests_for_weeks_needs_no_officer_to_begin_again():
    assert trust(USED, reading(NEWEST + SUSPICIOUS)) == NETWORK


def test_an_instant_without_a_zone_is_refused():
    bare = MORNING.replace(tzinfo=None)
    for ask in (
        lambda: trust(FRESH, reading(bare)),
        lambda: service_day(bare, WIB),
        lambda: learn(FRESH, bare),
    ):
        with pytest.raises(ValueError, match="no time zone"):
            ask()


# ------------------------------------------------------------------------------------------ time in order


def test_what_is_stored_is_never_earlier_than_what_is():
    assert never_before(MORNING, None) == never_before(MORNING, NEWEST) == MORNING
    assert never_before(NEWEST - SECOND, NEWEST) == NEWEST


def test_the_newest_instant_only_grows():
    assert learn(FRESH, None) == FRESH
    assert learn(FRESH, NEWEST).newest == NEWEST
    assert learn(USED, NEWEST - DAY) == USED
    assert learn(USED, MORNING).newest == MORNING


@st.composite
def lives(draw):
    """Clocks that run, jump, restart and are vouched for or not, at random."""
    at, steady, boot, told = MORNING, 0.0, 0, []
    for _ in range(draw(st.integers(1, 25))):
        passed = draw(st.sampled_from([0.25, 60.0, 3600.0, 50000.0]))
        at, steady = at + timedelta(seconds=passed), steady + passed
        jump = draw(st.sampled_from([0, 0, 0, -1, 1, 30, -30, 365, -365]))
        at += jump * DAY
        if draw(st.integers(0, 5)) == 0:
            boot, steady = boot + 1, 0.0
        told.append((reading(at, steady, str(boot), draw(st.booleans())), draw(st.integers(0, 4)) == 0))
    return told


@settings(max_examples=150, deadline=None)
@given(lives())
def test_however_the_clock_is_set_service_days_never_run_back(told):
    """So a day whose quota was once left behind is never opened again."""
    keeping, days = FRESH, []
    for seen, confirmed in told:
        if confirmed:
            keeping = confirm(keeping, seen)
        keeping, verdict = observe(keeping, seen)
        if isinstance(verdict, Trusted):
            days.append(service_day(never_before(seen.now, keeping.newest), WIB))
    assert days == sorted(days)


# -------------------------------------------------------------------------------------------------- zones


@pytest.fixture
def machine_zone():
    """Set the zone of this very process, as an installer might have left it."""
    before = os.environ.get("TZ")

    def set_zone(name):
        os.environ["TZ"] = name
        system_time.tzset()

    yield set_zone
    if before is None:
        del os.environ["TZ"]
    else:
        os.environ["TZ"] = before
    system_time.tzset()


BERLIN, NEW_YORK = "CET-1CEST,M3.5.0,M10.5.0/3", "EST5EDT,M3.2.0,M11.1.0"


@pytest.mark.parametrize("zone", ["UTC0", "WIB-7", "XXX12", "XXX-14", BERLIN, NEW_YORK])
def test_the_machines_zone_moves_neither_the_day_nor_the_hours(machine_zone, zone):
    machine_zone(zone)
    for stamp in (1585101599, 1585101600, 1585098000, 1585155599, 1585155600):
        instant = datetime.fromtimestamp(stamp).astimezone()
        plain = datetime.fromtimestamp(stamp, WIB)
        assert service_day(instant, WIB) == plain.date()
        assert opening(Book.policies, {}, instant, WIB) == opening(Book.policies, {}, plain, WIB)
        assert trust(FRESH, reading(instant)) == NETWORK


@pytest.mark.parametrize(
    "change",
    [datetime(2020, 3, 29, 1, tzinfo=UTC), datetime(2020, 10, 25, 1, tzinfo=UTC)],
    ids=["spring forward", "fall back"],
)
def test_an_hour_lost_or_told_twice_elsewhere_is_an_hour_here(machine_zone, change):
    """Europe's clocks change at 08.00 WIB of a Sunday; in a year with Sunday hours, just at the opening."""
    machine_zone(BERLIN)
    sunday = replace(Book.policies[0], windows=(Book.policies[0].windows[0],) * 7)
    at = [datetime.fromtimestamp(change.timestamp() + 60 * n).astimezone() for n in range(-61, 182)]
    open_minutes = [isinstance(opening((sunday,), {}, instant, WIB), Open) for instant in at]
    assert open_minutes == [False] * 61 + [True] * 180 + [False] * 2
    keeping = FRESH
    for instant in at:
        keeping, verdict = observe(keeping, reading(instant))
        assert verdict == NETWORK


def test_the_zone_changed_in_the_middle_of_a_day_changes_nothing(machine_zone):
    machine_zone("WIB-7")
    before = datetime.fromtimestamp(MORNING.timestamp()).astimezone()
    keeping, _ = observe(FRESH, reading(before))
    machine_zone("XXX12")
    after = datetime.fromtimestamp(MORNING.timestamp() + 1).astimezone()
    assert after.utcoffset() == timedelta(hours=-12)
    assert observe(keeping, reading(after, 1001.0))[1] == NETWORK
    assert service_day(before, WIB) == service_day(after, WIB) == date(2020, 3, 25)


def test_midnight_is_the_offices():
    wita = timezone(timedelta(hours=8))
    instant = datetime(2020, 3, 24, 16, 30, tzinfo=UTC)
    assert service_day(instant, WIB) == date(2020, 3, 24)
    assert service_day(instant, wita) == date(2020, 3, 25)
