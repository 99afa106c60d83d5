"""Robust statistics on a handful of whole numbers: median, outliers, spread, trend.

Everything but the trend is exact integer arithmetic, so that a verdict never hangs on a rounding of floats.
"""

from __future__ import annotations

from collections.abc import Sequence

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
    middle = sum(times) / n
    level = sum(values) / n
    from_middle = [at - middle for at in times]
    weight = sum(t * t for t in from_middle)
    if n < 3 or weight <= 0:
        return 0.0, float("inf")
    slope = sum(t * (value - level) for t, value in zip(from_middle, values, strict=True)) / weight
    left = sum((value - level - slope * t) ** 2 for t, value in zip(from_middle, values, strict=True))
    return slope, (left / (n - 2) / weight) ** 0.5
