"""The fit: the straight line that turns raw into true, exactly, then to six and five decimals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from kiosk.rules.calibration.correction import GAIN_STEP, OFFSET_STEP, FitKind, corrected
from kiosk.rules.calibration.points import Pair


@dataclass(frozen=True, slots=True)
class Residual:
    """What the fit leaves at a point: corrected - reference, degrees. ``fitted``: the fit has seen this point."""

    nominal: int
    value: Decimal
    fitted: bool


@dataclass(frozen=True, slots=True)
class Fit:
    """corrected = gain x raw + offset, degrees; ``low``, ``high`` bound the calibrated range (true degrees)."""

    kind: FitKind
    gain: Decimal
    offset: Decimal
    low: Decimal
    high: Decimal
    residuals: tuple[Residual, ...]

    @property
    def worst(self) -> Decimal:
        """The largest residual by size."""
        return max((residual.value for residual in self.residuals), key=abs)


def fit(measured: Sequence[Pair], fitted: Sequence[int]) -> Fit:
    """The line through the ``fitted`` points (centi) of ``measured``: offset for one, gain and offset for two, least
    squares for more. Residuals are of all measured points. Raises ValueError without a point, or when different
    references gave the same reading (the instrument does not see its target).
    """
    used = [pair for pair in measured if pair.nominal in fitted]
    if not used:
        raise ValueError("no point to fit")
    n = len(used)
    xs, ys = [Fraction(pair.raw) for pair in used], [Fraction(pair.reference) for pair in used]
    middle_x, middle_y = _sum(xs) / n, _sum(ys) / n
    slope = Fraction(1)
    if n > 1:
        weight = _sum([(x - middle_x) * (x - middle_x) for x in xs])
        if not weight:
            raise ValueError("the same reading at every point")
        slope = _sum([(x - middle_x) * (y - middle_y) for x, y in zip(xs, ys, strict=True)]) / weight
    gain = _decimal(slope, GAIN_STEP)
    offset = _decimal(middle_y - slope * middle_x, OFFSET_STEP)
    kind = (FitKind.OFFSET, FitKind.GAIN_AND_OFFSET, FitKind.LEAST_SQUARES)[min(n, 3) - 1]
    residuals = tuple(
        Residual(pair.nominal, corrected(pair.raw, gain, offset) - pair.reference, pair.nominal in fitted)
        for pair in measured
    )
    references = [pair.reference for pair in used]
    return Fit(kind, gain, offset, min(references), max(references), residuals)


def _sum(values: Sequence[Fraction]) -> Fraction:
    return sum(values, Fraction(0))


def _decimal(value: Fraction, step: Decimal) -> Decimal:
    """To the digits of ``step``, halves away from zero."""
    places = int(1 / step)
    size = int(abs(value) * places + Fraction(1, 2))
    return Decimal(size if value >= 0 else -size) * step
