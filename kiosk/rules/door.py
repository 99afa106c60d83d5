"""May the next person start a visit, and if not, why and until when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import Enum, auto
from typing import Protocol

from kiosk.rules.calendar import Calendar
from kiosk.rules.kiosk import Kiosk
from kiosk.rules.opening import Closed, Open, next_opening, opening
from kiosk.rules.patience import Patience
from kiosk.rules.plan import limits, plan_day, policy_for
from kiosk.rules.policy import Policy, Reason, Service
from kiosk.rules.stable_reading import ReadingLimits


class RuleBook(Protocol):
    """The part of the settings that the rules look at."""

    @property
    def policies(self) -> Sequence[Policy]: ...
    @property
    def calendar(self) -> Calendar: ...
    @property
    def services(self) -> Sequence[Service]: ...
    @property
    def reading(self) -> ReadingLimits: ...
    @property
    def patience(self) -> Patience: ...
    @property
    def reasons(self) -> Sequence[Reason]: ...
    @property
    def languages(self) -> Sequence[str]: ...


class Bar(Enum):
    """What keeps the door shut, the most lasting first."""

    PAUSED = auto()
    CALIBRATING = auto()
    CLOCK = auto()
    HOURS = auto()
    QUOTA = auto()
    STORE = auto()
    PRINTER = auto()


@dataclass(frozen=True, slots=True)
class Door:
    """``bar`` is None when a visit may start. ``left`` is None without a quota or before it is known."""

    bar: Bar | None
    hours: Open | Closed
    left: int | None
    opens_at: datetime | None


def service(book: RuleBook, code: str) -> Service:
    """The service with this code. Raises KeyError for a code that stands in no settings."""
    for candidate in book.services:
        if candidate.code == code:
            return candidate
    raise KeyError(code)


def chosen_online(kiosk: Kiosk, book: RuleBook) -> bool:
    """Can what this person came for be done by WhatsApp?"""
    return kiosk.visit is not None and service(book, kiosk.visit.service).whatsapp is not None


def after_today(kiosk: Kiosk, book: RuleBook) -> datetime | None:
    """When numbers are given next to whoever finds today's gone: on a later day than the visit's."""
    day = kiosk.visit.day if kiosk.visit else kiosk.now.local.date()
    last = datetime.combine(day, time.max, kiosk.now.local.tzinfo)
    return next_opening(book.policies, kiosk.days(book.calendar), last)


def services_on(book: RuleBook, day: date) -> Sequence[Service]:
    """What is offered on ``day``, the most wanted first."""
    try:
        offered = policy_for(book.policies, day).services
    except LookupError:
        return ()
    return offered or book.services


def service_full(kiosk: Kiosk, book: RuleBook, code: str) -> bool:
    """Whether today's places for one service are gone, as far as this kiosk knows; an officer's word passes it."""
    today = kiosk.now.local.date()
    if kiosk.day != today or (kiosk.visit is not None and (kiosk.visit.beyond or kiosk.visit.day != today)):
        return False
    limit = limits(plan_day(book.policies, kiosk.days(book.calendar), today), code).service
    return limit is not None and dict(kiosk.issued_of).get(code, 0) >= limit


def door(kiosk: Kiosk, book: RuleBook) -> Door:
    """The door as it is at ``kiosk.now``."""
    local = kiosk.now.local
    hours = opening(book.policies, kiosk.days(book.calendar), local)
    if kiosk.paused:
        return Door(Bar.PAUSED, hours, None, None)
    if kiosk.calibrating is not None and kiosk.calibrating.pauses(local):
        return Door(Bar.CALIBRATING, hours, None, None)
    if kiosk.clock_doubt is not None:
        return Door(Bar.CLOCK, hours, None, None)
    if isinstance(hours, Closed):
        return Door(Bar.HOURS, hours, None, hours.opens_at)
    quota = plan_day(book.policies, kiosk.days(book.calendar), local.date()).quota
    known = kiosk.issued is not None and kiosk.day == local.date()
    left = None if quota is None or not known else max(0, quota - (kiosk.issued or 0))
    offered = services_on(book, local.date())
    if left == 0 or (offered and all(service_full(kiosk, book, each.code) for each in offered)):
        return Door(
            Bar.QUOTA, hours, 0, next_opening(book.policies, kiosk.days(book.calendar), hours.closes_at)
        )
    # A day that has not been counted yet is no bar: the first person of the morning need not wait for the
    # database, and whoever comes too late is told where the number would have been taken.
    if kiosk.devices.store is not None:
        return Door(Bar.STORE, hours, left, None)
    if kiosk.devices.printer is not None:
        return Door(Bar.PRINTER, hours, left, None)
    return Door(None, hours, left, None)
