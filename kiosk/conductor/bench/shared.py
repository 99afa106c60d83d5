"""What the pages of the bench have in common: numbers that are typed, a live chart, the open books."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from kiosk.conductor.bench.tools import Tools
from kiosk.store.errors import Cause, StoreError

if TYPE_CHECKING:
    from sqlalchemy import Engine

REMEMBERED = 240
"""Readings of the live chart."""
SHOW_EVERY = 0.2
"""Seconds between two looks at a stream of readings: an eye sees no more."""
SOURCE = (Decimal(20), Decimal(50))
"""Degrees that a source can be meant to show."""


def engine_of(tools: Tools) -> Engine:
    """Raises StoreError while the books are not open."""
    engine = tools.engine()
    if engine is None:
        raise StoreError(Cause.AWAY, "of kiosk.ini", "the database has not been opened yet")
    return engine


def number(text: str, low: Decimal, high: Decimal) -> Decimal | None:
    """What was typed, with a comma or a point; None for what cannot be meant."""
    try:
        found = Decimal(text.replace(",", "."))
    except InvalidOperation:
        return None
    return found if found.is_finite() and low <= found <= high else None
