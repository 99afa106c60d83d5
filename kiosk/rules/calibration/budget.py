"""The uncertainty budget after the GUM: rows, their sum, and the number that is stated.

All in degrees unless the row's sensitivity says otherwise. Rows are data: a technician may edit those of type B.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_UP, Decimal
from enum import Enum

from kiosk.rules.calibration.exact import FINE, SHOWN, celsius, rounded
from kiosk.rules.calibration.reference import Reference

ROOT_3 = Decimal("1.7320508076")
ROOT_6 = Decimal("2.4494897428")
K = Decimal(2)
LEAST_K = Decimal("1.96")  # a stated U below this many standard uncertainties would cover less than 95 %
KELVIN = Decimal("273.15")
AT = Decimal(37)


class Type(Enum):
    """A: from the statistics of these readings. B: from anything else that is known."""

    A = "A"
    B = "B"


class Shape(Enum):
    NORMAL = "normal"
    RECTANGULAR = "rectangular"


class Source(Enum):
    """The rows every budget has, in the order of the facts, and OTHER for a technician's own."""

    REFERENCE = "reference"
    REFERENCE_DRIFT = "reference-drift"
    STABILITY = "stability"
    UNIFORMITY = "uniformity"
    EMISSIVITY = "emissivity"
    REFLECTED = "reflected"
    DISTANCE = "distance"
    RESOLUTION = "resolution"
    REPEATABILITY = "repeatability"
    HYSTERESIS = "hysteresis"
    LINEARITY = "linearity"
    OTHER = "other"


FROM_DATA = (Source.REPEATABILITY, Source.HYSTERESIS, Source.LINEARITY)


@dataclass(frozen=True, slots=True)
class Row:
    """One contribution: ``value`` / ``divisor`` x ``sensitivity``. ``freedom`` None = as good as infinite."""

    source: Source
    type: Type
    shape: Shape
    value: Decimal
    divisor: Decimal
    sensitivity: Decimal = Decimal(1)
    freedom: int | None = None
    note: str = ""

    def __post_init__(self) -> None:
        if self.value < 0 or self.divisor <= 0:
            raise ValueError("a contribution cannot be negative, nor its divisor nought")
        if self.freedom is not None and self.freedom < 1:
            raise ValueError("degrees of freedom begin at 1")

    @property
    def standard(self) -> Decimal:
        """Its standard uncertainty in degrees."""
        return self.value / self.divisor * abs(self.sensitivity)


@dataclass(frozen=True, slots=True)
class Estimates:
    """Half-widths (degrees; emissivity has no unit) of what is known without measuring, for the first budget."""

    drift: Decimal = Decimal("0.03")
    stability: Decimal = Decimal("0.02")
    uniformity: Decimal = Decimal("0.03")
    emissivity: Decimal = Decimal("0.003")
    reflected: Decimal = Decimal("0.02")
    distance: Decimal = Decimal("0.05")
    resolution: Decimal = Decimal("0.05")  # half of the tenth that is shown and decided on


@dataclass(frozen=True, slots=True)
class Uncertainty:
    """``combined`` (u), ``expanded`` = k u to the thousandth, ``stated`` = U as it is written and used everywhere.

    ``freedom`` is the effective number after Welch and Satterthwaite, None when as good as infinite.
    """

    combined: Decimal
    k: Decimal
    expanded: Decimal
    stated: Decimal
    freedom: int | None


def type_a(source: Source, deviation: Decimal, n: int, freedom: int, note: str = "") -> Row:
    """The mean of ``n`` readings whose standard deviation is ``deviation``."""
    return Row(
        source, Type.A, Shape.NORMAL, deviation, rounded(Decimal(n).sqrt(), FINE), freedom=freedom, note=note
    )


def normal(source: Source, expanded: Decimal, k: Decimal, note: str = "") -> Row:
    """An expanded uncertainty from a certificate."""
    return Row(source, Type.B, Shape.NORMAL, expanded, k, note=note)


def rectangular(source: Source, half: Decimal, sensitivity: Decimal = Decimal(1), note: str = "") -> Row:
    """Somewhere within plus or minus ``half``, nobody knows where."""
    return Row(source, Type.B, Shape.RECTANGULAR, half, ROOT_3, sensitivity, note=note)


def emissivity_sensitivity(target: Decimal, ambient: Decimal, emissivity: Decimal) -> Decimal:
    """Degrees by which an instrument errs for a whole unit of emissivity (total radiation, all in degrees C):
    (T^4 - Ta^4) / (4 e T^3). At 37 degrees, 25 ambient and 0.99 it is 11.44: 0.114 for each 0.01.
    """
    hot, room = target + KELVIN, ambient + KELVIN
    return rounded((hot**4 - room**4) / (4 * emissivity * hot**3), SHOWN)


def known_rows(reference: Reference, ambient: int, estimates: Estimates) -> tuple[Row, ...]:
    """The rows of type B at 37 degrees, ``ambient`` in centi."""
    sensitivity = emissivity_sensitivity(AT, celsius(ambient), reference.emissivity)
    return (
        normal(Source.REFERENCE, reference.expanded, reference.k, reference.certificate),
        rectangular(Source.REFERENCE_DRIFT, estimates.drift),
        rectangular(Source.STABILITY, estimates.stability),
        rectangular(Source.UNIFORMITY, estimates.uniformity),
        rectangular(Source.EMISSIVITY, estimates.emissivity, sensitivity),
        rectangular(Source.REFLECTED, estimates.reflected),
        rectangular(Source.DISTANCE, estimates.distance),
        rectangular(Source.RESOLUTION, estimates.resolution),
    )


def assess(rows: Sequence[Row]) -> Uncertainty:
    """The sum of independent contributions, k = 2."""
    combined = sum((row.standard**2 for row in rows), Decimal(0)).sqrt()
    weight = sum((row.standard**4 / row.freedom for row in rows if row.freedom is not None), Decimal(0))
    freedom = int(combined**4 / weight) if weight else None
    if freedom is not None and freedom > 9999:
        freedom = None
    return Uncertainty(rounded(combined, FINE), K, rounded(K * combined, SHOWN), stated(combined), freedom)


def stated(combined: Decimal) -> Decimal:
    """U in hundredths: k u rounded, but up when rounding down would leave less than 95 % covered."""
    step = Decimal("0.01")
    nearest = rounded(K * combined, step)
    if nearest >= LEAST_K * combined:
        return nearest
    return (K * combined).quantize(step, rounding=ROUND_UP)
