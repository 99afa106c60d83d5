"""The thread that owns the printer: paper looked for, tickets printed, a look now and then."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from datetime import datetime

from drivers.errors import DriverError
from drivers.printers.outcome import Printed
from drivers.printers.printer import Printer
from drivers.printers.status import Cause
from kiosk.conductor.ticket_paper import TicketPaper
from kiosk.conductor.worker import Worker
from kiosk.rules.commands import CheckPaper, PrintTicket
from kiosk.rules.events import Event, PaperChecked, PrinterSeen, PrintingFailed, TicketPrinted
from kiosk.rules.states import Trouble

log = logging.getLogger("kiosk.printer")

LOOK_EVERY = 5.0
"""Seconds between two looks while nothing is printed."""

TROUBLES = {
    Cause.PAPER_OUT: Trouble.PAPER_OUT,
    Cause.COVER_OPEN: Trouble.COVER_OPEN,
    Cause.SILENT: Trouble.PRINTER_SILENT,
    Cause.LOST: Trouble.PRINTER_SILENT,
    Cause.BLOCKED: Trouble.PRINTER_SILENT,
}
"""What people need to tell apart; every other cause is a fault that a technician looks up in the log."""


class PrinterThread:
    """``tell`` takes events from this thread."""

    def __init__(
        self,
        printer: Printer,
        paper: TicketPaper,
        now: Callable[[], datetime],
        tell: Callable[[Event], None],
        crash: Callable[[BaseException], None],
        *,
        look_every: float = LOOK_EVERY,
    ) -> None:
        self._printer = printer
        self._paper = paper
        self._now = now
        self._tell = tell
        self._trouble: Trouble | None = None
        self._prepared = False
        self._worker = Worker("printer", crash, idle=self._idle, every=look_every, close=printer.close)
        self._worker.submit(self._look)

    def check_paper(self, command: CheckPaper) -> None:
        def job() -> None:
            self._look()
            self._tell(PaperChecked(command.serial, self._trouble))

        self._worker.submit(job)

    def print_ticket(self, command: PrintTicket) -> None:
        self._worker.submit(lambda: self._tell(self._print(command)))

    def close(self) -> None:
        self._worker.stop()

    def _print(self, command: PrintTicket) -> Event:
        blocks = self._paper.blocks(command, self._now())
        started = time.monotonic()
        try:
            outcome = self._printer.print(blocks, job=f"{command.ticket.number:06d}")
        except DriverError as error:
            log.warning("ticket %d: %s", command.ticket.number, error)
            self._seen(Trouble.PRINTER_SILENT, str(error))
            return PrintingFailed(command.serial, Trouble.PRINTER_SILENT)
        log.info(
            "ticket %d: %s after %.2f s",
            command.ticket.number,
            type(outcome).__name__.lower(),
            time.monotonic() - started,
        )
        if isinstance(outcome, Printed):
            return TicketPrinted(command.serial)
        trouble = TROUBLES.get(outcome.cause, Trouble.PRINTER_FAULT)
        self._seen(trouble, outcome.cause.name)
        return PrintingFailed(command.serial, trouble)

    def _idle(self) -> None:
        """Loading what composes tickets waits for the first quiet moment: the welcome screen comes first."""
        if not self._prepared:
            self._printer.prepare()
            self._prepared = True
        self._look()

    def _look(self) -> None:
        try:
            cause = self._printer.status().cause
            if cause is None and self._printer.capability is None:
                log.info("the printer's word can be trusted as far as: %s", self._printer.probe().value)
        except DriverError as error:
            self._seen(Trouble.PRINTER_SILENT, str(error))
        else:
            self._seen(None if cause is None else TROUBLES.get(cause, Trouble.PRINTER_FAULT), str(cause))

    def _seen(self, trouble: Trouble | None, detail: str) -> None:
        """Told and logged when it changes: once for a loss, once for the return."""
        if trouble is not self._trouble:
            self._trouble = trouble
            if trouble is None:
                log.info("the printer is ready")
            else:
                log.warning("the printer cannot print: %s (%s)", trouble.name, detail)
            self._tell(PrinterSeen(trouble))
