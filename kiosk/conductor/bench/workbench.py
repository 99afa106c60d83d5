"""The thread behind the technician's desk: calibration, quick check and history, one deed after another.

The instrument stays with its own thread, which tells everything it hears; the database is used from here as well as
from the ledger, a connection each. What there is to see is laid on the board.
"""

from __future__ import annotations

import logging
from collections.abc import Callable

from drivers.errors import DriverError
from drivers.thermometers.thermometer import Thermometer
from kiosk.calibrating.live import Heard, Live
from kiosk.conductor.bench.tools import BenchPage, Tools
from kiosk.conductor.worker import Worker
from kiosk.rules.calibration.identity import InstrumentIdentity
from kiosk.rules.calibration.view import Snag, Trouble
from kiosk.rules.commands import Work
from kiosk.rules.deeds import Deed
from kiosk.rules.states import Page

log = logging.getLogger("kiosk.workbench")

HEARD = 1.5
"""Seconds in which a healthy instrument is heard at least once."""


class Workbench:
    def __init__(self, tools: Tools, crash: Callable[[BaseException], None]) -> None:
        self._tools = tools
        self._pages: dict[Page, BenchPage] = {}
        self._open: BenchPage | None = None
        self._listening = False
        self._worker = Worker("workbench", crash)

    def work(self, command: Work) -> None:
        self._worker.submit(lambda: self._work(command))

    def busy_for(self, now: float) -> float:
        """Seconds (monotonic) that the deed at hand has taken so far."""
        return self._worker.busy_for(now)

    def close(self) -> None:
        self._worker.submit(self.quiet)
        self._worker.stop()

    def _work(self, command: Work) -> None:
        page = self._page(command.page)
        if command.deed in (Deed.COME, Deed.LEAVE):
            self.quiet()
            self._open = page if command.deed is Deed.COME else None
        if page is None or command.deed is Deed.LEAVE:
            return
        if command.deed is Deed.COME:
            self._tried(page, page.come)
        else:
            self._tried(page, lambda: page.work(command.technician, command.deed, command.value))

    def _tried(self, page: BenchPage, job: Callable[[], None]) -> None:
        """What the database or the wish itself stands in the way of is shown, and everything stays as it was."""
        from kiosk.store.errors import Cause, StoreError

        try:
            job()
        except StoreError as error:
            log.error("the technician's desk: %s", error)
            snag = Snag.UNREADABLE if error.cause is Cause.DAMAGED else Snag.STORE
            page.trouble(Trouble(snag, str(error)))
        except LookupError as error:
            # The session was ended at another door meanwhile: what is there now is looked up.
            log.warning("the technician's desk: %s", error)
            self.quiet()
            self._tools.changed()
            self._tried(page, page.come)

    # ---------------------------------------------------------------------------------- for the pages

    def identify(self, page: BenchPage, then: Callable[[InstrumentIdentity], None]) -> None:
        """Ask the instrument who it is, on its own thread; ``then`` runs here, unless the page was left meanwhile."""

        def ask(thermometer: Thermometer) -> None:
            try:
                found = Live(self._tools.settings, thermometer).identify()
                # One that cannot be asked for its settings must at least be heard: a name is no instrument.
                thermometer.sample(self._tools.steady() + HEARD)
            except DriverError as error:
                said = str(error)
                self._later(page, lambda: page.trouble(Trouble(Snag.INSTRUMENT, said)))
            else:
                self._later(page, lambda: then(found))

        self._tools.ask(ask)

    def _later(self, page: BenchPage, job: Callable[[], None]) -> None:
        def run() -> None:
            if self._open is page:
                self._tried(page, job)

        self._worker.submit(run)

    def listen(self, page: BenchPage) -> None:
        """Let ``page`` hear the instrument until it or the desk is left."""

        def tap(heard: Heard) -> None:
            self._later(page, lambda: page.heard(heard))

        self._listening = True
        self._tools.watch(tap)

    def quiet(self) -> None:
        """No page here needs to hear the instrument any more; somebody else may be listening."""
        if self._listening:
            self._listening = False
            self._tools.watch(None)

    def _page(self, page: Page) -> BenchPage | None:
        """Made when first opened: the store is loaded by whoever needs it first."""
        if page in self._pages:
            return self._pages[page]
        made: dict[Page, Callable[[], BenchPage]] = {
            Page.CALIBRATION: self._calibration,
            Page.QUICK_CHECK: self._quick,
            Page.HISTORY: self._history,
        }
        if page not in made:
            return None
        self._pages[page] = made[page]()
        return self._pages[page]

    def _calibration(self) -> BenchPage:
        from kiosk.conductor.bench.calibration import CalibrationPage

        return CalibrationPage(self, self._tools)

    def _quick(self) -> BenchPage:
        from kiosk.conductor.bench.quick import QuickPage

        return QuickPage(self, self._tools)

    def _history(self) -> BenchPage:
        from kiosk.conductor.bench.history import HistoryPage

        return HistoryPage(self, self._tools)
