"""Days that are not like their weekday: the office's own table, public holidays, and those only estimated.

Three tables speak of a day, and the first that knows it wins: the office's own, an officer's word on an
estimated day, and the default table of holidays, which is handed in as a function of the year, so that nobody
has to load it before a day needs it.

A feast that follows the moon has no certain date until the government decrees one. Such a day is *estimated*:
it is shown to the officer long before, and what it does meanwhile is the office's choice. The choice that ships
is ``ASK``: the kiosk stays open until an officer says otherwise. A kiosk that gives numbers on a day when the
building is locked harms nobody; one that is silent on a working day sends people home.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta, timezone, tzinfo
from enum import Enum

from kiosk.rules.policy import Window

WIB = timezone(timedelta(hours=7), "WIB")
"""Western Indonesian time: Indonesia has no summer time, so a fixed offset is exact and needs no zone table."""

WARN_AHEAD = 60
"""Days before the end of the office's own table in which staff are reminded to write the next one."""


# ------------------------------------------------------------------------------------------- the default table


class HolidayKind(Enum):
    PUBLIC = "public"
    JOINT_LEAVE = "joint_leave"
    """Cuti bersama: leave that the government decrees for everyone on one day."""


@dataclass(frozen=True, slots=True)
class Holiday:
    """A day of the default table; ``estimated`` until its date has been decreed."""

    name: str
    kind: HolidayKind = HolidayKind.PUBLIC
    estimated: bool = False


Holidays = Callable[[int], Mapping[date, Holiday]]
"""The default table's days of one year."""


def no_holidays(year: int) -> Mapping[date, Holiday]:
    """The default table of an office that uses none."""
    return {}


class EstimatedDays(Enum):
    """What an estimated day does as long as no officer has spoken: see the module's first lines."""

    ASK = "ask"
    OPEN = "open"
    CLOSED = "closed"


# --------------------------------------------------------------------------------------------- the own table


@dataclass(frozen=True, slots=True)
class ClosedDay:
    """No numbers, and the reason that people read."""

    reason: str


@dataclass(frozen=True, slots=True)
class SpecialHours:
    """Other hours on this one day, also on a weekday that usually has none; ``quota`` None keeps the policy's."""

    window: Window
    reason: str
    quota: int | None = None


@dataclass(frozen=True, slots=True)
class UsualDay:
    """The weekday's hours hold, whatever the default table says."""

    reason: str


OwnDay = ClosedDay | SpecialHours | UsualDay


@dataclass(frozen=True, slots=True)
class Calendar:
    """All tables of one office.

    Up to ``complete_until`` the own table is whole and the default table is not asked. ``decided`` holds what
    officers said of estimated days: True closes. ``zone`` is the office's own.
    """

    own: Mapping[date, OwnDay] = field(default_factory=dict)
    holidays: Holidays = field(default=no_holidays, repr=False)
    complete_until: date | None = None
    estimated: EstimatedDays = EstimatedDays.ASK
    joint_leave_closes: bool = True
    decided: Mapping[date, bool] = field(default_factory=dict)
    zone: tzinfo = WIB


Days = Calendar | Collection[date]
"""Where only closed days matter, their dates alone will do."""


def calendar_of(days: Days) -> Calendar:
    if isinstance(days, Calendar):
        return days
    names = days if isinstance(days, Mapping) else dict.fromkeys(days, "")
    return Calendar({day: ClosedDay(str(name)) for day, name in names.items()})


class Origin(Enum):
    """Which table spoke."""

    OWN = "own"
    OFFICER = "officer"
    DEFAULT = "default"


@dataclass(frozen=True, slots=True)
class Entry:
    """What the tables say of one day; ``asks`` while an officer's word on it is wanted."""

    name: str
    origin: Origin
    closed: bool
    special: SpecialHours | None = None
    holiday: Holiday | None = None
    asks: bool = False

    @property
    def estimated(self) -> bool:
        return self.holiday is not None and self.holiday.estimated


def entry(calendar: Calendar, day: date) -> Entry | None:
    """The word of the first table that knows ``day``, or None for a day like any other."""
    match calendar.own.get(day):
        case ClosedDay(reason=reason):
            return Entry(reason, Origin.OWN, closed=True)
        case SpecialHours(reason=reason) as special:
            return Entry(reason, Origin.OWN, closed=False, special=special)
        case UsualDay(reason=reason):
            return Entry(reason, Origin.OWN, closed=False)
    if calendar.complete_until is not None and day <= calendar.complete_until:
        return None
    holiday = calendar.holidays(day.year).get(day)
    if holiday is None:
        return None
    closes = holiday.kind is HolidayKind.PUBLIC or calendar.joint_leave_closes
    if not holiday.estimated:
        return Entry(holiday.name, Origin.DEFAULT, closes, holiday=holiday)
    if (word := calendar.decided.get(day)) is not None:
        return Entry(holiday.name, Origin.OFFICER, word, holiday=holiday)
    closed = closes and calendar.estimated is EstimatedDays.CLOSED
    asks = closes and calendar.estimated is EstimatedDays.ASK
    return Entry(holiday.name, Origin.DEFAULT, closed, holiday=holiday, asks=asks)


# --------------------------------------------------------------------------------------------- reminders


@dataclass(frozen=True, slots=True)
class TableEnds:
    """The own table is whole only until ``last``, ``days`` from today; negative when it has ended."""

    last: date
    days: int


@dataclass(frozen=True, slots=True)
class NotDecreed:
    """The default table knows no cuti bersama of ``year`` yet, so more days will come."""

    year: int


Reminder = TableEnds | NotDecreed


def reminders(calendar: Calendar, today: date) -> tuple[Reminder, ...]:
    """What staff should know of the tables themselves; empty when the coming 60 days are certain."""
    found: list[Reminder] = []
    last = calendar.complete_until
    if last is not None and (last - today).days <= WARN_AHEAD:
        found.append(TableEnds(last, (last - today).days))
    soon = today + timedelta(days=WARN_AHEAD)
    if calendar.holidays is not no_holidays and (last is None or last < soon):
        days = calendar.holidays(soon.year).values()
        if not any(holiday.kind is HolidayKind.JOINT_LEAVE for holiday in days):
            found.append(NotDecreed(soon.year))
    return tuple(found)
