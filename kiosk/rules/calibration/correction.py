"""Applying a correction, and the three layers that are never merged into one number."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import ROUND_CEILING, Decimal
from enum import Enum

from kiosk.rules.calibration.exact import FINE, rounded
from kiosk.rules.calibration.identity import InstrumentIdentity
from kiosk.rules.screening import TemperatureRule

GAIN_STEP = Decimal("0.000001")
OFFSET_STEP = Decimal("0.00001")
MILLIONTH = 1_000_000
WIDEST_GUARD = 100  # what TemperatureRule takes at most


class FitKind(Enum):
    OFFSET = "offset"
    GAIN_AND_OFFSET = "gain-and-offset"
    LEAST_SQUARES = "least-squares"


@dataclass(frozen=True, slots=True)
class Correction:
    """A row: corrected = gain x raw + offset (degrees), for one instrument as it was then.

    ``low`` and ``high`` (centi) bound the calibrated range, ``expanded`` is U (degrees, k = 2), ``as_left`` the
    error left over at the point nearest 37 degrees, ``due`` the last day. Rows are never changed: the newest
    applies, and ``restores`` names the row that a rollback brings back.
    """

    id: str
    calibration: str
    kind: FitKind
    gain: Decimal
    offset: Decimal
    low: int
    high: int
    expanded: Decimal
    as_left: Decimal
    identity: InstrumentIdentity
    since: datetime
    due: date
    by: str
    restores: str | None = None

    def __post_init__(self) -> None:
        if self.gain != rounded(self.gain, GAIN_STEP) or self.offset != rounded(self.offset, OFFSET_STEP):
            raise ValueError("gain has six decimals and offset five, so that any machine computes the same")
        if not 0 < self.gain < 2 or abs(self.offset) >= 100:
            raise ValueError("this is no correction of a thermometer")


@dataclass(frozen=True, slots=True)
class SiteAdjustment:
    """From the skin to the body, by the office's own decision: ``centi`` is added, ``source`` says on what ground."""

    centi: int = 0
    source: str = ""
    valid_from: date | None = None


@dataclass(frozen=True, slots=True)
class Layers:
    """One reading (centi) as every layer sees it: the device settings are within ``raw`` already."""

    raw: int
    corrected: int
    adjusted: int


def correct(raw: int, correction: Correction | None) -> int:
    """``raw`` (centi) corrected, in whole hundredths, halves up; unchanged without a correction."""
    if correction is None:
        return raw
    gain = int(correction.gain.scaleb(6))
    offset = int(correction.offset.scaleb(8))  # millionths of a hundredth
    return (raw * gain + offset + MILLIONTH // 2) // MILLIONTH


def corrected(raw: Decimal, gain: Decimal, offset: Decimal) -> Decimal:
    """The same on a mean in degrees, kept finer than a display."""
    return rounded(gain * raw + offset, FINE)


def layers(raw: int, correction: Correction | None, site: SiteAdjustment) -> Layers:
    """All three values; which one is judged is the caller's (and its rule's) choice."""
    between = correct(raw, correction)
    return Layers(raw, between, between + site.centi)


def covered(value: int, correction: Correction, outside: int = 100) -> bool:
    """Whether a corrected ``value`` (centi) lies where the calibration says something: its range and 1 degree."""
    return correction.low - outside <= value <= correction.high + outside


def guard(correction: Correction | None) -> int:
    """The half-width (centi) of the band in which one reading proves nothing: U, and 0 without a calibration."""
    if correction is None:
        return 0
    wide = int((correction.expanded * 100).to_integral_value(ROUND_CEILING))
    return min(wide, WIDEST_GUARD)


def guarded(rule: TemperatureRule, correction: Correction | None) -> TemperatureRule:
    """``rule`` with the guard band of the calibration in force; a wider one of the office's own stays."""
    return replace(rule, guard=max(rule.guard, guard(correction)))


def rollback(old: Correction, *, id: str, since: datetime, by: str) -> Correction:
    """A new row that brings ``old`` back; its calibration, its due date and its bounds stay what they were."""
    return replace(old, id=id, since=since, by=by, restores=old.id)


def newest(rows: tuple[Correction, ...]) -> Correction | None:
    """The row that applies: the newest by ``since``, of equals the later one."""
    return max(enumerate(rows), key=lambda row: (row[1].since, row[0]))[1] if rows else None
