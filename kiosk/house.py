"""Builds every part once and joins them: the whole kiosk but its window.

A kiosk without a window is still a kiosk: tests and the benchmarks live in this house as the touchscreen does.
"""

from __future__ import annotations

import logging
import secrets
import threading
from collections.abc import Callable, Mapping
from typing import Any

from drivers.printers.printer import open_printer
from drivers.thermometers.thermometer import open_thermometer
from kiosk.conductor import Clock, Conductor
from kiosk.conductor.conductor import Performer, Tell
from kiosk.conductor.ledger import Ledger
from kiosk.conductor.printer import PrinterThread
from kiosk.conductor.thermometer import ThermometerThread
from kiosk.conductor.ticket_paper import TicketPaper
from kiosk.conductor.worker import Worker
from kiosk.rules import commands as c
from kiosk.rules.events import CodeDrawn, Tick
from kiosk.settings import Settings
from kiosk.store.engine import open_store
from kiosk.words import Words

log = logging.getLogger("kiosk.house")

TICK = 0.25
"""Seconds between two ticks: no wait in the patience table is finer."""


class House:
    """Everything that lives behind the screen. ``close`` ends every thread, in the order of the work."""

    def __init__(
        self,
        settings: Settings,
        clock: Clock,
        *,
        show: Callable[[], None] = lambda: None,
        bell: Callable[[], None] = lambda: None,
        crash: Callable[[BaseException], None] | None = None,
        demo: bool = False,
        look_every: float = 5.0,
    ) -> None:
        self.settings = settings
        self.clock = clock
        self.words = Words(settings.languages)
        self._bell = bell
        self._crash = crash or _raise_in_thread
        self._demo = demo
        self._look_every = look_every
        self._closing = threading.Event()
        self.conductor = Conductor(settings, clock, self._hire, show)
        self._ticker = threading.Thread(target=self._tick, name="ticker", daemon=True)
        self._ticker.start()

    def _hire(self, tell: Tell) -> Mapping[type[Any], Performer]:
        settings, clock, crash = self.settings, self.clock, self._crash
        self.ledger = ledger = Ledger(
            lambda: open_store(settings.database),
            settings.office.kiosk,
            clock.utc,
            tell,
            crash,
            demo=self._demo,
        )
        self.thermometer = thermometer = ThermometerThread(
            open_thermometer(
                settings.thermometer.model,
                settings.thermometer.port,
                line=settings.thermometer.line,
                settle=settings.thermometer.settle,
            ),
            tell,
            crash,
            lambda: clock().steady,
            look_every=self._look_every,
        )
        self.printer = printer = PrinterThread(
            open_printer(
                settings.printer.profile,
                settings.printer.port,
                line=settings.printer.line,
                flow=settings.printer.flow,
            ),
            TicketPaper(settings, self.words),
            lambda: clock().local,
            tell,
            crash,
            look_every=self._look_every,
        )
        self._errands = Worker("errands", crash)
        ledger.recover(clock().local.date())

        def draw(command: c.DrawCode) -> None:
            self._errands.submit(lambda: tell(CodeDrawn(command.serial, _draw_code(command.taken))))

        def call(command: c.CallOfficer) -> None:
            log.info("an officer is called")
            self._errands.submit(self._bell)

        return {
            c.StartMeasuring: thermometer.start,
            c.StopMeasuring: thermometer.stop,
            c.DrawCode: draw,
            c.CheckPaper: printer.check_paper,
            c.TakeNumber: ledger.take_number,
            c.PrintTicket: printer.print_ticket,
            c.MarkPrinted: ledger.mark_printed,
            c.MarkUncertain: ledger.mark_uncertain,
            c.Count: ledger.count,
            c.CountDay: ledger.count_day,
            c.CallOfficer: call,
            c.CheckPin: ledger.check_pin,
            c.WriteOverride: ledger.write_override,
        }

    def _tick(self) -> None:
        try:
            while not self._closing.is_set():
                self.conductor.handle(Tick())
                self._closing.wait(TICK)
        except BaseException as error:  # noqa: BLE001 - handed on, whatever it is
            self._crash(error)

    def close(self) -> None:
        self._closing.set()
        self._ticker.join(5.0)
        self.thermometer.close()
        self.printer.close()
        self._errands.stop()
        self.ledger.close()


def _draw_code(taken: tuple[str, ...]) -> str:
    """Three digits that nobody else waits with; 0 is left out at the front so that it reads as one number."""
    free = [str(code) for code in range(100, 1000) if str(code) not in taken]
    return secrets.choice(free)


def _raise_in_thread(error: BaseException) -> None:
    raise error
