"""The thread that owns the printer: paper looked for, tickets printed, a look now and then."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from drivers.errors import DriverError
from drivers.printers.opening import open_printer
from drivers.printers.outcome import Capability, Outcome
from drivers.printers.printer import Patience, Printer
from drivers.printers.status import Status
from kiosk.conductor.paper_care import PaperCare
from kiosk.conductor.printer_desk import PrinterDesk
from kiosk.conductor.slips import Slip
from kiosk.conductor.ticket_paper import TicketPaper
from kiosk.conductor.worker import Worker
from kiosk.rules.commands import CheckPaper, PrintTicket
from kiosk.rules.events import Event
from kiosk.settings import PrinterPort

LOOK_EVERY = 5.0
"""Seconds between two looks while nothing is printed."""


def printer_of(port: PrinterPort, trace: Callable[[str, bytes], None] | None = None) -> Printer:
    """The printer that kiosk.ini names; ``trace`` as a link calls it. Raises UnknownModel, ValueError."""
    return open_printer(
        port.profile,
        port.port,
        line=port.line,
        flow=port.flow,
        capability=Capability(port.capability) if port.capability else None,
        patience=Patience(acknowledge=port.acknowledge),
        trace=trace,
    )


class PrinterThread:
    """``tell`` takes events from this thread. ``care`` keeps the account of the roll; without it nobody is told that
    the paper nears its end."""

    def __init__(
        self,
        printer: Printer,
        paper: TicketPaper,
        now: Callable[[], datetime],
        tell: Callable[[Event], None],
        crash: Callable[[BaseException], None],
        *,
        look_every: float = LOOK_EVERY,
        care: PaperCare | None = None,
    ) -> None:
        self._desk = desk = PrinterDesk(printer, paper, now, tell, care)
        self._worker = Worker("printer", crash, idle=desk.idle, every=look_every, close=printer.close)
        self._worker.submit(desk.look)

    def check_paper(self, command: CheckPaper) -> None:
        self._worker.submit(lambda: self._desk.check_paper(command))

    def print_ticket(self, command: PrintTicket) -> None:
        self._worker.submit(lambda: self._desk.print_ticket(command))

    def print_slip(self, slip: Slip, told: Callable[[Outcome], None] | None = None) -> None:
        """Paper without a number; whether it came out is logged, and ``told`` from this thread."""

        def run() -> None:
            outcome = self._desk.print_slip(slip)
            if told is not None:
                told(outcome)

        self._worker.submit(run)

    def ask(self, told: Callable[[Status | DriverError], None]) -> None:
        """``told`` from this thread what the printer says of itself just now, or why it says nothing."""
        self._worker.submit(lambda: told(self._desk.asked()))

    @property
    def capability(self) -> Capability | None:
        """How far the printer can vouch for a ticket, as far as it is known."""
        return self._desk.capability

    def busy_for(self, now: float) -> float:
        """Seconds that the job at hand has taken so far."""
        return self._worker.busy_for(now)

    def close(self) -> None:
        self._worker.stop()
