"""The quick check at 37 degrees between calibrations, and its control chart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import Enum

from kiosk.rules.calibration.correction import Correction, corrected
from kiosk.rules.calibration.exact import FINE, SHOWN, mean, rounded
from kiosk.rules.calibration.reference import Reference, refuse_reference, true_value
from kiosk.rules.calibration.refusals import Reason, Refusal

WITHIN = Decimal("0.2")
BASELINE = 8  # checks before their own scatter is trusted more than the uncertainty
LEAST_S = Decimal("0.029")  # a tenth-degree display alone scatters by 0.1 / sqrt 12
OUT_AFTER = 2  # failures in a row
LEAST_READINGS = 10


class Signal(Enum):
    IN_CONTROL = "in-control"
    WARNING = "warning"  # beyond 2 s
    ACTION = "action"  # beyond 3 s, or beyond 0.2 degrees of the last as-left: the check has failed


@dataclass(frozen=True, slots=True)
class QuickCheck:
    """A row. ``readings`` raw centi, degrees otherwise; ``deviation`` is the error less the last as-left's."""

    id: str
    at: datetime
    by: str
    correction: str
    reference: str
    true: Decimal
    readings: tuple[int, ...]
    error: Decimal
    deviation: Decimal
    signal: Signal

    @property
    def failed(self) -> bool:
        return self.signal is Signal.ACTION


@dataclass(frozen=True, slots=True)
class Chart:
    """Limits for deviations, degrees, about nought; ``learnt`` from checks, or assumed from U."""

    s: Decimal
    warning: Decimal
    action: Decimal
    learnt: bool


def chart(checks: Sequence[QuickCheck], correction: Correction) -> Chart:
    """The chart for ``correction``, from its own first checks that did not fail; U / 2 until there are enough.

    The action limit is never wider than 0.2 degrees.
    """
    own = [c.deviation for c in checks if c.correction == correction.id and not c.failed][:BASELINE]
    s = correction.expanded / 2
    if len(own) == BASELINE:
        s = (sum((d * d for d in own), Decimal(0)) / BASELINE).sqrt()
    s = max(rounded(s, FINE), LEAST_S)
    return Chart(s, min(2 * s, WITHIN), min(3 * s, WITHIN), len(own) == BASELINE)


def signal(deviation: Decimal, limits: Chart) -> Signal:
    size = abs(deviation)
    if size > limits.action:
        return Signal.ACTION
    return Signal.WARNING if size > limits.warning else Signal.IN_CONTROL


def check(
    before: Sequence[QuickCheck],
    correction: Correction,
    reference: Reference,
    readings: tuple[int, ...],
    shown: Decimal,
    *,
    id: str,
    at: datetime,
    by: str,
) -> QuickCheck | tuple[Refusal, ...]:
    """The result of a quick check (readings from behind the gate, the source showing ``shown`` degrees), or why it
    counts for nothing.
    """
    refused = refuse_reference(reference, at.date())
    if len(readings) < LEAST_READINGS:
        n = Decimal(len(readings))
        refused = (*refused, Refusal(Reason.TOO_FEW_READINGS, n, Decimal(LEAST_READINGS)))
    if refused:
        return refused
    true = true_value(reference, shown)
    error = rounded(corrected(mean(readings), correction.gain, correction.offset) - true, SHOWN)
    deviation = error - correction.as_left
    verdict = signal(deviation, chart(before, correction))
    return QuickCheck(id, at, by, correction.id, reference.id, true, readings, error, deviation, verdict)


def out_of_use(checks: Sequence[QuickCheck], correction: Correction) -> bool:
    """Whether the newest checks (ascending) under this correction failed twice in a row."""
    own = [c for c in checks if c.correction == correction.id][-OUT_AFTER:]
    return len(own) == OUT_AFTER and all(c.failed for c in own)
