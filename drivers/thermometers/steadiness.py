"""How steady a row of readings is: for people who look at a device, not for decisions on people.

Pure; the decision lives elsewhere and is stricter (it rejects outliers and watches the background).
"""

from __future__ import annotations

import itertools
import math
import statistics
from collections.abc import Sequence
from dataclasses import dataclass

WINDOW = 1.5
"""Seconds that a plateau must last."""
FEWEST = 15
_SPREAD = 0.35
_SLOPE = 0.1


@dataclass(frozen=True, slots=True)
class Steadiness:
    """Of the last ``WINDOW`` seconds, or the last ``FEWEST`` readings if those reach further back."""

    count: int
    rate_hz: float
    median: float
    noise: float
    """Standard deviation from one reading to the next: slow movement is not in it."""
    spread: float
    """Between the tenth and the ninetieth percentile."""
    slope: float
    """Degrees per second."""
    plateau: bool


def steadiness(samples: Sequence[tuple[float, float]]) -> Steadiness | None:
    """Of (seconds, degrees) in order of time; None with fewer than three."""
    if len(samples) < 3:
        return None
    newest = samples[-1][0]
    window = [sample for sample in samples if sample[0] >= newest - WINDOW]
    if len(window) < FEWEST:
        window = list(samples[-FEWEST:])
    times, values = zip(*window, strict=True)
    span = times[-1] - times[0]
    steps = [after - before for before, after in itertools.pairwise(values)]
    ordered = sorted(values)
    spread = ordered[math.ceil(0.9 * len(ordered)) - 1] - ordered[math.ceil(0.1 * len(ordered)) - 1]
    slope = statistics.linear_regression(times, values).slope if span > 0 else 0.0
    enough = len(window) >= FEWEST and span >= 0.9 * WINDOW
    return Steadiness(
        count=len(window),
        rate_hz=(len(window) - 1) / span if span > 0 else 0.0,
        median=statistics.median(values),
        noise=math.sqrt(statistics.fmean(step * step for step in steps) / 2),
        spread=spread,
        slope=slope,
        plateau=enough and spread <= _SPREAD and abs(slope) <= _SLOPE,
    )
