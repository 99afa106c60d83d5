"""What the tour does: touches, what must then be seen, what happens to the devices meanwhile."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from kiosk import demo
from kiosk.rules import states as s
from kiosk.rules.events import Press


@dataclass(frozen=True)
class Touch:
    press: Press
    value: str = ""


@dataclass(frozen=True)
class See:
    """Wait for the state, or the technician's page, then keep a picture of it under ``name``, if it has one."""

    place: type | s.Page
    name: str = ""


@dataclass(frozen=True)
class Say:
    device: str
    words: str


@dataclass(frozen=True)
class Skip:
    by: timedelta


@dataclass(frozen=True)
class Places:
    """Wait until the welcome screen knows that ``issued`` numbers are gone."""

    issued: int
    name: str


@dataclass(frozen=True)
class Fill:
    """Other people take places until ``upto`` numbers are gone."""

    upto: int


OFFICER, TECHNICIAN = demo.PEOPLE
Step = Touch | See | Say | Skip | Places | Fill


def to_the_marks() -> tuple[Step, ...]:
    return (
        Touch(Press.START),
        See(s.ChoosingService),
        Touch(Press.SERVICE, "kk"),
        See(s.OfferedOnline),
        Touch(Press.IN_PERSON),
        See(s.CheckingPapers),
        Touch(Press.PAPERS_READY),
        See(s.WashingHands),
        Say(demo.DOOR, "person here"),
        Touch(Press.HANDS_READY),
    )


def pin(person: demo.Person) -> tuple[Step, ...]:
    return tuple(Touch(Press.DIGIT, digit) for digit in person.pin)


PASSED: tuple[Step, ...] = (
    Places(0, "welcome"),
    Touch(Press.START),
    See(s.ChoosingService, "service"),
    Touch(Press.SERVICE, "kk"),
    See(s.OfferedOnline, "online-instead"),
    Touch(Press.IN_PERSON),
    See(s.CheckingPapers, "papers"),
    Touch(Press.PAPERS_READY),
    See(s.WashingHands, "hands"),
    Say(demo.DOOR, "person here"),
    Touch(Press.HANDS_READY),
    See(s.Measuring, "measuring"),
    See(s.TemperaturePassed, "passed"),
    Touch(Press.UNDERSTOOD),
    See(s.ConfirmingMask, "mask"),
    Touch(Press.MASK_ON),
    See(s.TicketInHand, "ticket"),
    Say(demo.DOOR, "person away"),
    Touch(Press.UNDERSTOOD),
    See(s.Welcome),
)
OVERRULED: tuple[Step, ...] = (
    Say(demo.DOOR, "celsius 38.2"),
    *to_the_marks(),
    See(s.Resting, "rest"),
    Touch(Press.UNDERSTOOD),
    See(s.Welcome, "welcome-with-somebody-resting"),
    Skip(demo.REST),
    Touch(Press.RETURN),
    See(s.EnteringReturnCode, "return-code"),
)
AFTER_THE_REST: tuple[Step, ...] = (
    See(s.WashingHands),
    Touch(Press.HANDS_READY),
    See(s.Held, "held"),
    Touch(Press.CALL_OFFICER),
    See(s.Held, "officer-called"),
    Touch(Press.CORNER),
    See(s.OfficerSigningIn, "officer-pin"),
    *pin(OFFICER),
    See(s.OfficerDeciding, "officer-decides"),
    Touch(Press.ACT, "waive:handheld-pass"),
    See(s.ConfirmingMask),
    Touch(Press.MASK_ON),
    See(s.TicketInHand, "ticket-after-override"),
    Touch(Press.UNDERSTOOD),
    See(s.Welcome),
)
NO_PAPER: tuple[Step, ...] = (
    Say(demo.DOOR, "celsius 36.4"),
    *to_the_marks(),
    See(s.TemperaturePassed),
    Touch(Press.UNDERSTOOD),
    See(s.ConfirmingMask),
    Say(demo.PRINTER, "paper out"),
    Touch(Press.MASK_ON),
    See(s.WaitingForPaper, "no-paper"),
    Say(demo.PRINTER, "paper ok"),
    See(s.TicketInHand),
    Touch(Press.UNDERSTOOD),
    See(s.Welcome),
)
FULL: tuple[Step, ...] = (
    Fill(50),
    Places(50, "quota-gone"),
    Touch(Press.ONLINE_WAYS),
    See(s.ReadingOnlineWays, "online"),
)
TECHNICIANS: tuple[Step, ...] = (
    Touch(Press.UNDERSTOOD),
    See(s.Welcome),
    Touch(Press.CORNER),
    See(s.OfficerSigningIn),
    *pin(TECHNICIAN),
    See(s.Page.HOME, "technician"),
    Touch(Press.PAGE, s.Page.CALIBRATION.value),
    See(s.Page.CALIBRATION, "technician-calibrates"),
    Touch(Press.BACK),
    See(s.Page.HOME),
    Touch(Press.PAGE, s.Page.CARE.value),
    See(s.Page.CARE),
    Touch(Press.PAGE, s.Page.CARE_THERMOMETER.value),
    See(s.Page.CARE_THERMOMETER, "technician-watches"),
)
