"""Applying a correction, what binds it, when it lapses, and how the checks in between speak."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.rules.calibration.budget import stated
from kiosk.rules.calibration.control import QuickCheck, Signal, chart, check, out_of_use
from kiosk.rules.calibration.correction import (
    Correction,
    FitKind,
    SiteAdjustment,
    correct,
    covered,
    guard,
    guarded,
    layers,
    newest,
    rollback,
)
from kiosk.rules.calibration.decision import SKIN, Outcome, Rule, conformity, judge
from kiosk.rules.calibration.life import Past, Trend, advise, drift, months_later, proven, usual_months
from kiosk.rules.calibration.standing import (
    LifePolicy,
    NeverCalibrated,
    Overdue,
    OverduePolicy,
    Suspended,
    SuspendedBy,
    Valid,
    may_measure,
    standing,
)
from kiosk.rules.screening import TemperatureRule
from tests.rules.calibration.rig import IDENTITY, NOW, REFERENCE

D = Decimal
ROW = Correction(
    id="CK-1",
    calibration="CK-1",
    kind=FitKind.GAIN_AND_OFFSET,
    gain=D("1.038961"),
    offset=D("-0.96883"),
    low=3500,
    high=3900,
    expanded=D("0.12"),
    as_left=D("0.005"),
    identity=IDENTITY,
    since=NOW,
    due=date(2021, 6, 15),
    by="Wayan",
)
POLICY = LifePolicy()


@pytest.mark.parametrize(("raw", "right"), [(3462, 3500), (3655, 3701), (3847, 3900)])
def test_the_example_is_corrected(raw, right):
    assert correct(raw, ROW) == right
    assert correct(raw, None) == raw


@given(st.integers(-5000, 10000), st.integers(900_000, 1_100_000), st.integers(-500_000, 500_000))
def test_correcting_is_exact_and_halves_go_up(raw, gain, offset):
    row = replace(ROW, gain=D(gain).scaleb(-6), offset=D(offset).scaleb(-5))
    exact = Fraction(raw) * Fraction(gain, 10**6) + Fraction(offset, 10**3)
    assert correct(raw, row) == (exact + Fraction(1, 2)).__floor__()


def test_more_digits_than_are_recorded_are_refused():
    with pytest.raises(ValueError, match="decimals"):
        replace(ROW, gain=D("1.0389611"))


def test_the_layers_stay_apart():
    seen = layers(3655, ROW, SiteAdjustment(40, "SE 12/2020", date(2020, 4, 1)))
    assert (seen.raw, seen.corrected, seen.adjusted) == (3655, 3701, 3741)


def test_the_guard_band_is_u():
    assert (guard(ROW), guard(None)) == (12, 0)
    assert guarded(TemperatureRule(), ROW).guard == 12
    assert guard(replace(ROW, expanded=D("1.7"))) == 100


@given(st.decimals("0.005", "0.5", places=5))
def test_the_stated_u_never_covers_less_than_95_percent(combined):
    assert D("1.96") * combined <= stated(combined) < 2 * combined + D("0.01")


def test_a_value_outside_the_calibrated_range_is_not_covered():
    assert [covered(v, ROW) for v in (3399, 3400, 4000, 4001)] == [False, True, True, False]


def test_rollback_is_a_new_row():
    newer = replace(ROW, id="CK-2", since=NOW + timedelta(days=9))
    back = rollback(ROW, id="CK-3", since=NOW + timedelta(days=10), by="Made")
    assert newest((ROW, newer, back)) == back
    assert (back.restores, back.gain, back.due) == ("CK-1", ROW.gain, ROW.due)
    assert newest(()) is None


# Standing


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"serial": "B"}, SuspendedBy.INSTRUMENT),
        ({"model": "other"}, SuspendedBy.INSTRUMENT),
        ({"settings": (("emissivity", "0.95"), ("offset", "0.0"))}, SuspendedBy.SETTINGS),
        ({"distance_mm": 150}, SuspendedBy.DISTANCE),
        ({"driver_version": "gy/2"}, SuspendedBy.DRIVER_VERSION),
    ],
)
def test_a_change_suspends(change, reason):
    state = standing(ROW, replace(IDENTITY, **change), NOW.date(), POLICY)
    assert state == Suspended(reason)
    assert not may_measure(state)


def test_another_port_suspends_only_an_instrument_without_a_serial():
    moved = replace(IDENTITY, port="/dev/other")
    assert isinstance(standing(ROW, moved, NOW.date(), POLICY), Valid)
    nameless = replace(ROW, identity=replace(IDENTITY, serial=""))
    state = standing(nameless, replace(moved, serial=""), NOW.date(), POLICY)
    assert state == Suspended(SuspendedBy.INSTRUMENT)


def test_due_and_overdue():
    assert standing(ROW, IDENTITY, date(2020, 6, 15), POLICY) == Valid(365, soon=False)
    assert standing(ROW, IDENTITY, date(2021, 6, 15), POLICY) == Valid(0, soon=True)
    late = standing(ROW, IDENTITY, date(2021, 6, 16), POLICY)
    assert late == Overdue(1, OverduePolicy.MANUAL_ONLY)
    assert not may_measure(late)
    warned = LifePolicy(overdue=OverduePolicy.WARN)
    assert may_measure(standing(ROW, IDENTITY, date(2021, 6, 16), warned))


def test_a_clock_before_the_calibration_is_not_believed():
    assert standing(ROW, IDENTITY, date(2019, 1, 1), POLICY) == Suspended(SuspendedBy.CLOCK)


def test_never_calibrated_is_the_offices_choice():
    assert standing(None, IDENTITY, NOW.date(), POLICY) == NeverCalibrated(OverduePolicy.WARN)
    strict = LifePolicy(uncalibrated=OverduePolicy.MANUAL_ONLY)
    assert not may_measure(standing(None, IDENTITY, NOW.date(), strict))


# Quick checks


def quick(error: str, before=(), n: int = 0, row: Correction = ROW) -> QuickCheck:
    """A check whose corrected mean is off by ``error``."""
    raw = round((37 + float(error) - float(row.offset)) / float(row.gain) * 100)
    at = NOW + timedelta(days=n)
    found = check(before, row, REFERENCE, (raw,) * 10, D(37), id=f"q{n}", at=at, by="Wayan")
    assert isinstance(found, QuickCheck)
    return found


def test_signals_of_the_first_checks_come_from_u():
    limits = chart((), ROW)
    assert (limits.s, limits.warning, limits.action, limits.learnt) == (
        D("0.06"),
        D("0.12"),
        D("0.18"),
        False,
    )
    assert quick("0.05").signal is Signal.IN_CONTROL
    assert quick("0.15").signal is Signal.WARNING
    assert quick("-0.22").signal is Signal.ACTION


def test_eight_checks_teach_the_chart_and_a_quiet_one_has_a_floor():
    checks = [quick("0.01", n=n) for n in range(8)]
    limits = chart(checks, ROW)
    assert limits.learnt
    assert (limits.s, limits.action) == (D("0.029"), D("0.087"))
    assert quick("0.12", checks).signal is Signal.ACTION


def test_two_failures_in_a_row_take_it_out_of_use():
    bad, good = quick("0.4", n=1), quick("0.0", n=2)
    assert not out_of_use([bad], ROW)
    assert not out_of_use([bad, good, bad], ROW)
    assert out_of_use([good, bad, bad], ROW)
    assert not out_of_use([bad, bad], replace(ROW, id="CK-9"))
    assert standing(ROW, IDENTITY, NOW.date(), POLICY, [bad, bad]) == Suspended(SuspendedBy.QUICK_CHECK)


def test_a_check_with_an_expired_reference_counts_for_nothing():
    late = NOW + timedelta(days=400)
    refused = check((), ROW, REFERENCE, (3655,) * 10, D(37), id="q", at=late, by="W")
    assert isinstance(refused, tuple)
    few = check((), ROW, REFERENCE, (3655,) * 9, D(37), id="q", at=NOW, by="W")
    assert isinstance(few, tuple)


# Decision


@pytest.mark.parametrize(
    ("rule", "outcomes"),
    [
        (Rule.SIMPLE, "pass pass pass fail fail fail"),
        (Rule.GUARDED, "pass fail fail fail fail fail"),
        (
            Rule.NON_BINARY,
            "pass conditional-pass conditional-pass conditional-fail conditional-fail fail",
        ),
    ],
)
def test_decision_rules(rule, outcomes):
    errors = ["0.18", "-0.181", "0.3", "0.301", "-0.42", "0.421"]
    found = [judge(D(e), D("0.12"), D("0.3"), rule).value for e in errors]
    assert found == outcomes.split()


def test_the_worst_error_decides():
    found = conformity([D("0.1"), D("-0.35"), D("0.2")], D("0.12"), SKIN, Rule.SIMPLE)
    assert (found.worst, found.outcome) == (D("-0.35"), Outcome.FAIL)


# Interval


def past(year: int, found: str, left: str | None = "0.00") -> Past:
    return Past(date(year, 6, 15), D(found), None if left is None else D(left), D("0.3"))


def test_months_end_where_the_month_ends():
    assert months_later(date(2020, 8, 31), 6) == date(2021, 2, 28)
    assert months_later(date(2020, 2, 29), 12) == date(2021, 2, 28)
    assert months_later(date(2020, 12, 1), 1) == date(2021, 1, 1)


def test_six_months_until_it_is_proven():
    assert usual_months([]) == usual_months([past(2018, "0.9"), past(2019, "0.1")]) == 6
    assert proven([past(2018, "0.9"), past(2019, "0.1"), past(2020, "-0.3")])
    assert usual_months([past(2018, "0.9"), past(2019, "0.1"), past(2020, "0.1")]) == 12
    assert usual_months([past(2018, "0.1"), past(2019, "0.1"), past(2020, "0.31")]) == 6


@pytest.mark.parametrize(
    ("history", "trend", "months"),
    [
        ([past(2020, "0.1")], Trend.FIRST, 6),
        ([past(2018, "0.1"), past(2019, "0.05"), past(2020, "0.05")], Trend.EXTEND, 18),
        ([past(2018, "0.1"), past(2019, "0.1"), past(2020, "0.2")], Trend.KEEP, 12),
        ([past(2019, "0.1"), past(2020, "0.25")], Trend.SHORTEN, 9),
        ([past(2019, "0.1"), past(2020, "-0.4")], Trend.SHORTEN, 6),
        ([past(2019, "0.1"), past(2020, "1.5")], Trend.SHORTEN, 3),
    ],
)
def test_interval_advice(history, trend, months):
    found = advise(history, 12)
    assert (found.trend, found.months) == (trend, months)


def test_drift_is_a_year():
    rate = drift([past(2019, "0.5"), past(2020, "0.2")])
    assert rate == pytest.approx(D("0.2"), abs=D("0.002"))
    assert drift([past(2019, "0.1", None), past(2020, "0.1")]) is None
