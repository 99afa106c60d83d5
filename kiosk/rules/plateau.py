"""Is this run of samples one level, and which? The statistics of the settled reading, without its memory."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kiosk.rules.readings import ReadingLimits, Sample
from kiosk.rules.robust import hampel, median, spread, trend

TICK = 1e-6  # sample times are sums of floats: 1.5 s may come out a hair short
LEAST_OUTLIER = 15  # hundredths; above one step of an instrument that shows tenths


@dataclass(frozen=True, slots=True)
class Level:
    """A run of samples, condensed; ``doubt`` is the standard error of ``slope``; ``tail`` whether it lasts
    to its end.

    ``tail`` is false when the newest two samples are both outliers: the person is on the way elsewhere.
    """

    value: int
    samples: int
    rejected: int
    spread: int
    slope: float
    doubt: float
    tail: bool


def condense(samples: Sequence[Sample], limits: ReadingLimits) -> Level:
    """Median, spread and trend of ``samples`` (not empty) after the outliers are set aside."""
    values = [sample.object for sample in samples]
    kept = hampel(values, limits.hampel_k, LEAST_OUTLIER)
    good = [value for value, keep in zip(values, kept, strict=True) if keep]
    times = [sample.at for sample, keep in zip(samples, kept, strict=True) if keep]
    slope, doubt = trend(times, good)
    outliers = len(values) - len(good)
    return Level(median(good), len(good), outliers, spread(good), slope, doubt, any(kept[-2:]))


def plateau(window: Sequence[Sample], limits: ReadingLimits) -> Level | None:
    """The level of the newest samples, the fewest that are both many and old enough; None if they are not
    level.
    """
    newest = _newest(window, limits)
    if not newest:
        return None
    level = condense(newest, limits)
    few_outliers = level.rejected <= limits.max_rejected * len(newest)
    steady = level.spread <= limits.spread and abs(level.slope) <= limits.slope
    return level if few_outliers and steady and level.tail else None


def whole(window: Sequence[Sample], level: Level, limits: ReadingLimits) -> Level:
    """``level`` taken back as far as the window reaches, without the approach that led to it.

    The longer the run, the slower the trend that can be told from noise.
    """
    reach = max(limits.spread, level.spread)
    near = (index for index, sample in enumerate(window) if abs(sample.object - level.value) <= reach)
    return condense(window[next(near, 0) :], limits)


def _newest(window: Sequence[Sample], limits: ReadingLimits) -> Sequence[Sample]:
    first = len(window) - limits.min_samples
    while first >= 0 and window[-1].at - window[first].at < limits.span - TICK:
        first -= 1
    return window[first:] if first >= 0 else ()
