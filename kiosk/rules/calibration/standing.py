"""Whether the correction in force may be used today, on the instrument that is really there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum

from kiosk.rules.calibration.control import QuickCheck, out_of_use
from kiosk.rules.calibration.correction import Correction
from kiosk.rules.calibration.identity import Difference, InstrumentIdentity, differences


class OverduePolicy(Enum):
    """WARN: go on measuring and tell the technician. MANUAL_ONLY: the officer measures by hand."""

    WARN = "warn"
    MANUAL_ONLY = "manual-only"


@dataclass(frozen=True, slots=True)
class LifePolicy:
    """The office's choice. ``soon`` is how many days ahead the technician is reminded."""

    overdue: OverduePolicy = OverduePolicy.MANUAL_ONLY
    uncalibrated: OverduePolicy = OverduePolicy.WARN
    soon: int = 30


class SuspendedBy(Enum):
    INSTRUMENT = Difference.INSTRUMENT.value
    SETTINGS = Difference.SETTINGS.value
    DISTANCE = Difference.DISTANCE.value
    DRIVER_VERSION = Difference.DRIVER_VERSION.value
    QUICK_CHECK = "quick-check"  # two failures in a row
    CLOCK = "clock"  # today is before the calibration: no date can be trusted


@dataclass(frozen=True, slots=True)
class Valid:
    """In force; ``days`` until due, ``soon`` when the technician should plan the next."""

    days: int
    soon: bool


@dataclass(frozen=True, slots=True)
class Suspended:
    """Not to be used until it is calibrated (or put back as it was): people are measured by hand."""

    reason: SuspendedBy


@dataclass(frozen=True, slots=True)
class Overdue:
    days: int
    policy: OverduePolicy


@dataclass(frozen=True, slots=True)
class NeverCalibrated:
    policy: OverduePolicy


Standing = Valid | Suspended | Overdue | NeverCalibrated


def standing(
    correction: Correction | None,
    identity: InstrumentIdentity,
    today: date,
    policy: LifePolicy,
    checks: Sequence[QuickCheck] = (),
) -> Standing:
    """Where the correction stands; ``today`` is the office's local date, ``checks`` ascending."""
    if correction is None:
        return NeverCalibrated(policy.uncalibrated)
    changed = differences(correction.identity, identity)
    if changed:
        return Suspended(SuspendedBy(changed[0].value))
    if out_of_use(checks, correction):
        return Suspended(SuspendedBy.QUICK_CHECK)
    if today < correction.since.date():
        return Suspended(SuspendedBy.CLOCK)
    days = (correction.due - today).days
    if days < 0:
        return Overdue(-days, policy.overdue)
    return Valid(days, days <= policy.soon)


def may_measure(state: Standing) -> bool:
    """Whether people are measured by this instrument, rather than by hand."""
    match state:
        case Valid():
            return True
        case Suspended():
            return False
        case Overdue(_, policy) | NeverCalibrated(policy):
            return policy is OverduePolicy.WARN
