"""What is kept of a calibration for ever, and the correction that follows from it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from kiosk.rules.calibration.budget import Row, Uncertainty
from kiosk.rules.calibration.codec import digest
from kiosk.rules.calibration.correction import Correction
from kiosk.rules.calibration.decision import Conformity
from kiosk.rules.calibration.environment import Environment
from kiosk.rules.calibration.exact import SHOWN, rounded
from kiosk.rules.calibration.fit import Fit
from kiosk.rules.calibration.identity import InstrumentIdentity
from kiosk.rules.calibration.life import months_later
from kiosk.rules.calibration.plan import METHOD, Plan
from kiosk.rules.calibration.points import PointResult
from kiosk.rules.calibration.proposal import Refused
from kiosk.rules.calibration.reference import Reference
from kiosk.rules.calibration.refusals import Refusal
from kiosk.rules.calibration.steps import Place, Progress, Step

FORMAT = "catatan-kalibrasi/1"
CHECK_AT = Decimal(37)


@dataclass(frozen=True, slots=True)
class Calibration:
    """The record: complete by itself, so that it can be read without the database.

    ``replaces`` is the correction that was in force; ``activated`` says whether this one took its place. Where it
    did not, ``refusals`` say why if the fit was refused. ``due`` is what was agreed, counted from ``ended_at``.
    """

    format: str
    id: str
    method: str
    session: str
    place: Place
    identity: InstrumentIdentity
    powered_since: datetime
    warmed_at: datetime
    environment: Environment
    reference: Reference
    plan: Plan
    as_found: tuple[PointResult, ...]
    fit: Fit | None
    refusals: tuple[Refusal, ...]
    rows: tuple[Row, ...]
    uncertainty: Uncertainty | None
    as_left: tuple[PointResult, ...]
    found: Conformity | None
    left: Conformity | None
    notes: tuple[str, ...]
    by: str
    accepted_by: str
    seconded_by: str
    started_at: datetime
    ended_at: datetime
    due: date
    activated: bool
    replaces: Correction | None


def calibration(progress: Progress, plan: Plan) -> Calibration:
    """The record of a session that is RECORDED; raises ValueError for any other."""
    if progress.step is not Step.RECORDED or progress.proposal is None:
        raise ValueError("only a recorded session has a record")
    assert progress.identity is not None
    assert progress.powered_since is not None
    assert progress.warmed_at is not None
    assert progress.environment is not None
    assert progress.reference is not None
    assert progress.accepted_at is not None
    ended = progress.seconded_at or progress.accepted_at
    refused = progress.proposal if isinstance(progress.proposal, Refused) else None
    return Calibration(
        format=FORMAT,
        id=f"CK-{ended:%Y%m%d}-{digest(progress)[:6].upper()}",
        method=METHOD,
        session=progress.session,
        place=progress.place,
        identity=progress.identity,
        powered_since=progress.powered_since,
        warmed_at=progress.warmed_at,
        environment=progress.environment,
        reference=progress.reference,
        plan=plan,
        as_found=progress.as_found,
        fit=progress.proposal.fit,
        refusals=refused.reasons if refused else (),
        rows=progress.proposal.rows,
        uncertainty=progress.proposal.uncertainty,
        as_left=progress.as_left,
        found=progress.found,
        left=progress.left,
        notes=progress.notes,
        by=progress.by,
        accepted_by=progress.accepted_by,
        seconded_by=progress.seconded_by,
        started_at=progress.started_at,
        ended_at=ended,
        due=months_later(ended.date(), plan.months),
        activated=progress.activated,
        replaces=progress.active,
    )


def correction_of(record: Calibration) -> Correction | None:
    """The row to apply from now on, None when the record activated nothing."""
    if not record.activated or record.fit is None or record.uncertainty is None:
        return None
    return Correction(
        id=record.id,
        calibration=record.id,
        kind=record.fit.kind,
        gain=record.fit.gain,
        offset=record.fit.offset,
        low=int(record.fit.low * 100),
        high=int(record.fit.high * 100),
        expanded=record.uncertainty.stated,
        as_left=_left_at_37(record.as_left),
        identity=record.identity,
        since=record.ended_at,
        due=record.due,
        by=record.accepted_by,
    )


def _left_at_37(points: tuple[PointResult, ...]) -> Decimal:
    nearest = min(points, key=lambda point: abs(point.reference - CHECK_AT))
    return rounded(nearest.error, SHOWN)
