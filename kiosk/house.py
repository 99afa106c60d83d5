"""Builds every part once and joins them: the whole kiosk but its window.

A kiosk without a window is still a kiosk: tests and the benchmarks live in this house as the touchscreen does.
"""

from __future__ import annotations

import logging
import secrets
import threading
from collections.abc import Callable, Mapping
from datetime import date, datetime, time, tzinfo
from typing import TYPE_CHECKING, Any

from drivers.printers.printer import open_printer
from drivers.thermometers.thermometer import open_thermometer
from kiosk import ntp
from kiosk.conductor import Clock, Conductor
from kiosk.conductor.conductor import Performer, Tell
from kiosk.conductor.ledger import Ledger
from kiosk.conductor.printer import PrinterThread
from kiosk.conductor.thermometer import ThermometerThread
from kiosk.conductor.ticket_paper import TicketPaper
from kiosk.conductor.timekeeper import Timekeeper
from kiosk.conductor.worker import Worker
from kiosk.rules import commands as c
from kiosk.rules.events import CodeDrawn, Tick
from kiosk.settings import Settings
from kiosk.words import Words

if TYPE_CHECKING:
    from kiosk.conductor.books import Books

log = logging.getLogger("kiosk.house")

LOOK_AT_CLOCK = 10.0
"""Seconds between two looks at whether the clock is in step."""
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
        in_step: Callable[[], bool | None] | None = None,
    ) -> None:
        self.settings = settings
        self.clock = clock
        self.words = Words(settings.languages)
        self._bell = bell
        self._crash = crash or _raise_in_thread
        self._demo = demo
        self._look_every = look_every
        self._in_step = in_step or (_always if clock.simulated else _kernel_says)
        self._closing = threading.Event()
        self.conductor = Conductor(settings, clock, self._hire, show)
        self._ticker = threading.Thread(target=self._tick, name="ticker", daemon=True)
        self._ticker.start()

    def _hire(self, tell: Tell) -> Mapping[type[Any], Performer]:
        settings, clock, crash = self.settings, self.clock, self._crash
        self.timekeeper = Timekeeper(
            clock,
            _start_of(settings.policies[0].valid_from, settings.office.zone),
            tell,
            self._in_step,
            ntp.boot(),
            settings.data_dir / "clock.json",
        )
        self._errands = Worker("errands", crash, idle=self.timekeeper.look, every=LOOK_AT_CLOCK)
        self._errands.submit(self.timekeeper.look)
        self.ledger = ledger = Ledger(self._open_books, tell, crash)
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
            c.WriteAct: ledger.write_act,
            c.ConfirmClock: lambda command: self._errands.submit(lambda: self.timekeeper.confirm(command)),
            c.PrintClosingSlip: self._print_closing_slip,
        }

    def _open_books(self) -> Books:
        from kiosk.conductor.books import Books
        from kiosk.store.engine import open_store
        from kiosk.store.tickets import newest

        engine = open_store(self.settings.database)
        self.timekeeper.learn(newest(engine))
        self._errands.submit(self.timekeeper.look)
        kiosk = self.settings.office.kiosk
        return Books(engine, kiosk, self.timekeeper.instant, lambda: self.clock().local, demo=self._demo)

    def _print_closing_slip(self, command: c.PrintClosingSlip) -> None:
        """The database counts, the printer prints: each on its own thread."""

        def counted(books: Books) -> None:
            self.printer.print_slip(books.closing(command.day))

        self.ledger.submit(counted)

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


def _start_of(day: date, zone: tzinfo) -> datetime:
    return datetime.combine(day, time(), zone)


def _always() -> bool:
    return True


def _kernel_says() -> bool | None:
    return ntp.state().in_step


def _draw_code(taken: tuple[str, ...]) -> str:
    """Three digits that nobody else waits with; 0 is left out at the front so that it reads as one number."""
    free = [str(code) for code in range(100, 1000) if str(code) not in taken]
    return secrets.choice(free)


def _raise_in_thread(error: BaseException) -> None:
    raise error
