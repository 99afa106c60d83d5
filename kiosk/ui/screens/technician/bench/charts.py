"""The charts of the technician's pages: what is drawn, not how."""

from __future__ import annotations

from decimal import Decimal

from kiosk.rules.calibration.gate import Gathering
from kiosk.rules.calibration.plan import Plan
from kiosk.rules.calibration.steps import Progress
from kiosk.rules.calibration.view import Samples
from kiosk.ui.kit import Speech
from kiosk.ui.screens.technician.figures import DECIMAL
from kiosk.ui.widgets.figures import Figure, Limit, Series


def stream(samples: Samples, gathering: Gathering | None, say: Speech) -> Figure | None:
    """The readings of the last seconds; the reference as a line once it is known."""
    if not samples:
        return None
    newest = samples[-1][0]
    points = tuple((t - newest, value / 100) for t, value in samples)
    values = [y for _, y in points]
    middle = sum(values) / len(values)
    limits = (Limit(float(gathering.reference), "leaf"),) if gathering else ()
    stream = Series(points, "soga", marked=False)
    return Figure((stream,), limits, middle - 0.2, middle + 0.2, 1, DECIMAL[say.language] == ",")


def errors(plan: Plan, progress: Progress, say: Speech) -> Figure:
    """Errors as found (dark) and left (green), with the limits that they are judged by."""
    found = tuple((p.nominal / 100, float(p.error)) for p in progress.as_found)
    left = tuple((p.nominal / 100, float(p.error)) for p in progress.as_left)
    mpe = float(plan.mpe.limit)
    guard = ()
    if progress.proposal is not None and progress.proposal.uncertainty is not None:
        inner = float(plan.mpe.limit - progress.proposal.uncertainty.stated)
        guard = (inner, -inner)
    series = (Series(found, joined=False), Series(left, "leaf", joined=False))
    return between(series, (mpe, -mpe), guard, 1, say)


def between(
    series: tuple[Series, ...], outer: tuple[float, ...], inner: tuple[float, ...], places: int, say: Speech
) -> Figure:
    limits = (
        Limit(0.0),
        *(Limit(value, "soga") for value in outer),
        *(Limit(value, "gold") for value in inner),
    )
    return Figure(series, limits, min(outer), max(outer), places, DECIMAL[say.language] == ",")


def limits_figure(
    series: tuple[Series, ...], outer: Decimal, inner: Decimal | None, say: Speech, places: int = 1
) -> Figure:
    """Marks between plus and minus ``outer`` (brown) and ``inner`` (gold) about nought."""
    far = float(outer)
    near = () if inner is None else (float(inner), -float(inner))
    return between(series, (far, -far), near, places, say)
