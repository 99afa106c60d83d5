"""The officer at the kiosk: sign in, see what is held, say how it goes on, be answerable for it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from kiosk.rules.checking import waived
from kiosk.rules.commands import CheckPin, MarkUncertain, StopMeasuring, Tally, WriteOverride
from kiosk.rules.door import RuleBook
from kiosk.rules.events import Press, Touch
from kiosk.rules.moves import Move, farewell, stay, tally, to, visit_of
from kiosk.rules.policy import reasons_for
from kiosk.rules.states import (
    Held,
    Kiosk,
    Measuring,
    Officer,
    OfficerDeciding,
    OfficerSigningIn,
    PinRefusal,
    PreparingTicket,
    Resident,
    TemperaturePassed,
    WaitingForStore,
    WashingHands,
)

PIN_LENGTH = 6


def corner(kiosk: Kiosk, over: Resident) -> Move:
    """The quiet corner: the pad opens over what is there. A ticket on its way is not interrupted."""
    match over:
        case PreparingTicket() | TemperaturePassed():
            return stay(kiosk)
        case Measuring():
            stop = StopMeasuring(visit_of(kiosk).serial)
            return to(kiosk, OfficerSigningIn(WashingHands()), stop)
        case _:
            return to(kiosk, OfficerSigningIn(over))


def signing_in(kiosk: Kiosk, state: OfficerSigningIn, touch: Touch) -> Move:
    match touch.press:
        case Press.DIGIT if not state.checking and touch.value.isdigit() and len(touch.value) == 1:
            entered = state.entered + touch.value
            if len(entered) < PIN_LENGTH:
                return to(kiosk, replace(state, entered=entered, refused=None, locked_until=None))
            attempt = kiosk.attempts + 1
            waiting = OfficerSigningIn(state.over, attempt=attempt, checking=True)
            return to(replace(kiosk, attempts=attempt), waiting, CheckPin(attempt, entered))
        case Press.ERASE if not state.checking:
            return to(kiosk, replace(state, entered=state.entered[:-1]))
        case Press.CLOSE | Press.BACK:
            return to(kiosk, state.over)
        case _:
            return stay(kiosk)


def pin_accepted(kiosk: Kiosk, attempt: int, officer: Officer) -> Move:
    match kiosk.state:
        case OfficerSigningIn(over=over, checking=True, attempt=asked) if asked == attempt:
            return to(kiosk, OfficerDeciding(over, officer))
        case _:
            return stay(kiosk)


def pin_refused(kiosk: Kiosk, attempt: int, refusal: PinRefusal, until: datetime | None = None) -> Move:
    match kiosk.state:
        case OfficerSigningIn(over=over, checking=True, attempt=asked) if asked == attempt:
            return to(kiosk, OfficerSigningIn(over, refused=refusal, locked_until=until))
        case _:
            return stay(kiosk)


def deciding(kiosk: Kiosk, state: OfficerDeciding, touch: Touch, book: RuleBook) -> Move:
    match touch.press, state.over:
        case (Press.REASON, Held(check=check, absolute=False)) if state.writing is None:
            if touch.value not in {reason.code for reason in reasons_for(tuple(book.reasons), check)}:
                return stay(kiosk)
            visit = visit_of(kiosk)
            write = WriteOverride(visit.serial, visit.day, state.officer.staff_id, check, touch.value)
            return to(kiosk, replace(state, writing=touch.value, failed=False), write)
        case (Press.END_VISIT, _) if kiosk.visit is not None and state.writing is None:
            unsure = (MarkUncertain(kiosk.visit.serial),) if isinstance(state.over, WaitingForStore) else ()
            return farewell(kiosk, book, Tally.ENDED_BY_OFFICER, *unsure)
        case (Press.CLOSE | Press.BACK, over) if state.writing is None:
            return to(kiosk, over)
        case _:
            return stay(kiosk)


def override_written(kiosk: Kiosk, book: RuleBook) -> Move:
    match kiosk.state:
        case OfficerDeciding(over=Held(check=check), writing=str()):
            moved, commands = waived(kiosk, check, book)
            return moved, (*commands, tally(kiosk, Tally.OVERRIDDEN))
        case _:
            return stay(kiosk)


def override_unwritten(kiosk: Kiosk) -> Move:
    match kiosk.state:
        case OfficerDeciding(writing=str()) as state:
            return to(kiosk, replace(state, writing=None, failed=True))
        case _:
            return stay(kiosk)
