"""Whatever is wrong with an instrument beyond the limits: no correction of it is ever accepted."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.calibration_coverage import PLANS, coverage
from kiosk.rules.calibration.budget import Estimates, known_rows
from kiosk.rules.calibration.decision import OFFICE, Mpe, Rule
from kiosk.rules.calibration.plan import Plan
from kiosk.rules.calibration.points import Direction, PointResult, indicated
from kiosk.rules.calibration.proposal import Proposed, Refused, propose
from kiosk.rules.calibration.refusals import Reason
from kiosk.rules.calibration.steps import Step
from tests.rules.calibration.rig import NOW, REFERENCE, ROOM, Instrument, accepted, to_decision, to_fit

PLAN = Plan()
seeds = st.integers(0, 2**32 - 1)
quiet = st.floats(0.0, 0.1)
soon = settings(max_examples=25, deadline=None)


def either(low: float, high: float) -> st.SearchStrategy[float]:
    """Of this size, to either side."""
    return st.floats(low, high) | st.floats(-high, -low)


def reasons(progress) -> set[Reason]:
    return {refusal.reason for refusal in progress.proposal.reasons}


@soon
@given(st.floats(0.5, 0.88) | st.floats(1.13, 1.5), quiet, seeds)
def test_a_gain_beyond_the_limits(gain, noise, seed):
    # the instrument's gain is the inverse of the correction's
    progress = to_fit(PLAN, Instrument(gain=gain, offset=37 * (1 - gain), noise=noise, seed=seed))
    assert Reason.GAIN in reasons(progress)


@soon
@given(either(1.1, 5), quiet, seeds)
def test_an_offset_beyond_the_ceiling(offset, noise, seed):
    assert Reason.OFFSET in reasons(to_fit(PLAN, Instrument(offset=offset, noise=noise, seed=seed)))


@soon
@given(either(0.065, 0.3), quiet, seeds)
def test_a_bent_characteristic(curve, noise, seed):
    progress = accepted(PLAN, Instrument(curve=curve, noise=noise, seed=seed))
    assert not progress.activated


@soon
@given(st.floats(0.3, 1.5), seeds)
def test_a_noisy_one_never_gets_through_the_gate(noise, seed):
    progress = to_fit(PLAN, Instrument(noise=noise, seed=seed))
    assert not isinstance(progress.proposal, Proposed)


@soon
@given(either(1.0, 6), quiet, seeds)
def test_one_that_drifts_at_the_gate(drift, noise, seed):
    """A degree a minute and more: as a sensor that still warms up before the source."""
    progress = accepted(PLAN, Instrument(drift=drift, noise=noise, seed=seed))
    assert not progress.activated


@soon
@given(either(0.35, 2), quiet, seeds)
def test_one_that_does_not_come_back(lag, noise, seed):
    assert Reason.HYSTERESIS in reasons(to_fit(PLAN, Instrument(lag=lag, noise=noise, seed=seed)))


@pytest.mark.parametrize("plan", PLANS.values(), ids=PLANS)
@pytest.mark.parametrize("shows", [3500, 3700, 3800, 3651])
def test_a_frozen_one(plan, shows):
    """With one point a frozen instrument looks perfect as found: as-left at another temperature unmasks it."""
    plan = replace(plan, use=(3700, 3700))
    assert not accepted(plan, Instrument(frozen=shows)).activated


def test_a_frozen_one_is_called_not_monotonic():
    assert Reason.NOT_MONOTONIC in reasons(to_fit(PLAN, Instrument(frozen=3700)))


@soon
@given(
    gain=st.floats(0.93, 1.07),
    offset=st.floats(-0.7, 0.7),
    noise=st.floats(0.0, 0.1),
    step=st.sampled_from([1, 2, 10]),
    seed=seeds,
)
def test_a_sound_one_is_corrected_and_the_truth_lies_within_twice_u(gain, offset, noise, step, seed):
    """U covers 95 %; twice U is never left with only noise and rounding at work."""
    instrument = Instrument(gain=gain, offset=37 * (1 - gain) + offset, noise=noise, step=step, seed=seed)
    progress = to_decision(PLAN, instrument)
    assert progress.step is Step.DECISION, progress.problems
    fit, expanded = progress.proposal.fit, float(progress.proposal.uncertainty.stated)
    for target in (35.0, 36.4, 37.3, 38.2, 39.0):
        left = float(fit.gain) * instrument.mean(target) + float(fit.offset) - target
        assert abs(left) <= 2 * expanded


@settings(max_examples=80, deadline=None)
@given(
    gain=st.floats(0.85, 1.15),
    offset=st.floats(-1.5, 1.5),
    curve=st.floats(-0.2, 0.2),
    noise=st.floats(0.0, 0.25),
    step=st.sampled_from([1, 10, 50]),
    seed=seeds,
)
def test_whatever_is_activated_is_within_the_permitted_error(gain, offset, curve, noise, step, seed):
    """The promise to the resident, whatever the instrument: accepted means right, everywhere it decides."""
    instrument = Instrument(
        gain=gain, offset=37 * (1 - gain) + offset, curve=curve, noise=noise, step=step, seed=seed
    )
    progress = accepted(PLAN, instrument)
    if not progress.activated:
        return
    fit = progress.proposal.fit
    for target in range(PLAN.use[0], PLAN.use[1] + 1, 10):
        left = float(fit.gain) * instrument.mean(target / 100) + float(fit.offset) - target / 100
        assert abs(left) <= float(PLAN.mpe.limit)


@pytest.mark.parametrize("name", PLANS)
def test_the_stated_uncertainty_covers_95_percent(name):
    found = coverage(name, 120, seed=7)
    assert found.proposed >= 115
    assert found.as_left >= 0.95
    assert found.in_use >= 0.95


# One reason at a time, by hand-made points.


def points(raws: dict[int, int], n: int = 10, plan: Plan = PLAN) -> list[PointResult]:
    """As-found visits whose readings scatter by one hundredth about ``raws``."""
    found = []
    for at, nominal in enumerate(plan.schedule):
        readings = tuple(raws[nominal] + (1 if i % 2 else -1) for i in range(n))
        way = Direction.UP if at < len(plan.points) else Direction.DOWN
        found.append(
            PointResult(nominal, way, Decimal(nominal) / 100, readings, indicated(readings, None), NOW)
        )
    return found


def proposal(found=None, plan=PLAN, **changes):
    given_ = {
        "reference": REFERENCE,
        "environment": ROOM,
        "on": NOW.date(),
        "warmed": True,
        "known": known_rows(REFERENCE, 2500, Estimates()),
    }
    return propose(found or points({3500: 3490, 3700: 3690, 3900: 3890}), plan, **{**given_, **changes})


def test_a_sound_set_is_proposed():
    assert isinstance(proposal(), Proposed)


@pytest.mark.parametrize(
    ("reason", "changes"),
    [
        (Reason.REFERENCE_EXPIRED, {"on": date(2021, 2, 3)}),
        (Reason.REFERENCE_NOT_YET_VALID, {"on": date(2020, 2, 2)}),
        (Reason.UNWARMED, {"warmed": False}),
        (Reason.ROOM_TEMPERATURE, {"environment": replace(ROOM, ambient=1500)}),
        (Reason.ROOM_TEMPERATURE, {"environment": replace(ROOM, ambient=4100)}),
        (Reason.HUMIDITY, {"environment": replace(ROOM, humidity=85)}),
        (Reason.DRAUGHT, {"environment": replace(ROOM, no_draught=False)}),
        (Reason.NOT_ACCLIMATISED, {"environment": replace(ROOM, acclimatised=False)}),
        (Reason.RANGE, {"plan": replace(PLAN, use=(3390, 3800))}),
        (Reason.RANGE, {"plan": replace(PLAN, use=(3600, 4001))}),
        (Reason.BUDGET, {"known": known_rows(REFERENCE, 2500, Estimates())[1:]}),
        (Reason.UNCERTAINTY, {"plan": replace(PLAN, mpe=Mpe(Decimal("0.12"), "x"), rule=Rule.GUARDED)}),
        (Reason.UNCERTAINTY, {"plan": replace(PLAN, mpe=Mpe(Decimal("0.11"), "x"), rule=Rule.SIMPLE)}),
        (Reason.TOO_FEW_READINGS, {"found": points({3500: 3490, 3700: 3690, 3900: 3890}, n=9)}),
        (Reason.TOO_FEW_POINTS, {"found": points({3500: 3490, 3700: 3690, 3900: 3890})[:4]}),
        (Reason.NOT_MONOTONIC, {"found": points({3500: 3690, 3700: 3690, 3900: 3890})}),
        (Reason.RESIDUAL, {"found": points({3500: 3490, 3700: 3706, 3900: 3890})}),
    ],
)
def test_each_reason_alone(reason, changes):
    refused = proposal(**changes)
    assert isinstance(refused, Refused)
    assert {r.reason for r in refused.reasons} == {reason}


def test_the_edge_of_the_range_of_use_is_allowed():
    assert isinstance(proposal(plan=replace(PLAN, use=(3400, 4000))), Proposed)


def test_points_less_than_two_degrees_apart():
    plan = Plan(points=(3600, 3700), as_left=(3800,))
    refused = proposal(points({3600: 3590, 3700: 3690}, plan=plan), plan)
    assert {r.reason for r in refused.reasons} == {Reason.POINTS_TOO_CLOSE}


def test_all_reasons_are_told_at_once_with_their_figures():
    refused = proposal(points({3500: 3200, 3700: 3500, 3900: 3900}), on=date(2022, 1, 1), warmed=False)
    told = {r.reason: r for r in refused.reasons}
    assert {Reason.REFERENCE_EXPIRED, Reason.UNWARMED, Reason.GAIN, Reason.OFFSET, Reason.RESIDUAL} <= set(
        told
    )
    assert told[Reason.GAIN].limit == Decimal("0.9")
    assert refused.fit is not None
    assert refused.uncertainty is not None


def test_a_wider_limit_needs_its_own_document():
    with pytest.raises(ValueError, match="document"):
        Mpe(Decimal("0.5"), "")
    assert OFFICE.document
