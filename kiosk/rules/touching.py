"""How well a touch panel hears: distance between where a finger was asked to be and where it was heard."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import hypot

GOOD, BEARABLE = 2.0, 4.0
"""Millimetres in the mean: a finger in the middle of a cross is off by one or two; a target's edge is six away."""

Place = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Accuracy:
    """Of ``count`` crosses: mean and largest distance in millimetres, and the mean shift to the right and upwards.

    A shift that all touches share is a panel that must be calibrated; a scatter is a finger.
    """

    count: int
    mean: float
    worst: float
    right: float
    up: float

    @property
    def good(self) -> bool:
        return self.mean <= GOOD

    @property
    def bearable(self) -> bool:
        return self.mean <= BEARABLE


def accuracy(pairs: Sequence[tuple[Place, Place]], px_per_mm: float) -> Accuracy | None:
    """Of (asked, heard) in pixels; None without any."""
    if not pairs:
        return None
    shifts = [
        ((heard[0] - asked[0]) / px_per_mm, (heard[1] - asked[1]) / px_per_mm) for asked, heard in pairs
    ]
    away = [hypot(*shift) for shift in shifts]
    count = len(pairs)
    return Accuracy(
        count,
        sum(away) / count,
        max(away),
        sum(shift[0] for shift in shifts) / count,
        sum(shift[1] for shift in shifts) / count,
    )


def crosses(width: float, height: float, margin: float) -> tuple[Place, ...]:
    """Where fingers are asked to be: corners, edges, the middle; ``margin`` from the panel's edges."""
    xs = (margin, width / 2, width - margin)
    ys = (height - margin, height / 2, margin)
    return tuple((x, y) for y in ys for x in xs)


@dataclass(frozen=True, slots=True)
class Net:
    """A panel cut into cells of at least ``side``, each to be touched once."""

    columns: int
    rows: int
    width: float
    height: float

    @classmethod
    def over(cls, width: float, height: float, side: float) -> Net:
        return cls(max(1, int(width // side)), max(1, int(height // side)), width, height)

    @property
    def cells(self) -> int:
        return self.columns * self.rows

    def cell(self, place: Place) -> int | None:
        """The number of the cell at ``place``, from the lower left; None outside the panel."""
        column = int(place[0] * self.columns // self.width)
        row = int(place[1] * self.rows // self.height)
        if not (0 <= column < self.columns and 0 <= row < self.rows):
            return None
        return row * self.columns + column

    def box(self, cell: int) -> tuple[float, float, float, float]:
        """Left, bottom, width, height of a cell."""
        row, column = divmod(cell, self.columns)
        wide, high = self.width / self.columns, self.height / self.rows
        return column * wide, row * high, wide, high
