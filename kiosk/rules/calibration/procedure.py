"""The procedure: ``advance(progress, event, plan) -> progress``, pure, so that it can stop anywhere and go on.

Two rules. What an event cannot do it says in ``problems`` and leaves everything else as it was. Only ``Accepted``
(or ``Seconded``, where two are needed) activates a correction, and only after as-left has passed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from decimal import Decimal

from kiosk.rules.calibration.budget import FROM_DATA, Row, known_rows
from kiosk.rules.calibration.correction import Correction
from kiosk.rules.calibration.decision import Outcome, conformity
from kiosk.rules.calibration.environment import refuse_room
from kiosk.rules.calibration.exact import SHOWN, rounded
from kiosk.rules.calibration.identity import differences
from kiosk.rules.calibration.plan import Plan
from kiosk.rules.calibration.proposal import Proposed, propose
from kiosk.rules.calibration.reference import refuse_reference
from kiosk.rules.calibration.refusals import Reason, Refusal
from kiosk.rules.calibration.steps import (
    Accepted,
    BudgetEdited,
    Closed,
    Discarded,
    EnvironmentNoted,
    Event,
    FrameRejected,
    Identified,
    NoteAdded,
    Place,
    PointAgain,
    PointReady,
    Proceed,
    Progress,
    ReferenceChosen,
    Resumed,
    SampleTaken,
    Seconded,
    Step,
)
from kiosk.rules.calibration.visits import begin_visit, frame_rejected, sample_taken, visit_again
from kiosk.rules.calibration.warming import Warming, refuse_cold, watch

HOUR = 3600
NEED_WARMTH = (Step.ENVIRONMENT, Step.REFERENCE, Step.AS_FOUND, Step.FIT, Step.AS_LEFT)


def begin(session: str, *, by: str, at: datetime, place: Place, active: Correction | None) -> Progress:
    """A session that begins ``at`` (aware). ``active`` is the correction in force."""
    return Progress(session=session, started_at=at, updated_at=at, by=by, place=place, active=active)


def advance(progress: Progress, event: Event, plan: Plan) -> Progress:
    """What ``event`` makes of ``progress``."""
    match event:
        case SampleTaken():
            return _sample(progress, event, plan)
        case FrameRejected():
            return progress if progress.over else _after_points(frame_rejected(progress, event, plan), plan)
    if progress.over:
        return _no(progress, Reason.NOT_NOW)
    if isinstance(event, Resumed):
        return _resume(progress, event, plan)
    if progress.stranded and not isinstance(event, Discarded):
        return replace(progress, problems=progress.stranded)
    following = _operator(replace(progress, problems=(), updated_at=event.at), event, plan)
    if following.problems:  # a refused event changes nothing but the reasons
        return replace(progress, problems=following.problems)
    return following


def _operator(progress: Progress, event: Event, plan: Plan) -> Progress:
    match progress.step, event:
        case _, Discarded():
            return replace(progress, step=Step.DISCARDED, gathering=None)
        case _, NoteAdded(_, text) if text.strip():
            return replace(progress, notes=(*progress.notes, text.strip()))
        case Step.IDENTIFY, Identified(_, identity, powered_since):
            if not identity.complete:
                return _no(progress, Reason.IDENTITY_INCOMPLETE)
            return replace(progress, step=Step.WARM_UP, identity=identity, powered_since=powered_since)
        case Step.WARM_UP, Proceed(at):
            return _warm(progress, at, plan)
        case Step.ENVIRONMENT, EnvironmentNoted(_, room):
            refused = refuse_room(room, plan.room)
            return replace(progress, problems=refused, environment=room, step=Step.REFERENCE)
        case Step.REFERENCE, ReferenceChosen(at, reference):
            refused = refuse_reference(reference, at.date())
            return replace(progress, problems=refused, reference=reference, step=Step.AS_FOUND)
        case ((Step.AS_FOUND | Step.AS_LEFT), PointReady()):
            return begin_visit(progress, event, plan)
        case ((Step.AS_FOUND | Step.FIT | Step.AS_LEFT | Step.DECISION), PointAgain()):
            return visit_again(progress)
        case Step.FIT, BudgetEdited(at, rows):
            return _fit(replace(progress, known=_known(rows)), plan, at)
        case Step.FIT, Proceed():
            if isinstance(progress.proposal, Proposed):
                return replace(progress, step=Step.AS_LEFT)
            assert progress.proposal is not None
            return replace(progress, problems=progress.proposal.reasons)
        case Step.DECISION, Proceed():
            return _decided(progress)
        case Step.ACCEPT, Accepted(at, by) if by.strip():
            accepted = replace(progress, accepted_by=by.strip(), accepted_at=at)
            if _needs_two(progress, plan):
                return replace(accepted, step=Step.SECOND_PERSON)
            return replace(accepted, step=Step.RECORDED, activated=True)
        case Step.SECOND_PERSON, Seconded(at, by) if by.strip():
            if by.strip().casefold() == progress.accepted_by.casefold():
                return _no(progress, Reason.SAME_PERSON)
            return replace(
                progress, step=Step.RECORDED, seconded_by=by.strip(), seconded_at=at, activated=True
            )
        case (
            (Step.FIT | Step.AS_LEFT | Step.DECISION | Step.ACCEPT | Step.SECOND_PERSON),
            Closed(at, by),
        ) if by.strip():
            return replace(
                progress, step=Step.RECORDED, accepted_by=by.strip(), accepted_at=at, gathering=None
            )
        case _, (Accepted() | Seconded() | Closed()) if not event.by.strip():
            return _no(progress, Reason.NAME_MISSING)
    return _no(progress, Reason.NOT_NOW)


def _no(progress: Progress, reason: Reason) -> Progress:
    return replace(progress, problems=(Refusal(reason),))


def _sample(progress: Progress, event: SampleTaken, plan: Plan) -> Progress:
    if progress.step is Step.WARM_UP:
        return replace(progress, warming=watch(progress.warming, event.t, event.object, plan.warm_up))
    return _after_points(sample_taken(progress, event, plan), plan)


def _after_points(progress: Progress, plan: Plan) -> Progress:
    """Go on by itself when the last point of a round is in."""
    at = progress.visit_at or progress.updated_at
    if progress.step is Step.AS_FOUND and len(progress.as_found) == len(plan.schedule):
        assert progress.reference is not None
        assert progress.environment is not None
        known = progress.known or known_rows(progress.reference, progress.environment.ambient, plan.estimates)
        return _fit(replace(progress, step=Step.FIT, known=known), plan, at)
    if progress.step is Step.AS_LEFT and len(progress.as_left) == len(plan.as_left):
        assert isinstance(progress.proposal, Proposed)
        errors = [rounded(point.error, SHOWN) for point in progress.as_left]
        left = conformity(errors, progress.proposal.uncertainty.stated, plan.mpe, plan.rule)
        return replace(progress, step=Step.DECISION, left=left)
    return progress


def _fit(progress: Progress, plan: Plan, at: datetime) -> Progress:
    assert progress.reference is not None
    assert progress.environment is not None
    proposal = propose(
        progress.as_found,
        plan,
        reference=progress.reference,
        environment=progress.environment,
        on=at.date(),
        warmed=progress.warmed_at is not None,
        known=progress.known,
    )
    found = None
    if proposal.uncertainty is not None:
        errors = [rounded(point.error, SHOWN) for point in progress.as_found]
        found = conformity(errors, proposal.uncertainty.stated, plan.mpe, plan.rule)
    return replace(progress, proposal=proposal, found=found, as_left=(), left=None)


def _known(rows: Sequence[Row]) -> tuple[Row, ...]:
    return tuple(row for row in rows if row.source not in FROM_DATA)


def _warm(progress: Progress, at: datetime, plan: Plan) -> Progress:
    assert progress.powered_since is not None
    refused = refuse_cold(progress.warming, progress.powered_since, at, plan.warm_up)
    following = progress.back_to or Step.ENVIRONMENT
    return replace(progress, problems=refused, step=following, warmed_at=at, back_to=None)


def _decided(progress: Progress) -> Progress:
    assert progress.left is not None
    if progress.left.outcome in (Outcome.PASS, Outcome.CONDITIONAL_PASS):
        return replace(progress, step=Step.ACCEPT)
    refusal = Refusal(Reason.CONFORMITY, progress.left.worst, progress.left.mpe.limit)
    return replace(progress, problems=(refusal,))


def _needs_two(progress: Progress, plan: Plan) -> bool:
    """A conditional pass is one person's risk taken for many: it is never one person's word alone."""
    assert progress.left is not None
    return plan.second_person or progress.left.outcome is Outcome.CONDITIONAL_PASS


def _resume(progress: Progress, event: Resumed, plan: Plan) -> Progress:
    """A visit under way is begun anew; an instrument that was off has to warm up again."""
    progress = replace(progress, gathering=None, visit_at=None, warming=Warming(), stranded=(), problems=())
    if progress.identity is None:
        return replace(progress, updated_at=event.at)
    hours = Decimal(int((event.at - progress.started_at).total_seconds() // HOUR))
    reasons = []
    if differences(progress.identity, event.identity):
        reasons.append(Refusal(Reason.IDENTITY_CHANGED))
    if hours >= plan.resume_hours:
        reasons.append(Refusal(Reason.SESSION_TOO_OLD, hours, Decimal(plan.resume_hours)))
    if reasons:
        return replace(progress, stranded=tuple(reasons), problems=tuple(reasons))
    was_off = progress.warmed_at is not None and event.powered_since > progress.warmed_at
    progress = replace(progress, updated_at=event.at, powered_since=event.powered_since)
    if was_off and progress.step in NEED_WARMTH:
        return replace(progress, back_to=progress.step, step=Step.WARM_UP, warmed_at=None)
    return progress
