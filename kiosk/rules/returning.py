"""Sitting down for some minutes, and coming back to the second check with a code that outlives the program."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from kiosk.rules.commands import ForgetReturn, KeepReturn
from kiosk.rules.door import RuleBook
from kiosk.rules.events import Press, Remembered, Touch
from kiosk.rules.kiosk import Kiosk, Returning, Visit
from kiosk.rules.moves import Move, farewell, stay, to, turned_back, visit_of
from kiosk.rules.opening import policy_for
from kiosk.rules.states import ChoosingService, EnteringReturnCode, Resting, ReturnRefusal, WashingHands

CODE_LENGTH = 3
"""Digits of a return code: few enough to remember for five minutes, plenty for one waiting room."""
SECOND_CHECK = 2
"""What a code from before a crash leads to. Which check it was is not kept: after it a person would be asked once
more where the rules ask for three, and never once less."""


def code_drawn(kiosk: Kiosk, state: Resting, code: str, book: RuleBook) -> Move:
    """From here on the code, not this screen, keeps the person's place in the check."""
    visit = visit_of(kiosk)
    waiting = Returning(
        code=code,
        service=visit.service,
        day=visit.day,
        check=visit.check + 1,
        ready=state.ready,
        ready_local=state.ready_local,
        expires=state.ready + book.patience.return_within,
        priority=visit.priority,
    )
    kept = replace(kiosk, returning=(*kiosk.returning, waiting))
    return to(kept, replace(state, code=code), KeepReturn(code, state.ready_local))


def resting(kiosk: Kiosk, touch: Touch, book: RuleBook) -> Move:
    """The slip has been read; the kiosk is free for others until the code comes back."""
    match touch.press:
        case Press.UNDERSTOOD | Press.CANCEL | Press.BACK:
            return farewell(kiosk, book, None)
        case _:
            return stay(kiosk)


def entering_return_code(kiosk: Kiosk, state: EnteringReturnCode, touch: Touch, book: RuleBook) -> Move:
    match touch.press:
        case Press.DIGIT if touch.value.isdigit() and len(touch.value) == 1:
            entered = state.entered + touch.value
            if len(entered) < CODE_LENGTH:
                return to(kiosk, EnteringReturnCode(entered))
            return _come_back(kiosk, entered)
        case Press.ERASE:
            return to(kiosk, EnteringReturnCode(state.entered[:-1]))
        case Press.BACK | Press.CANCEL:
            return turned_back(kiosk)
        case _:
            return stay(kiosk)


def _come_back(kiosk: Kiosk, code: str) -> Move:
    known = next((r for r in kiosk.returning if r.code == code), None)
    if known is None:
        return to(kiosk, EnteringReturnCode(refused=ReturnRefusal.UNKNOWN))
    if kiosk.now.steady < known.ready:
        return to(kiosk, EnteringReturnCode(refused=ReturnRefusal.TOO_EARLY, ready_local=known.ready_local))
    serial = kiosk.serial + 1
    resumed = replace(
        kiosk,
        serial=serial,
        visit=Visit(serial, known.day, known.service, check=known.check, priority=known.priority),
        returning=tuple(r for r in kiosk.returning if r is not known),
        extensions=0,
    )
    # Of a code from before a crash only its digits are known: the person says again what they came for.
    onward = WashingHands() if known.service else ChoosingService()
    return to(resumed, onward, ForgetReturn(code))


def expired(kiosk: Kiosk) -> tuple[Kiosk, tuple[ForgetReturn, ...]]:
    """Whoever has not come back by now begins anew."""
    late = tuple(r for r in kiosk.returning if kiosk.now.steady >= r.expires)
    if not late:
        return kiosk, ()
    waiting = tuple(r for r in kiosk.returning if r not in late)
    return replace(kiosk, returning=waiting), tuple(ForgetReturn(r.code) for r in late)


def remembered(kiosk: Kiosk, event: Remembered, book: RuleBook) -> tuple[Kiosk, tuple[ForgetReturn, ...]]:
    """What stood in the books when they were opened; codes past their time are forgotten.

    A clock that the power cut has set back, be it to 1970, makes nobody wait longer than the whole pause.
    """
    now = kiosk.now
    here = {each.code for each in kiosk.returning}
    found, late = [], []
    for code, at in event.returning:
        if code in here:
            continue  # the books were opened anew, this program never stopped
        day = at.date()
        due = (at - now.local).total_seconds()
        if due + book.patience.return_within <= 0 or day < book.policies[0].valid_from:
            late.append(ForgetReturn(code))
            continue
        due = min(due, policy_for(book.policies, day).temperature.pause)
        ready = now.steady + max(0.0, due)
        found.append(
            Returning(
                code=code,
                service="",
                day=day,
                check=SECOND_CHECK,
                ready=ready,
                ready_local=now.local + timedelta(seconds=max(0.0, due)),
                expires=now.steady + due + book.patience.return_within,
            )
        )
    known = replace(
        kiosk,
        paused=event.paused,
        manual=event.manual,
        restored=event.restored,
        returning=(*kiosk.returning, *found),
    )
    return known, tuple(late)
