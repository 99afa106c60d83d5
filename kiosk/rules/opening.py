"""When numbers are given, and when the next are: pure functions of the policies, the calendar and an instant."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from enum import Enum

from kiosk.rules.calendar import WIB, Days, calendar_of
from kiosk.rules.plan import Why, plan_day, policy_for
from kiosk.rules.policy import Policy

__all__ = ["WIB", "Closed", "ClosedReason", "Open", "next_opening", "opening", "policy_for"]

LOOK_AHEAD = timedelta(days=400)
"""An office that gives no number for more than a year has no next opening worth promising."""


class ClosedReason(Enum):
    BEFORE = "before"
    AFTER = "after"
    NO_WINDOW = "no_window"
    CLOSED_DAY = "closed_day"
    NO_POLICY = "no_policy"


@dataclass(frozen=True, slots=True)
class Open:
    """Numbers are given now, up to but not at ``closes_at``."""

    closes_at: datetime


@dataclass(frozen=True, slots=True)
class Closed:
    """No numbers now; ``opens_at`` is the next opening, None when there is none within ``LOOK_AHEAD``.

    ``name`` is what people read on a CLOSED_DAY: the holiday, or the office's own reason.
    """

    reason: ClosedReason
    opens_at: datetime | None
    name: str = ""


_CLOSED = {
    Why.NO_WINDOW: ClosedReason.NO_WINDOW,
    Why.NO_POLICY: ClosedReason.NO_POLICY,
    Why.CLOSED_DAY: ClosedReason.CLOSED_DAY,
    Why.HOLIDAY: ClosedReason.CLOSED_DAY,
    Why.JOINT_LEAVE: ClosedReason.CLOSED_DAY,
}


def opening(
    policies: Sequence[Policy], days: Days, local: datetime, zone: tzinfo | None = None
) -> Open | Closed:
    """Whether numbers are given at ``local``, any aware instant; answers are in ``zone``, else the calendar's.

    ValueError for a naive ``local``: a machine's own zone must never decide when the office opens.
    """
    calendar = calendar_of(days)
    zone = zone or calendar.zone
    here = _in(zone, local)
    today = plan_day(policies, calendar, here.date())
    if today.window is not None and here.time() in today.window:
        return Open(datetime.combine(today.day, today.window.closes, zone))
    opens_at = next_opening(policies, calendar, here, zone)
    if today.window is None:
        reason = _CLOSED[today.why]
        return Closed(reason, opens_at, today.name if reason is ClosedReason.CLOSED_DAY else "")
    early = here.time() < today.window.opens
    return Closed(ClosedReason.BEFORE if early else ClosedReason.AFTER, opens_at)


def next_opening(
    policies: Sequence[Policy], days: Days, after: datetime, zone: tzinfo | None = None
) -> datetime | None:
    """The first opening later than ``after`` (never at it), in ``zone``; None beyond ``LOOK_AHEAD``."""
    calendar = calendar_of(days)
    zone = zone or calendar.zone
    here = _in(zone, after)
    for ahead in range(LOOK_AHEAD.days + 1):
        plan = plan_day(policies, calendar, here.date() + timedelta(days=ahead))
        if plan.window is not None:
            opens = datetime.combine(plan.day, plan.window.opens, zone)
            if opens > here:
                return opens
    return None


def _in(zone: tzinfo, instant: datetime) -> datetime:
    if instant.tzinfo is None:
        raise ValueError(f"{instant} has no time zone")
    return instant.astimezone(zone)
