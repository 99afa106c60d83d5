"""What came out of one visit of one point."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import Enum

from kiosk.rules.calibration.correction import Correction, corrected
from kiosk.rules.calibration.exact import average, deviation, mean


class Direction(Enum):
    UP = "up"
    DOWN = "down"
    CHECK = "check"  # as-left


@dataclass(frozen=True, slots=True)
class PointResult:
    """``nominal`` and raw ``readings`` in centi; ``reference`` (true) and ``indicated`` in degrees.

    ``indicated`` is what the kiosk would have said: the mean with the correction that was in force (as-found) or is
    proposed (as-left). ``error`` = indicated - reference, ``correction`` its negative.
    """

    nominal: int
    direction: Direction
    reference: Decimal
    readings: tuple[int, ...]
    indicated: Decimal
    at: datetime
    ambient: int | None = None
    repeats: int = 0

    @property
    def raw(self) -> Decimal:
        return mean(self.readings)

    @property
    def deviation(self) -> Decimal:
        return deviation(self.readings)

    @property
    def error(self) -> Decimal:
        return self.indicated - self.reference

    @property
    def correction(self) -> Decimal:
        return -self.error


def indicated(readings: Sequence[int], active: Correction | None) -> Decimal:
    """The mean of raw ``readings`` as a kiosk with ``active`` shows it."""
    raw = mean(readings)
    return raw if active is None else corrected(raw, active.gain, active.offset)


@dataclass(frozen=True, slots=True)
class Pair:
    """A point with all its visits averaged, degrees: what the fit sees."""

    nominal: int
    raw: Decimal
    reference: Decimal


def pairs(results: Sequence[PointResult]) -> tuple[Pair, ...]:
    """One pair a point, ascending; each visit weighs the same."""
    by_point: dict[int, list[PointResult]] = {}
    for result in results:
        by_point.setdefault(result.nominal, []).append(result)
    return tuple(
        Pair(nominal, average([v.raw for v in visits]), average([v.reference for v in visits]))
        for nominal, visits in sorted(by_point.items())
    )
