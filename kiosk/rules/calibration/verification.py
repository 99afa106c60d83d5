"""Computing a record anew from nothing but its raw readings."""

from __future__ import annotations

from kiosk.rules.calibration.budget import FROM_DATA
from kiosk.rules.calibration.calibration import Calibration
from kiosk.rules.calibration.correction import corrected
from kiosk.rules.calibration.decision import Conformity, Outcome, conformity
from kiosk.rules.calibration.exact import SHOWN, rounded
from kiosk.rules.calibration.life import months_later
from kiosk.rules.calibration.points import PointResult, indicated
from kiosk.rules.calibration.proposal import Proposed, propose


def wrong_fields(record: Calibration) -> tuple[str, ...]:
    """The fields of ``record`` that do not follow from its readings, plan, reference and budget; () for a true one."""
    if any(not point.readings for point in (*record.as_found, *record.as_left)):
        return ("readings",)
    proposal = propose(
        record.as_found,
        record.plan,
        reference=record.reference,
        environment=record.environment,
        on=record.started_at.date(),
        warmed=record.warmed_at >= record.powered_since,
        known=[row for row in record.rows if row.source not in FROM_DATA],
    )
    proposed = isinstance(proposal, Proposed)
    fit = proposal.fit
    as_found_shown = all(p.indicated == indicated(p.readings, record.replaces) for p in record.as_found)
    as_left_shown = not record.as_left or (
        fit is not None and all(p.indicated == corrected(p.raw, fit.gain, fit.offset) for p in record.as_left)
    )
    acceptable = record.left is not None and record.left.outcome in (Outcome.PASS, Outcome.CONDITIONAL_PASS)
    true = {
        "as_found": as_found_shown,
        "as_left": as_left_shown and (proposed or not record.as_left),
        "fit": fit == record.fit,
        "rows": proposal.rows == record.rows,
        "uncertainty": proposal.uncertainty == record.uncertainty,
        "refusals": bool(record.refusals) != proposed,
        "found": record.found == _statement(record, record.as_found),
        "left": record.left == _left(record),
        "activated": not record.activated or (proposed and acceptable),
        "due": record.due == months_later(record.ended_at.date(), record.plan.months),
    }
    return tuple(name for name, follows in true.items() if not follows)


def _statement(record: Calibration, points: tuple[PointResult, ...]) -> Conformity | None:
    if record.uncertainty is None or not points:
        return None
    errors = [rounded(point.error, SHOWN) for point in points]
    return conformity(errors, record.uncertainty.stated, record.plan.mpe, record.plan.rule)


def _left(record: Calibration) -> Conformity | None:
    """Stated only when every point of the plan was checked."""
    if len(record.as_left) < len(record.plan.as_left):
        return None
    return _statement(record, record.as_left)
