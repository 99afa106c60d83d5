"""The officer at the kiosk: sign in, see what is held, say how it goes on, be answerable for it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from kiosk.rules import technician
from kiosk.rules.acts import Act, Offer, offers
from kiosk.rules.arriving import begin_visit
from kiosk.rules.checking import measure, waived
from kiosk.rules.commands import (
    CheckBadge,
    CheckPin,
    ConfirmClock,
    CountDay,
    MarkUncertain,
    PrintClosingSlip,
    PrintReadiness,
    StopMeasuring,
    Tally,
    WriteAct,
)
from kiosk.rules.door import RuleBook
from kiosk.rules.events import Press, Touch
from kiosk.rules.kiosk import Kiosk
from kiosk.rules.moves import Move, farewell, stay, tally, to, visit_of
from kiosk.rules.states import (
    BrokenOff,
    CheckingPapers,
    Held,
    Measuring,
    Officer,
    OfficerDeciding,
    OfficerSigningIn,
    PinRefusal,
    PreparingTicket,
    ReadingOnlineWays,
    Resident,
    Role,
    ServiceFull,
    StillThere,
    TechnicianAtWork,
    TemperaturePassed,
    TicketInHand,
    TicketOnScreen,
    WaitingForStore,
    WaitingToPrint,
    WashingHands,
    Welcome,
)
from kiosk.rules.ticketing import prepare, reprint, settled

ABOUT_A_CHECK = (Act.WAIVE, Act.REFUSE)


def corner(kiosk: Kiosk, over: Resident) -> Move:
    """The quiet corner: the pad opens over what is there. A ticket on its way is not interrupted."""
    match over:
        case PreparingTicket() | TemperaturePassed():
            return stay(kiosk)
        case Measuring():
            stop = StopMeasuring(visit_of(kiosk).serial)
            return to(kiosk, OfficerSigningIn(WashingHands()), stop)
        case _:
            return to(kiosk, OfficerSigningIn(over))


def signing_in(kiosk: Kiosk, state: OfficerSigningIn, touch: Touch) -> Move:
    match touch.press:
        case Press.DIGIT if not state.checking and touch.value.isdigit() and len(touch.value) == 1:
            entered = state.entered + touch.value
            if len(entered) < technician.PIN_LENGTH:
                return to(kiosk, replace(state, entered=entered, refused=None, locked_until=None))
            attempt = kiosk.attempts + 1
            waiting = OfficerSigningIn(state.over, attempt=attempt, checking=True)
            return to(replace(kiosk, attempts=attempt), waiting, CheckPin(attempt, entered))
        case Press.ERASE if not state.checking:
            return to(kiosk, replace(state, entered=state.entered[:-1]))
        case Press.CLOSE | Press.BACK:
            return to(kiosk, state.over)
        case _:
            return stay(kiosk)


def badge_shown(kiosk: Kiosk, secret: str, book: RuleBook) -> Move:
    """Signs in wherever the pad may open, at once; where it may not, and beside a PIN under way, nothing happens."""
    if _still_held(kiosk, book):
        return stay(replace(kiosk, touched=kiosk.now.steady))
    match kiosk.state:
        case OfficerSigningIn(over=over, checking=False):
            opened, commands = to(kiosk, OfficerSigningIn(over))
        case OfficerSigningIn() | OfficerDeciding() | TechnicianAtWork():
            return stay(kiosk)
        case StillThere(over=over) | over:
            opened, commands = corner(kiosk, over)
    if not isinstance(opened.state, OfficerSigningIn):
        return stay(kiosk)
    attempt = kiosk.attempts + 1
    waiting = replace(opened.state, attempt=attempt, checking=True, badge=True)
    shown = replace(opened, attempts=attempt, touched=kiosk.now.steady)
    return to(shown, waiting, *commands, CheckBadge(attempt, secret))


def _still_held(kiosk: Kiosk, book: RuleBook) -> bool:
    """A scanner reads on and on what is held before it: one showing is one try."""
    match kiosk.state:
        case OfficerSigningIn(refused=PinRefusal.BADGE | PinRefusal.LOCKED):
            return kiosk.now.steady - kiosk.touched < book.patience.badge_again
        case _:
            return False


def pin_accepted(kiosk: Kiosk, attempt: int, officer: Officer) -> Move:
    match kiosk.state:
        case OfficerSigningIn(over=over, checking=True, attempt=asked) if asked == attempt:
            if officer.role is Role.TECHNICIAN and isinstance(over, Welcome):
                return technician.arrive(kiosk, over, officer)
            return to(kiosk, OfficerDeciding(over, officer))
        case TechnicianAtWork(checking=True, attempt=asked) as state if asked == attempt:
            return technician.second_signed(kiosk, state, officer)
        case _:
            return stay(kiosk)


def pin_refused(kiosk: Kiosk, attempt: int, refusal: PinRefusal, until: datetime | None = None) -> Move:
    match kiosk.state:
        case OfficerSigningIn(over=over, checking=True, attempt=asked, badge=badge) if asked == attempt:
            refused = PinRefusal.BADGE if badge and refusal is PinRefusal.WRONG else refusal
            return to(kiosk, OfficerSigningIn(over, refused=refused, locked_until=until))
        case TechnicianAtWork(checking=True, attempt=asked) as state if asked == attempt:
            return to(kiosk, replace(state, checking=False, refused=refusal))
        case _:
            return stay(kiosk)


def deciding(kiosk: Kiosk, state: OfficerDeciding, touch: Touch, book: RuleBook) -> Move:
    if state.writing is not None:
        return stay(kiosk)
    match touch.press:
        case Press.ACT:
            offer = _offered(kiosk, state.over, touch.value, book)
            return stay(kiosk) if offer is None else _write(kiosk, state, offer)
        case Press.CLOSE | Press.BACK:
            return to(kiosk, state.over)
        case _:
            return stay(kiosk)


def _offered(kiosk: Kiosk, over: Resident, key: str, book: RuleBook) -> Offer | None:
    return next((offer for offer in offers(kiosk, over, book) if offer.key == key), None)


def _write(kiosk: Kiosk, state: OfficerDeciding, offer: Offer) -> Move:
    attempt = kiosk.attempts + 1
    about = state.over.check if isinstance(state.over, Held) and offer.act in ABOUT_A_CHECK else None
    of_ticket = offer.ticket(kiosk)
    serial = of_ticket.serial if of_ticket else kiosk.visit.serial if kiosk.visit else None
    day = of_ticket.day if of_ticket else kiosk.visit.day if kiosk.visit else kiosk.now.local.date()
    reason = offer.reason
    if offer.act in (Act.DAY_CLOSED, Act.DAY_OPEN):
        day, reason = date.fromisoformat(reason), ""
    write = WriteAct(
        attempt,
        state.officer.staff_id,
        offer.act,
        reason,
        day,
        check=about,
        serial=serial,
        number=of_ticket.ticket.number if of_ticket else None,
        copy=of_ticket.copies + 1 if of_ticket and offer.act is Act.REPRINT else 0,
    )
    writing = replace(state, attempt=attempt, writing=offer.key, failed=False)
    return to(replace(kiosk, attempts=attempt), writing, write)


def act_written(kiosk: Kiosk, attempt: int, book: RuleBook) -> Move:
    match kiosk.state:
        case OfficerDeciding(attempt=asked, writing=str() as key) as state if asked == attempt:
            # Not asked again whether it is on offer: what stands in the trail has happened, even if a late
            # answer of the printer has moved the visit on meanwhile.
            return _holds(kiosk, replace(state, writing=None), Offer.of(key), book)
        case _:
            return stay(kiosk)


def act_unwritten(kiosk: Kiosk, attempt: int) -> Move:
    match kiosk.state:
        case OfficerDeciding(attempt=asked, writing=str()) as state if asked == attempt:
            return to(kiosk, replace(state, writing=None, failed=True))
        case _:
            return stay(kiosk)


def _holds(kiosk: Kiosk, page: OfficerDeciding, offer: Offer, book: RuleBook) -> Move:
    """The act is written: let it take effect. Acts about the kiosk leave the officer on the page."""
    here = replace(kiosk, state=page)
    match offer.act, page.over:
        case Act.WAIVE, Held(check=check):
            moved, commands = waived(kiosk, check, book)
            return moved, (*commands, tally(kiosk, Tally.OVERRIDDEN))
        case Act.RECHECK, _:
            return measure(replace(kiosk, visit=replace(visit_of(kiosk), values=(), tries=0)))
        case Act.REFUSE, _:
            # Nobody is sent away with nothing: what can be done from home, with the officer beside.
            gone, commands = farewell(kiosk, book, Tally.ENDED_BY_OFFICER)
            online = any(service.whatsapp for service in book.services)
            return (replace(gone, state=ReadingOnlineWays()) if online else gone), commands
        case Act.PRIORITY, _:
            return stay(replace(here, visit=replace(visit_of(kiosk), priority=True)))
        case Act.BEYOND_QUOTA, over:
            beyond = replace(kiosk, visit=replace(visit_of(kiosk), beyond=True))
            if isinstance(over, ServiceFull) and not visit_of(kiosk).cleared:
                return to(beyond, CheckingPapers())  # found full at the choice: the checks still come
            return prepare(beyond)
        case Act.EMERGENCY, _:
            return begin_visit(kiosk, beyond=True)
        case Act.REPRINT, _ if (issued := offer.ticket(kiosk)) is not None:
            return reprint(kiosk, issued)
        case Act.VOID, TicketOnScreen() | TicketInHand() | WaitingToPrint():
            return farewell(replace(kiosk, last=None), book, None)
        case Act.VOID, over:
            idle = replace(page, over=Welcome() if isinstance(over, BrokenOff) else over)
            return settled(replace(kiosk, state=idle), offer.ticket(kiosk)), (
                CountDay(kiosk.now.local.date()),
            )
        case Act.END_VISIT, over:
            unsure = (MarkUncertain(visit_of(kiosk).serial),) if isinstance(over, WaitingForStore) else ()
            return farewell(kiosk, book, Tally.ENDED_BY_OFFICER, *unsure)
        case (Act.MANUAL | Act.INSTRUMENT) as act, _:
            return stay(replace(here, manual=act is Act.MANUAL))
        case Act.PAUSE, _:
            return stay(replace(here, paused=offer.reason))
        case Act.REOPEN, _:
            return stay(replace(here, paused=""))
        case Act.SET_ASIDE, _ if kiosk.calibrating is not None:
            return stay(replace(here, calibrating=replace(kiosk.calibrating, aside=True)))
        case Act.CONFIRM_CLOCK, _:
            return here, (ConfirmClock(),)
        case Act.CLOSING_SLIP, _:
            return here, (PrintClosingSlip(kiosk.now.local.date()),)
        case (Act.DAY_CLOSED | Act.DAY_OPEN) as act, _:
            words = dict(kiosk.decided) | {date.fromisoformat(offer.reason): act is Act.DAY_CLOSED}
            return replace(here, decided=tuple(sorted(words.items()))), (CountDay(kiosk.now.local.date()),)
        case Act.RESTORE_READ, _:
            return stay(replace(here, restored=None))
        case Act.READINESS_SLIP, _:
            return here, (PrintReadiness(),)
        case _:
            return stay(here)
