"""What an officer can do at the kiosk: which acts stand open in a situation, the most likely first.

Soft limits can be waived, absolute ones never; an act that is not offered here cannot be done, whatever is
touched. Every act is written to the audit trail before it takes effect.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from kiosk.rules.door import Bar, RuleBook, door
from kiosk.rules.kiosk import Issued, Kiosk
from kiosk.rules.plan import ahead
from kiosk.rules.policy import Check, reasons_for
from kiosk.rules.states import (
    BrokenOff,
    Held,
    QuotaGone,
    Resident,
    Resting,
    ServiceFull,
    TicketInHand,
    TicketOnScreen,
    WaitingToPrint,
    Welcome,
)
from kiosk.rules.timekeeping import Untrusted


class Act(StrEnum):
    """One kind of act. The value is its code in the audit trail and in the words."""

    WAIVE = "waive"
    RECHECK = "recheck"
    REFUSE = "refuse"
    PRIORITY = "priority"
    BEYOND_QUOTA = "beyond-quota"
    EMERGENCY = "emergency"
    REPRINT = "reprint"
    VOID = "void"
    END_VISIT = "end-visit"
    MANUAL = "manual"
    INSTRUMENT = "instrument"
    PAUSE = "pause"
    REOPEN = "reopen"
    SET_ASIDE = "set-aside"
    RESTORE_READ = "restore-read"
    DAY_CLOSED = "day-closed"
    DAY_OPEN = "day-open"
    CONFIRM_CLOCK = "confirm-clock"
    CLOSING_SLIP = "closing-slip"
    READINESS_SLIP = "readiness-slip"


@dataclass(frozen=True, slots=True)
class Offer:
    """An act, with the reason code it would be written with; empty where none is asked for. Of a day it is about, the
    day as ISO 8601 in place of a reason. ``number`` is the ticket it is about, 0 for the one given last."""

    act: Act
    reason: str = ""
    number: int = 0

    @property
    def key(self) -> str:
        """How a touch names it: ``void@17:left``."""
        about = f"@{self.number}" if self.number else ""
        return f"{self.act.value}{about}:{self.reason}" if self.reason else f"{self.act.value}{about}"

    @classmethod
    def of(cls, key: str) -> Offer:
        """The offer that ``key`` names. ValueError for a word that is no act."""
        about, _, reason = key.partition(":")
        act, _, number = about.partition("@")
        return cls(Act(act), reason, int(number or 0))

    def ticket(self, kiosk: Kiosk) -> Issued | None:
        """The ticket that it is about, None when it is about none, or about one that is settled meanwhile."""
        if self.act not in (Act.REPRINT, Act.VOID):
            return None
        if not self.number:
            return kiosk.last
        return next((each for each in kiosk.doubtful if each.ticket.number == self.number), None)


def offers(kiosk: Kiosk, over: Resident, book: RuleBook) -> tuple[Offer, ...]:
    """What can be done about ``over``, most likely first."""
    return tuple(_about_the_visit(kiosk, over, book)) + tuple(_about_the_kiosk(kiosk, over, book))


def _about_the_visit(kiosk: Kiosk, over: Resident, book: RuleBook) -> Iterator[Offer]:
    match over:
        case Held(check=check, absolute=absolute):
            if not absolute:
                yield from _reasons(Act.WAIVE, check, book)
            if check is Check.TEMPERATURE:
                yield Offer(Act.RECHECK)
            if check in (Check.TEMPERATURE, Check.DEVICE):
                yield from _reasons(Act.REFUSE, Check.REFUSAL, book)
        case QuotaGone() | ServiceFull():
            yield from _reasons(Act.BEYOND_QUOTA, Check.QUOTA, book)
        case TicketOnScreen():
            yield Offer(Act.REPRINT)
            yield from _reasons(Act.VOID, Check.TICKET, book)
        case WaitingToPrint():  # it prints by itself: a copy would be one of nothing
            yield from _reasons(Act.VOID, Check.TICKET, book)
        case Welcome() if door(kiosk, book).bar is Bar.HOURS:
            yield from _reasons(Act.EMERGENCY, Check.HOURS, book)
    if kiosk.visit is not None and not isinstance(
        over, TicketInHand | TicketOnScreen | WaitingToPrint | Resting
    ):
        if not kiosk.visit.priority:
            yield Offer(Act.PRIORITY)
        yield Offer(Act.END_VISIT)


def _about_the_kiosk(kiosk: Kiosk, over: Resident, book: RuleBook) -> Iterator[Offer]:
    if kiosk.clock_doubt is not None and Untrusted(kiosk.clock_doubt).officer_can_confirm:
        yield Offer(Act.CONFIRM_CLOCK)
    if not isinstance(over, Welcome | BrokenOff):
        return
    doubtful = [each.ticket.number for each in kiosk.doubtful]
    for number in doubtful:
        yield Offer(Act.REPRINT, number=number)
    if kiosk.restored is not None:
        yield Offer(Act.RESTORE_READ)
    if kiosk.calibrating is not None and kiosk.calibrating.pauses(kiosk.now.local):
        yield Offer(Act.SET_ASIDE)
    if kiosk.paused:
        yield Offer(Act.REOPEN)
    yield from _about_days(kiosk, book)
    last = kiosk.last
    if last is not None and last.day == kiosk.now.local.date() and last.ticket.number not in doubtful:
        yield Offer(Act.REPRINT)
        yield from _reasons(Act.VOID, Check.TICKET, book)
    for number in doubtful:
        yield from _reasons(Act.VOID, Check.TICKET, book, number)
    yield Offer(Act.INSTRUMENT if kiosk.manual else Act.MANUAL)
    if not kiosk.paused:
        yield from _reasons(Act.PAUSE, Check.PAUSE, book)
    yield Offer(Act.CLOSING_SLIP)
    yield Offer(Act.READINESS_SLIP)


def _about_days(kiosk: Kiosk, book: RuleBook) -> Iterator[Offer]:
    """Estimated days that nobody has spoken of, and the other word on those that somebody has."""
    coming = ahead(book.policies, kiosk.days(book.calendar), kiosk.now.local.date())
    for plan in coming:
        if plan.asks:
            yield Offer(Act.DAY_CLOSED, plan.day.isoformat())
            yield Offer(Act.DAY_OPEN, plan.day.isoformat())
    for plan in coming:
        if plan.decided:
            closed = plan.window is None
            yield Offer(Act.DAY_OPEN if closed else Act.DAY_CLOSED, plan.day.isoformat())


def _reasons(act: Act, about: Check, book: RuleBook, number: int = 0) -> Iterator[Offer]:
    for reason in reasons_for(tuple(book.reasons), about):
        yield Offer(act, reason.code, number)
