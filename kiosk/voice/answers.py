"""The answers of each screen, in one order for the eye, the ear and the keypad: the first is digit 1."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from kiosk.rules import states as s
from kiosk.rules.door import Bar, chosen_online, door
from kiosk.rules.events import Press
from kiosk.rules.kiosk import Kiosk
from kiosk.rules.opening import policy_for
from kiosk.rules.policy import Check


@dataclass(frozen=True, slots=True)
class Answer:
    """What is pressed, and what it is called: ``sentence`` of the catalogue, or ``own`` texts of kiosk.ini by language
    under the clip name ``sentence``. Without a sentence it can be given, but is not read aloud."""

    press: Press
    sentence: str = ""
    value: str = ""
    own: Any = None


def answers(kiosk: Kiosk, settings: Any) -> tuple[Answer, ...]:
    """Those that can be given now, from the top of the screen to its foot. Keys that turn a page or type a digit are
    none, and officers' pages have none."""
    return tuple(_answers(kiosk, settings))


def _answers(kiosk: Kiosk, settings: Any) -> Iterator[Answer]:
    match kiosk.state:
        case s.Welcome():
            yield from _welcome(kiosk, settings)
        case s.ChoosingService():
            for each in offered(kiosk, settings):
                yield Answer(Press.SERVICE, f"service.{each.code}", each.code, each.name)
        case s.OfferedOnline():
            yield Answer(Press.ONLINE, "online.home")
            yield Answer(Press.IN_PERSON, "online.here")
        case s.CheckingPapers():
            yield Answer(Press.PAPERS_READY, "papers.yes")
            yield Answer(Press.CANCEL, "papers.no")
        case s.WashingHands():
            yield Answer(Press.HANDS_READY, "voice.ready")
        case s.MeasureAgain():
            yield Answer(Press.AGAIN, "again.again")
        case s.TemperaturePassed():
            yield Answer(Press.UNDERSTOOD, "common.go_on")
        case s.Resting(code=code) if code:
            yield Answer(Press.UNDERSTOOD, "common.understood")
        case s.ConfirmingMask():
            yield Answer(Press.MASK_ON, "mask.yes")
            yield Answer(Press.NO_MASK, "mask.no")
        case s.Held() as held:
            yield from _held(kiosk, held)
        case s.GoneOnline() | s.ReadingOnlineWays() | s.ReadingPrivacy() | s.TicketInHand():
            yield Answer(Press.UNDERSTOOD, "common.done")
        case s.TicketOnScreen() | s.WaitingToPrint():
            yield Answer(Press.UNDERSTOOD, "onscreen.written")
        case s.BrokenOff():
            yield Answer(Press.UNDERSTOOD, "broken.new")
        case s.QuotaGone():
            if chosen_online(kiosk, settings):
                yield Answer(Press.ONLINE, "online.home")
            yield Answer(Press.UNDERSTOOD, "common.understood")
            if kiosk.devices.printer is None:
                yield Answer(Press.SLIP, "welcome.slip")
        case s.ServiceFull():
            if chosen_online(kiosk, settings):
                yield Answer(Press.ONLINE, "online.home")
            yield Answer(Press.BACK, "full.other")
            if kiosk.devices.printer is None:
                yield Answer(Press.SLIP, "welcome.slip")
        case s.StillThere():
            yield Answer(Press.STILL_HERE, "still.yes")


def _welcome(kiosk: Kiosk, settings: Any) -> Iterator[Answer]:
    bar = door(kiosk, settings).bar
    if bar is None:
        yield Answer(Press.START, "welcome.take_number")
    if any(service.whatsapp for service in settings.services):
        yield Answer(Press.ONLINE_WAYS, "welcome.online")
    if bar in (Bar.HOURS, Bar.QUOTA) and kiosk.devices.printer is None:
        yield Answer(Press.SLIP, "welcome.slip")
    if kiosk.returning and bar is not Bar.CALIBRATING:
        yield Answer(Press.RETURN, "welcome.return")
    yield Answer(Press.PRIVACY, "welcome.privacy")


def _held(kiosk: Kiosk, held: s.Held) -> Iterator[Answer]:
    yield Answer(Press.CALL_OFFICER, "held.call_again" if held.called else "footer.call_officer")
    if held.check is Check.MASK:
        # Read aloud it would tell the next in line why.
        yield Answer(Press.MASK_ON)
    if held.check is Check.DEVICE and kiosk.devices.thermometer is None:
        yield Answer(Press.AGAIN, "held.again")


def offered(kiosk: Kiosk, settings: Any) -> Sequence[Any]:
    """The day's services in the order of their buttons."""
    day = kiosk.visit.day if kiosk.visit else kiosk.now.local.date()
    found: Sequence[Any] = policy_for(settings.policies, day).services or settings.services
    return found
