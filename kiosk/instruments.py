"""The instruments that kiosk.ini names, each on a thread of its own."""

from __future__ import annotations

from collections.abc import Callable

from drivers.link import Link
from drivers.scanner import SerialScanner
from drivers.thermometers.thermometer import open_thermometer
from kiosk.calibrating.care import Care, Verdict
from kiosk.care.tape import Tape
from kiosk.conductor.clock import Clock
from kiosk.conductor.conductor import Tell
from kiosk.conductor.paper_care import PaperCare
from kiosk.conductor.printer import PrinterThread, printer_of
from kiosk.conductor.thermometer import ThermometerThread
from kiosk.conductor.ticket_paper import TicketPaper
from kiosk.rules import badge
from kiosk.settings import Settings
from kiosk.words import Words

Crash = Callable[[BaseException], None]


def thermometer(
    settings: Settings,
    clock: Clock,
    tell: Tell,
    crash: Crash,
    tape: Tape,
    decided: Callable[[Verdict], None],
    look_every: float,
) -> ThermometerThread:
    """``tape`` keeps its last bytes; ``decided`` hears which correction applies to it."""
    named = settings.thermometer
    driver = open_thermometer(named.model, named.port, line=named.line, settle=named.settle, trace=tape)
    care = Care(settings, lambda: clock().local.date())
    return ThermometerThread(
        driver, tell, crash, lambda: clock().steady, care, decided=decided, look_every=look_every
    )


def printer(
    settings: Settings, words: Words, clock: Clock, tell: Tell, crash: Crash, tape: Tape, look_every: float
) -> PrinterThread:
    """``tape`` keeps its last bytes."""
    named = settings.printer
    return PrinterThread(
        printer_of(named, tape),
        TicketPaper(settings, words),
        lambda: clock().local,
        tell,
        crash,
        look_every=look_every,
        care=PaperCare(named.roll, named.near_end, settings.data_dir / "roll.json"),
    )


def scanner(settings: Settings, tell: Tell) -> SerialScanner | None:
    """None for one that types: the window hears it."""
    named = settings.scanner
    if named.port is None:
        return None

    def scanned(line: str) -> None:
        shown = badge.read(line)
        if shown is not None:
            tell(shown)

    # That it is gone is logged, and needs no word on the screen: the PIN is always there.
    return SerialScanner(Link(named.port, line=named.line), scanned, lambda _gone: None)
