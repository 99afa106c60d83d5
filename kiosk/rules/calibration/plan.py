"""What a calibration will be, fixed before it begins: points, limits, rule."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from kiosk.rules.calibration.budget import Estimates
from kiosk.rules.calibration.decision import SKIN, Mpe, Rule

METHOD = "CK-1"  # names this procedure in the record; it changes when the procedure does


@dataclass(frozen=True, slots=True)
class GateLimits:
    """When the readings at a point are believed. Centi and seconds.

    A reading is taken every ``interval`` (a sensor's own filter makes nearer ones copies of each other). The gate
    opens when ``window`` of them are quiet (P90 - P10 within ``spread``) and level (halves within ``drift`` or
    what noise explains); then fresh readings are taken and must be the same. ``patience`` until it must be open.
    """

    interval: float = 0.5
    window: int = 20
    spread: int = 35
    drift: int = 5
    outlier: int = 30
    patience: float = 300.0
    rejected: Decimal = Decimal("0.2")


@dataclass(frozen=True, slots=True)
class WarmUpLimits:
    """Long enough switched on, or shown to be level: ``drift`` (centi) within ``level_minutes``."""

    minutes: int = 30
    level_minutes: int = 10
    drift: int = 5


@dataclass(frozen=True, slots=True)
class RoomLimits:
    """Centi, per cent of relative humidity."""

    low: int = 1600
    high: int = 4000
    humidity: int = 85


@dataclass(frozen=True, slots=True)
class FitLimits:
    """Degrees. ``offset`` bounds the largest correction within the calibrated range (not the intercept at 0
    degrees, which no one uses); a residual may be the MPE divided by ``residual_divisor``.
    """

    gain_low: Decimal = Decimal("0.9")
    gain_high: Decimal = Decimal("1.1")
    offset: Decimal = Decimal("1.0")
    apart: Decimal = Decimal("2")
    apart_slack: Decimal = Decimal("0.2")  # a source set to 35 and 37 may truly be 1.99 apart
    residual_divisor: int = 3
    hysteresis: Decimal = Decimal("0.1")
    noise: Decimal = Decimal("0.15")
    outside: Decimal = Decimal("1")


@dataclass(frozen=True, slots=True)
class Plan:
    """One calibration. Points in centi. ``fit_points`` are those the correction is fitted to (empty: all);
    ``as_left`` are points *not* among them; ``use`` is the range in which a decision will rest on the correction.

    Raises ValueError for a plan that cannot be meant.
    """

    points: tuple[int, ...] = (3500, 3700, 3900)
    as_left: tuple[int, ...] = (3800,)
    fit_points: tuple[int, ...] = ()
    readings: int = 10
    use: tuple[int, int] = (3600, 3800)
    mpe: Mpe = SKIN
    rule: Rule = Rule.GUARDED
    second_person: bool = False
    months: int = 12
    resume_hours: int = 8
    point_tolerance: int = 20
    gate: GateLimits = field(default_factory=GateLimits)
    warm_up: WarmUpLimits = field(default_factory=WarmUpLimits)
    room: RoomLimits = field(default_factory=RoomLimits)
    fit: FitLimits = field(default_factory=FitLimits)
    estimates: Estimates = field(default_factory=Estimates)

    def __post_init__(self) -> None:
        if not self.points or list(self.points) != sorted(set(self.points)):
            raise ValueError("points must be ascending, each once, at least one")
        if not set(self.fit_points) <= set(self.points):
            raise ValueError("fit_points must be among the points")
        if not self.as_left or set(self.as_left) & set(self.fitted):
            raise ValueError("as-left needs a point that the fit does not use")
        if any(not 3000 <= point <= 4300 for point in (*self.points, *self.as_left)):
            raise ValueError("points must be within 30..43 degrees")
        if self.readings < 10:
            raise ValueError("at least 10 readings a point")
        if not self.use[0] <= self.use[1]:
            raise ValueError("the range of use must ascend")
        if not 1 <= self.months <= 36:
            raise ValueError("an interval of 1..36 months")

    @property
    def fitted(self) -> tuple[int, ...]:
        return self.fit_points or self.points

    @property
    def schedule(self) -> tuple[int, ...]:
        """The visits of as-found: up through all points, then down; the highest is met once."""
        return (*self.points, *reversed(self.points[:-1]))
