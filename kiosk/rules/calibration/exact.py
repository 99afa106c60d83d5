"""Exact numbers: from whole hundredths to decimals, means, deviations, and rounding that a person can repeat."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import ROUND_HALF_UP, Decimal

FINE = Decimal("0.00001")  # to which means are kept: a thousandth of the smallest step of any instrument
SHOWN = Decimal("0.001")  # to which errors are stated and judged


def celsius(centi: int) -> Decimal:
    """Hundredths as degrees: 3725 -> 37.25."""
    return Decimal(centi).scaleb(-2)


def rounded(value: Decimal, step: Decimal) -> Decimal:
    """``value`` to the digits of ``step``, halves away from zero, never a negative zero."""
    return value.quantize(step, rounding=ROUND_HALF_UP) + 0


def mean(readings: Sequence[int]) -> Decimal:
    """Mean of readings (centi, not empty) in degrees."""
    return rounded(Decimal(sum(readings)) / (100 * len(readings)), FINE)


def average(values: Sequence[Decimal]) -> Decimal:
    """Mean of degrees (not empty)."""
    return rounded(sum(values, Decimal(0)) / len(values), FINE)


def deviation(readings: Sequence[int]) -> Decimal:
    """Sample standard deviation of readings (centi) in degrees; 0 for fewer than two."""
    return pooled([readings])


def pooled(groups: Iterable[Sequence[int]]) -> Decimal:
    """Standard deviation (degrees) within groups of readings (centi), each about its own mean."""
    squares, freedom = Decimal(0), 0
    for group in groups:
        n = len(group)
        squares += (Decimal(sum(r * r for r in group)) - Decimal(sum(group)) ** 2 / n) if n else 0
        freedom += max(0, n - 1)
    return rounded((max(squares, Decimal(0)) / freedom).sqrt() / 100, FINE) if freedom else Decimal(0)
