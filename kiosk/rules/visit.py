"""The one function that changes a visit.

Two rules hold everywhere. An answer that carries another visit's serial changes nothing on the screen. And
whatever lies over a person's state (a question, a staff page) is taken off again with that state as it has
become meanwhile.

``step`` sorts events by what they speak of; the moves themselves stand in the room of their part of the
visit: arriving, checking, ticketing, overruling.
"""

from __future__ import annotations

from dataclasses import replace

from kiosk.rules import arriving, checking, overruling, returning, technician, ticketing
from kiosk.rules.commands import CountDay, MarkPrinted, MarkUncertain, Tally
from kiosk.rules.door import RuleBook
from kiosk.rules.events import (
    ActUnwritten,
    ActWritten,
    BadgeShown,
    CalibrationSeen,
    ClockSeen,
    CodeDrawn,
    DayCounted,
    Event,
    FrameRejected,
    NumberTaken,
    NumberUnknown,
    PaperChecked,
    PaperLow,
    PinAccepted,
    PinRefused,
    PinUnchecked,
    Press,
    PrinterSeen,
    PrintingFailed,
    QuotaFound,
    ReadinessSeen,
    Remembered,
    Sampled,
    StoreFailed,
    ThermometerFailed,
    ThermometerSeen,
    Tick,
    TicketPrinted,
    Touch,
)
from kiosk.rules.kiosk import LOUDNESSES, Kiosk
from kiosk.rules.moves import Move, answers, farewell, stay, to
from kiosk.rules.passing import time_passed
from kiosk.rules.stable_reading import observe, reject
from kiosk.rules.states import (
    BrokenOff,
    CheckingPapers,
    ChoosingService,
    ConfirmingMask,
    EnteringReturnCode,
    GoneOnline,
    Held,
    MeasureAgain,
    Measuring,
    OfferedOnline,
    OfficerDeciding,
    OfficerSigningIn,
    PinRefusal,
    QuotaGone,
    ReadingOnlineWays,
    ReadingPrivacy,
    Resting,
    ServiceFull,
    StillThere,
    TechnicianAtWork,
    TemperaturePassed,
    TicketInHand,
    TicketOnScreen,
    WaitingForPaper,
    WaitingForStore,
    WaitingToPrint,
    WashingHands,
    Welcome,
)

Lid = StillThere | OfficerSigningIn | OfficerDeciding | TechnicianAtWork
"""What can lie over a person's state."""


def step(kiosk: Kiosk, event: Event, book: RuleBook) -> Move:
    """What becomes of the kiosk, and what is to be done, when ``event`` happens at ``kiosk.now``."""
    match event:
        case Touch():
            return _touched(replace(kiosk, touched=kiosk.now.steady), event, book)
        case Tick():
            return time_passed(kiosk, book, _lifted)
        case PinAccepted(attempt=attempt, officer=officer):
            return overruling.pin_accepted(kiosk, attempt, officer)
        case PinRefused(attempt=attempt, locked_until=until):
            refusal = PinRefusal.WRONG if until is None else PinRefusal.LOCKED
            return overruling.pin_refused(kiosk, attempt, refusal, until)
        case BadgeShown(secret=secret):
            return overruling.badge_shown(kiosk, secret, book)
        case PinUnchecked(attempt=attempt):
            return overruling.pin_refused(kiosk, attempt, PinRefusal.STORE)
        case ThermometerSeen(trouble=trouble):
            return stay(replace(kiosk, devices=replace(kiosk.devices, thermometer=trouble)))
        case PrinterSeen(trouble=trouble):
            return stay(replace(kiosk, devices=replace(kiosk.devices, printer=trouble)))
        case DayCounted() | StoreFailed():
            return _store_answered(kiosk, event)
        case PaperLow(tickets_left=left):
            return stay(replace(kiosk, paper_left=left))
        case ReadinessSeen(unready=unready):
            return stay(replace(kiosk, unready=unready))
        case ClockSeen(doubt=doubt):
            return stay(replace(kiosk, clock_doubt=doubt))
        case CalibrationSeen(session=session):
            return stay(replace(kiosk, calibrating=session))
        case Remembered(broken_off=at):
            known, late = returning.remembered(kiosk, event, book)
            moved, commands = stay(known) if at is None else ticketing.broken_off(known, at, book)
            return moved, (*late, *commands)
        case ActWritten(attempt=attempt):
            return overruling.act_written(kiosk, attempt, book)
        case ActUnwritten(attempt=attempt):
            return overruling.act_unwritten(kiosk, attempt)
        case _:
            if not answers(kiosk, event.serial):
                return _too_late(kiosk, event)
            return _lifted(kiosk, event, book)


def _too_late(kiosk: Kiosk, event: Event) -> Move:
    """The visit that asked is over. The screen belongs to someone else, but what became of a number is kept."""
    match event:
        case NumberTaken(serial=serial) | PrintingFailed(serial=serial):
            return kiosk, (MarkUncertain(serial),)
        case TicketPrinted(serial=serial):
            return kiosk, (MarkPrinted(serial),)
        case _:
            return stay(kiosk)


def _store_answered(kiosk: Kiosk, event: DayCounted | StoreFailed) -> Move:
    match event:
        case StoreFailed(cause=cause):
            return stay(replace(kiosk, devices=replace(kiosk.devices, store=cause)))
        case DayCounted(day=day, issued=issued, services=services, decided=decided, doubtful=doubtful):
            kiosk = replace(kiosk, decided=decided)
            devices = replace(kiosk.devices, store=None)
            if day != kiosk.now.local.date():
                return replace(kiosk, devices=devices), (CountDay(kiosk.now.local.date()),)
            known = replace(kiosk, devices=devices, day=day, issued=issued, issued_of=services)
            return stay(replace(known, doubtful=doubtful))


def _lifted(kiosk: Kiosk, event: Event, book: RuleBook) -> Move:
    """Apply an answer to the person's own state, whatever lies over it at the moment."""
    match kiosk.state:
        case StillThere(over=over):
            moved, commands = _answered(replace(kiosk, state=over), event, book)
            gone_on = type(moved.state) is not type(over)
            return (moved if gone_on else _cover(kiosk.state, moved)), commands
        case OfficerDeciding(over=WaitingToPrint(), writing=str()):
            # A number that is being made void must not come out meanwhile; its printer is looked at again soon.
            return stay(kiosk)
        case OfficerSigningIn(over=over) | OfficerDeciding(over=over) | TechnicianAtWork(over=over):
            moved, commands = _answered(replace(kiosk, state=over), event, book)
            return _cover(kiosk.state, moved), commands
        case _:
            return _answered(kiosk, event, book)


def _cover(lid: Lid, moved: Kiosk) -> Kiosk:
    match moved.state:
        case StillThere() | OfficerSigningIn() | OfficerDeciding() | TechnicianAtWork():
            return moved
        case over:
            return replace(moved, state=replace(lid, over=over))


def _answered(kiosk: Kiosk, event: Event, book: RuleBook) -> Move:
    match event, kiosk.state:
        case Sampled(sample=sample), Measuring(settling=settling):
            return checking.settled_so_far(kiosk, observe(settling, sample, book.reading), book)
        case FrameRejected(reason=reason), Measuring(settling=settling):
            rejected = reject(settling, kiosk.now.steady, book.reading, reason)
            return checking.settled_so_far(kiosk, rejected, book)
        case ThermometerFailed(cause=cause), Measuring():
            return checking.thermometer_failed(kiosk, cause)
        case CodeDrawn(code=code), Resting() as waiting:
            return returning.code_drawn(kiosk, waiting, code, book)
        case PaperChecked(trouble=trouble), _:
            return ticketing.paper_checked(kiosk, trouble, book)
        case NumberTaken(ticket=ticket), _:
            return ticketing.number_taken(kiosk, ticket)
        case QuotaFound(service=service), _:
            return ticketing.quota_found(kiosk, of_service=service)
        case NumberUnknown(cause=cause), _:
            return ticketing.number_unknown(kiosk, cause, book)
        case TicketPrinted(), _:
            return ticketing.ticket_printed(kiosk, book)
        case PrintingFailed(trouble=trouble, nothing_out=nothing_out), _:
            return ticketing.printing_failed(kiosk, trouble, book, nothing_out=nothing_out)
        case Tick(), _:
            return ticketing.waiting(kiosk, book)
        case _:
            return stay(kiosk)


def _touched(kiosk: Kiosk, touch: Touch, book: RuleBook) -> Move:
    match touch.press, kiosk.state:
        case _, StillThere(over=over):
            # A touch anywhere means yes; it presses nothing of the screen behind, but it may ask for another way
            # to see or hear it.
            return to(replace(_suited(kiosk, touch, book), extensions=kiosk.extensions + 1), over)
        case _, OfficerSigningIn() as state:
            return overruling.signing_in(kiosk, state, touch)
        case _, OfficerDeciding() as state:
            return overruling.deciding(kiosk, state, touch, book)
        case _, TechnicianAtWork() as state:
            return technician.at_work(kiosk, state, touch)
        case Press.CORNER, over:
            return overruling.corner(kiosk, over)
        case ((Press.SPEAK | Press.LOUDER | Press.LOOK | Press.LOW | Press.KEYPAD), _):
            return stay(_suited(kiosk, touch, book))
        case Press.LANGUAGE, _:
            known = touch.value in book.languages
            return stay(replace(kiosk, language=touch.value) if known else kiosk)
        case Press.CANCEL, (
            ChoosingService()
            | OfferedOnline()
            | CheckingPapers()
            | WashingHands()
            | Measuring()
            | MeasureAgain()
            | ConfirmingMask()
            | Held()
            | WaitingForPaper()
            | ServiceFull()
        ):
            return farewell(kiosk, book, Tally.CANCELLED)
        case _:
            return _pressed(kiosk, touch, book)


def _suited(kiosk: Kiosk, touch: Touch, book: RuleBook) -> Kiosk:
    """As this person reads, sees, hears or reaches best, until the visit ends; unchanged by any other touch."""
    match touch.press:
        case Press.LANGUAGE if touch.value in book.languages:
            return replace(kiosk, language=touch.value)
        case Press.SPEAK:
            # By keypad only this screen is silenced: whoever cannot see the next one would be lost.
            return replace(kiosk, audio=touch.value != "off" or kiosk.keypad)
        case Press.LOUDER:
            # After the loudest comes the softest again.
            return replace(kiosk, loudness=(kiosk.loudness + 1) % LOUDNESSES)
        case Press.LOOK:
            return replace(kiosk, look=kiosk.look.next)
        case Press.LOW:
            return replace(kiosk, look=replace(kiosk.look, low=not kiosk.look.low))
        case Press.KEYPAD:
            # Whoever answers by keypad may not see the screen at all.
            return replace(kiosk, keypad=True, audio=True)
        case _:
            return kiosk


def _pressed(kiosk: Kiosk, touch: Touch, book: RuleBook) -> Move:
    match kiosk.state:
        case Welcome():
            return arriving.welcome(kiosk, touch, book)
        case ReadingOnlineWays() | ReadingPrivacy():
            return arriving.reading_on(kiosk, touch, book)
        case ChoosingService():
            return arriving.choosing_service(kiosk, touch, book)
        case OfferedOnline():
            return arriving.offered_online(kiosk, touch, book)
        case GoneOnline():
            return arriving.gone_online(kiosk, touch, book)
        case CheckingPapers():
            return arriving.checking_papers(kiosk, touch, book)
        case ServiceFull():
            return arriving.service_is_full(kiosk, touch, book)
        case WashingHands():
            return arriving.washing_hands(kiosk, touch, book)
        case EnteringReturnCode() as state:
            return returning.entering_return_code(kiosk, state, touch, book)
        case Resting():
            return returning.resting(kiosk, touch, book)
        case Measuring():
            return checking.measuring(kiosk, touch)
        case MeasureAgain():
            return checking.measure_again(kiosk, touch)
        case TemperaturePassed():
            return checking.temperature_passed(kiosk, touch, book)
        case ConfirmingMask():
            return checking.confirming_mask(kiosk, touch, book)
        case Held() as state:
            return checking.held(kiosk, state, touch, book)
        case BrokenOff():
            return ticketing.told_of_breaking_off(kiosk, touch, book)
        case WaitingForPaper() | WaitingForStore():
            return ticketing.waiting_for_paper(kiosk, touch, book)
        case TicketInHand() | TicketOnScreen() | WaitingToPrint() | QuotaGone():
            return ticketing.ticket_seen(kiosk, touch, book)
        case _:
            return stay(kiosk)
