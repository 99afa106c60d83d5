"""The settled reading: what is measured, what is refused, and what the screen says meanwhile."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterable
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.rules.stable_reading import (
    Guidance,
    Measurement,
    ReadingLimits,
    Sample,
    Settling,
    Unsettled,
    UnsettledReason,
    begin,
    observe,
    wait,
)

LIMITS = ReadingLimits()
ROOM = 2800


def samples(
    curve: Callable[[float], float],
    *,
    noise: float = 10.0,
    seconds: float = 12.0,
    rate: float = 10.0,
    grain: int = 1,
    ambient: int | None = ROOM,
    seed: int = 1,
) -> list[Sample]:
    """What an instrument says of ``curve`` (seconds -> hundredths) with ``noise`` (sd) and steps of
    ``grain``.
    """
    draw = random.Random(seed)
    found = []
    for index in range(int(seconds * rate)):
        at = index / rate
        found.append(Sample(at, round((curve(at) + draw.gauss(0, noise)) / grain) * grain, ambient))
    return found


def feed(
    taken: Iterable[Sample], settling: Settling | None = None, limits: ReadingLimits = LIMITS
) -> Settling:
    settling = begin(0.0) if settling is None else settling
    for sample in taken:
        settling = observe(settling, sample, limits)
        if settling.outcome is not None:
            break
    return settling


def arriving(
    skin: float, room: float = ROOM, start: float = 1.0, lasts: float = 0.5
) -> Callable[[float], float]:
    """Nobody, then a person coming near from ``start`` on."""
    return lambda at: room + (skin - room) * min(max((at - start) / lasts, 0.0), 1.0)


def measured(settling: Settling) -> Measurement:
    assert isinstance(settling.outcome, Measurement), settling.outcome
    return settling.outcome


def reason(settling: Settling) -> UnsettledReason:
    assert isinstance(settling.outcome, Unsettled), settling.outcome
    return settling.outcome.reason


def test_a_person_who_stands_still_is_measured() -> None:
    found = measured(feed(samples(arriving(3650))))
    assert abs(found.value - 3650) <= 10
    assert found.samples >= 15 * 0.8
    assert found.spread <= 50
    assert 1.5 <= found.seconds <= 4.0


def test_a_person_who_stands_there_already_is_measured() -> None:
    assert abs(measured(feed(samples(lambda at: 3650))).value - 3650) <= 10


def test_without_an_ambient_channel_the_background_seen_before_serves() -> None:
    assert abs(measured(feed(samples(arriving(3650), ambient=None))).value - 3650) <= 10


def test_a_window_is_both_many_samples_and_long_enough() -> None:
    quick = measured(feed(samples(lambda at: 3650, rate=100.0)))
    assert quick.seconds >= 1.5
    slow = measured(feed(samples(lambda at: 3650, rate=4.0)))
    assert slow.samples >= 12


@pytest.mark.parametrize("when", [1.6, 2.0, 2.5, 2.9])
def test_a_hot_spike_neither_raises_the_value_nor_refuses_the_person(when: float) -> None:
    stream = [
        Sample(s.at, s.object + 200 if when <= s.at < when + 0.15 else s.object, s.ambient)
        for s in samples(arriving(3650))
    ]
    assert abs(measured(feed(stream)).value - 3650) <= 10


@pytest.mark.parametrize("ambient", [ROOM, None])
@pytest.mark.parametrize("room", [2400, 2800, 3200])
def test_a_wall_is_nobody(room: int, ambient: int | None) -> None:
    stream = samples(lambda at: room, ambient=ambient and room - 50, seconds=31)
    assert reason(feed(stream)) is UnsettledReason.NOBODY


def test_a_sunlit_wall_is_nobody_once_it_was_seen_empty() -> None:
    stream = samples(lambda at: 3350, ambient=2900, seconds=31)
    assert isinstance(feed(stream).outcome, Measurement)
    again = begin(0.0, background=3350)
    limits = ReadingLimits(presence_ambient=600)
    assert reason(feed(stream, again, limits)) is UnsettledReason.NOBODY


def test_a_warm_room_leaves_a_person_visible_who_was_seen_coming() -> None:
    """At 35.2 in the room the ambient channel says nothing; the rise of one degree does."""
    stream = samples(arriving(3640, room=3520), ambient=3520)
    assert abs(measured(feed(stream)).value - 3640) <= 10


def test_the_next_attempt_remembers_the_background() -> None:
    first = feed(samples(arriving(3640, room=3520), ambient=3520))
    second = feed(samples(lambda at: 3640, ambient=3520), begin(0.0, after=first))
    assert abs(measured(second).value - 3640) <= 10
    assert reason(feed(samples(lambda at: 3640, ambient=3520, seconds=31))) is UnsettledReason.NOBODY


@pytest.mark.parametrize("stays", [0.3, 0.6, 0.9])
@pytest.mark.parametrize("lost", [0.5, 1.0, 3.0, 8.5])
def test_who_steps_back_too_early_is_asked_again(stays: float, lost: float) -> None:
    come = arriving(3650)

    def leaving(at: float) -> float:
        return come(at) - 100 * lost * min(max((at - 1.5 - stays) / 0.5, 0.0), 1.0)

    assert reason(feed(samples(leaving))) is UnsettledReason.WALKED_AWAY


def test_who_comes_back_is_measured() -> None:
    come = arriving(3650)
    stream = samples(lambda at: come(at) - (150 if 2.0 <= at < 4.0 else 0))
    assert abs(measured(feed(stream)).value - 3650) <= 10


def test_who_drifts_away_steadily_is_asked_again() -> None:
    come = arriving(3650)
    stream = samples(lambda at: come(at) - 40 * max(at - 1.5, 0.0))
    assert reason(feed(stream)) is UnsettledReason.WALKED_AWAY


def test_skin_that_still_warms_is_not_measured() -> None:
    come = arriving(3450)
    stream = samples(lambda at: come(at) + 12 * max(at - 1.0, 0.0), noise=3)
    assert reason(feed(stream)) is UnsettledReason.STILL_CHANGING


def test_too_far_is_said_and_never_taken_for_cold_skin() -> None:
    sway = random.Random(3)
    stream = [Sample(s.at, s.object + sway.choice((-60, 0, 60)), s.ambient) for s in samples(arriving(2960))]
    settling = feed(s for s in stream if s.at < 8)
    assert settling.guidance is Guidance.COME_CLOSER
    assert reason(feed(stream)) is UnsettledReason.TOO_FAR


def test_restlessness_ends_after_the_patience() -> None:
    settling = feed(samples(arriving(3650), noise=60))
    assert reason(settling) is UnsettledReason.TIMEOUT
    assert settling.arrived is not None
    assert settling.heard - settling.arrived == pytest.approx(LIMITS.timeout, abs=0.11)


def test_the_patience_begins_when_somebody_comes() -> None:
    """Washing one's hands takes longer than eight seconds."""
    assert abs(measured(feed(samples(arriving(3650, start=20), seconds=30))).value - 3650) <= 10


def test_time_alone_ends_an_attempt() -> None:
    seen = feed(samples(arriving(3650), noise=60, seconds=4))
    assert wait(seen, 4.5, LIMITS).outcome is None
    assert reason(wait(seen, 4.0 + LIMITS.timeout, ReadingLimits(stale=99))) is UnsettledReason.TIMEOUT


def test_the_screen_guides_from_nobody_to_done() -> None:
    settling, told = begin(0.0), []
    for sample in samples(arriving(3650, start=1.5, lasts=1.0), noise=8):
        settling = observe(settling, sample, LIMITS)
        if not told or told[-1][1] is not settling.guidance:
            told.append((sample.at, settling.guidance))
        if settling.outcome is not None:
            break
    words = [word for _, word in told]
    assert words[0] is Guidance.STAND_HERE
    assert words.index(Guidance.COME_CLOSER) < words.index(Guidance.HOLD_STILL)
    assert isinstance(settling.outcome, Measurement)


@pytest.mark.parametrize("seed", range(5))
def test_guidance_changes_no_faster_than_it_can_be_read(seed: int) -> None:
    settling, changes = begin(0.0), []
    for sample in samples(lambda at: 3000 + 60 * random.Random(int(at * 10)).random(), noise=40, seed=seed):
        before = settling.guidance
        settling = observe(settling, sample, LIMITS)
        if settling.guidance is not before:
            changes.append(sample.at)
    assert all(b - a >= LIMITS.dwell - 1e-9 for a, b in pairwise(changes))


def test_an_outcome_is_final() -> None:
    done = feed(samples(arriving(3650)))
    assert observe(done, Sample(99.0, 3900, ROOM), LIMITS) is done
    assert wait(done, 999.0, LIMITS) is done


def test_a_sample_from_the_past_changes_nothing() -> None:
    seen = feed(samples(lambda at: 3650, seconds=1))
    assert observe(seen, Sample(0.2, 4000, ROOM), LIMITS) is seen


def test_only_the_needed_window_is_kept() -> None:
    settling = begin(0.0)
    for sample in samples(lambda at: ROOM, seconds=25):
        settling = observe(settling, sample, LIMITS)
    assert len(settling.window) <= LIMITS.memory * 10 + 2


def test_a_sample_is_cheap_enough_for_a_thread_that_draws() -> None:
    """At most 0.2 ms; the best of five runs, so that a busy machine proves nothing."""
    stream = samples(lambda at: 3650, noise=60, seconds=8)

    def run() -> float:
        started = time.perf_counter()
        feed(stream)
        return (time.perf_counter() - started) / len(stream)

    assert min(run() for _ in range(5)) < 0.0002


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(st.floats(0, 3), st.integers(-30000, 110000), st.none() | st.integers(-5000, 9000)),
        max_size=80,
    )
)
def test_no_stream_breaks_it_and_every_measurement_is_plausible(
    stream: list[tuple[float, int, int | None]],
) -> None:
    settling, now = begin(0.0), 0.0
    for gap, value, ambient in stream:
        now += gap / 10
        settling = observe(settling, Sample(now, value, ambient), LIMITS)
    if isinstance(settling.outcome, Measurement):
        assert LIMITS.hard_low <= settling.outcome.value <= LIMITS.hard_high


@settings(max_examples=25, deadline=None)
@given(st.integers(3450, 3950), st.integers(0, 10**6), st.sampled_from((5.0, 10.0, 14.0)))
def test_a_hotter_person_is_measured_hotter_by_just_as_much(skin: int, seed: int, rate: float) -> None:
    """The method has no favourite temperature: the same noise on a warmer skin and room moves the value
    along.
    """
    low = feed(samples(arriving(skin), seed=seed, rate=rate))
    high = feed(samples(arriving(skin + 100, room=ROOM + 100), seed=seed, rate=rate, ambient=ROOM + 100))
    if isinstance(low.outcome, Measurement) and isinstance(high.outcome, Measurement):
        assert abs(high.outcome.value - low.outcome.value - 100) <= 1
    else:
        assert type(low.outcome) is type(high.outcome)
