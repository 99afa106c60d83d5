"""The technician at the kiosk: which page is open, what is typed, and who may do what at the desk.

A technician who signs in while nobody is being served comes to the desk. Over a visit that is held the officer's page
opens for every member of the staff alike: whoever has a PIN may help a person who waits.
"""

from __future__ import annotations

from dataclasses import replace

from kiosk.rules.commands import CallOfficer, CheckPin, Work
from kiosk.rules.deeds import LEADS, Deed, back_from, deed_of
from kiosk.rules.events import Press, Touch
from kiosk.rules.kiosk import Kiosk
from kiosk.rules.moves import Move, stay, to
from kiosk.rules.states import Officer, Page, PinRefusal, Resident, TechnicianAtWork

PIN_LENGTH = 6
LONGEST = 6
"""Characters of a number that is typed: 37,025."""
COMMA = ","


def arrive(kiosk: Kiosk, over: Resident, technician: Officer) -> Move:
    """Signed in: the home page, and what it shows is looked up."""
    return to(kiosk, TechnicianAtWork(over, technician), Work(technician, Page.HOME, Deed.COME))


def at_work(kiosk: Kiosk, state: TechnicianAtWork, touch: Touch) -> Move:
    match touch.press:
        case Press.PAGE:
            page = next((page for page in LEADS.get(state.page, ()) if page.value == touch.value), None)
            return stay(kiosk) if page is None else _open(kiosk, state, page)
        case _ if state.pin:
            return _second_person(kiosk, state, touch)
        case Press.WORK:
            done = deed_of(state.page, touch.value)
            if done is not None and done[0] is Deed.SECOND:
                return to(kiosk, replace(state, pin=True, entered=""))
            return stay(kiosk) if done is None else _work(kiosk, state, *done)
        case Press.DIGIT:
            return to(kiosk, replace(state, entered=_typed(state.entered, touch.value)))
        case Press.ERASE:
            return to(kiosk, replace(state, entered=state.entered[:-1]))
        case Press.BACK | Press.CLOSE if state.page is not Page.HOME:
            return _open(kiosk, state, back_from(state.page))
        case Press.BACK | Press.CLOSE:
            return leave(kiosk, state)
        case _:
            return stay(kiosk)


def leave(kiosk: Kiosk, state: TechnicianAtWork, *, forgotten: bool = False) -> Move:
    """The desk is left. A calibration ``forgotten`` half-way keeps visits waiting, so an officer is called."""
    waits = kiosk.calibrating is not None and kiosk.calibrating.pauses(kiosk.now.local)
    call = (CallOfficer(),) if forgotten and waits else ()
    return to(kiosk, state.over, Work(state.technician, state.page, Deed.LEAVE), *call)


def _second_person(kiosk: Kiosk, state: TechnicianAtWork, touch: Touch) -> Move:
    """The pad lies over the page, for somebody else's PIN."""
    match touch.press:
        case Press.DIGIT if not state.checking and touch.value.isdigit() and len(touch.value) == 1:
            entered = state.entered + touch.value
            if len(entered) < PIN_LENGTH:
                return to(kiosk, replace(state, entered=entered, refused=None))
            attempt = kiosk.attempts + 1
            checking = replace(state, entered="", attempt=attempt, checking=True, refused=None)
            return to(replace(kiosk, attempts=attempt), checking, CheckPin(attempt, entered))
        case Press.ERASE if not state.checking:
            return to(kiosk, replace(state, entered=state.entered[:-1]))
        case Press.BACK | Press.CLOSE:
            return to(kiosk, TechnicianAtWork(state.over, state.technician, state.page))
        case _:
            return stay(kiosk)


def second_signed(kiosk: Kiosk, state: TechnicianAtWork, second: Officer) -> Move:
    """The PIN was somebody's; one's own name never confirms one's own work."""
    if second.staff_id == state.technician.staff_id:
        return to(kiosk, replace(state, checking=False, refused=PinRefusal.SAME_PERSON))
    back = TechnicianAtWork(state.over, state.technician, state.page)
    return to(kiosk, back, Work(state.technician, state.page, Deed.SECOND, second.name))


def _open(kiosk: Kiosk, state: TechnicianAtWork, page: Page) -> Move:
    opened = TechnicianAtWork(state.over, state.technician, page)
    return to(kiosk, opened, Work(state.technician, page, Deed.COME))


def _work(kiosk: Kiosk, state: TechnicianAtWork, deed: Deed, value: str) -> Move:
    done = Work(state.technician, state.page, deed, value or state.entered)
    return to(kiosk, replace(state, entered=""), done)


def _typed(entered: str, sign: str) -> str:
    """One digit more, or the comma, once."""
    if len(entered) >= LONGEST or len(sign) != 1:
        return entered
    if sign == COMMA and COMMA not in entered:
        return (entered or "0") + COMMA
    return entered + sign if sign.isdigit() else entered
