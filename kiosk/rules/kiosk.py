"""The whole machine at one moment: the state on show, its visit, what is known of the devices and the day."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import TYPE_CHECKING

from kiosk.rules.calendar import Calendar
from kiosk.rules.policy import Check
from kiosk.rules.stable_reading import Settling
from kiosk.rules.states import (
    OfficerDeciding,
    OfficerSigningIn,
    Resident,
    State,
    StillThere,
    TechnicianAtWork,
    Ticket,
    Trouble,
)
from kiosk.rules.timekeeping import Doubt

if TYPE_CHECKING:
    # A calibration's rules are read when there is one: the first picture does not wait for them.
    from kiosk.rules.calibration.under_way import UnderWay


@dataclass(frozen=True, slots=True)
class Moment:
    """The clock as it is handed in.

    ``steady`` (monotonic seconds) measures every duration; ``local`` (aware, in the office's zone) only says
    what day and time it is.
    """

    steady: float
    local: datetime


@dataclass(frozen=True, slots=True)
class Visit:
    """One person's way from the first touch to the end; nothing in it tells who the person is.

    ``serial`` marks every command and answer. ``day`` is fixed when the visit starts. ``values`` (hundredths of a
    degree) are this check's readings, kept in memory only until it is decided. ``earlier`` is what an attempt
    before this one has learned of the wall behind and of the instrument, nothing of the person. ``absolute``: the
    last reading reached the limit that nobody can waive, and no fault of the instrument afterwards opens another way.
    With ``beyond`` an
    officer has let it go over the quota, up to the reserve. ``cleared`` once every check is behind it.
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
    absolute: bool = False
    cleared: bool = False


@dataclass(frozen=True, slots=True)
class Issued:
    """A number given on this kiosk, for a copy or a correction; ``copies`` were printed of it so far."""

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
    priority: bool = False


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


LOUDNESSES, USUAL_LOUDNESS = 3, 1
"""How many steps of loudness there are, and the one that every visit begins with (VVSG 7.1)."""


@dataclass(frozen=True, slots=True)
class Restoration:
    """The database is a backup put back at ``at`` (aware, office's zone); numbers went on above ``last``, 0 when none
    was known."""

    at: datetime
    last: int


@dataclass(frozen=True, slots=True)
class Kiosk:
    """The whole machine at one moment.

    ``issued`` counts the numbers given on ``day`` as far as this kiosk knows, ``issued_of`` them by service code;
    ``asked_day`` is when it last asked. ``decided`` is what officers, at whichever kiosk, have said of estimated days:
    True closes.
    ``attempts`` numbers the PINs typed and the acts written, so that an answer to an earlier one does nothing.
    ``paused`` is the code of the message on show; with ``manual`` officers measure by hand. ``paper_left`` estimates
    the tickets left on a roll that nears its end. ``unready`` names the parts that the newest look at the whole machine
    found not ready. ``restored`` stands until an officer has read it. With ``audio`` every screen of this visit is read
    aloud, at a step of ``loudness`` from 0; ``look`` is how this person wants to see it; with ``keypad`` its answers
    are numbered and given by a numeric keypad. ``calibrating`` is the calibration that stands in the database,
    whichever door began it.
    ``last`` is the number given last; ``doubtful`` are the day's numbers of which nobody saw the whole paper, whoever
    gave them up: a printer, a person who went, a program that was killed.
    """

    now: Moment
    language: str
    state: State
    visit: Visit | None = None
    serial: int = 0
    touched: float = 0.0
    extensions: int = 0
    day: date | None = None
    issued: int | None = None
    issued_of: tuple[tuple[str, int], ...] = ()
    asked_day: float = float("-inf")
    attempts: int = 0
    devices: Devices = Devices()
    clock_doubt: Doubt | None = None
    paused: str = ""
    manual: bool = False
    calibrating: UnderWay | None = None
    paper_left: int | None = None
    unready: tuple[str, ...] = ()
    restored: Restoration | None = None
    decided: tuple[tuple[date, bool], ...] = ()
    last: Issued | None = None
    doubtful: tuple[Issued, ...] = ()
    returning: tuple[Returning, ...] = ()
    audio: bool = False
    loudness: int = USUAL_LOUDNESS
    look: Look = Look()
    keypad: bool = False

    def days(self, calendar: Calendar) -> Calendar:
        """The office's tables together with what officers have said of estimated days."""
        return replace(calendar, decided=dict(self.decided)) if self.decided else calendar

    @property
    def unhurried(self) -> bool:
        """Does this person need more time than others? Then every wait for a person is twice as long."""
        return self.audio or self.look.large or self.keypad

    @property
    def resident(self) -> Resident:
        """The state under any question or staff page that lies over it."""
        match self.state:
            case (
                StillThere(over=over)
                | OfficerSigningIn(over=over)
                | OfficerDeciding(over=over)
                | TechnicianAtWork(over=over)
            ):
                return over
            case state:
                return state
