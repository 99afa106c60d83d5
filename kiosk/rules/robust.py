"""Robust statistics on a handful of whole numbers: median, outliers, spread, trend.

Everything but the trend is exact integer arithmetic, so that a verdict never hangs on a rounding of floats.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import inf, sqrt

MAD_TO_SIGMA = 1.4826  # makes the median absolute deviation of a normal distribution its standard deviation


def median(values: Sequence[int]) -> int:
    """Middle of ``values`` (not empty); the mean of the two middle ones, rounded half-up, for an even
    count.
    """
    ordered = sorted(values)
    half, odd = divmod(len(ordered), 2)
    return ordered[half] if odd else (ordered[half - 1] + ordered[half] + 1) // 2


def hampel(values: Sequence[int], k: float, floor: int) -> list[bool]:
    """For each value, whether it lies within ``k`` scaled MAD of the median.

    ``floor`` (same unit) is the least distance that may count as an outlier: without it a quiet instrument
    with a coarse display has a MAD of zero and every second sample would be thrown out.
    """
    centre = median(values)
    reach = max(k * MAD_TO_SIGMA * median([abs(value - centre) for value in values]), floor)
    return [abs(value - centre) <= reach for value in values]


def spread(values: Sequence[int]) -> int:
    """P90 - P10 of ``values`` (not empty), interpolated between neighbours, rounded half-up."""
    ordered = sorted(values)
    return (_percent(ordered, 9) - _percent(ordered, 1) + 5) // 10


def _percent(ordered: list[int], tenths: int) -> int:
    """The ``tenths`` * 10th percentile, times ten."""
    index, part = divmod(tenths * (len(ordered) - 1), 10)
    if not part:
        return ordered[index] * 10
    return ordered[index] * (10 - part) + ordered[index + 1] * part


def trend(times: Sequence[float], values: Sequence[int]) -> tuple[float, float]:
    """Least-squares slope a second and its standard error (from the residuals); (0, inf) when it is
    undefined.
    """
    n = len(times)
    if n < 3:
        return 0.0, inf
    first, level = times[0], values[0]  # sums of squares about the first point lose no digits
    t = v = tt = tv = vv = 0.0
    for at, value in zip(times, values, strict=True):
        dt, dv = at - first, value - level
        t += dt
        v += dv
        tt += dt * dt
        tv += dt * dv
        vv += dv * dv
    weight = tt - t * t / n
    if weight <= 0:
        return 0.0, inf
    slope = (tv - t * v / n) / weight
    left = vv - v * v / n - slope * slope * weight
    return slope, sqrt(max(left, 0.0) / (n - 2) / weight)
