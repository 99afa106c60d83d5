"""The few moves that every part of the visit is made of."""

from __future__ import annotations

from dataclasses import replace

from kiosk.rules.commands import Command, Count, CountDay, StopMeasuring, Tally
from kiosk.rules.door import RuleBook
from kiosk.rules.kiosk import USUAL_LOUDNESS, Kiosk, Look, Visit
from kiosk.rules.patience import Patience
from kiosk.rules.states import Measuring, State, Welcome

Move = tuple[Kiosk, tuple[Command, ...]]


def stay(kiosk: Kiosk) -> Move:
    """Nothing to do with it here."""
    return kiosk, ()


def to(kiosk: Kiosk, state: State, *commands: Command) -> Move:
    """On to ``state``."""
    return replace(kiosk, state=state), commands


def visit_of(kiosk: Kiosk) -> Visit:
    """The visit in progress; states of a visit never stand without one."""
    if kiosk.visit is None:
        raise LookupError(f"{type(kiosk.state).__name__} without a visit")
    return kiosk.visit


def answers(kiosk: Kiosk, serial: int) -> bool:
    """Is this an answer to the visit in progress, and not to one that has ended?"""
    return kiosk.visit is not None and kiosk.visit.serial == serial


def tally(kiosk: Kiosk, what: Tally) -> Count:
    return Count(visit_of(kiosk).day, what)


def as_found(kiosk: Kiosk, book: RuleBook) -> Kiosk:
    """The kiosk as the next person should find it: nobody else's language, voice, keypad or way to see it."""
    return replace(
        kiosk,
        language=book.languages[0],
        audio=False,
        loudness=USUAL_LOUDNESS,
        look=Look(),
        keypad=False,
    )


def patience_with(kiosk: Kiosk, book: RuleBook) -> Patience:
    """How long to wait for this person."""
    return book.patience.unhurried if kiosk.unhurried else book.patience


def farewell(kiosk: Kiosk, book: RuleBook, why: Tally | None, *commands: Command) -> Move:
    """The visit ends: nothing of it stays, and the day is counted anew."""
    stop: tuple[Command, ...] = ()
    if kiosk.visit is not None:
        if isinstance(kiosk.resident, Measuring):
            stop = (StopMeasuring(kiosk.visit.serial),)
        if why is not None:
            commands = (*commands, Count(kiosk.visit.day, why))
    cleared = replace(
        as_found(kiosk, book), state=Welcome(), visit=None, extensions=0, asked_day=kiosk.now.steady
    )
    return cleared, (*stop, *commands, CountDay(kiosk.now.local.date()))


def turned_back(kiosk: Kiosk) -> Move:
    """At the welcome again without having begun: the same person stands there, who has chosen a language or a voice."""
    there = replace(kiosk, state=Welcome(), extensions=0, asked_day=kiosk.now.steady)
    return there, (CountDay(kiosk.now.local.date()),)
