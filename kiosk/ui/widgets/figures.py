"""What a chart shows, before it is drawn."""

from __future__ import annotations

from dataclasses import dataclass

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Series:
    """Points in the order of x; ``joined`` by a line, with a mark each or none."""

    points: tuple[Point, ...]
    colour: str = "ink"
    joined: bool = True
    marked: bool = True


@dataclass(frozen=True, slots=True)
class Limit:
    """A level across the whole chart."""

    value: float
    colour: str = "card_edge"


@dataclass(frozen=True, slots=True)
class Figure:
    """``low`` and ``high`` are the least that the scale spans; it grows with what is drawn. ``places`` of the scale;
    with a ``comma`` its numbers have one."""

    series: tuple[Series, ...] = ()
    limits: tuple[Limit, ...] = ()
    low: float = 0.0
    high: float = 1.0
    places: int = 1
    comma: bool = True

    def span(self) -> tuple[float, float]:
        values = [y for each in self.series for _, y in each.points] + [each.value for each in self.limits]
        low, high = min([self.low, *values]), max([self.high, *values])
        air = (high - low) * 0.06 or 0.05
        return low - air, high + air

    def reach(self) -> tuple[float, float]:
        xs = [x for each in self.series for x, _ in each.points]
        if not xs:
            return 0.0, 1.0
        low, high = min(xs), max(xs)
        return (low, high) if high > low else (low - 0.5, high + 0.5)
