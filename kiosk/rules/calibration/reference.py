"""The register of references: blackbodies with their certificates."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import pairwise

from kiosk.rules.calibration.exact import FINE, rounded
from kiosk.rules.calibration.refusals import Reason, Refusal


@dataclass(frozen=True, slots=True)
class Reference:
    """A blackbody source. ``expanded`` (U, degrees) and ``k`` as its certificate states them.

    ``corrections`` are the certificate's own: (what the source shows, what to add), degrees, ascending; empty when
    the certificate states none. ``due`` is the last day on which it may be used.
    """

    id: str
    maker: str
    model: str
    serial: str
    certificate: str
    laboratory: str
    accreditation: str
    calibrated_on: date
    due: date
    expanded: Decimal
    k: Decimal
    emissivity: Decimal
    corrections: tuple[tuple[Decimal, Decimal], ...] = ()

    def __post_init__(self) -> None:
        if not (self.id and self.certificate and self.laboratory):
            raise ValueError("a reference needs an id, a certificate and a laboratory")
        if not 0 < self.expanded <= 1 or not 1 <= self.k <= 4:
            raise ValueError("U must be within 0..1 degree and k within 1..4")
        if not Decimal("0.5") <= self.emissivity <= 1:
            raise ValueError("emissivity must be within 0.5..1")
        if self.due < self.calibrated_on:
            raise ValueError("the reference is due before it was calibrated")
        shown = [point for point, _ in self.corrections]
        if shown != sorted(set(shown)):
            raise ValueError("corrections must be ascending, each point once")

    @property
    def standard(self) -> Decimal:
        """Its standard uncertainty, degrees."""
        return self.expanded / self.k


def true_value(reference: Reference, shown: Decimal) -> Decimal:
    """What the source is (degrees) when it shows ``shown``: with its certificate's correction, straight between
    two certified points, the nearest one's outside them.
    """
    points = reference.corrections
    if not points:
        return shown
    if shown <= points[0][0]:
        return shown + points[0][1]
    for (left, low), (right, high) in pairwise(points):
        if shown <= right:
            share = (shown - left) / (right - left)
            return shown + rounded(low + (high - low) * share, FINE)
    return shown + points[-1][1]


def refuse_reference(reference: Reference, on: date) -> tuple[Refusal, ...]:
    """Why ``reference`` cannot be used on that day; an expired one is never used "just this once"."""
    if on < reference.calibrated_on:
        return (Refusal(Reason.REFERENCE_NOT_YET_VALID),)
    if on > reference.due:
        return (Refusal(Reason.REFERENCE_EXPIRED, Decimal((on - reference.due).days), Decimal(0)),)
    return ()
