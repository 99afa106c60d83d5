"""The day's closing slip, printed by itself once numbers are over, where the office wants it so."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from drivers.printers.outcome import Outcome, Refused
from kiosk.conductor.ledger import Ledger
from kiosk.conductor.printer import PrinterThread
from kiosk.conductor.rounds import AGAIN, read_day, write_day
from kiosk.rules.kiosk import Kiosk
from kiosk.rules.readiness import closing_due
from kiosk.settings import Settings

if TYPE_CHECKING:
    from kiosk.conductor.books import Books

log = logging.getLogger("kiosk.conductor")


class DayEnd:
    """``tick`` comes from the house's ticker and returns at once; the database counts and the printer prints on their
    own threads. ``kiosk`` is the newest state."""

    def __init__(
        self, settings: Settings, ledger: Ledger, printer: PrinterThread, kiosk: Callable[[], Kiosk]
    ) -> None:
        self._settings = settings
        self._ledger = ledger
        self._printer = printer
        self._kiosk = kiosk
        self._memory: Path = settings.data_dir / "closing.json"
        self._slip_of = read_day(self._memory)
        self._not_before = float("-inf")
        self._busy_until = float("-inf")

    def tick(self) -> None:
        """Is it due? Once a moment."""
        kiosk = self._kiosk()
        now = kiosk.now.steady
        if now < max(self._busy_until, self._not_before):
            return
        if closing_due(kiosk, self._settings, self._settings.care, self._slip_of):
            # A database that is away never comes to the printing: asked again, but not at every tick.
            self._busy_until = now + AGAIN
            self._close(kiosk.now.local.date())

    def _close(self, day: date) -> None:
        def counted(books: Books) -> None:
            # The day is remembered before the slip is sent: a kiosk that dies meanwhile prints none rather than two.
            slip = books.closed_by_itself(day)
            self._remember(day)
            self._printer.print_slip(slip, self._printed)

        self._ledger.submit(counted)

    def _printed(self, outcome: Outcome) -> None:
        if isinstance(outcome, Refused):
            log.warning("the closing slip did not come out: %s", outcome.cause.value)
            self._remember(None)
            self._not_before = self._kiosk().now.steady + AGAIN

    def _remember(self, day: date | None) -> None:
        self._slip_of = day
        write_day(self._memory, day)
