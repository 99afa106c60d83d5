"""The technician at the kiosk: which page is open, what is typed, and who may do what at the desk.

A technician who signs in while nobody is being served comes to the desk. Over a visit that is held the officer's page
opens for every member of the staff alike: whoever has a PIN may help a person who waits.
"""

from __future__ import annotations

from dataclasses import replace

from kiosk.rules.commands import CallOfficer, Work
from kiosk.rules.desk import LEADS, Deed, back_from, deed_of
from kiosk.rules.events import Press, Touch
from kiosk.rules.kiosk import Kiosk
from kiosk.rules.moves import Move, stay, to
from kiosk.rules.states import Officer, Page, Resident, TechnicianAtWork

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
        case Press.WORK:
            done = deed_of(state.page, touch.value)
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
    if sign.isdigit() or (sign == COMMA and entered and COMMA not in entered):
        return entered + sign
    return entered
