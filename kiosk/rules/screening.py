"""The decision on a measurement: pure, in whole numbers, on the value that the screen shows.

Unit everywhere: hundredths of a degree Celsius ("centi"), except :func:`shown`, which is in tenths.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

READINGS_TO_DECIDE = 3  # in the guard band: the median of three


class Requirement(Enum):
    """How binding a check is. The office's rules changed it four times in 21 months, so it is data."""

    REQUIRED = "required"
    ADVISED = "advised"
    OFF = "off"


class Verdict(Enum):
    """What follows for the resident, from mild to severe (the order of definition is the order of
    severity).
    """

    PASS = "pass"
    MEASURE_AGAIN = "measure-again"  # now: the value lies within the instrument's uncertainty of the limit
    REST = "rest"  # sit, and be checked once more after the pause
    HOLD = "hold"  # the officer decides


@dataclass(frozen=True, slots=True)
class TemperatureRule:
    """The office's rule about temperature.

    ``limit`` and ``absolute`` must be whole tenths (the value that is compared is one); ``guard`` is the
    half-width of the band around the limit in which one reading proves nothing, from the calibration's
    expanded uncertainty, 0 without a calibration; ``pause`` is in seconds. Raises ValueError for a rule
    that cannot be meant.
    """

    requirement: Requirement = Requirement.REQUIRED
    operator: str = ">="
    limit: int = 3730
    absolute: int = 3900
    checks: int = 2
    pause: float = 300.0
    guard: int = 0

    def __post_init__(self) -> None:
        if self.operator not in (">=", ">"):
            raise ValueError(f"operator must be >= or >, not {self.operator!r}")
        for name, value in (("limit", self.limit), ("absolute", self.absolute)):
            if value % 10:
                raise ValueError(
                    f"{name} must be a whole tenth of a degree: the shown value is compared with it"
                )
        if not 3000 < self.limit < self.absolute <= 4300:
            raise ValueError("30.0 < limit < absolute <= 43.0 must hold")
        if self.checks < 1:
            raise ValueError("at least one check")
        if self.pause < 0:
            raise ValueError("the pause cannot be negative")
        if not 0 <= self.guard <= 100:
            raise ValueError("a guard band beyond 1.0 degree would decide nothing: calibrate the instrument")


def shown(value: int) -> int:
    """``value`` (centi) in tenths of a degree, rounded half-up: 3725 -> 373. The screen and the decision
    use it both.
    """
    return (value + 5) // 10


def decide(values: tuple[int, ...], check: int, rule: TemperatureRule) -> Verdict:
    """The verdict on the measurements of this check (in order, each a settled value), ``check`` counting
    from 1.

    A first value clear of the guard band decides by itself. Within the band the median of three decides,
    and as soon as two of them agree the third is not asked for: it could not change the median's side of
    the limit. At or above the absolute limit nobody is sent to sit among the others: the officer is called
    at once. Raises ValueError without a value or for a check below 1.
    """
    if not values:
        raise ValueError("there is nothing to decide on")
    if check < 1:
        raise ValueError("checks are counted from 1")
    if rule.requirement is not Requirement.REQUIRED:
        return Verdict.PASS
    if is_absolute(values, rule):
        return Verdict.HOLD
    hot = Verdict.HOLD if check >= rule.checks else Verdict.REST
    if not _hot(values[0], rule, -rule.guard):
        return Verdict.PASS
    if _hot(values[0], rule, rule.guard):
        return hot
    considered = values[:READINGS_TO_DECIDE]
    needed = READINGS_TO_DECIDE // 2 + 1
    too_hot = sum(_hot(value, rule, 0) for value in considered)
    if too_hot >= needed:
        return hot
    if len(considered) - too_hot >= needed:
        return Verdict.PASS
    return Verdict.MEASURE_AGAIN


def decisive(values: tuple[int, ...]) -> int:
    """The one value (centi) to show beside the verdict on ``values``: their median (the lower of two)."""
    considered = sorted(values[:READINGS_TO_DECIDE])
    return considered[(len(considered) - 1) // 2]


def is_hot(values: tuple[int, ...], rule: TemperatureRule) -> bool:
    """Whether the decisive value is over the limit, whatever the requirement (for the advice of an ADVISED
    check).
    """
    return _hot(decisive(values), rule, 0)


def is_absolute(values: tuple[int, ...], rule: TemperatureRule) -> bool:
    """Whether the decisive value reaches the absolute limit, which no officer can waive."""
    return shown(decisive(values)) * 10 >= rule.absolute


def _hot(value: int, rule: TemperatureRule, guard: int) -> bool:
    seen, limit = shown(value) * 10, rule.limit + guard
    return seen > limit if rule.operator == ">" else seen >= limit
