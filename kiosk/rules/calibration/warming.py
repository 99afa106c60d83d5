"""Warm-up: long enough switched on, or shown to be level while it looks at a steady target."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal

from kiosk.rules.calibration.plan import WarmUpLimits
from kiosk.rules.calibration.refusals import Reason, Refusal

MINUTE = 60.0
LEAST_OF_A_MINUTE = 5  # readings that make a minute's mean worth comparing


@dataclass(frozen=True, slots=True)
class Warming:
    """Means of whole minutes, newest last: (minute, sum of centi, count). Minutes are of the monotonic clock."""

    minutes: tuple[tuple[int, int, int], ...] = ()


def watch(state: Warming, t: float, value: int, limits: WarmUpLimits) -> Warming:
    """Take in a raw reading (centi) at ``t`` (monotonic seconds). A clock that went back begins anew."""
    minute = int(t // MINUTE)
    kept = state.minutes
    if kept and minute < kept[-1][0]:
        kept = ()
    if kept and kept[-1][0] == minute:
        _, total, count = kept[-1]
        kept = (*kept[:-1], (minute, total + value, count + 1))
    else:
        kept = (*kept, (minute, value, 1))
    return replace(state, minutes=kept[-(limits.level_minutes + 2) :])


def level(state: Warming, limits: WarmUpLimits) -> bool:
    """Whether the whole minutes seen last (the running one does not count) lie within the drift allowed."""
    whole = state.minutes[:-1][-limits.level_minutes :]
    if len(whole) < limits.level_minutes or whole[-1][0] - whole[0][0] != limits.level_minutes - 1:
        return False
    if any(count < LEAST_OF_A_MINUTE for _, _, count in whole):
        return False
    means = [total / count for _, total, count in whole]
    return max(means) - min(means) < limits.drift


def refuse_cold(
    state: Warming, powered_since: datetime, at: datetime, limits: WarmUpLimits
) -> tuple[Refusal, ...]:
    """Why it is too early, with the minutes it has been on."""
    minutes = int((at - powered_since).total_seconds() // MINUTE)
    if minutes >= limits.minutes or level(state, limits):
        return ()
    return (Refusal(Reason.UNWARMED, Decimal(minutes), Decimal(limits.minutes)),)
