"""What the mere passing of time does: questions, farewells, another look."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from kiosk.rules import checking, returning, technician
from kiosk.rules.commands import CountDay, Tally
from kiosk.rules.door import RuleBook
from kiosk.rules.events import Event, Tick
from kiosk.rules.kiosk import Kiosk
from kiosk.rules.moves import Move, as_found, farewell, patience_with, stay, to
from kiosk.rules.stable_reading import wait
from kiosk.rules.states import (
    BrokenOff,
    GoneOnline,
    Held,
    Measuring,
    OfficerDeciding,
    OfficerSigningIn,
    PreparingTicket,
    Resident,
    Resting,
    StillThere,
    TechnicianAtWork,
    TemperaturePassed,
    TicketInHand,
    TicketOnScreen,
    WaitingForPaper,
    WaitingForStore,
    WaitingToPrint,
    Welcome,
)
from kiosk.rules.ticketing import left_behind


def time_passed(kiosk: Kiosk, book: RuleBook, lifted: Callable[[Kiosk, Event, RuleBook], Move]) -> Move:
    """One tick: the day is asked about when due, then the state on show takes its turn."""
    kiosk, late = returning.expired(kiosk)
    kiosk, ask = _day_due(kiosk, book)
    moved, commands = _turn(kiosk, book, lifted)
    return moved, (*late, *ask, *commands)


def _day_due(kiosk: Kiosk, book: RuleBook) -> tuple[Kiosk, tuple[CountDay, ...]]:
    today = kiosk.now.local.date()
    stale = kiosk.now.steady - kiosk.asked_day
    unknown = kiosk.day != today or kiosk.devices.store is not None
    if stale < (book.patience.look_again if unknown else book.patience.recount):
        return kiosk, ()
    return replace(kiosk, asked_day=kiosk.now.steady), (CountDay(today),)


def _turn(kiosk: Kiosk, book: RuleBook, lifted: Callable[[Kiosk, Event, RuleBook], Move]) -> Move:
    now, patience = kiosk.now.steady, patience_with(kiosk, book)
    quiet = now - kiosk.touched
    match kiosk.state:
        case Welcome() if quiet >= patience.idle:
            # Whoever chose another language or the voice has gone without beginning a visit.
            return stay(as_found(kiosk, book))
        case Welcome():
            return stay(kiosk)
        case Measuring(settling=settling):
            return checking.settled_so_far(kiosk, wait(settling, now, book.reading), book)
        case GoneOnline(until=until) | TicketInHand(until=until) | BrokenOff(until=until):
            return farewell(kiosk, book, None) if now >= until else stay(kiosk)
        case TemperaturePassed(until=until):
            return checking.after_temperature(kiosk, book) if now >= until else stay(kiosk)
        case StillThere(over=over, until=until) if now >= until:
            kept = isinstance(over, Resting | TicketOnScreen | WaitingToPrint) or kiosk.visit is None
            return farewell(kiosk, book, None if kept else Tally.ABANDONED, *left_behind(kiosk))
        case OfficerSigningIn(over=over) if quiet >= patience.pin_idle:
            return to(kiosk, over)
        case OfficerDeciding(over=over, writing=None) if quiet >= patience.officer_session:
            return to(kiosk, over)
        case TechnicianAtWork() as state if quiet >= patience.technician_session:
            return technician.leave(kiosk, state, forgotten=True)
        case TechnicianAtWork():
            return stay(kiosk)
        case PreparingTicket() | WaitingForStore() | StillThere() | OfficerSigningIn() | OfficerDeciding():
            return lifted(kiosk, Tick(), book)
        case Held() | TicketOnScreen() | WaitingForPaper() | WaitingToPrint() as over if (
            quiet >= patience.held
        ):
            return _ask(kiosk, book, over)
        case Held() | TicketOnScreen() | WaitingForPaper() | WaitingToPrint():
            return lifted(kiosk, Tick(), book)
        case over if quiet >= patience.idle:
            return _ask(kiosk, book, over)
        case _:
            return stay(kiosk)


def _ask(kiosk: Kiosk, book: RuleBook, over: Resident) -> Move:
    """Masih di sini? After the last extension nobody is asked any more."""
    patience = patience_with(kiosk, book)
    wait_for = patience.still_there if kiosk.extensions < patience.extensions else 0.0
    return to(kiosk, StillThere(over, kiosk.now.steady + wait_for))
