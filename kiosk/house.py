"""Builds every part once and joins them: the whole kiosk but its window.

A kiosk without a window is still a kiosk: tests and the benchmarks live in this house as the touchscreen does.
"""

from __future__ import annotations

import logging
import secrets
import time
from collections.abc import Callable, Mapping
from datetime import date, datetime, tzinfo
from datetime import time as time_of_day
from typing import TYPE_CHECKING, Any

from kiosk import instruments, ntp
from kiosk.calibrating.care import Verdict, guarded_settings
from kiosk.care.notes import Notes
from kiosk.care.tape import Tape
from kiosk.conductor.bench.tools import Tools
from kiosk.conductor.bench.workbench import Workbench
from kiosk.conductor.board import Board
from kiosk.conductor.calibration_in_force import CalibrationInForce
from kiosk.conductor.care_desk import CareDesk
from kiosk.conductor.clock import Clock
from kiosk.conductor.conductor import Conductor, Performer, Tell
from kiosk.conductor.day_end import DayEnd
from kiosk.conductor.ledger import Ledger
from kiosk.conductor.rounds import ENOUGH, LISTEN, Rounds
from kiosk.conductor.slips import Information
from kiosk.conductor.ticker import Ticker
from kiosk.conductor.timekeeper import Timekeeper
from kiosk.conductor.worker import Worker
from kiosk.rules import commands as c
from kiosk.rules.calibration.view import Layers
from kiosk.rules.care import PanelView
from kiosk.rules.events import CodeDrawn, Event, Tick
from kiosk.rules.states import Welcome
from kiosk.settings import Settings
from kiosk.words import Words

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from kiosk.conductor.books import Books

log = logging.getLogger("kiosk.house")

LOOK_AT_CLOCK = 10.0
"""Seconds between two looks at whether the clock is in step."""
QUIET = 120.0
"""Seconds without a touch before the day's purge and backup are made."""
LONGEST_JOB = 60.0
"""Seconds: every deadline in the house ends far earlier."""


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
        listen: float = LISTEN,
        enough: int = ENOUGH,
    ) -> None:
        self.settings = settings
        self.clock = clock
        self.words = Words(settings.languages)
        self._bell = bell
        self._crash = crash or _raise_in_thread
        self._demo = demo
        self._look_every = look_every
        self._listen, self._enough = listen, enough
        self._run = secrets.token_hex(4)
        self._in_step = in_step or (_always if clock.simulated else _kernel_says)
        self._cared_for: date | None = None
        self._book = settings
        self._engine: Engine | None = None
        self.board = Board(show)
        self.conductor = Conductor(lambda: self._book, clock, self._hire, show)
        self._ticker = Ticker(
            self._crash,
            lambda: self.conductor.handle(Tick()),
            self._nightly,
            self.rounds.tick,
            self.day_end.tick,
            self.calibration.tick,
        )

    def _hire(self, handle: Tell) -> Mapping[type[Any], Performer]:
        settings, clock, crash = self.settings, self.clock, self._crash
        notes = Notes(lambda: clock().local)

        def tell(event: Event) -> None:
            changed = notes.hear(event)
            handle(event)  # waits until everybody is hired
            if changed:
                self.care.noted()

        tapes = Tape(), Tape()
        self._tell = tell
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
        self.thermometer = thermometer = instruments.thermometer(
            settings, clock, tell, crash, tapes[0], self._calibration_decided, self._look_every
        )
        self.printer = printer = instruments.printer(
            settings, self.words, clock, tell, crash, tapes[1], self._look_every
        )
        self.scanner = instruments.scanner(settings, tell)
        # Its first job tells the others what the database knows: they must be there.
        self.ledger = ledger = Ledger(self._open_books, tell, crash)
        self.calibration = CalibrationInForce(settings.office.kiosk, ledger, thermometer, tell)
        self.calibration.changed()

        self.day_end = DayEnd(settings, ledger, printer, lambda: self.conductor.kiosk)
        self.rounds = rounds = Rounds(
            settings,
            ledger,
            printer,
            thermometer,
            self.scanner,
            self.timekeeper,
            lambda: clock().local,
            lambda: self.conductor.kiosk,
            tell,
            crash,
            listen=self._listen,
            enough=self._enough,
        )

        self.care = CareDesk(
            settings,
            self.board.put,
            thermometer,
            printer,
            rounds,
            notes,
            tapes,
            lambda: self.conductor.kiosk.paper_left,
            self._look_at_panel,
            crash,
        )

        self.workbench = Workbench(
            Tools(
                settings,
                lambda: self._engine,
                lambda: self.timekeeper.instant().astimezone(settings.office.zone),
                clock.uptime,
                time.monotonic,
                thermometer.watch,
                thermometer.do,
                self.board.put,
                self.calibration.changed,
            ),
            crash,
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
            c.KeepReturn: ledger.keep_return,
            c.ForgetReturn: ledger.forget_return,
            c.Count: ledger.count,
            c.CountDay: ledger.count_day,
            c.CallOfficer: call,
            c.CheckPin: ledger.check_pin,
            c.CheckBadge: ledger.check_badge,
            c.WriteAct: ledger.write_act,
            c.ConfirmClock: lambda command: self._errands.submit(lambda: self.timekeeper.confirm(command)),
            c.PrintClosingSlip: self._print_closing_slip,
            c.PrintReadiness: lambda _: rounds.print_now(),
            c.Work: self._work,
            c.PrintInformation: lambda command: printer.print_slip(
                Information(command.full, command.opens_at, command.service)
            ),
        }

    def _open_books(self) -> Books:
        """On the ledger's thread, which is the first to load the store."""
        from kiosk.conductor.open_books import open_books
        from kiosk.store import calibrations
        from kiosk.store.tickets import newest

        books = open_books(
            self.settings, self.timekeeper.instant, lambda: self.clock().local, self._run, demo=self._demo
        )
        self._engine = books.engine
        self.thermometer.adopt(calibrations.words(books.engine, self.settings.office.kiosk))
        self.timekeeper.learn(newest(books.engine))
        self._errands.submit(self.timekeeper.look)
        return books

    def _work(self, command: c.Work) -> None:
        """What is done at the technician's desk, by whoever owns it; each hears who comes and goes."""
        self.care.work(command)
        self.workbench.work(command)

    def _look_at_panel(self, told: Callable[[int, int], None]) -> PanelView:
        from kiosk.conformance.care import look_at_panel

        return look_at_panel(self.settings, told)

    def _calibration_decided(self, verdict: Verdict) -> None:
        """The uncertainty of the correction in force is the guard band of every policy from the next step on."""
        self._book = guarded_settings(self.settings, verdict.correction)
        site = self.settings.calibration.site
        self.board.put(layers=Layers(verdict.identity, verdict.correction, site, verdict.standing))

    def _print_closing_slip(self, command: c.PrintClosingSlip) -> None:
        """The database counts, the printer prints: each on its own thread."""

        def counted(books: Books) -> None:
            self.printer.print_slip(books.closing(command.day))

        self.ledger.submit(counted)

    def _nightly(self) -> None:
        """Once a day, at the first moment in which nobody has been at the kiosk for a while."""
        kiosk = self.conductor.kiosk
        if kiosk.clock_doubt is not None:
            return  # nothing is forgotten on the word of a clock that nobody trusts
        quiet = kiosk.now.steady - kiosk.touched >= QUIET and isinstance(kiosk.state, Welcome)
        if quiet and self._cared_for != kiosk.now.local.date():
            self._cared_for = kiosk.now.local.date()
            self.ledger.submit(lambda books: books.nightly())

    def hanging(self) -> list[str]:
        """The workers whose job at hand takes longer than any job may: nothing but a new start helps."""
        now = time.monotonic()
        busy = {
            "the database": self.ledger.busy_for(now),
            "the printer": self.printer.busy_for(now),
            "the thermometer": self.thermometer.busy_for(now),
            "the errands": self._errands.busy_for(now),
            "the rounds": self.rounds.busy_for(now),
            "the technician's desk": max(self.care.busy_for(now), self.workbench.busy_for(now)),
            "the ticker": self._ticker.busy_for(now),
        }
        return [name for name, seconds in busy.items() if seconds > LONGEST_JOB]

    def close(self) -> None:
        self._ticker.close()
        self.care.close()
        self.workbench.close()
        self.rounds.close()
        self.thermometer.close()
        self.printer.close()
        if self.scanner is not None:
            self.scanner.close()
        self._errands.stop()
        self.ledger.close()


def _start_of(day: date, zone: tzinfo) -> datetime:
    return datetime.combine(day, time_of_day(), zone)


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
