"""Pictures that say it without words, in one style: a round line, flat fills, one warm accent.

Every drawing is a function of a :class:`~kiosk.ui.drawing.pictograms.pen.Pen` on a square of 100 by 100, registered
by name in :data:`DRAWINGS`. Only the pen knows pixels.
"""

from __future__ import annotations

from collections.abc import Callable

from kiosk.ui.drawing.pictograms import care, people, services, signs, things, tools
from kiosk.ui.drawing.pictograms.pen import Pen

DRAWINGS: dict[str, Callable[[Pen], None]] = {
    **services.DRAWINGS,
    **people.DRAWINGS,
    **things.DRAWINGS,
    **signs.DRAWINGS,
    **tools.DRAWINGS,
    **care.DRAWINGS,
}

GENERIC = "dokumen"
"""Stands in for a pictogram that the settings name and nobody has drawn."""


def drawing(name: str) -> Callable[[Pen], None]:
    return DRAWINGS.get(name, DRAWINGS[GENERIC])
