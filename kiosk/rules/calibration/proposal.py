"""From as-found points to a correction with its uncertainty, or to every reason against it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import pairwise

from kiosk.rules.calibration.budget import (
    Row,
    Source,
    Uncertainty,
    assess,
    rectangular,
    type_a,
)
from kiosk.rules.calibration.correction import corrected
from kiosk.rules.calibration.decision import Rule
from kiosk.rules.calibration.environment import Environment, refuse_room
from kiosk.rules.calibration.exact import FINE, SHOWN, celsius, pooled, rounded
from kiosk.rules.calibration.fit import Fit, fit
from kiosk.rules.calibration.plan import Plan
from kiosk.rules.calibration.points import Direction, Pair, PointResult, pairs
from kiosk.rules.calibration.reference import Reference, refuse_reference
from kiosk.rules.calibration.refusals import Reason, Refusal


@dataclass(frozen=True, slots=True)
class Proposed:
    """A correction that may be tried (as-left), not yet used."""

    fit: Fit
    rows: tuple[Row, ...]
    uncertainty: Uncertainty


@dataclass(frozen=True, slots=True)
class Refused:
    """All reasons, and the figures as far as they could be computed, to be shown beside them."""

    reasons: tuple[Refusal, ...]
    fit: Fit | None = None
    rows: tuple[Row, ...] = ()
    uncertainty: Uncertainty | None = None


Proposal = Proposed | Refused


def propose(
    points: Sequence[PointResult],
    plan: Plan,
    *,
    reference: Reference,
    environment: Environment,
    on: date,
    warmed: bool,
    known: Sequence[Row],
) -> Proposal:
    """The proposal from as-found ``points``; ``known`` are the budget's rows that do not come from these data."""
    reasons = [*refuse_reference(reference, on), *refuse_room(environment, plan.room)]
    if not warmed:
        reasons.append(Refusal(Reason.UNWARMED, None, Decimal(plan.warm_up.minutes)))
    reasons += _incomplete(points, plan)
    measured = pairs(points)
    used = [pair for pair in measured if pair.nominal in plan.fitted]
    reasons += _unfit_points(measured, used, plan)
    noise = pooled([point.readings for point in points])
    if noise > plan.fit.noise:
        reasons.append(Refusal(Reason.NOISY, noise, plan.fit.noise))
    found, rows = None, tuple(known)
    if used and not any(r.reason is Reason.NOT_MONOTONIC for r in reasons):
        found = fit(measured, plan.fitted)
        reasons += _unfit_line(found, used, plan)
        rows = (*known, *data_rows(points, found, plan.readings))
    reasons += _hysteresis(points, plan)
    missing = {source for source in Source if source is not Source.OTHER} - {row.source for row in rows}
    if found is not None and missing:
        reasons.append(Refusal(Reason.BUDGET, detail=", ".join(sorted(source.value for source in missing))))
    uncertainty = assess(rows) if found is not None else None
    if uncertainty is not None and _no_room(uncertainty, plan):
        reasons.append(Refusal(Reason.UNCERTAINTY, uncertainty.stated, plan.mpe.limit))
    if reasons or found is None or uncertainty is None:
        return Refused(tuple(reasons), found, rows, uncertainty)
    return Proposed(found, rows, uncertainty)


def data_rows(points: Sequence[PointResult], found: Fit, count: int) -> tuple[Row, ...]:
    """The rows that these readings speak for themselves: repeatability of a mean, up against down, linearity."""
    freedom = max(1, sum(len(point.readings) - 1 for point in points))
    return (
        type_a(
            Source.REPEATABILITY,
            rounded(pooled([p.readings for p in points]) * found.gain, FINE),
            count,
            freedom,
            f"n = {count}",
        ),
        rectangular(Source.HYSTERESIS, _widest(points) / 2),
        rectangular(Source.LINEARITY, abs(found.worst)),
    )


def _no_room(uncertainty: Uncertainty, plan: Plan) -> bool:
    """Guarded, nothing could ever pass; otherwise a pass would say less than a coin."""
    guarded = plan.rule is not Rule.SIMPLE
    return uncertainty.stated >= plan.mpe.limit if guarded else uncertainty.stated > plan.mpe.limit


def _incomplete(points: Sequence[PointResult], plan: Plan) -> list[Refusal]:
    visited = [point.nominal for point in points]
    reasons = []
    if sorted(visited) != sorted(plan.schedule):
        missing = Decimal(len(set(visited) & set(plan.points)))
        reasons.append(Refusal(Reason.TOO_FEW_POINTS, missing, Decimal(len(plan.points))))
    reasons += [
        Refusal(
            Reason.TOO_FEW_READINGS,
            Decimal(len(point.readings)),
            Decimal(plan.readings),
            celsius(point.nominal),
        )
        for point in points
        if len(point.readings) < plan.readings
    ]
    return reasons


def _unfit_points(measured: Sequence[Pair], used: Sequence[Pair], plan: Plan) -> list[Refusal]:
    reasons = []
    for left, right in pairwise(used):
        apart = right.reference - left.reference
        planned = celsius(right.nominal - left.nominal)
        if planned < plan.fit.apart or apart < plan.fit.apart - plan.fit.apart_slack:
            at = celsius(right.nominal)
            reasons.append(Refusal(Reason.POINTS_TOO_CLOSE, rounded(apart, SHOWN), plan.fit.apart, at))
    reasons += [
        Refusal(Reason.NOT_MONOTONIC, right.raw - left.raw, Decimal(0), celsius(right.nominal))
        for left, right in pairwise(measured)
        if right.raw <= left.raw
    ]
    return reasons


def _unfit_line(found: Fit, used: Sequence[Pair], plan: Plan) -> list[Refusal]:
    limits, reasons = plan.fit, []
    if found.gain < limits.gain_low:
        reasons.append(Refusal(Reason.GAIN, found.gain, limits.gain_low))
    if found.gain > limits.gain_high:
        reasons.append(Refusal(Reason.GAIN, found.gain, limits.gain_high))
    changes = [corrected(pair.raw, found.gain, found.offset) - pair.raw for pair in used]
    largest = max(changes, key=abs)
    if abs(largest) > limits.offset:
        reasons.append(Refusal(Reason.OFFSET, rounded(largest, SHOWN), limits.offset))
    reasons += [
        Refusal(
            Reason.RESIDUAL,
            rounded(residual.value, SHOWN),
            rounded(plan.mpe.limit / limits.residual_divisor, SHOWN),
            celsius(residual.nominal),
        )
        for residual in found.residuals
        if abs(residual.value) * limits.residual_divisor > plan.mpe.limit
    ]
    low, high = celsius(plan.use[0]), celsius(plan.use[1])
    for value, beyond in ((low, found.low - low), (high, high - found.high)):
        if beyond > limits.outside:
            reasons.append(Refusal(Reason.RANGE, rounded(beyond, SHOWN), limits.outside, value))
    return reasons


def _steps(points: Sequence[PointResult]) -> list[tuple[int, Decimal]]:
    """For each point met both ways, how far its two raw errors lie apart."""
    up = {p.nominal: p.raw - p.reference for p in points if p.direction is Direction.UP}
    down = {p.nominal: p.raw - p.reference for p in points if p.direction is Direction.DOWN}
    return [(nominal, abs(up[nominal] - down[nominal])) for nominal in sorted(set(up) & set(down))]


def _widest(points: Sequence[PointResult]) -> Decimal:
    return max((step for _, step in _steps(points)), default=Decimal(0))


def _hysteresis(points: Sequence[PointResult], plan: Plan) -> list[Refusal]:
    """A difference that noise explains is none."""
    explained = 3 * pooled([p.readings for p in points]) * (Decimal(2) / plan.readings).sqrt()
    allowed = max(plan.fit.hysteresis, rounded(explained, SHOWN))
    return [
        Refusal(Reason.HYSTERESIS, rounded(step, SHOWN), allowed, celsius(nominal))
        for nominal, step in _steps(points)
        if step > allowed
    ]
