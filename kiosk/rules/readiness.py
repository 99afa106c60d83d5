"""When the kiosk looks itself over, and when it prints the morning's slip: never while somebody is at it."""

from __future__ import annotations

from datetime import date, time
from typing import Protocol

from kiosk.rules.kiosk import Kiosk
from kiosk.rules.plan import Rules, plan_day
from kiosk.rules.states import Welcome

QUIET = 30.0
"""Seconds without a touch before the kiosk does something for itself."""
LOOK_EVERY = 600.0
LOOK_AGAIN = 60.0
"""Seconds between two looks at everything: while all is well, and while something is not."""


class Care(Protocol):
    """When the office wants the slips of the morning and of the day's end; None for never."""

    @property
    def readiness_slip(self) -> time | None: ...
    @property
    def closing_slip(self) -> time | None: ...


def free(kiosk: Kiosk) -> bool:
    """Is nobody being served, and has nobody been here for a moment?"""
    quiet = kiosk.now.steady - kiosk.touched
    return isinstance(kiosk.state, Welcome) and kiosk.visit is None and quiet >= QUIET


def slip_due(kiosk: Kiosk, rules: Rules, care: Care, printed: date | None) -> bool:
    """Is it time for the slip of the day? ``printed`` is the day of the newest one.

    From the hour in kiosk.ini until the last number of the day: a machine that is switched on late prints it late,
    and one that nobody has switched on before the office closed does not print it at all.
    """
    local, at = kiosk.now.local, care.readiness_slip
    if at is None or printed == local.date() or not free(kiosk):
        return False
    window = plan_day(rules.policies, kiosk.days(rules.calendar), local.date()).window
    return window is not None and at <= local.time() < window.closes


def closing_due(kiosk: Kiosk, rules: Rules, care: Care, printed: date | None) -> bool:
    """Is it time for the day's closing slip? ``printed`` is the day of the newest one that came by itself.

    From the hour in kiosk.ini until midnight, once the last number of the day is given: on days with numbers, and only
    if there were any.
    """
    local, at = kiosk.now.local, care.closing_slip
    if at is None or printed == local.date() or not free(kiosk):
        return False
    if kiosk.day != local.date() or not kiosk.issued:
        return False
    window = plan_day(rules.policies, kiosk.days(rules.calendar), local.date()).window
    return window is not None and local.time() >= max(at, window.closes)


def look_due(kiosk: Kiosk, last: float | None) -> bool:
    """Is it time to look everything over again? ``last`` is when that was done, in steady seconds."""
    if not free(kiosk):
        return False
    every = LOOK_AGAIN if kiosk.unready else LOOK_EVERY
    return last is None or kiosk.now.steady - last >= every
