"""What can happen to the kiosk. Answers of workers carry the serial number of the visit that asked."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import Enum, auto
from typing import TYPE_CHECKING

from kiosk.rules.kiosk import Issued, Restoration
from kiosk.rules.stable_reading import FaultCause, Sample
from kiosk.rules.states import Officer, Ticket, Trouble
from kiosk.rules.timekeeping import Doubt

if TYPE_CHECKING:
    # A calibration's rules are read when there is one: the first picture does not wait for them.
    from kiosk.rules.calibration.under_way import UnderWay


class Press(Enum):
    """Everything on the screens that a finger can act on; KEYPAD is the first key of a keypad that was pressed."""

    START = auto()
    RETURN = auto()
    ONLINE_WAYS = auto()
    PRIVACY = auto()
    SERVICE = auto()
    ONLINE = auto()
    IN_PERSON = auto()
    PAPERS_READY = auto()
    HANDS_READY = auto()
    AGAIN = auto()
    MASK_ON = auto()
    NO_MASK = auto()
    UNDERSTOOD = auto()
    BACK = auto()
    CANCEL = auto()
    CALL_OFFICER = auto()
    STILL_HERE = auto()
    LANGUAGE = auto()
    CORNER = auto()
    DIGIT = auto()
    ERASE = auto()
    ACT = auto()
    SLIP = auto()
    CLOSE = auto()
    SPEAK = auto()
    LOUDER = auto()
    LOOK = auto()
    LOW = auto()
    KEYPAD = auto()
    PAGE = auto()
    WORK = auto()


@dataclass(frozen=True, slots=True)
class Touch:
    """A finger let go inside a target. ``value``: service code, language, digit, key of an act, "off" for a voice that
    shall be silent, a technician's page, or a deed at it."""

    press: Press
    value: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Tick:
    """Time has passed; the moment itself stands in ``Kiosk.now``."""


@dataclass(frozen=True, slots=True)
class Sampled:
    serial: int
    sample: Sample = field(repr=False)


@dataclass(frozen=True, slots=True)
class FrameRejected:
    """Bytes came that are no reading: noise, a bad checksum, a device's fault value."""

    serial: int
    reason: str


@dataclass(frozen=True, slots=True)
class ThermometerFailed:
    """The measurement cannot go on: the instrument is at fault, never the person."""

    serial: int
    cause: FaultCause


@dataclass(frozen=True, slots=True)
class ThermometerSeen:
    """How the thermometer is, told when it changes; None is well, else a sentence for the technician."""

    trouble: str | None


@dataclass(frozen=True, slots=True)
class PrinterSeen:
    """How the printer is, told when it changes; None is well."""

    trouble: Trouble | None


@dataclass(frozen=True, slots=True)
class CodeDrawn:
    serial: int
    code: str


@dataclass(frozen=True, slots=True)
class PaperChecked:
    serial: int
    trouble: Trouble | None


@dataclass(frozen=True, slots=True)
class NumberTaken:
    serial: int
    ticket: Ticket


@dataclass(frozen=True, slots=True)
class QuotaFound:
    """No place was left when the number was asked for; with ``service`` only none for that service."""

    serial: int
    service: bool = False


@dataclass(frozen=True, slots=True)
class NumberUnknown:
    """The database failed while the number was being taken: it may or may not have been."""

    serial: int
    cause: str


@dataclass(frozen=True, slots=True)
class TicketPrinted:
    serial: int


@dataclass(frozen=True, slots=True)
class PrintingFailed:
    """Nothing came out, for certain with ``nothing_out``, or nobody knows: the number stays this visit's."""

    serial: int
    trouble: Trouble
    nothing_out: bool = False


@dataclass(frozen=True, slots=True)
class DayCounted:
    """Numbers issued so far on ``day``, also by service code; and the sign that the database answers. ``decided``: the
    days from then on that officers have spoken of, True for closed. ``doubtful``: the numbers of this kiosk whose paper
    nobody has seen whole."""

    day: date
    issued: int
    services: tuple[tuple[str, int], ...] = ()
    decided: tuple[tuple[date, bool], ...] = ()
    doubtful: tuple[Issued, ...] = ()


@dataclass(frozen=True, slots=True)
class StoreFailed:
    """The database could not do what was asked; ``cause`` is for staff: a word for the kind, a colon, a sentence."""

    cause: str


@dataclass(frozen=True, slots=True)
class PinAccepted:
    attempt: int
    officer: Officer


@dataclass(frozen=True, slots=True)
class PinRefused:
    attempt: int
    locked_until: datetime | None = None


@dataclass(frozen=True, slots=True)
class PinUnchecked:
    """The database could not be asked about the PIN."""

    attempt: int


@dataclass(frozen=True, slots=True)
class BadgeShown:
    """A badge was held before the scanner. ``secret`` opens the officer's page and so stays out of every log."""

    secret: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class ActWritten:
    """The officer's act stands in the audit trail, and so it holds."""

    attempt: int


@dataclass(frozen=True, slots=True)
class ActUnwritten:
    """The officer's act could not be written, so it does not hold."""

    attempt: int


@dataclass(frozen=True, slots=True)
class ClockSeen:
    """Whether the machine's time can be trusted, told when it changes; None is trusted."""

    doubt: Doubt | None


@dataclass(frozen=True, slots=True)
class PaperLow:
    """The roll nears its end; about ``tickets_left`` more fit. None: there is plenty again."""

    tickets_left: int | None


@dataclass(frozen=True, slots=True)
class ReadinessSeen:
    """Somebody or something has looked at the whole machine; ``unready`` are the parts that are not ready."""

    unready: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CalibrationSeen:
    """Whether a calibration is under way, told at each look into the database."""

    session: UnderWay | None


@dataclass(frozen=True, slots=True)
class Remembered:
    """What officers had decided about this kiosk before its books were opened, what they have not read yet, and when
    (aware, office's zone) the newest of the numbers was taken that were on their way when it stopped. ``returning``:
    codes that somebody still waits with, and when (aware, office's zone) each may come back."""

    paused: str
    manual: bool
    restored: Restoration | None = None
    broken_off: datetime | None = None
    returning: tuple[tuple[str, datetime], ...] = ()


Event = (
    Touch
    | Tick
    | Sampled
    | FrameRejected
    | ThermometerFailed
    | ThermometerSeen
    | PrinterSeen
    | CodeDrawn
    | PaperChecked
    | NumberTaken
    | QuotaFound
    | NumberUnknown
    | TicketPrinted
    | PrintingFailed
    | DayCounted
    | StoreFailed
    | PinAccepted
    | PinRefused
    | PinUnchecked
    | BadgeShown
    | ActWritten
    | ActUnwritten
    | ClockSeen
    | PaperLow
    | ReadinessSeen
    | CalibrationSeen
    | Remembered
)
