"""The quick check between two calibrations: one point, the gate, the control chart."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from sqlalchemy import Engine

from drivers.thermometers.readings import Reading, Rejected, RejectedKind
from kiosk.calibrating.instrument import centi
from kiosk.rules.calibration.control import Chart, QuickCheck, chart, check, out_of_use
from kiosk.rules.calibration.correction import Correction
from kiosk.rules.calibration.gate import Gathering, Phase, gather, reject
from kiosk.rules.calibration.identity import InstrumentIdentity, differences
from kiosk.rules.calibration.plan import GateLimits
from kiosk.rules.calibration.reference import Reference, true_value
from kiosk.rules.calibration.refusals import Reason, Refusal
from kiosk.settings import Settings
from kiosk.store import calibration_rows, calibrations
from kiosk.store.audit_codec import Actor


@dataclass(frozen=True, slots=True)
class Checked:
    """``out`` when this was the second failure in a row: people are measured by hand from here on."""

    check: QuickCheck
    chart: Chart
    out: bool


class QuickBench:
    """One quick check at a time. Raises StoreError wherever the database is asked."""

    def __init__(
        self,
        settings: Settings,
        engine: Engine,
        now: Callable[[], datetime],
        actor: Actor,
        gate: GateLimits | None = None,
    ) -> None:
        self._settings = settings
        self._engine = engine
        self._now = now
        self._actor = actor
        self._kiosk = settings.office.kiosk
        self._gate = gate or GateLimits(interval=settings.calibration.interval)
        self._shown = Decimal(0)
        self._reference: Reference | None = None
        self._correction: Correction | None = None
        self.gathering: Gathering | None = None
        """The readings so far, for the screen."""

    def begin(self, identity: InstrumentIdentity, reference: Reference, shown: Decimal, t: float) -> None:
        """The source stands before the instrument and shows ``shown`` degrees.

        Raises LookupError without a correction in force, or when it belongs to an instrument or settings that are
        not these: that is for a calibration to say, not for a check.
        """
        correction = calibrations.in_force(self._engine, self._kiosk, identity.key)
        if correction is None:
            raise LookupError("no correction is in force: there is nothing to check")
        changed = differences(correction.identity, identity)
        if changed:
            raise LookupError(f"the correction in force is suspended ({changed[0].value})")
        self._reference, self._correction, self._shown = reference, correction, shown
        self.gathering = Gathering(true_value(reference, shown), t)

    def heard(self, t: float, item: Reading | Rejected) -> Gathering:
        """What the instrument says at ``t`` (monotonic seconds)."""
        state = self._gathering
        match item:
            case Reading(object=value, ambient=ambient):
                room = None if ambient is None else centi(ambient)
                count = self._settings.calibration.readings
                state = gather(state, t, centi(value), room, count, self._gate)
            case Rejected(kind=kind) if kind is not RejectedKind.OTHER:
                state = reject(state, t, self._gate)
        self.gathering = state
        return state

    def finish(self, by: str) -> Checked | tuple[Refusal, ...]:
        """The result, kept, once the gate is DONE; or why it counts for nothing."""
        state = self._gathering
        if state.phase is not Phase.DONE or self._reference is None or self._correction is None:
            trouble = state.trouble.value if state.trouble else ""
            return (Refusal(Reason.UNSTABLE, detail=trouble),)
        before, at = calibration_rows.checks(self._engine, self._kiosk), self._now()
        id = f"Q-{at:%Y%m%d%H%M%S}-{secrets.token_hex(2)}"
        found = check(
            before, self._correction, self._reference, state.readings, self._shown, id=id, at=at, by=by
        )
        if not isinstance(found, QuickCheck):
            return found
        calibration_rows.keep_check(self._engine, self._kiosk, found, actor=self._actor)
        after = [*before, found]
        return Checked(found, chart(before, self._correction), out_of_use(after, self._correction))

    @property
    def _gathering(self) -> Gathering:
        if self.gathering is None:
            raise LookupError("no quick check is under way")
        return self.gathering
