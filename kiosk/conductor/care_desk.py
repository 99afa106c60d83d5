"""The technician's care pages: what they show is asked of the threads that own it, only while a page is open.

Nothing here waits: ``work`` comes from inside a step. Answers are laid on the board by whoever gives them.
"""

from __future__ import annotations

import logging
import threading
from collections import deque
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from drivers.errors import DriverError
from drivers.link import list_ports
from drivers.printers.outcome import Outcome, Printed, Refused
from drivers.printers.status import Status
from kiosk.care import printer_bytes
from kiosk.care.instrument_watch import InstrumentWatch
from kiosk.care.notes import Notes
from kiosk.care.ports import ports_of
from kiosk.care.report import Report
from kiosk.care.tape import Tape
from kiosk.conductor.printer import PrinterThread
from kiosk.conductor.rounds import Rounds
from kiosk.conductor.slips import TestTicket
from kiosk.conductor.thermometer import ThermometerThread
from kiosk.conductor.worker import Worker
from kiosk.rules.care import (
    LINES,
    Checked,
    Device,
    Line,
    Measured,
    PanelView,
    PrinterView,
    ReadinessView,
    Slip,
)
from kiosk.rules.commands import Work
from kiosk.rules.deeds import Deed
from kiosk.rules.states import Page
from kiosk.settings import Settings

log = logging.getLogger("kiosk.care")

LookAtPanel = Callable[[Callable[[int, int], None]], PanelView]
"""Looks at every screen of the installed panel; calls back with how many of how many looks are taken."""


class CareDesk:
    """``put`` lays parts on the technician's board; ``tickets_left`` is the rules' estimate."""

    def __init__(
        self,
        settings: Settings,
        put: Callable[..., None],
        thermometer: ThermometerThread,
        printer: PrinterThread,
        rounds: Rounds,
        notes: Notes,
        tapes: tuple[Tape, Tape],
        tickets_left: Callable[[], int | None],
        look_at_panel: LookAtPanel,
        crash: Callable[[BaseException], None],
    ) -> None:
        self._settings = settings
        self._put = put
        self._printer, self._rounds, self._notes = printer, rounds, notes
        self._tickets_left = tickets_left
        self._look_at_panel = look_at_panel
        door, self._tape = tapes
        self._watch = InstrumentWatch(
            settings,
            thermometer,
            door,
            lambda: notes.of(Device.THERMOMETER),
            lambda view: put(instrument=view),
        )
        self._lock = threading.Lock()
        self._page: Page | None = None
        self._view = self._blank()
        self._lines: deque[Line] = deque(maxlen=LINES)
        self._panel = PanelView()
        self._readiness = ReadinessView()
        self._worker = Worker("care", crash)
        self._looker = Worker("panel", crash)

    def work(self, command: Work) -> None:
        """A page is opened or left, or something is done at one."""
        match command.deed:
            case Deed.COME:
                self._come(command.page)
            case Deed.LEAVE:
                self._come(None)
            case Deed.ASK_PRINTER:
                self._ask_printer()
            case Deed.TEST_TICKET:
                self._test_ticket()
            case Deed.LOOK_OVER:
                self._look_over()
            case Deed.PRINT_READINESS:
                self._print_readiness()
            case Deed.MEASURE_PANEL:
                self._measure_panel()
            case _:
                return

    def noted(self) -> None:
        """Some device has changed: whoever looks at the list sees it at once."""
        if self._page is Page.CARE_DEVICES:
            self._put(notes=self._notes.all())

    def busy_for(self, now: float) -> float:
        """Seconds (monotonic) that the deed at hand has taken so far."""
        return self._worker.busy_for(now)

    def close(self) -> None:
        """Before the threads that it asks."""
        self._come(None)
        self._worker.stop()
        self._looker.stop(0.1)

    # ------------------------------------------------------------------------------------------------ pages

    def _come(self, page: Page | None) -> None:
        if self._page is Page.CARE_THERMOMETER and page is not Page.CARE_THERMOMETER:
            self._watch.end()
        if self._page is Page.CARE_PRINTER and page is not Page.CARE_PRINTER:
            self._tape.run(False)
            self._put(printer=None)
        came, self._page = page is not self._page, page
        match page:
            case Page.CARE_DEVICES:
                self._put(notes=self._notes.all())
                self._worker.submit(self._list_ports)
            case Page.CARE_THERMOMETER if came:
                self._watch.begin()
            case Page.CARE_PRINTER:
                self._tape.run(True)
                with self._lock:
                    self._lines.clear()
                    self._view = self._blank()
                self._show_printer()
                self._ask_printer()
            case Page.READINESS:
                self._look_over()
            case Page.CARE_PANEL:
                self._put(panel=self._panel)

    def _list_ports(self) -> None:
        self._put(ports=ports_of(list_ports(), self._settings))

    # ---------------------------------------------------------------------------------------------- printer

    def _blank(self) -> PrinterView:
        port = self._settings.printer
        return PrinterView(profile=port.profile, port=port.port.partition("?")[0])

    def _ask_printer(self) -> None:
        self._printer.ask(self._answered)

    def _answered(self, answer: Status | DriverError) -> None:
        """On the printer's thread."""
        capability = self._printer.capability
        with self._lock:
            self._lines += printer_bytes.lines(self._tape.take())
            known: dict[str, Any] = {
                "capability": "" if capability is None else capability.value,
                "tickets_left": self._tickets_left(),
                "lines": tuple(self._lines),
            }
            if isinstance(answer, DriverError):
                told = {"answered": False, "online": False, "cause": str(answer), "paper": ""}
            else:
                told = {
                    "answered": True,
                    "online": answer.online,
                    "cover_open": answer.cover_open,
                    "paper": answer.paper.name,
                    "cause": "" if answer.cause is None else answer.cause.value,
                }
            self._view = replace(self._view, **known, **told)
        self._show_printer()

    def _test_ticket(self) -> None:
        with self._lock:
            if self._view.slip is Slip.PRINTING:
                return
            self._view = replace(self._view, slip=Slip.PRINTING, slip_cause="")
        self._show_printer()
        self._printer.print_slip(TestTicket(), self._tested)

    def _tested(self, outcome: Outcome) -> None:
        slip, cause = _became(outcome)
        with self._lock:
            self._view = replace(self._view, slip=slip, slip_cause=cause)
        self._printer.ask(self._answered)

    def _show_printer(self) -> None:
        if self._page is Page.CARE_PRINTER:
            self._put(printer=self._view)

    # -------------------------------------------------------------------------------------------- readiness

    def _look_over(self) -> None:
        self._show_readiness(asking=True)
        self._rounds.ask(self._looked_over)

    def _looked_over(self, report: Report) -> None:
        """On the rounds' thread."""
        items = tuple(
            Checked(item.part.value, item.state.value, item.said, item.word, item.values)
            for item in report.items
        )
        self._show_readiness(at=report.at, ready=report.ready, items=items, asking=False)

    def _print_readiness(self) -> None:
        if self._readiness.slip is Slip.PRINTING:
            return
        self._show_readiness(asking=True, slip=Slip.PRINTING)

        def seen(report: Report) -> None:
            self._looked_over(report)
            self._printer.print_slip(report, lambda outcome: self._show_readiness(slip=_became(outcome)[0]))

        self._rounds.ask(seen)

    def _show_readiness(self, **changes: Any) -> None:
        with self._lock:
            self._readiness = replace(self._readiness, **changes)
        self._put(readiness=self._readiness)

    # ------------------------------------------------------------------------------------------------ panel

    def _measure_panel(self) -> None:
        if self._panel.state is Measured.RUNNING:
            return
        self._show_panel(PanelView(Measured.RUNNING))
        self._looker.submit(self._look)

    def _look(self) -> None:
        """Minutes on a small machine; the screen and everything else go on."""
        self._show_panel(
            self._look_at_panel(
                lambda done, of: self._show_panel(PanelView(Measured.RUNNING, done=done, of=of))
            )
        )

    def _show_panel(self, view: PanelView) -> None:
        self._panel = view
        self._put(panel=view)


def _became(outcome: Outcome) -> tuple[Slip, str]:
    match outcome:
        case Printed():
            return Slip.PRINTED, ""
        case Refused(cause=cause):
            return Slip.REFUSED, cause.value
        case _:
            return Slip.UNCERTAIN, outcome.cause.value
