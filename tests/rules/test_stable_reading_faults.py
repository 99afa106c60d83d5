"""A device fault is never a verdict on a person: each cause, and what must not be mistaken for one."""

from __future__ import annotations

import pytest

from kiosk.rules.stable_reading import (
    FaultCause,
    Guidance,
    InstrumentFault,
    Measurement,
    ReadingLimits,
    Sample,
    Settling,
    Unsettled,
    begin,
    fail,
    observe,
    reject,
    wait,
)
from tests.rules.test_stable_reading import LIMITS, ROOM, arriving, feed, samples


def cause(settling: Settling) -> FaultCause:
    assert isinstance(settling.outcome, InstrumentFault), settling.outcome
    return settling.outcome.cause


@pytest.mark.parametrize("value", [4310, 6000, 103755, 0, -27315, 999])
def test_impossible_values_are_the_instrument_s_fault(value: int) -> None:
    assert cause(feed(samples(lambda at: value))) is FaultCause.OUT_OF_RANGE


def test_a_hot_cup_for_a_moment_is_none() -> None:
    """Four samples of 60 degrees: shrugged off; the person is measured, or asked again, but nothing is
    broken.
    """
    stream = [
        Sample(s.at, 6000 if 2.0 <= s.at < 2.35 else s.object, s.ambient) for s in samples(arriving(3650))
    ]
    assert not isinstance(feed(stream).outcome, InstrumentFault)


def test_a_steady_level_too_cold_for_skin_is_a_fault_at_the_end() -> None:
    assert cause(feed(samples(arriving(2965), noise=5))) is FaultCause.OUT_OF_RANGE


@pytest.mark.parametrize("stuck", [3650, 3657, 2800])
def test_a_frozen_instrument_of_hundredths_is_found_before_it_measures(stuck: int) -> None:
    settling = feed(samples(lambda at: stuck, noise=0), limits=ReadingLimits(resolution=1))
    assert cause(settling) is FaultCause.FROZEN
    assert settling.heard < 2.5


def test_a_frozen_instrument_of_unknown_step_never_measures() -> None:
    assert cause(feed(samples(lambda at: 3650, noise=0))) is FaultCause.FROZEN


def test_an_instrument_that_freezes_while_nobody_is_there_is_found() -> None:
    stream = samples(lambda at: ROOM, seconds=3) + [Sample(3 + i / 10, 2811, ROOM) for i in range(40)]
    assert cause(feed(stream)) is FaultCause.FROZEN


@pytest.mark.parametrize("noise", [2.0, 5.0, 10.0])
def test_a_quiet_instrument_of_tenths_may_repeat_itself(noise: float) -> None:
    settling = feed(samples(arriving(3652), noise=noise, grain=10))
    assert isinstance(settling.outcome, Measurement)
    assert settling.outcome.value in (3640, 3650, 3660)


def test_a_quiet_instrument_of_tenths_may_look_at_a_wall_for_long() -> None:
    settling = feed(samples(lambda at: 2700, noise=1, grain=10, seconds=31))
    assert isinstance(settling.outcome, Unsettled)


def test_an_instrument_of_tenths_frozen_on_a_person_never_measures() -> None:
    settling = feed(samples(lambda at: 3650, noise=0), limits=ReadingLimits(resolution=10))
    assert cause(settling) is FaultCause.FROZEN


def test_silence_is_stale() -> None:
    seen = feed(samples(arriving(3650), seconds=1.5))
    assert wait(seen, seen.heard + 2.0, LIMITS).outcome is None
    assert cause(wait(seen, seen.heard + 2.01, LIMITS)) is FaultCause.STALE


def test_a_sample_after_a_long_silence_is_stale_whether_or_not_time_was_told() -> None:
    seen = feed(samples(arriving(3650), seconds=1.5))
    assert cause(observe(seen, Sample(seen.heard + 2.5, 3650, ROOM), LIMITS)) is FaultCause.STALE


def test_the_first_sample_may_take_longer() -> None:
    """Opening a port resets many Arduinos, which takes two seconds."""
    assert wait(begin(0.0), 4.9, LIMITS).outcome is None
    assert cause(wait(begin(0.0), 5.1, LIMITS)) is FaultCause.STALE


@pytest.mark.parametrize("ambient", [1599, 4001, -27315])
def test_a_room_out_of_limits_is_no_place_to_measure(ambient: int) -> None:
    assert cause(feed(samples(arriving(3650), ambient=ambient))) is FaultCause.AMBIENT


@pytest.mark.parametrize("ambient", [1600, 3450])
def test_a_room_within_limits_is(ambient: int) -> None:
    settling = feed(samples(arriving(3650, room=ambient), ambient=ambient))
    assert isinstance(settling.outcome, Measurement)


def test_one_odd_ambient_value_is_none() -> None:
    stream = [
        Sample(s.at, s.object, 8000 if 10 <= index < 14 else s.ambient)
        for index, s in enumerate(samples(arriving(3650)))
    ]
    assert isinstance(feed(stream).outcome, Measurement)


def test_half_of_the_frames_rejected_is_too_many() -> None:
    settling = begin(0.0)
    for sample in samples(lambda at: 3650):
        settling = observe(settling, sample, LIMITS)
        settling = reject(settling, sample.at + 0.05, LIMITS, "checksum")
        if settling.outcome is not None:
            break
    assert settling.outcome == InstrumentFault(FaultCause.REJECTED_FRAMES, "checksum")


def test_a_tenth_of_the_frames_rejected_is_not() -> None:
    settling = begin(0.0)
    for index, sample in enumerate(samples(arriving(3650))):
        if index % 10 == 4:
            settling = reject(settling, sample.at, LIMITS, "checksum")
        else:
            settling = observe(settling, sample, LIMITS)
        if settling.outcome is not None:
            break
    assert isinstance(settling.outcome, Measurement)


def test_rare_frames_that_are_all_rejected_are_named_as_such() -> None:
    settling = begin(0.0)
    for second in range(1, 5):
        settling = reject(settling, float(second), LIMITS, "length")
    assert wait(settling, 5.1, LIMITS).outcome == InstrumentFault(FaultCause.REJECTED_FRAMES, "length")


@pytest.mark.parametrize(
    "told", [FaultCause.UNPLUGGED, FaultCause.REGISTER_MISMATCH, FaultCause.CALIBRATION_OVERDUE]
)
def test_faults_told_from_outside_end_the_attempt(told: FaultCause) -> None:
    seen = feed(samples(arriving(3650), seconds=2))
    assert fail(seen, told, "why").outcome == InstrumentFault(told, "why")


def test_a_fault_told_after_the_outcome_does_not_undo_it() -> None:
    done = feed(samples(arriving(3650)))
    assert fail(done, FaultCause.UNPLUGGED) is done
    assert reject(done, 99.0, LIMITS, "late") is done


def test_every_cause_has_a_test_here() -> None:
    text = open(__file__, encoding="utf-8").read()  # noqa: SIM115
    assert all(f"FaultCause.{each.name}" in text for each in FaultCause)


def test_a_fault_says_nothing_of_a_person() -> None:
    settling = feed(samples(lambda at: 4410))
    assert isinstance(settling.outcome, InstrumentFault)
    assert settling.outcome.detail == ""
    assert settling.guidance is Guidance.STAND_HERE
