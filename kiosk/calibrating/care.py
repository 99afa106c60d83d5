"""May this instrument measure people today, and with which correction? For whoever holds its port."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Protocol

from drivers.thermometers import catalog
from drivers.thermometers.model import Model
from kiosk.calibrating.instrument import identity, resolution
from kiosk.rules.calibration.correction import Correction, Layers, guarded, layers
from kiosk.rules.calibration.identity import InstrumentIdentity
from kiosk.rules.calibration.in_force import InForce
from kiosk.rules.calibration.standing import (
    NeverCalibrated,
    Overdue,
    Standing,
    Suspended,
    SuspendedBy,
    Valid,
    may_measure,
    standing,
)
from kiosk.rules.readings import FaultCause
from kiosk.settings import Settings
from kiosk.settings.calibration import CalibrationSettings
from kiosk.settings.model import ThermometerPort

_CHANGED = (
    SuspendedBy.INSTRUMENT,
    SuspendedBy.SETTINGS,
    SuspendedBy.DISTANCE,
    SuspendedBy.DRIVER_VERSION,
)
_WHY = {
    SuspendedBy.INSTRUMENT: "the correction belongs to another instrument",
    SuspendedBy.SETTINGS: "its own settings are not those it was calibrated with",
    SuspendedBy.DISTANCE: "it was calibrated for another distance",
    SuspendedBy.DRIVER_VERSION: "it was calibrated with another decoding of its bytes",
    SuspendedBy.QUICK_CHECK: "two quick checks in a row have failed",
    SuspendedBy.CLOCK: "the clock stands before its calibration",
}


class Parts(Protocol):
    """The part of the settings that calibrations depend on."""

    @property
    def thermometer(self) -> ThermometerPort: ...
    @property
    def calibration(self) -> CalibrationSettings: ...


@dataclass(frozen=True, slots=True)
class Verdict:
    """``cause`` is None when people may be measured; ``said`` tells a technician of anything but a valid
    correction, also when it only warns."""

    standing: Standing
    correction: Correction | None
    identity: InstrumentIdentity
    cause: FaultCause | None
    said: str | None


class Care:
    """What is known of the correction. ``adopt`` may be called from any thread; the rest belongs to the thread that
    holds the instrument. ``today`` is the office's date."""

    def __init__(self, settings: Parts, today: Callable[[], date], model: Model | None = None) -> None:
        self._parts = settings
        self._today = today
        self._model = model or catalog.model(settings.thermometer.model)
        self._in_force: InForce | None = None
        self._device: Mapping[str, Decimal] | None = None

    @property
    def known(self) -> bool:
        """Whether the database has told: before that nobody is measured, for nobody knows with what."""
        return self._in_force is not None

    def adopt(self, in_force: InForce) -> None:
        """What the database says now."""
        self._in_force = in_force

    def read(self, device: Mapping[str, Decimal] | None) -> None:
        """The device's own settings as just read back; None when it could not be asked after it was opened."""
        self._device = device

    def identity(self) -> InstrumentIdentity:
        """The instrument as found."""
        own = self._parts.calibration
        return identity(
            self._model,
            self._parts.thermometer.port,
            serial=own.serial,
            distance_mm=own.distance_mm,
            device=self._device or {},
        )

    def verdict(self) -> Verdict:
        """Where the correction stands today. Without a word from the database, as if never calibrated."""
        in_force = self._in_force or InForce()
        found = self.identity()
        correction = in_force.correction(found.key)
        own = self._parts.calibration
        state = standing(correction, found, self._today(), own.life, in_force.checks)
        allowed = may_measure(state)
        mismatch = isinstance(state, Suspended) and state.reason in _CHANGED
        cause = FaultCause.REGISTER_MISMATCH if mismatch else FaultCause.CALIBRATION_OVERDUE
        applied = correction if allowed else None
        return Verdict(state, applied, found, None if allowed else cause, self._said(state))

    def corrected(self, raw: int, correction: Correction | None) -> Layers:
        """One raw reading (centi) as every layer sees it."""
        return layers(raw, correction, self._parts.calibration.site)

    def _said(self, state: Standing) -> str | None:
        match state:
            case Valid(days, soon=True):
                return f"its next calibration is due in {days} days"
            case Valid():
                return None
            case Suspended(SuspendedBy.SETTINGS) if self._device is None:
                return "its own settings cannot be read back"
            case Suspended(reason):
                return _WHY[reason]
            case Overdue(days):
                return f"its calibration is {days} days overdue"
            case NeverCalibrated():
                return "no correction applies to it: never calibrated, or taken back"


def guarded_settings(settings: Settings, correction: Correction | None) -> Settings:
    """The rule book for an instrument with this correction: its uncertainty is the guard band of every policy, and
    the smallest step of its model is known."""
    policies = tuple(
        replace(policy, temperature=guarded(policy.temperature, correction)) for policy in settings.policies
    )
    step = settings.reading.resolution or resolution(settings.thermometer.model)
    return replace(settings, policies=policies, reading=replace(settings.reading, resolution=step))
