"""One day as the kiosk will live it, and why: the policy in force and the calendar's word, put together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum
from typing import Protocol

from kiosk.rules.calendar import Calendar, Days, Entry, HolidayKind, Origin, SpecialHours, calendar_of, entry
from kiosk.rules.policy import Policy, Window
from kiosk.rules.screening import Requirement

FORTNIGHT = 14


class Why(Enum):
    """What made the day what it is; the first three are days with numbers."""

    USUAL = "usual"
    SPECIAL_HOURS = "special_hours"
    ESTIMATED = "estimated"
    """Perhaps a holiday, and open until somebody says otherwise."""
    CLOSED_DAY = "closed_day"
    HOLIDAY = "holiday"
    JOINT_LEAVE = "joint_leave"
    NO_WINDOW = "no_window"
    NO_POLICY = "no_policy"


@dataclass(frozen=True, slots=True)
class DayPlan:
    """``window`` is None on a day without numbers; ``served`` None while people are served until the last one.

    ``quota`` is the day's, None for no limit. ``entry`` is what the calendar says of the day, also when it changes
    nothing. ``asks`` while an officer should say whether the kiosk closes.
    """

    day: date
    why: Why
    policy: Policy | None = None
    window: Window | None = None
    served: Window | None = None
    quota: int | None = None
    entry: Entry | None = None
    asks: bool = False

    @property
    def name(self) -> str:
        """The day's name in the tables, or nothing."""
        return self.entry.name if self.entry else ""

    @property
    def decided(self) -> bool:
        """An officer has said what an estimated day is."""
        return self.entry is not None and self.entry.origin is Origin.OFFICER

    @property
    def estimated(self) -> bool:
        return self.entry is not None and self.entry.estimated


@dataclass(frozen=True, slots=True)
class Limits:
    """How many numbers may be given: on the whole day, and of one service; None for no limit.

    ``reserve`` numbers more than either may be given for this one person.
    """

    day: int | None
    service: int | None
    reserve: int = 0


def limits(plan: DayPlan, service: str, *, beyond: bool = False) -> Limits:
    """The limits for one more person who comes for ``service``.

    With ``beyond`` an officer has let the person go over the quota: up to the reserve, which is the absolute end.
    The quota then is the policy's even on a day without numbers, for an emergency.
    """
    if plan.policy is None or (plan.window is None and not beyond):
        return Limits(0, 0)
    day = plan.policy.quota if plan.window is None else plan.quota
    return Limits(day, plan.policy.service_quotas.get(service), plan.policy.reserve if beyond else 0)


def policy_for(policies: Sequence[Policy], day: date) -> Policy:
    """The newest policy valid on ``day``; LookupError when the first begins later."""
    valid = [policy for policy in policies if policy.valid_from <= day]
    if not valid:
        raise LookupError(f"no policy is valid on {day}")
    return max(valid, key=lambda policy: policy.valid_from)


def checks_temperature(policies: Sequence[Policy], day: date) -> bool:
    """Is anybody's temperature read on ``day``?"""
    try:
        return policy_for(policies, day).temperature.requirement is not Requirement.OFF
    except LookupError:
        return False


def room_on(policies: Sequence[Policy], day: date) -> int | None:
    """How many people may be inside at a time on ``day``; None for no limit."""
    try:
        return policy_for(policies, day).room
    except LookupError:
        return None


def notice_on(policies: Sequence[Policy], day: date) -> Policy | None:
    """The policy of ``day`` when it has something to say on the welcome screen."""
    try:
        policy = policy_for(policies, day)
    except LookupError:
        return None
    return policy if any(policy.notice.values()) else None


def waits_outside(policies: Sequence[Policy], day: date, ahead: int) -> int | None:
    """Whether somebody with ``ahead`` numbers before theirs should wait outside until the call: then how many may be
    inside, else None. As many as may be inside are the next to be called."""
    room = room_on(policies, day)
    return room if room is not None and ahead >= room else None


def plan_day(policies: Sequence[Policy], days: Days, day: date) -> DayPlan:
    """What ``day`` will be. A date is the office's own: see :func:`kiosk.rules.timekeeping.service_day`."""
    try:
        policy = policy_for(policies, day)
    except LookupError:
        return DayPlan(day, Why.NO_POLICY)
    word = entry(calendar_of(days), day)
    if word is not None and word.closed:
        return DayPlan(day, _why_closed(word), policy, entry=word)
    if word is not None and word.special is not None:
        return _special(policy, day, word, word.special)
    window = policy.window(day)
    if window is None:
        return DayPlan(day, Why.NO_WINDOW, policy, entry=word)
    open_though = word is not None and word.estimated
    return DayPlan(
        day,
        Why.ESTIMATED if open_though else Why.USUAL,
        policy,
        window,
        policy.served(day),
        policy.quota,
        word,
        asks=word is not None and word.asks,
    )


def _special(policy: Policy, day: date, word: Entry, special: SpecialHours) -> DayPlan:
    served = policy.served(day)
    if served is not None and served.closes < special.window.closes:
        served = None  # the usual hours of service cannot hold: people are served until the last number
    quota = policy.quota if special.quota is None else special.quota
    return DayPlan(day, Why.SPECIAL_HOURS, policy, special.window, served, quota, word)


def _why_closed(word: Entry) -> Why:
    if word.origin is Origin.OWN or word.holiday is None:
        return Why.CLOSED_DAY
    return Why.JOINT_LEAVE if word.holiday.kind is HolidayKind.JOINT_LEAVE else Why.HOLIDAY


def ahead(policies: Sequence[Policy], calendar: Calendar, day: date) -> tuple[DayPlan, ...]:
    """``day`` and the thirteen after it, for the officer's calendar."""
    return tuple(plan_day(policies, calendar, day + timedelta(days=n)) for n in range(FORTNIGHT))


class Rules(Protocol):
    """The part of the settings that days depend on."""

    @property
    def policies(self) -> Sequence[Policy]: ...
    @property
    def calendar(self) -> Calendar: ...


def two_weeks(settings: Rules, day: date) -> tuple[DayPlan, ...]:
    """As ``ahead``, of settings."""
    return ahead(settings.policies, settings.calendar, day)
