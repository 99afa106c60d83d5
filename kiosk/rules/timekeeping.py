"""Whether the machine's clock may decide on which day a number is given.

A small computer may have no clock of its own and wake in 1970, or in last week. A number given on the wrong day
spends another day's quota, so none is given until somebody vouches for the time: the network (the kernel says
that the clock is in step), or an officer who has looked at the date on the screen. Neither can make time run
back: what is earlier than the newest instant known is wrong, whoever says so.

Everything here is pure. Instants are aware; ``steady`` is monotonic seconds and measures all durations, so that
a clock set during a visit makes nobody wait longer or shorter.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta, tzinfo
from enum import Enum

TOLERANCE = timedelta(seconds=5)
"""So far may a clock stand behind the newest instant: kiosks that share a database differ a little, and a clock
that is brought into step may be set back a little."""

SUSPICIOUS = timedelta(days=92)
"""So long after the newest instant even the network is not believed alone. No office rests a quarter of a year;
a machine from the store-room is confirmed once and goes on."""

CONFIRMED_FOR = timedelta(days=7)
"""An officer's word holds so long at most: a clock left to itself strays by seconds a day."""

_STRAY = 30.0
_STRAY_SHARE = 2e-4
"""The clock and the steady clock may part by half a minute and 200 millionths before somebody has set one."""


class Voucher(Enum):
    NETWORK = "network"
    OFFICER = "officer"


class Doubt(Enum):
    NEVER_SET = "never_set"
    """Earlier than the first policy: a clock that has lost its time."""
    BEHIND = "behind"
    """Earlier than something that has already happened."""
    AHEAD = "ahead"
    """So much later than anything known that an officer must look at it."""
    UNCONFIRMED = "unconfirmed"
    """Plausible, but neither the network nor an officer vouches for it."""


@dataclass(frozen=True, slots=True)
class Trusted:
    by: Voucher


@dataclass(frozen=True, slots=True)
class Untrusted:
    """No number may be given. An officer's word lifts AHEAD and UNCONFIRMED; the others need the clock set."""

    doubt: Doubt

    @property
    def officer_can_confirm(self) -> bool:
        return self.doubt in (Doubt.AHEAD, Doubt.UNCONFIRMED)


Trust = Trusted | Untrusted


@dataclass(frozen=True, slots=True)
class ClockReading:
    """What the machine says of time. ``boot`` names the run of the machine whose seconds ``steady`` counts;
    ``in_step`` is the kernel's word on the network's time, None when it cannot be had."""

    now: datetime
    steady: float
    boot: str
    in_step: bool | None


@dataclass(frozen=True, slots=True)
class Confirmation:
    """An officer has looked at the date and time on the screen and called them right."""

    at: datetime
    steady: float
    boot: str


@dataclass(frozen=True, slots=True)
class Timekeeping:
    """What is known of time. ``earliest`` is the start of the first policy; ``newest`` the latest instant that is
    in the database or has been trusted since the start."""

    earliest: datetime
    newest: datetime | None = None
    confirmed: Confirmation | None = None


def trust(keeping: Timekeeping, reading: ClockReading) -> Trust:
    """Whether numbers may be given at ``reading``. ValueError for an instant without a zone."""
    now = _aware(reading.now)
    if now < keeping.earliest:
        return Untrusted(Doubt.NEVER_SET)
    if keeping.newest is not None and now < keeping.newest - TOLERANCE:
        return Untrusted(Doubt.BEHIND)
    if keeping.confirmed is not None and holds(keeping.confirmed, reading):
        return Trusted(Voucher.NETWORK if reading.in_step else Voucher.OFFICER)
    if keeping.newest is not None and now > keeping.newest + SUSPICIOUS:
        return Untrusted(Doubt.AHEAD)
    return Trusted(Voucher.NETWORK) if reading.in_step else Untrusted(Doubt.UNCONFIRMED)


def observe(keeping: Timekeeping, reading: ClockReading) -> tuple[Timekeeping, Trust]:
    """The verdict on ``reading``; a trusted instant becomes one that the clock may not go behind again."""
    verdict = trust(keeping, reading)
    return (learn(keeping, reading.now) if isinstance(verdict, Trusted) else keeping), verdict


def learn(keeping: Timekeeping, newest: datetime | None) -> Timekeeping:
    """``newest`` is known to have been, for example from the database."""
    if newest is None or (keeping.newest is not None and _aware(newest) <= keeping.newest):
        return keeping
    return replace(keeping, newest=_aware(newest))


def confirm(keeping: Timekeeping, reading: ClockReading) -> Timekeeping:
    """An officer calls the time of ``reading`` right; the newest confirmation counts."""
    return replace(keeping, confirmed=Confirmation(_aware(reading.now), reading.steady, reading.boot))


def holds(confirmation: Confirmation, reading: ClockReading) -> bool:
    """Does an earlier confirmation still speak for ``reading``: has the clock only run on since, undisturbed?"""
    if confirmation.boot != reading.boot:
        return False
    passed = reading.steady - confirmation.steady
    if not 0 <= passed <= CONFIRMED_FOR.total_seconds():
        return False
    apart = (_aware(reading.now) - confirmation.at).total_seconds() - passed
    return abs(apart) <= _STRAY + passed * _STRAY_SHARE


def never_before(now: datetime, newest: datetime | None) -> datetime:
    """The instant to store: ``now``, but never earlier than the newest stored one, so that order is kept."""
    return now if newest is None or newest <= now else newest


def service_day(instant: datetime, zone: tzinfo) -> date:
    """The day whose quota a visit that begins at ``instant`` uses: the date in the office's zone.

    Asked once, at the start of a visit; the visit keeps it. ValueError for an instant without a zone.
    """
    return _aware(instant).astimezone(zone).date()


def _aware(instant: datetime) -> datetime:
    if instant.tzinfo is None:
        raise ValueError(f"{instant} has no time zone")
    return instant
