"""When numbers are given, and when the next are: pure functions of the policies, the closed days and an instant."""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone, tzinfo
from enum import Enum

from kiosk.rules.policy import Policy, Window

WIB = timezone(timedelta(hours=7), "WIB")
"""Western Indonesian time: Indonesia has no summer time, so a fixed offset is exact and needs no zone table."""

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
    """No numbers now; ``opens_at`` is the next opening, None when there is none within ``LOOK_AHEAD``."""

    reason: ClosedReason
    opens_at: datetime | None


def policy_for(policies: Sequence[Policy], day: date) -> Policy:
    """The newest policy valid on ``day``; LookupError when the first begins later."""
    valid = [policy for policy in policies if policy.valid_from <= day]
    if not valid:
        raise LookupError(f"no policy is valid on {day}")
    return max(valid, key=lambda policy: policy.valid_from)


def opening(
    policies: Sequence[Policy], closed_days: Container[date], local: datetime, zone: tzinfo = WIB
) -> Open | Closed:
    """Whether numbers are given at ``local``, any aware instant; answers are in ``zone``.

    ValueError for a naive ``local``: a machine's own zone must never decide when the office opens.
    """
    here = _in(zone, local)
    day, moment = here.date(), here.time()
    reason, window = _window_on(policies, closed_days, day)
    if window is not None:
        if moment in window:
            return Open(datetime.combine(day, window.closes, zone))
        reason = ClosedReason.BEFORE if moment < window.opens else ClosedReason.AFTER
    return Closed(reason, next_opening(policies, closed_days, here, zone))


def next_opening(
    policies: Sequence[Policy], closed_days: Container[date], after: datetime, zone: tzinfo = WIB
) -> datetime | None:
    """The first opening later than ``after`` (never at it), in ``zone``; None beyond ``LOOK_AHEAD``."""
    here = _in(zone, after)
    for ahead in range(LOOK_AHEAD.days + 1):
        day = here.date() + timedelta(days=ahead)
        _, window = _window_on(policies, closed_days, day)
        if window is not None:
            opens = datetime.combine(day, window.opens, zone)
            if opens > here:
                return opens
    return None


def _window_on(
    policies: Sequence[Policy], closed_days: Container[date], day: date
) -> tuple[ClosedReason, Window | None]:
    """The window of ``day``, or with None the reason why it has none."""
    if day in closed_days:
        return ClosedReason.CLOSED_DAY, None
    try:
        policy = policy_for(policies, day)
    except LookupError:
        return ClosedReason.NO_POLICY, None
    return ClosedReason.NO_WINDOW, policy.window(day)


def _in(zone: tzinfo, instant: datetime) -> datetime:
    if instant.tzinfo is None:
        raise ValueError(f"{instant} has no time zone")
    return instant.astimezone(zone)
