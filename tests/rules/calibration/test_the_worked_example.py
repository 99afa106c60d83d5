"""The example of the facts, to the digit: 35/37/39 indicated as 34.62/36.55/38.47, and the budget at 37 degrees."""

from __future__ import annotations

from decimal import Decimal

import pytest

from kiosk.rules.calibration.budget import (
    Estimates,
    Row,
    Shape,
    Source,
    Type,
    assess,
    emissivity_sensitivity,
    known_rows,
    type_a,
)
from kiosk.rules.calibration.correction import FitKind
from kiosk.rules.calibration.fit import fit
from kiosk.rules.calibration.plan import Plan
from kiosk.rules.calibration.points import Direction, Pair, PointResult, indicated
from tests.rules.calibration.rig import NOW, REFERENCE

D = Decimal
EXAMPLE = [Pair(3500, D("34.62"), D(35)), Pair(3700, D("36.55"), D(37)), Pair(3900, D("38.47"), D(39))]


@pytest.mark.parametrize(
    ("raw", "reference", "error"), [(3462, 35, "-0.38"), (3655, 37, "-0.45"), (3847, 39, "-0.53")]
)
def test_as_found_errors_and_corrections(raw, reference, error):
    readings = (raw,) * 10
    point = PointResult(reference * 100, Direction.UP, D(reference), readings, indicated(readings, None), NOW)
    assert point.error == D(error)
    assert point.correction == -D(error)


def test_two_point_gain_offset_and_as_left():
    found = fit(EXAMPLE, Plan(fit_points=(3500, 3900), as_left=(3700,)).fitted)
    assert found.kind is FitKind.GAIN_AND_OFFSET
    assert (found.gain, found.offset) == (D("1.038961"), D("-0.96883"))
    assert [round(residual.value, 3) for residual in found.residuals] == [D("0.000"), D("0.005"), D("0.000")]
    assert [residual.fitted for residual in found.residuals] == [True, False, True]


def test_one_point_is_an_offset_and_three_are_least_squares():
    one = fit(EXAMPLE, (3700,))
    assert (one.kind, one.gain, one.offset) == (FitKind.OFFSET, D(1), D("0.45"))
    three = fit(EXAMPLE, (3500, 3700, 3900))
    assert three.kind is FitKind.LEAST_SQUARES
    assert sum(residual.value for residual in three.residuals) == pytest.approx(0, abs=1e-4)
    # by hand: slope 7.70 / 7.411267 about the middles 36.546667 and 37
    assert (three.gain, three.offset) == (D("1.038959"), D("-0.97048"))


def example_rows() -> tuple[Row, ...]:
    return (
        *known_rows(REFERENCE, 2500, Estimates()),
        type_a(Source.REPEATABILITY, D("0.06"), 10, 45),
    )


def test_each_row_of_the_budget():
    standards = {row.source: round(row.standard, 4) for row in example_rows()}
    assert standards == {
        Source.REFERENCE: D("0.0200"),
        Source.REFERENCE_DRIFT: D("0.0173"),
        Source.STABILITY: D("0.0115"),
        Source.UNIFORMITY: D("0.0173"),
        Source.EMISSIVITY: D("0.0198"),
        Source.REFLECTED: D("0.0115"),
        Source.DISTANCE: D("0.0289"),
        Source.RESOLUTION: D("0.0289"),
        Source.REPEATABILITY: D("0.0190"),
    }


def test_combined_and_expanded():
    found = assess(example_rows())
    assert round(found.combined, 3) == D("0.061")
    assert (found.k, found.stated) == (D(2), D("0.12"))
    assert found.freedom is None or found.freedom > 1000


def test_the_sensitivity_to_emissivity_is_that_of_the_facts():
    assert round(emissivity_sensitivity(D(37), D(25), D("0.99")) / 100, 3) == D("0.114")


def test_the_sum_agrees_with_gtc():
    gtc = pytest.importorskip("GTC")
    rows = [
        *example_rows(),
        Row(Source.OTHER, Type.A, Shape.NORMAL, D("0.05"), D(1), D("0.5"), freedom=4),
    ]
    total = sum(
        gtc.ureal(0, float(row.value / row.divisor), row.freedom or gtc.inf) * float(row.sensitivity)
        for row in rows
    )
    found = assess(rows)
    assert float(found.combined) == pytest.approx(total.u, abs=1e-5)
    assert found.freedom == pytest.approx(total.df, rel=0.01)
