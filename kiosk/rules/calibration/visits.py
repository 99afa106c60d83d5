"""Visits of points: from "the source is ready" to a point's result."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from kiosk.rules.calibration.correction import corrected
from kiosk.rules.calibration.exact import celsius, mean
from kiosk.rules.calibration.gate import Gathering, Phase, gather, reject
from kiosk.rules.calibration.plan import Plan
from kiosk.rules.calibration.points import Direction, PointResult, indicated
from kiosk.rules.calibration.proposal import Proposed
from kiosk.rules.calibration.reference import true_value
from kiosk.rules.calibration.refusals import Reason, Refusal
from kiosk.rules.calibration.steps import FrameRejected, PointReady, Progress, SampleTaken, Step, wanted


def begin_visit(progress: Progress, event: PointReady, plan: Plan) -> Progress:
    """Begin the gate, unless the source is not where the plan wants it. Pressed again, it begins again."""
    nominal = wanted(progress, plan)
    assert nominal is not None
    assert progress.reference is not None
    true = true_value(progress.reference, event.shown)
    away = abs(event.shown - celsius(nominal))
    if away > celsius(plan.point_tolerance):
        refusal = Refusal(
            Reason.REFERENCE_OFF_POINT, event.shown, celsius(plan.point_tolerance), celsius(nominal)
        )
        return replace(progress, problems=(refusal,))
    return replace(progress, gathering=Gathering(true, event.t), visit_at=event.at)


def visit_again(progress: Progress) -> Progress:
    """Drop the visit under way, or the newest result; a correction proposed from it goes too."""
    if progress.gathering is not None:
        return replace(progress, gathering=None)
    if progress.step in (Step.AS_LEFT, Step.DECISION) and progress.as_left:
        return replace(progress, step=Step.AS_LEFT, as_left=progress.as_left[:-1], left=None)
    if not progress.as_found:
        return replace(progress, problems=(Refusal(Reason.NOT_NOW),))
    return replace(
        progress, step=Step.AS_FOUND, as_found=progress.as_found[:-1], proposal=None, found=None, left=None
    )


def sample_taken(progress: Progress, event: SampleTaken, plan: Plan) -> Progress:
    """Feed the gate; a visit that is complete becomes a result, one that never settled a problem."""
    if progress.gathering is None:
        return progress
    gathering = gather(progress.gathering, event.t, event.object, event.ambient, plan.readings, plan.gate)
    return _looked_at(replace(progress, gathering=gathering), plan)


def frame_rejected(progress: Progress, event: FrameRejected, plan: Plan) -> Progress:
    if progress.gathering is None:
        return progress
    return _looked_at(replace(progress, gathering=reject(progress.gathering, event.t, plan.gate)), plan)


def _looked_at(progress: Progress, plan: Plan) -> Progress:
    gathering, nominal = progress.gathering, wanted(progress, plan)
    assert gathering is not None
    assert nominal is not None
    if gathering.phase is Phase.FAILED:
        trouble = gathering.trouble.value if gathering.trouble else ""
        refusal = Refusal(Reason.UNSTABLE, None, Decimal(str(plan.gate.patience)), celsius(nominal), trouble)
        return replace(progress, problems=(refusal,))
    if gathering.phase is not Phase.DONE:
        return progress
    result = _result(progress, gathering, nominal, plan)
    if progress.step is Step.AS_FOUND:
        return replace(progress, gathering=None, as_found=(*progress.as_found, result))
    return replace(progress, gathering=None, as_left=(*progress.as_left, result))


def _result(progress: Progress, gathering: Gathering, nominal: int, plan: Plan) -> PointResult:
    assert progress.visit_at is not None
    if progress.step is Step.AS_FOUND:
        upwards = len(progress.as_found) < len(plan.points)
        direction = Direction.UP if upwards else Direction.DOWN
        shown = indicated(gathering.readings, progress.active)
    else:
        direction, shown = Direction.CHECK, _as_proposed(progress, gathering)
    return PointResult(
        nominal=nominal,
        direction=direction,
        reference=gathering.reference,
        readings=gathering.readings,
        indicated=shown,
        at=progress.visit_at,
        ambient=gathering.ambient,
        repeats=gathering.repeats,
    )


def _as_proposed(progress: Progress, gathering: Gathering) -> Decimal:
    assert isinstance(progress.proposal, Proposed)
    fit = progress.proposal.fit
    return corrected(mean(gathering.readings), fit.gain, fit.offset)
