"""What the rules ask to be done. Each is carried out by exactly one performer of the conductor."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import Enum

from kiosk.rules.acts import Act
from kiosk.rules.deeds import Deed
from kiosk.rules.policy import Check
from kiosk.rules.states import Officer, Page, Ticket


class Tally(Enum):
    """What is counted in a day; counts are all that stays of a check's outcome."""

    STARTED = "started"
    DIVERTED = "diverted"
    PASSED = "passed"
    RESTED = "rested"
    HELD_TEMPERATURE = "held_temperature"
    HELD_MASK = "held_mask"
    HELD_DEVICE = "held_device"
    OVERRIDDEN = "overridden"
    QUOTA_GONE = "quota_gone"
    SERVICE_FULL = "service_full"
    ABANDONED = "abandoned"
    CANCELLED = "cancelled"
    ENDED_BY_OFFICER = "ended_by_officer"


@dataclass(frozen=True, slots=True)
class StartMeasuring:
    serial: int


@dataclass(frozen=True, slots=True)
class StopMeasuring:
    serial: int


@dataclass(frozen=True, slots=True)
class DrawCode:
    """Draw a short return code that is none of ``taken``."""

    serial: int
    taken: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class KeepReturn:
    """Keep ``code`` and when the second check may begin (aware), so that a crash does not send the person away."""

    code: str
    ready: datetime


@dataclass(frozen=True, slots=True)
class ForgetReturn:
    """The code was used, or nobody came: it is kept no longer."""

    code: str


@dataclass(frozen=True, slots=True)
class CheckPaper:
    serial: int


@dataclass(frozen=True, slots=True)
class TakeNumber:
    """Take and commit the next number; the serial makes a repeated question give the same answer.

    ``quota`` limits the day's numbers, ``service_quota`` those of this service; None for no limit. An officer has
    let this one go up to ``reserve`` numbers over either.
    """

    serial: int
    day: date
    quota: int | None
    service: str
    service_quota: int | None = None
    reserve: int = 0
    priority: bool = False


@dataclass(frozen=True, slots=True)
class PrintTicket:
    """``copy`` is 0 for the ticket itself, else the how-manieth copy of it, marked as such."""

    serial: int
    day: date
    service: str
    ticket: Ticket
    copy: int = 0


@dataclass(frozen=True, slots=True)
class MarkPrinted:
    serial: int


@dataclass(frozen=True, slots=True)
class MarkUncertain:
    """The number was spent and nobody saw the paper: an officer will find it in the day's list."""

    serial: int


@dataclass(frozen=True, slots=True)
class Count:
    day: date
    tally: Tally


@dataclass(frozen=True, slots=True)
class CountDay:
    """Ask how many numbers are issued on ``day``."""

    day: date


@dataclass(frozen=True, slots=True)
class CallOfficer:
    """Make the officer look up."""


@dataclass(frozen=True, slots=True)
class CheckPin:
    attempt: int
    pin: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class CheckBadge:
    attempt: int
    secret: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class WriteAct:
    """Write what an officer does to the audit trail, together with what it changes in the database.

    ``serial`` names the visit it is about, None for the kiosk itself; ``number`` the ticket of a copy or a void.
    """

    attempt: int
    staff_id: int
    act: Act
    reason: str
    day: date
    check: Check | None = None
    serial: int | None = None
    number: int | None = None
    copy: int = 0


@dataclass(frozen=True, slots=True)
class ConfirmClock:
    """An officer has looked at date and time and calls them right."""


@dataclass(frozen=True, slots=True)
class PrintClosingSlip:
    """The day on paper: counts, first and last number, head of the audit trail."""

    day: date


@dataclass(frozen=True, slots=True)
class PrintReadiness:
    """Look at the whole machine now, and put on paper what is ready and what is not."""


@dataclass(frozen=True, slots=True)
class PrintInformation:
    """A slip without a number: when numbers are given next, and the way online. ``full``: the places are gone, those
    of ``service`` only where one is named."""

    full: bool
    opens_at: datetime | None
    service: str = ""


@dataclass(frozen=True, slots=True)
class Work:
    """What the technician does at the desk: ``deed`` is one of ``rules/deeds.py``, ``value`` what it is done with."""

    technician: Officer
    page: Page
    deed: Deed
    value: str = ""


Command = (
    StartMeasuring
    | StopMeasuring
    | DrawCode
    | KeepReturn
    | ForgetReturn
    | CheckPaper
    | TakeNumber
    | PrintTicket
    | MarkPrinted
    | MarkUncertain
    | Count
    | CountDay
    | CallOfficer
    | CheckPin
    | CheckBadge
    | WriteAct
    | ConfirmClock
    | PrintClosingSlip
    | PrintReadiness
    | PrintInformation
    | Work
)
