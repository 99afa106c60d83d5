"""When the next calibration is due, and what the history says about the interval (after ILAC-G24 / OIML D 10)."""

from __future__ import annotations

import calendar
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from itertools import pairwise

from kiosk.rules.calibration.exact import SHOWN, rounded

MONTHS = 12
UNPROVEN_MONTHS = 6
SHORTEST, LONGEST = 3, 24
PROOFS = 2  # as-found results within the limits that make a device proven
DAYS_A_MONTH = Decimal("30.44")
CALM = Decimal("0.5")  # of the MPE: within it, as-found leaves room for a longer interval
NEAR = Decimal("0.8")  # of the MPE: beyond it, the interval is too long


@dataclass(frozen=True, slots=True)
class Past:
    """One calibration of the history: worst as-found error and, if it was corrected, the error left; degrees."""

    on: date
    found: Decimal
    left: Decimal | None
    mpe: Decimal


class Trend(Enum):
    FIRST = "first"  # nothing to go by
    SHORTEN = "shorten"
    KEEP = "keep"
    EXTEND = "extend"


@dataclass(frozen=True, slots=True)
class Advice:
    """``months`` from the last calibration; ``drift`` in degrees a year, None before it can be known."""

    trend: Trend
    months: int
    drift: Decimal | None


def months_later(day: date, months: int) -> date:
    """The same day of a later month, or its last day where it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def proven(history: Sequence[Past]) -> bool:
    """Whether the newest as-found results (the first says nothing: nobody had adjusted it) were within limits."""
    later = history[1:][-PROOFS:]
    return len(later) == PROOFS and all(abs(past.found) <= past.mpe for past in later)


def usual_months(history: Sequence[Past]) -> int:
    """12, or 6 for a device that has not yet shown that it holds."""
    return MONTHS if proven(history) else UNPROVEN_MONTHS


def drift(history: Sequence[Past]) -> Decimal | None:
    """The largest change from left to found between neighbours, degrees a year."""
    rates = []
    for before, after in pairwise(history):
        days = (after.on - before.on).days
        if before.left is not None and days > 0:
            rates.append(abs(after.found - before.left) * 12 * DAYS_A_MONTH / days)
    return rounded(max(rates), SHOWN) if rates else None


def advise(history: Sequence[Past], months: int) -> Advice:
    """What the history (ascending) says about an interval of ``months``: half of it after a failed as-found, half
    again as long after two calm ones, never longer than the drift allows to stay within 0.8 MPE.
    """
    rate = drift(history)
    if rate is None:
        return Advice(Trend.FIRST, min(months, UNPROVEN_MONTHS), None)
    last = history[-1]
    wished = months
    if abs(last.found) > last.mpe:
        wished = months // 2
    elif abs(last.found) > NEAR * last.mpe:
        wished = months * 3 // 4
    elif len(history) > PROOFS and all(abs(p.found) <= CALM * p.mpe for p in history[-PROOFS:]):
        wished = months * 3 // 2
    if rate:
        room = max(Decimal(0), NEAR * last.mpe - abs(last.left if last.left is not None else last.found))
        wished = min(wished, int(room / rate * 12))
    wished = max(SHORTEST, min(LONGEST, wished))
    trend = Trend.KEEP if wished == months else Trend.EXTEND if wished > months else Trend.SHORTEN
    return Advice(trend, wished, rate)
