"""Numbers for people who watch a stream: rate, noise, movement, and whether it stands still."""

from __future__ import annotations

import math
import random

import pytest

from drivers.thermometers.steadiness import steadiness


def stream(
    seconds: float, *, rate: float = 10, noise: float = 0.0, slope: float = 0.0
) -> list[tuple[float, float]]:
    chance = random.Random(1)
    return [
        (step / rate, 36.5 + slope * step / rate + chance.gauss(0, noise))
        for step in range(round(seconds * rate))
    ]


def test_two_readings_say_nothing() -> None:
    assert steadiness(stream(0.2)) is None


def test_a_still_person_is_a_plateau_at_their_temperature() -> None:
    found = steadiness(stream(3, noise=0.05))
    assert found is not None
    assert found.plateau
    assert found.median == pytest.approx(36.5, abs=0.05)
    assert found.rate_hz == pytest.approx(10)


def test_movement_is_slope_and_no_noise() -> None:
    found = steadiness(stream(3, slope=0.5))
    assert found is not None
    assert not found.plateau
    assert found.slope == pytest.approx(0.5)
    assert found.noise < 0.05


def test_noise_is_measured_while_the_value_moves() -> None:
    found = steadiness(stream(1.5, rate=400, noise=0.1, slope=0.5))
    assert found is not None
    assert found.noise == pytest.approx(0.1, rel=0.1)


@pytest.mark.parametrize("seconds", [0.5, 1.0])
def test_a_short_stillness_is_no_plateau_yet(seconds: float) -> None:
    found = steadiness(stream(seconds))
    assert found is not None
    assert not found.plateau


def test_readings_at_one_moment_have_no_slope() -> None:
    found = steadiness([(1.0, 36.0), (1.0, 36.5), (1.0, 37.0)])
    assert found is not None
    assert (found.slope, found.rate_hz) == (0.0, 0.0)
    assert math.isfinite(found.noise)
