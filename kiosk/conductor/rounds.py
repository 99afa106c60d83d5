"""Goes round the whole running machine and says whether it is ready, on the screen and on paper.

Everything is asked of the threads that hold it: no port and no database is opened a second time.
"""

from __future__ import annotations

import json
import logging
import os
import queue
import time
from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import TypeVar

from drivers.errors import DriverError
from drivers.printers.outcome import Outcome, Refused
from drivers.scanner import SerialScanner
from kiosk.calibrating.live import Heard
from kiosk.care.report import (
    Item,
    Part,
    Report,
    State,
    of_clock,
    of_days,
    of_disk,
    of_printer,
    of_samples,
    of_scanner,
    of_verdict,
)
from kiosk.conductor.ledger import Ledger
from kiosk.conductor.printer import PrinterThread
from kiosk.conductor.thermometer import ThermometerThread
from kiosk.conductor.timekeeper import Timekeeper
from kiosk.conductor.worker import Worker
from kiosk.rules.events import Event, ReadinessSeen, StoreFailed
from kiosk.rules.kiosk import Kiosk
from kiosk.rules.readiness import free, look_due, slip_due
from kiosk.settings import Settings

log = logging.getLogger("kiosk.readiness")

LISTEN = 2.5
"""Seconds for which the thermometer is listened to at most."""
ENOUGH = 25
"""Messages after which its noise is known well enough."""
ANSWER = 15.0
"""Seconds in which the printer and the database say how they are; both have deadlines of their own that are shorter."""
AGAIN = 60.0
"""Seconds until a slip that the printer did not take is tried again."""

Answer = TypeVar("Answer")


class Rounds:
    """``tick`` comes from the house's ticker and returns at once; the rounds themselves take some seconds on a thread
    of their own. ``now`` is aware, in the office's zone. ``listen`` in seconds,
    shorter when ``enough`` has been heard.
    """

    def __init__(
        self,
        settings: Settings,
        ledger: Ledger,
        printer: PrinterThread,
        thermometer: ThermometerThread,
        scanner: SerialScanner | None,
        timekeeper: Timekeeper,
        now: Callable[[], datetime],
        kiosk: Callable[[], Kiosk],
        tell: Callable[[Event], None],
        crash: Callable[[BaseException], None],
        *,
        listen: float = LISTEN,
        enough: int = ENOUGH,
    ) -> None:
        self._settings = settings
        self._ledger = ledger
        self._printer = printer
        self._thermometer = thermometer
        self._scanner = scanner
        self._timekeeper = timekeeper
        self._now = now
        self._kiosk = kiosk
        self._tell = tell
        self._listen = listen
        self._enough = enough
        self._memory = settings.data_dir / "readiness.json"
        self._slip_of = read_day(self._memory)
        self._looked: float | None = None
        self._not_before = float("-inf")
        self._busy = False
        self._ready = True
        self.report: Report | None = None
        """The newest, for whoever shows it."""
        self._worker = Worker("rounds", crash)

    def tick(self) -> None:
        """Is something due? Once a moment."""
        kiosk = self._kiosk()
        if self._busy:
            return
        slip = kiosk.now.steady >= self._not_before and slip_due(
            kiosk, self._settings, self._settings.care, self._slip_of
        )
        if slip or look_due(kiosk, self._looked):
            self._busy = True
            self._looked = kiosk.now.steady
            self._worker.submit(self._morning if slip else self._look)

    def print_now(self) -> None:
        """Look at everything and print it: somebody stands there and waits for it."""
        self._worker.submit(lambda: self._printer.print_slip(self._seen()))

    def ask(self, told: Callable[[Report], None]) -> None:
        """Look at everything now; ``told`` from the rounds' thread."""
        self._worker.submit(lambda: told(self._seen()))

    def busy_for(self, now: float) -> float:
        """Seconds (monotonic) that the round at hand has taken so far."""
        return self._worker.busy_for(now)

    def close(self) -> None:
        """Before the threads that it asks."""
        self._worker.stop()

    # ------------------------------------------------------------------------------------ on its own thread

    def _look(self) -> None:
        try:
            self._seen()
        finally:
            self._busy = False

    def _morning(self) -> None:
        """The day is remembered before the slip is sent: a kiosk that dies meanwhile prints none rather than two."""
        report = self._seen()
        if not free(self._kiosk()):
            self._busy = False  # somebody came meanwhile: another time
            return
        self._remember(report.at.date())
        self._printer.print_slip(report, lambda outcome: self._worker.submit(lambda: self._printed(outcome)))

    def _printed(self, outcome: Outcome) -> None:
        if isinstance(outcome, Refused):
            log.warning("the readiness slip did not come out: %s", outcome.cause.value)
            self._remember(None)
            self._not_before = self._kiosk().now.steady + AGAIN
        self._busy = False

    def _remember(self, day: date | None) -> None:
        self._slip_of = day
        write_day(self._memory, day)

    def _seen(self) -> Report:
        self.report = report = self._round()
        unready = tuple(item.part.value for item in report.items if item.state is State.FAILED)
        if report.ready is not self._ready:
            self._ready = report.ready
            if report.ready:
                log.info("the machine is ready")
            else:
                log.warning("the machine is not ready: %s", ", ".join(unready))
        self._tell(ReadinessSeen(unready))
        return report

    def _round(self) -> Report:
        database = self._answer(self._database) or failed(Part.DATABASE, "does not answer")
        status = self._answer(self._printer.ask)
        if isinstance(status, DriverError) or status is None:
            unknown = failed(Part.PAPER, "unknown: the printer does not answer")
            printer, paper = failed(Part.PRINTER, str(status or "does not answer")), unknown
        else:
            printer, paper = of_printer(status)
        instrument = of_samples(self._heard(), self._settings.reading)
        verdict = self._thermometer.verdict
        calibration = (
            failed(Part.CALIBRATION, "unknown: the instrument or the database has not told yet")
            if verdict is None
            else of_verdict(verdict)
        )
        now = self._now()
        return Report(
            self._settings.office.kiosk,
            now,
            (
                database,
                of_clock(self._timekeeper.verdict(), now),
                of_disk(self._settings.data_dir),
                of_days(self._kiosk().days(self._settings.calendar), now.date()),
                instrument,
                calibration,
                printer,
                paper,
                *self._badges(),
            ),
        )

    def _badges(self) -> Iterator[Item]:
        if self._scanner is not None:
            yield of_scanner(None if self._scanner.listening else "its port is not open")

    def _answer(self, ask: Callable[[Callable[[Answer], None]], None]) -> Answer | None:
        told: queue.SimpleQueue[Answer] = queue.SimpleQueue()
        ask(told.put)
        try:
            return told.get(timeout=ANSWER)
        except queue.Empty:
            return None

    def _database(self, told: Callable[[Item], None]) -> None:
        def understood(answer: str | StoreFailed) -> None:
            if isinstance(answer, StoreFailed):
                told(failed(Part.DATABASE, answer.cause))
            else:
                told(Item(Part.DATABASE, State.OK, f"answers ({answer})"))

        self._ledger.ask(lambda books: books.answers(), understood)

    def _heard(self) -> list[Heard]:
        """What the instrument says for some seconds, or until that is enough."""
        heard: queue.SimpleQueue[Heard] = queue.SimpleQueue()
        self._thermometer.watch(heard.put, "rounds")
        until = time.monotonic() + self._listen
        found = []
        try:
            while len(found) < self._enough and (left := until - time.monotonic()) > 0:
                try:
                    found.append(heard.get(timeout=left))
                except queue.Empty:
                    break
        finally:
            self._thermometer.watch(None, "rounds")
        return found


def failed(part: Part, said: str) -> Item:
    return Item(part, State.FAILED, said)


def read_day(file: Path) -> date | None:
    """The day whose slip is out; a file that cannot be read knows of none."""
    try:
        kept = json.loads(file.read_text())["slip_of"]
        return None if kept is None else date.fromisoformat(kept)
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, TypeError) as error:
        log.warning("%s cannot be read: %s", file, error)
        return None


def write_day(file: Path, day: date | None) -> None:
    """On the disk when it returns; what cannot be written holds until the next start all the same."""
    partial = file.with_suffix(".new")
    try:
        with partial.open("w") as out:
            json.dump({"slip_of": None if day is None else day.isoformat()}, out)
            out.flush()
            os.fsync(out.fileno())
        partial.replace(file)
    except OSError as error:
        log.warning("%s cannot be written: %s", file, error)
