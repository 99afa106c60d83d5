"""What lies on the technician's desk in each moment of kiosk/ui/samples.py that has anything there."""

from __future__ import annotations

from kiosk.rules.desk import Desk

DESKS: dict[str, Desk] = {}
"""By the moment's name."""


def desk(moment: str) -> Desk:
    return DESKS.get(moment, Desk())
