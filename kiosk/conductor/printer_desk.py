"""What is done with the printer, one thing after another, and the events it leads to. No thread of its own, so that
tests can live through hours of it in a second."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterable
from datetime import datetime

from drivers.errors import DriverError, NoAnswer
from drivers.printers.blocks import Block
from drivers.printers.outcome import Capability, Outcome, Printed, Refused
from drivers.printers.printer import Printer
from drivers.printers.status import Cause, Status
from kiosk.conductor.paper_care import PaperCare
from kiosk.conductor.slips import Slip, slip_blocks
from kiosk.conductor.ticket_paper import TicketPaper
from kiosk.rules.commands import CheckPaper, PrintTicket
from kiosk.rules.events import Event, PaperChecked, PaperLow, PrinterSeen, PrintingFailed, TicketPrinted
from kiosk.rules.states import Trouble

log = logging.getLogger("kiosk.printer")

RECOVER_EVERY = 10.0
"""Seconds between two orders to leave a jam behind: each moves the cutter, where somebody's fingers may be."""

TROUBLES = {
    Cause.PAPER_OUT: Trouble.PAPER_OUT,
    Cause.COVER_OPEN: Trouble.COVER_OPEN,
    Cause.SILENT: Trouble.PRINTER_SILENT,
    Cause.LOST: Trouble.PRINTER_SILENT,
    Cause.BLOCKED: Trouble.PRINTER_SILENT,
}
"""What people need to tell apart; every other cause is a fault that a technician looks up in the log."""


class PrinterDesk:
    """``now`` is aware, in the office's zone; ``clock`` is the printer's (monotonic seconds)."""

    def __init__(
        self,
        printer: Printer,
        paper: TicketPaper,
        now: Callable[[], datetime],
        tell: Callable[[Event], None],
        care: PaperCare | None = None,
        *,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._printer = printer
        self._paper = paper
        self._now = now
        self._tell = tell
        self._care = care
        self._clock = clock
        self._trouble: Trouble | None = None
        self._left: int | None = None
        self._recover_at = float("-inf")
        self._prepared = False
        self._answer: Status | DriverError = NoAnswer("not asked yet")

    @property
    def capability(self) -> Capability | None:
        """How far the printer can vouch for a ticket; None before it has shown it."""
        return self._printer.capability

    def idle(self) -> None:
        """Loading what composes tickets waits for the first quiet moment: the welcome screen comes first."""
        if not self._prepared:
            self._printer.prepare()
            self._prepared = True
        self.look()

    def look(self) -> None:
        """How the printer is; what mends itself by an order is mended, what mends itself is not told."""
        self._looked(self._printer.status)

    def check_paper(self, command: CheckPaper) -> None:
        """Before a number is spent. A head that is too hot is waited for."""
        self._looked(self._printer.rested)
        self._tell(PaperChecked(command.serial, self._trouble))

    def print_ticket(self, command: PrintTicket) -> None:
        blocks = self._paper.blocks(command, self._now())
        outcome = self._printed(blocks, f"ticket {command.ticket.number}", f"{command.ticket.number:06d}")
        if isinstance(outcome, Printed):
            self._tell(TicketPrinted(command.serial))
        else:
            trouble = TROUBLES.get(outcome.cause, Trouble.PRINTER_FAULT)
            self._seen(trouble, outcome.cause.name)
            self._tell(PrintingFailed(command.serial, trouble, isinstance(outcome, Refused)))

    def print_slip(self, slip: Slip) -> Outcome:
        name = type(slip).__name__.lower()
        return self._printed(slip_blocks(self._paper, slip, self._now()), name, name)

    def asked(self) -> Status | DriverError:
        """As ``look``, for whoever wants to know all that the printer says."""
        self.look()
        return self._answer

    def _printed(self, blocks: Iterable[Block], name: str, job: str) -> Outcome:
        started = self._clock()
        outcome = self._printer.print(blocks, job=job)
        log.info("%s: %s after %.2f s", name, type(outcome).__name__.lower(), self._clock() - started)
        if self._care is not None and isinstance(outcome, Printed):
            self._care.used(self._printer.last_mm)
            if outcome.status is not None:
                self._care.seen(outcome.status)
            self._told_paper()
        return outcome

    def _looked(self, ask: Callable[[], Status]) -> None:
        try:
            known = self._printer.capability
            status = self._answered(ask)
            if status.cause in (Cause.CUTTER, Cause.RECOVERABLE) and self._clock() >= self._recover_at:
                self._recover_at = self._clock() + RECOVER_EVERY
                status = self._printer.recover()
                log.info("the printer was told to leave its error behind: %s", status.cause or "it did")
            if status.cause is None and self._printer.capability is None:
                self._printer.probe()
            if known is None and self._printer.capability is not None:
                self._probed(self._printer.capability)
        except NoAnswer as error:
            self._answer = error
            hint = "" if self._printer.capability else "; if it never can answer, kiosk.ini must say so: "
            self._seen(Trouble.PRINTER_SILENT, f"{error}{hint and hint + 'capability = write-only'}")
        except DriverError as error:
            self._answer = error
            self._seen(Trouble.PRINTER_SILENT, str(error))
        else:
            self._answer = status
            self._understood(status, told_hot=ask == self._printer.rested)

    def _answered(self, ask: Callable[[], Status]) -> Status:
        """One silence is a byte that was lost, or a machine too busy to listen: the door closes after two."""
        try:
            return ask()
        except NoAnswer:
            if self._trouble is not None:
                raise
            return ask()

    def _understood(self, status: Status, *, told_hot: bool) -> None:
        if self._care is not None:
            self._care.seen(status)
            self._told_paper()
        if status.cause is Cause.HOT and not told_hot:
            return  # it goes on before anyone could do something about it
        cause = status.cause
        self._seen(None if cause is None else TROUBLES.get(cause, Trouble.PRINTER_FAULT), str(cause))

    def _probed(self, found: Capability) -> None:
        log.info(
            "the printer can vouch for a ticket by %s; write capability = %s in the section [printer] of kiosk.ini, "
            "and it is not asked again at each start",
            found.value,
            found.value,
        )

    def _told_paper(self) -> None:
        left = self._care.tickets_left if self._care is not None else None
        if left != self._left:
            if self._left is None:
                log.warning("the paper is nearly used up: about %d tickets are left", left)
            elif left is None:
                log.info("there is plenty of paper again")
            self._left = left
            self._tell(PaperLow(left))

    def _seen(self, trouble: Trouble | None, detail: str) -> None:
        """Told and logged when it changes: once for a loss, once for the return."""
        if trouble is not self._trouble:
            self._trouble = trouble
            if trouble is None:
                log.info("the printer is ready")
            else:
                log.warning("the printer cannot print: %s (%s)", trouble.name, detail)
            self._tell(PrinterSeen(trouble))
