"""What a person at the kiosk is living through: one state, one screen.

A state is named for the person's situation, never for a device or a widget. Which visit
it belongs to, and what is known of the devices and the day, stands in ``kiosk.py``.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum, auto

from kiosk.rules.policy import Check
from kiosk.rules.stable_reading import FaultCause, Settling, UnsettledReason


class Trouble(Enum):
    """Why a ticket cannot come out of the printer, as far as people need to tell the cases apart."""

    PAPER_OUT = auto()
    COVER_OPEN = auto()
    PRINTER_SILENT = auto()
    PRINTER_FAULT = auto()


# ------------------------------------------------------------------------------- what the person sees


@dataclass(frozen=True, slots=True)
class Welcome:
    """Nobody is being served; the next person may touch."""


@dataclass(frozen=True, slots=True)
class ChoosingService:
    """What brings you here?"""


@dataclass(frozen=True, slots=True)
class OfferedOnline:
    """This can wait, or be done by WhatsApp: at home, or here after all?"""


@dataclass(frozen=True, slots=True)
class GoneOnline:
    """Decided for WhatsApp: the number and its QR stay a little while, then the visit ends."""

    until: float


@dataclass(frozen=True, slots=True)
class ReadingOnlineWays:
    """From the welcome screen, whether open or not: which services have a WhatsApp number."""


@dataclass(frozen=True, slots=True)
class ReadingPrivacy:
    """From the welcome screen, whether open or not: what is kept of a visit, and for how long."""


@dataclass(frozen=True, slots=True)
class CheckingPapers:
    """Are all papers at hand? Asked before a place is spent."""


@dataclass(frozen=True, slots=True)
class WashingHands:
    """Hands washed, feet on the marks."""


@dataclass(frozen=True, slots=True)
class Measuring:
    """The reading settles; the screen guides."""

    settling: Settling = field(repr=False)  # it holds samples, and a state may be logged


@dataclass(frozen=True, slots=True)
class MeasureAgain:
    """The reading did not settle, or lies too near the limit to decide: once more, please.

    ``reason`` is None when the value was too near the limit.
    """

    reason: UnsettledReason | None
    tries: int = 1


@dataclass(frozen=True, slots=True)
class TemperaturePassed:
    """Seen to be well; goes on by itself."""

    until: float


@dataclass(frozen=True, slots=True)
class Resting:
    """Asked to sit until ``ready`` (steady seconds; ``ready_local`` for the clock on the wall).

    ``code`` brings the person back to the second check; empty until it has been drawn.
    """

    code: str
    ready: float
    ready_local: datetime


@dataclass(frozen=True, slots=True)
class EnteringReturnCode:
    """Back from the rest: type the code. ``refused`` says why the last one was not taken."""

    entered: str = ""
    refused: ReturnRefusal | None = None
    ready_local: datetime | None = None


class ReturnRefusal(Enum):
    UNKNOWN = auto()
    TOO_EARLY = auto()


@dataclass(frozen=True, slots=True)
class ConfirmingMask:
    """Is the mask on, over nose and mouth?"""


@dataclass(frozen=True, slots=True)
class Held:
    """An officer decides how the visit goes on. The screen never says why to the next in line.

    ``cause`` names the instrument's fault when ``check`` is DEVICE. ``absolute`` holds cannot be waived.
    """

    check: Check
    called: bool = False
    cause: FaultCause | None = None
    absolute: bool = False


class Stage(Enum):
    PAPER = auto()
    NUMBER = auto()
    PRINTING = auto()


@dataclass(frozen=True, slots=True)
class PreparingTicket:
    """Paper is looked for, the number is taken, it is printed; ``again`` after it has waited for the printer."""

    stage: Stage
    since: float
    ticket: Ticket | None = None
    again: bool = False


@dataclass(frozen=True, slots=True)
class WaitingForPaper:
    """The printer cannot print and no number has been spent: looked at again by itself."""

    trouble: Trouble
    look_again: float


@dataclass(frozen=True, slots=True)
class WaitingForStore:
    """The database did not answer, or the clock is in doubt: no one knows yet whether a number was taken, so
    the same question is asked again (the visit's key makes the answer the same)."""

    ask_again: float


@dataclass(frozen=True, slots=True)
class TicketInHand:
    """The ticket came out."""

    ticket: Ticket
    until: float


@dataclass(frozen=True, slots=True)
class TicketOnScreen:
    """The number is this person's, but paper is not certain: number and QR stay to be written down."""

    ticket: Ticket
    trouble: Trouble


@dataclass(frozen=True, slots=True)
class WaitingToPrint:
    """The number is this person's and nothing of its paper has come out: the printer is looked at again by itself,
    and prints this same number. Number and QR stay meanwhile, for whoever cannot wait."""

    ticket: Ticket
    trouble: Trouble
    look_again: float


@dataclass(frozen=True, slots=True)
class QuotaGone:
    """The last place went to someone else while this visit was on its way."""


@dataclass(frozen=True, slots=True)
class ServiceFull:
    """Today's places for the chosen service are gone, those for others are not."""


@dataclass(frozen=True, slots=True)
class BrokenOff:
    """The machine stopped while a number was on its way, and is back: its person may stand here still. The screen
    says that the number is kept and that an officer hands it over, never which one it is."""

    until: float


@dataclass(frozen=True, slots=True)
class StillThere:
    """Masih di sini? The visit behind waits until ``until``."""

    over: Resident
    until: float


class PinRefusal(Enum):
    WRONG = auto()
    BADGE = auto()
    """The badge is nobody's."""
    LOCKED = auto()
    STORE = auto()
    SAME_PERSON = auto()


@dataclass(frozen=True, slots=True)
class OfficerSigningIn:
    """The PIN pad; the state underneath is kept as it was. With ``badge`` it is a badge that is being checked."""

    over: Resident
    attempt: int = 0
    entered: str = field(default="", repr=False)
    checking: bool = False
    refused: PinRefusal | None = None
    locked_until: datetime | None = None
    badge: bool = False


@dataclass(frozen=True, slots=True)
class OfficerDeciding:
    """A signed-in officer sees what is held and says how it goes on. ``writing`` is the key of the act that is
    being written to the audit trail; with ``failed`` the last one was not, and so does not hold."""

    over: Resident
    officer: Officer
    attempt: int = 0
    writing: str | None = None
    failed: bool = False


class Page(Enum):
    """The pages of a technician's work; the value names one in a touch."""

    HOME = "home"
    CALIBRATION = "calibration"
    QUICK_CHECK = "quick-check"
    HISTORY = "history"
    CARE = "care"
    READINESS = "readiness"
    CARE_DEVICES = "care-devices"
    CARE_THERMOMETER = "care-thermometer"
    CARE_PRINTER = "care-printer"
    CARE_TOUCH = "care-touch"
    CARE_SCREEN = "care-screen"
    CARE_SOUND = "care-sound"
    CARE_KEYPAD = "care-keypad"
    CARE_PANEL = "care-panel"


@dataclass(frozen=True, slots=True)
class TechnicianAtWork:
    """A signed-in technician looks after the machine; ``page`` is the page on show, what it shows stands in the
    desk (``rules/desk.py``). ``entered`` is the number being typed, or the second person's PIN while ``pin``.
    """

    over: Resident
    technician: Officer
    page: Page = Page.HOME
    entered: str = field(default="", repr=False)
    pin: bool = False
    attempt: int = 0
    checking: bool = False
    refused: PinRefusal | None = None


Resident = (
    Welcome
    | ChoosingService
    | OfferedOnline
    | GoneOnline
    | ReadingOnlineWays
    | ReadingPrivacy
    | CheckingPapers
    | WashingHands
    | Measuring
    | MeasureAgain
    | TemperaturePassed
    | Resting
    | EnteringReturnCode
    | ConfirmingMask
    | Held
    | PreparingTicket
    | WaitingForPaper
    | WaitingForStore
    | TicketInHand
    | TicketOnScreen
    | WaitingToPrint
    | QuotaGone
    | ServiceFull
    | BrokenOff
)
State = Resident | StillThere | OfficerSigningIn | OfficerDeciding | TechnicianAtWork


# ------------------------------------------------------------------------------------ what goes with it


@dataclass(frozen=True, slots=True)
class Ticket:
    """A number that has been taken: ``token`` is what the QR carries, ``code`` what people read aloud instead;
    ``ahead`` counts earlier open numbers; ``witness`` is the beginning of the audit trail's head at that moment.
    With ``priority`` the counter calls it before the others.
    """

    number: int
    token: str
    ahead: int
    code: str = ""
    witness: str = ""
    priority: bool = False


class Role(Enum):
    OFFICER = "officer"
    TECHNICIAN = "technician"
    SUPERVISOR = "supervisor"


@dataclass(frozen=True, slots=True)
class Officer:
    """One of the staff, signed in."""

    staff_id: int
    name: str
    role: Role = Role.OFFICER
