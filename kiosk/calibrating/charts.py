"""Charts for a terminal: marks between limits, in characters that every font has."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

BARS = "▁▂▃▄▅▆▇█"
HALF = 7
"""Lines above and below the middle."""


@dataclass(frozen=True, slots=True)
class Mark:
    """``value`` in degrees; ``sign`` is drawn; ``under`` stands below its column."""

    value: Decimal
    sign: str
    under: str = ""


def spark(values: Sequence[int]) -> str:
    """A row of readings as a line of bars, from their lowest to their highest."""
    if not values:
        return ""
    low, high = min(values), max(values)
    span = max(1, high - low)
    return "".join(BARS[(value - low) * (len(BARS) - 1) // span] for value in values)


def chart(
    columns: Sequence[Sequence[Mark]], limits: Sequence[tuple[Decimal, str]], wide: int = 5
) -> list[str]:
    """Marks over time about nought, one column for each occasion; ``limits`` are lines at plus and minus."""
    reach = max([limit for limit, _ in limits] + [abs(mark.value) for each in columns for mark in each])
    reach = reach * Decimal("1.1") or Decimal(1)
    width = wide * len(columns)

    def line_of(value: Decimal) -> int:
        return max(-HALF, min(HALF, int((value / reach * HALF).to_integral_value())))

    rows: dict[int, list[str]] = {at: [" "] * width for at in range(-HALF, HALF + 1)}
    names = {0: "0"}
    rows[0] = ["─"] * width
    for limit, style in limits:
        for signed in (limit, -limit):
            at = line_of(signed)
            rows[at] = [style] * width
            names[at] = f"{signed:+.2f}"
    for number, each in enumerate(columns):
        for shift, mark in enumerate(each):
            rows[line_of(mark.value)][number * wide + wide // 2 - len(each) // 2 + shift] = mark.sign
    drawn = [f"{names.get(at, ''):>6} ┤{''.join(rows[at])}" for at in range(HALF, -HALF - 1, -1)]
    below = "".join(f"{each[0].under if each else '':^{wide}}" for each in columns)
    return [*drawn, f"{'':>6}  {below}"]


def short(day: date) -> str:
    """A day as four digits, month and year, that fit under a column."""
    return f"{day:%m%y}"
