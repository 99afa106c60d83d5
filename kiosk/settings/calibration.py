"""The section that says how the thermometer is calibrated, and what follows when it is not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal

from kiosk.rules.calibration.correction import SiteAdjustment
from kiosk.rules.calibration.decision import SKIN, Mpe, Rule
from kiosk.rules.calibration.plan import GateLimits, Plan
from kiosk.rules.calibration.standing import LifePolicy, OverduePolicy
from kiosk.rules.screening import TemperatureRule
from kiosk.settings import convert
from kiosk.settings.reader import SectionReader

AROUND = 70
"""Hundredths of a degree around the office's limit in which decisions rest on the correction."""


@dataclass(frozen=True, slots=True)
class CalibrationSettings:
    """``serial`` of the instrument, "" where it has none; points in hundredths of a degree, ``fit_points`` empty
    for all of them; ``months`` until the next calibration."""

    serial: str = ""
    distance_mm: int = 100
    points: tuple[int, ...] = (3500, 3700, 3900)
    fit_points: tuple[int, ...] = ()
    as_left: tuple[int, ...] = (3800,)
    readings: int = 10
    interval: float = 0.5
    mpe: Mpe = SKIN
    rule: Rule = Rule.GUARDED
    second_person: bool = False
    months: int = 12
    life: LifePolicy = field(default_factory=LifePolicy)
    site: SiteAdjustment = field(default_factory=SiteAdjustment)

    def plan(self, rule: TemperatureRule) -> Plan:
        """What a calibration will be under the temperature rule now in force."""
        return Plan(
            points=self.points,
            as_left=self.as_left,
            fit_points=self.fit_points,
            readings=self.readings,
            gate=GateLimits(interval=self.interval),
            use=(rule.limit - AROUND, rule.limit + AROUND),
            mpe=self.mpe,
            rule=self.rule,
            second_person=self.second_person,
            months=self.months,
        )


def calibration(section: SectionReader) -> CalibrationSettings:
    usual = CalibrationSettings()
    limit = section.centi("mpe", 30, 5, 200)
    document = section.text("mpe_document", usual.mpe.document, longest=120)
    centi = section.centi("site_adjustment", 0, -100, 100)
    source = section.parse("site_adjustment_source", _text_or_none(120), "")
    if centi and not source:
        section.problem("names no ground; an adjustment must say where it is from", "site_adjustment_source")
    found = CalibrationSettings(
        serial=section.parse("serial", _text_or_none(40), ""),
        distance_mm=section.whole("distance_mm", usual.distance_mm, 10, 2000, "millimetres"),
        points=section.parse("points", _points, usual.points),
        fit_points=section.parse("fit_points", _points_or_all, ()),
        as_left=section.parse("as_left", _points, usual.as_left),
        readings=section.whole("readings", usual.readings, 10, 200),
        interval=section.number("interval", usual.interval, 0.02, 10, "seconds"),
        mpe=Mpe(Decimal(limit).scaleb(-2), document or usual.mpe.document),
        rule=section.choice("rule", Rule, usual.rule),
        second_person=section.flag("second_person", usual.second_person),
        months=section.whole("months", usual.months, 1, 36, "months"),
        life=LifePolicy(
            overdue=section.choice("overdue", OverduePolicy, usual.life.overdue),
            uncalibrated=section.choice("uncalibrated", OverduePolicy, usual.life.uncalibrated),
            soon=section.whole("soon", usual.life.soon, 0, 365, "days"),
        ),
        site=SiteAdjustment(centi, source),
    )
    try:
        found.plan(TemperatureRule())
    except ValueError as wrong:
        section.problem(f"points, fit_points and as_left do not go together: {wrong}", "points")
    return found


def _points(value: str) -> tuple[int, ...]:
    """``35.0, 37.0`` as hundredths."""
    read = convert.centi(3000, 4300)
    return tuple(read(part.strip()) for part in value.split(","))


def _points_or_all(value: str) -> tuple[int, ...]:
    return () if value == "all" else _points(value)


def _text_or_none(longest: int) -> Callable[[str], str]:
    def read(value: str) -> str:
        return "" if value == "none" else convert.text(longest)(value)

    return read
