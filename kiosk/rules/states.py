"""What a person at the kiosk is living through: one state, one screen.

A state is named for the person's situation, never for a device or a widget. ``Kiosk`` is the whole machine
at one moment: the state on show, the visit it belongs to, and what is known of the devices and the day.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import Enum, auto

from kiosk.rules.policy import Check
from kiosk.rules.stable_reading import FaultCause, Settling, UnsettledReason
from kiosk.rules.timekeeping import Doubt


@dataclass(frozen=True, slots=True)
class Moment:
    """The clock as it is handed in.

    ``steady`` (monotonic seconds) measures every duration; ``local`` (aware, in the office's zone) only says
    what day and time it is.
    """

    steady: float
    local: datetime


class Trouble(Enum):
    """Why a ticket cannot come out of the printer, as far as people need to tell the cases apart."""

    PAPER_OUT = auto()
    COVER_OPEN = auto()
    PRINTER_SILENT = auto()
    PRINTER_FAULT = auto()


# ------------------------------------------------------------------------------- what the person sees


@dataclass(frozen=True, slots=True)
class Starting:
    """The kiosk wakes: the database has not yet answered for today."""


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
    """Paper is looked for, then the number is taken, then it is printed."""

    stage: Stage
    since: float
    ticket: Ticket | None = None


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
class QuotaGone:
    """The last place went to someone else while this visit was on its way."""


@dataclass(frozen=True, slots=True)
class StillThere:
    """Masih di sini? The visit behind waits until ``until``."""

    over: Resident
    until: float


class PinRefusal(Enum):
    WRONG = auto()
    LOCKED = auto()
    STORE = auto()


@dataclass(frozen=True, slots=True)
class OfficerSigningIn:
    """The PIN pad; the state underneath is kept as it was."""

    over: Resident
    attempt: int = 0
    entered: str = field(default="", repr=False)
    checking: bool = False
    refused: PinRefusal | None = None
    locked_until: datetime | None = None


@dataclass(frozen=True, slots=True)
class OfficerDeciding:
    """A signed-in officer sees what is held and says how it goes on. ``writing`` is the key of the act that is
    being written to the audit trail; with ``failed`` the last one was not, and so does not hold."""

    over: Resident
    officer: Officer
    attempt: int = 0
    writing: str | None = None
    failed: bool = False


Resident = (
    Welcome
    | ChoosingService
    | OfferedOnline
    | GoneOnline
    | ReadingOnlineWays
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
    | QuotaGone
)
State = Starting | Resident | StillThere | OfficerSigningIn | OfficerDeciding


# ------------------------------------------------------------------------------------ what goes with it


@dataclass(frozen=True, slots=True)
class Ticket:
    """A number that has been taken: ``token`` is what the QR carries, ``code`` what people read aloud instead;
    ``ahead`` counts earlier open numbers; ``witness`` is the beginning of the audit trail's head at that moment.
    """

    number: int
    token: str
    ahead: int
    code: str = ""
    witness: str = ""


@dataclass(frozen=True, slots=True)
class Officer:
    staff_id: int
    name: str


@dataclass(frozen=True, slots=True)
class Visit:
    """One person's way from the first touch to the end; nothing in it tells who the person is.

    ``serial`` marks every command and answer. ``day`` is fixed when the visit starts. ``values`` (hundredths of a
    degree) are this check's readings, kept in memory only until it is decided. ``earlier`` is what an attempt
    before this one has learned of the wall behind and of the instrument, nothing of the person. With ``beyond`` an
    officer has let it go over the quota, up to the reserve.
    """

    serial: int
    day: date
    service: str = ""
    check: int = 1
    values: tuple[int, ...] = field(default=(), repr=False)
    tries: int = 0
    earlier: Settling | None = field(default=None, repr=False)
    waived: frozenset[Check] = frozenset()
    priority: bool = False
    beyond: bool = False


@dataclass(frozen=True, slots=True)
class Issued:
    """The number given last on this kiosk, for a copy or a correction."""

    serial: int
    day: date
    service: str
    ticket: Ticket
    copies: int = 0


@dataclass(frozen=True, slots=True)
class Returning:
    """Someone who sits and waits for the second check: a code, a service and a time, nothing more."""

    code: str
    service: str
    day: date
    check: int
    ready: float
    ready_local: datetime
    expires: float


@dataclass(frozen=True, slots=True)
class Devices:
    """What is known of the instruments; None means in order."""

    thermometer: str | None = None
    printer: Trouble | None = None
    store: str | None = None


@dataclass(frozen=True, slots=True)
class Look:
    """How the screens are shown to this person: ``large`` letters, ``high`` contrast, and with ``low`` everything
    that must be touched within reach of a wheelchair or a child."""

    large: bool = False
    high: bool = False
    low: bool = False

    @property
    def next(self) -> Look:
        """The four ways to see a screen, one after the other; how high it stands is another matter."""
        large = not self.large
        return replace(self, large=large, high=self.high if large else not self.high)


@dataclass(frozen=True, slots=True)
class Kiosk:
    """The whole machine at one moment.

    ``issued`` counts the numbers given on ``day`` as far as this kiosk knows; ``asked_day`` is when it last asked.
    ``attempts`` numbers the PINs typed and the acts written, so that an answer to an earlier one does nothing.
    ``paused`` is the code of the message on show; with ``manual`` officers measure by hand. ``paper_left`` estimates
    the tickets left on a roll that nears its end. With ``audio`` every screen of this visit is read aloud; ``look``
    is how this person wants to see it; with ``keypad`` its answers are numbered and given by a numeric keypad.
    """

    now: Moment
    language: str
    state: State = Starting()
    visit: Visit | None = None
    serial: int = 0
    touched: float = 0.0
    extensions: int = 0
    day: date | None = None
    issued: int | None = None
    asked_day: float = float("-inf")
    attempts: int = 0
    devices: Devices = Devices()
    clock_doubt: Doubt | None = None
    paused: str = ""
    manual: bool = False
    paper_left: int | None = None
    last: Issued | None = None
    returning: tuple[Returning, ...] = ()
    audio: bool = False
    look: Look = Look()
    keypad: bool = False

    @property
    def unhurried(self) -> bool:
        """Does this person need more time than others? Then every wait for a person is twice as long."""
        return self.audio or self.look.large or self.keypad

    @property
    def resident(self) -> Resident | Starting:
        """The state under any question or staff page that lies over it."""
        match self.state:
            case StillThere(over=over) | OfficerSigningIn(over=over) | OfficerDeciding(over=over):
                return over
            case state:
                return state
