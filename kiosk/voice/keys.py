"""What the keys of a keypad do beside giving answers, and how the voice tells of it: whoever cannot see the screen has
nothing else to know them by."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from kiosk.rules import states as s
from kiosk.rules.events import Press
from kiosk.rules.kiosk import Kiosk
from kiosk.voice.items import Item, Say

ZERO = "0"
FIXED: Mapping[Press, str] = {
    Press.LOUDER: "6",
    Press.LOOK: "7",
    Press.LANGUAGE: "8",
    Press.CALL_OFFICER: "9",
    Press.SPEAK: ZERO,
}
"""The same digit on every screen, unless an answer needs it."""


def way(state: s.State) -> tuple[Press, ...]:
    """The keys at the foot of the screen of ``state`` that lead back, out or to an officer. A test compares it with
    what the screens really have."""
    match state:
        case s.ChoosingService() | s.ConfirmingMask() | s.Held():
            return (Press.CANCEL,)
        case s.OfferedOnline() | s.CheckingPapers() | s.WashingHands() | s.Measuring():
            return (Press.BACK, Press.CANCEL)
        case s.MeasureAgain():
            return (Press.BACK, Press.CANCEL, Press.CALL_OFFICER)
        case s.EnteringReturnCode() | s.ReadingOnlineWays():
            return (Press.BACK,)
        case s.WaitingForPaper() | s.ServiceFull():
            return (Press.CANCEL, Press.CALL_OFFICER)
        case s.WaitingForStore() | s.TicketOnScreen() | s.WaitingToPrint() | s.BrokenOff():
            return (Press.CALL_OFFICER,)
        case _:
            return ()


def told(kiosk: Kiosk, settings: Any, language: str, answers: int) -> Iterator[Item]:
    """What else can be pressed here, beside so many ``answers``. All of it where a visit begins; later only the ways
    out of this screen, for every screen is shorter for it."""
    state, here = kiosk.state, way(kiosk.state)
    if isinstance(state, s.StillThere):
        return
    if isinstance(state, s.EnteringReturnCode):
        yield Say("voice.key_erase")
        return
    begins = isinstance(state, s.Welcome | s.ChoosingService)
    if begins:
        yield Say("voice.key_again")
    if Press.BACK in here:
        yield Say("voice.key_back")
    elif Press.CANCEL in here:
        yield Say("voice.key_cancel")
    if Press.CALL_OFFICER in here and _free(Press.CALL_OFFICER, answers):
        yield Say("voice.key_officer")
    if begins:
        if _free(Press.LOUDER, answers):
            yield Say("voice.key_louder")
        if _free(Press.LOOK, answers):
            yield Say("voice.key_look")
        other = _next(settings.languages, kiosk.language)
        if other != language and _free(Press.LANGUAGE, answers):
            # In the language that it leads to: whoever wants it may understand no other.
            yield Say("voice.key_language", language=other)


def _free(press: Press, answers: int) -> bool:
    """On a panel where not all answers fit, the digit after the last one turns the page."""
    return answers + 1 < int(FIXED[press])


def _next(languages: Sequence[str], here: str) -> str:
    return languages[(languages.index(here) + 1) % len(languages)] if here in languages else languages[0]
