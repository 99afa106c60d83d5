"""How much of the panel somebody in a wheelchair, or a child, can touch."""

from __future__ import annotations

import math

from kiosk.ui.environment import Panel

LOWEST, HIGHEST = 380.0, 1220.0
"""Millimetres above the floor (EN 301 549 8.3)."""


def reach(panel: Panel) -> float:
    """Millimetres of glass from the picture's lower edge up to the highest place within reach.

    Endless for a panel of which nobody knows how it hangs, as that of a program that cannot start.
    """
    mounting = getattr(panel, "mounting_mm", None)
    if mounting is None:
        return math.inf
    return (HIGHEST - float(mounting)) / math.cos(math.radians(getattr(panel, "tilt", 0.0)))
