"""Which calibration applies: read from the database, handed to the thermometer, and looked at again."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from kiosk.conductor.ledger import Ledger
from kiosk.conductor.thermometer import ThermometerThread
from kiosk.rules.events import CalibrationSeen, Event

if TYPE_CHECKING:
    from kiosk.conductor.books import Books

LOOK_AGAIN = 20.0
"""Seconds between two looks at whether the calibration in the database is still the one known."""


class CalibrationInForce:
    """Told by the database's thread alone, so that an older word never comes after a newer one."""

    def __init__(
        self, kiosk: str, ledger: Ledger, thermometer: ThermometerThread, tell: Callable[[Event], None]
    ) -> None:
        self._kiosk, self._ledger, self._thermometer, self._tell = kiosk, ledger, thermometer, tell
        self._asked = time.monotonic()

    def changed(self) -> None:
        """Calibrations have changed: read them anew and let them apply."""
        self._ledger.submit(self._read)

    def tick(self) -> None:
        """Somebody may have rolled back, or checked, at a terminal meanwhile."""
        if time.monotonic() - self._asked >= LOOK_AGAIN:
            self._asked = time.monotonic()
            self.changed()

    def _read(self, books: Books) -> None:
        from kiosk.store import calibrations
        from kiosk.store.calibration_sessions import under_way

        self._thermometer.adopt(calibrations.words(books.engine, self._kiosk))
        self._tell(CalibrationSeen(under_way(books.engine, self._kiosk)))
