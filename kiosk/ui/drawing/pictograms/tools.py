"""What a technician works with: a blackbody, a thermometer, charts, tools, a list."""

from __future__ import annotations

from kiosk.ui.drawing.pictograms.pen import FINE, LINE, Pen
from kiosk.ui.drawing.pictograms.services import sheet


def calibration(pen: Pen) -> None:
    """A thermometer that looks into the round mouth of a blackbody."""
    pen.box(6, 22, 48, 82, radius=5, fill="cloth")
    pen.circle(27, 46, 13, fill="line", width=FINE)
    pen.line((15, 70), (39, 70), width=FINE)
    pen.dashes((44, 46), (64, 46), role="accent")
    pen.box(66, 34, 94, 58, radius=4, fill="fill")
    pen.line((66, 42), (66, 50), width=LINE, role="accent")
    pen.line((80, 58), (80, 82))
    pen.line((68, 84), (92, 84))


def quick_check(pen: Pen) -> None:
    """A thermometer with a tick."""
    pen.box(26, 6, 46, 66, radius=10, fill="fill")
    pen.circle(36, 76, 16, fill="accent")
    pen.line((36, 32), (36, 70), role="accent", width=7)
    for y in (20, 30, 40):
        pen.line((50, y), (58, y), width=FINE)
    pen.line((58, 70), (70, 82), (92, 54), role="leaf", width=8)


def history(pen: Pen) -> None:
    """Points over time between two limits."""
    pen.line((12, 10), (12, 88), (92, 88))
    pen.dashes((18, 26), (92, 26), role="cloth")
    pen.dashes((18, 74), (92, 74), role="cloth")
    points = ((24, 56), (42, 44), (60, 60), (80, 38))
    pen.line(*points, width=FINE)
    for x, y in points:
        pen.dot(x, y, 5.4, role="accent")


def care(pen: Pen) -> None:
    """A spanner across a screwdriver."""
    pen.line((22, 84), (64, 36), width=12)
    pen.line((22, 84), (64, 36), width=12 - LINE, role="cloth")
    pen.arc(72, 26, 15, -20, 250, width=9)
    pen.line((26, 20), (56, 54), width=6)
    pen.line((60, 58), (82, 84), width=16)
    pen.line((60, 58), (82, 84), width=16 - LINE, role="accent")


def readiness(pen: Pen) -> None:
    """A list with every line ticked."""
    sheet(pen, 18, 6, 82, 94)
    for y in (28, 50, 72):
        pen.line((28, y), (34, y + 6), (43, y - 7), role="leaf", width=LINE + 1)
        pen.line((52, y), (72, y), width=FINE)


DRAWINGS = {
    "calibration": calibration,
    "quick_check": quick_check,
    "history": history,
    "care": care,
    "readiness": readiness,
}
