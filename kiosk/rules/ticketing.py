"""The end of a visit: paper, number, print. The number is asked for only once paper is there."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from kiosk.rules.commands import (
    CallOfficer,
    CheckPaper,
    CountDay,
    MarkPrinted,
    MarkUncertain,
    PrintInformation,
    PrintTicket,
    TakeNumber,
    Tally,
)
from kiosk.rules.door import RuleBook, after_today, chosen_online
from kiosk.rules.events import Press, Touch
from kiosk.rules.kiosk import Issued, Kiosk, Visit
from kiosk.rules.moves import Move, farewell, patience_with, stay, tally, to, visit_of
from kiosk.rules.plan import limits, plan_day
from kiosk.rules.states import (
    BrokenOff,
    GoneOnline,
    PreparingTicket,
    QuotaGone,
    ServiceFull,
    Stage,
    Ticket,
    TicketInHand,
    TicketOnScreen,
    Trouble,
    WaitingForPaper,
    WaitingForStore,
    WaitingToPrint,
    Welcome,
)


def prepare(kiosk: Kiosk) -> Move:
    """All checks are behind: look for paper before a number is spent."""
    visit = replace(visit_of(kiosk), cleared=True)
    looking = PreparingTicket(Stage.PAPER, kiosk.now.steady)
    return to(replace(kiosk, visit=visit), looking, CheckPaper(visit.serial))


def paper_checked(kiosk: Kiosk, trouble: Trouble | None, book: RuleBook) -> Move:
    match kiosk.state:
        case PreparingTicket(stage=Stage.PAPER) | WaitingForPaper():
            if trouble is None:
                return take_number(kiosk, book)
            again = kiosk.now.steady + book.patience.look_again
            call = (CallOfficer(),) if isinstance(kiosk.state, PreparingTicket) else ()
            return to(kiosk, WaitingForPaper(trouble, again), *call)
        case WaitingToPrint() as state:
            if trouble is None:
                return _print(kiosk, state.ticket)
            again = kiosk.now.steady + book.patience.look_again
            return to(kiosk, replace(state, trouble=trouble, look_again=again))
        case _:
            return stay(kiosk)


def _print(kiosk: Kiosk, ticket: Ticket) -> Move:
    """What could not be printed before; whether it is the ticket itself or a copy has not changed."""
    visit = visit_of(kiosk)
    copies = kiosk.last.copies if kiosk.last is not None and kiosk.last.serial == visit.serial else 0
    return to(
        kiosk,
        PreparingTicket(Stage.PRINTING, kiosk.now.steady, ticket, again=True),
        PrintTicket(visit.serial, visit.day, visit.service, ticket, copies),
    )


def take_number(kiosk: Kiosk, book: RuleBook) -> Move:
    if kiosk.clock_doubt is not None:
        # The clock was trusted when the visit began, and is not now: no number under a time nobody vouches for.
        return to(kiosk, WaitingForStore(kiosk.now.steady + book.patience.look_again), CallOfficer())
    visit = visit_of(kiosk)
    limit = limits(
        plan_day(book.policies, kiosk.days(book.calendar), visit.day), visit.service, beyond=visit.beyond
    )
    return to(
        kiosk,
        PreparingTicket(Stage.NUMBER, kiosk.now.steady),
        TakeNumber(
            visit.serial,
            visit.day,
            limit.day,
            visit.service,
            limit.service,
            limit.reserve,
            visit.priority,
        ),
    )


def number_taken(kiosk: Kiosk, ticket: Ticket) -> Move:
    match kiosk.state:
        case PreparingTicket(stage=Stage.NUMBER) | WaitingForStore():
            visit = visit_of(kiosk)
            issued = Issued(visit.serial, visit.day, visit.service, ticket)
            return to(
                replace(kiosk, last=issued),
                PreparingTicket(Stage.PRINTING, kiosk.now.steady, ticket),
                PrintTicket(visit.serial, visit.day, visit.service, ticket),
            )
        case _:
            return stay(kiosk)


def reprint(kiosk: Kiosk, issued: Issued) -> Move:
    """The same number once more, marked as a copy; there is no other number for that visit."""
    again = replace(issued, copies=issued.copies + 1)
    visit = Visit(issued.serial, issued.day, issued.service)
    return to(
        replace(settled(kiosk, issued), visit=visit, last=again),
        PreparingTicket(Stage.PRINTING, kiosk.now.steady, issued.ticket),
        PrintTicket(issued.serial, issued.day, issued.service, issued.ticket, again.copies),
    )


def settled(kiosk: Kiosk, issued: Issued | None) -> Kiosk:
    """Nothing more is to be done about this number; the database says so at the next count."""
    if issued is None:
        return kiosk
    number = issued.ticket.number
    doubtful = tuple(each for each in kiosk.doubtful if each.ticket.number != number)
    last = None if kiosk.last is not None and kiosk.last.ticket.number == number else kiosk.last
    return replace(kiosk, doubtful=doubtful, last=last)


def broken_off(kiosk: Kiosk, at: datetime, book: RuleBook) -> Move:
    """The program stopped while a number taken at ``at`` was on its way. The officer is told; its person too, if there
    is still time and nobody else has begun."""
    rest = book.patience.broken_off - max(0.0, (kiosk.now.local - at).total_seconds())
    if rest > 0 and isinstance(kiosk.state, Welcome):
        return to(kiosk, BrokenOff(kiosk.now.steady + rest), CallOfficer())
    return kiosk, (CallOfficer(),)


def told_of_breaking_off(kiosk: Kiosk, touch: Touch, book: RuleBook) -> Move:
    match touch.press:
        case Press.UNDERSTOOD:
            return farewell(kiosk, book, None)
        case Press.CALL_OFFICER:
            return kiosk, (CallOfficer(),)
        case _:
            return stay(kiosk)


def quota_found(kiosk: Kiosk, *, of_service: bool) -> Move:
    match kiosk.state:
        case PreparingTicket(stage=Stage.NUMBER) | WaitingForStore() if of_service:
            # The count is asked for anew, so that the choice of services says so too.
            return to(
                kiosk, ServiceFull(), tally(kiosk, Tally.SERVICE_FULL), CountDay(kiosk.now.local.date())
            )
        case PreparingTicket(stage=Stage.NUMBER) | WaitingForStore():
            return to(kiosk, QuotaGone(), tally(kiosk, Tally.QUOTA_GONE))
        case _:
            return stay(kiosk)


def number_unknown(kiosk: Kiosk, cause: str, book: RuleBook) -> Move:
    known = replace(kiosk, devices=replace(kiosk.devices, store=cause))
    match kiosk.state:
        case PreparingTicket(stage=Stage.NUMBER):
            return to(known, WaitingForStore(kiosk.now.steady + book.patience.look_again), CallOfficer())
        case WaitingForStore():
            return to(known, WaitingForStore(kiosk.now.steady + book.patience.look_again))
        case _:
            return stay(known)


def ticket_printed(kiosk: Kiosk, book: RuleBook) -> Move:
    """Also when it comes late: paper that did come out ends the doubt."""
    match kiosk.state:
        case (
            PreparingTicket(ticket=Ticket() as ticket)
            | TicketOnScreen(ticket=ticket)
            | WaitingToPrint(ticket=ticket)
        ):
            until = kiosk.now.steady + patience_with(kiosk, book).ticket_screen
            return to(kiosk, TicketInHand(ticket, until), MarkPrinted(visit_of(kiosk).serial))
        case _:
            return kiosk, (MarkPrinted(visit_of(kiosk).serial),)


def printing_failed(kiosk: Kiosk, trouble: Trouble, book: RuleBook, *, nothing_out: bool) -> Move:
    match kiosk.state:
        case PreparingTicket(ticket=Ticket() as ticket, again=again) if nothing_out:
            # A printer that says it is well and then refuses is looked at for as long as anybody waits for it, but
            # calls the officer once.
            call = () if again else (CallOfficer(),)
            look_again = kiosk.now.steady + book.patience.look_again
            return to(kiosk, WaitingToPrint(ticket, trouble, look_again), *call)
        case PreparingTicket(ticket=Ticket() as ticket):
            serial = visit_of(kiosk).serial
            return to(kiosk, TicketOnScreen(ticket, trouble), MarkUncertain(serial), CallOfficer())
        case _:
            return stay(kiosk)


def waiting(kiosk: Kiosk, book: RuleBook) -> Move:
    """Time has passed while a ticket was on its way."""
    now = kiosk.now.steady
    match kiosk.state:
        case WaitingForPaper(trouble=trouble, look_again=due) if now >= due:
            # Not due again until an answer has come: a slow printer is asked once, not in a queue.
            asked = WaitingForPaper(trouble, now + book.patience.printer_answer)
            return to(kiosk, asked, CheckPaper(visit_of(kiosk).serial))
        case WaitingToPrint(look_again=due) as state if now >= due:
            asked_again = replace(state, look_again=now + book.patience.printer_answer)
            return to(kiosk, asked_again, CheckPaper(visit_of(kiosk).serial))
        case WaitingForStore(ask_again=due) if now >= due and kiosk.clock_doubt is not None:
            return to(kiosk, WaitingForStore(now + book.patience.look_again))
        case WaitingForStore(ask_again=due) if now >= due:
            moved, commands = take_number(kiosk, book)
            return replace(moved, state=WaitingForStore(now + book.patience.database_answer * 2)), commands
        case PreparingTicket(stage=Stage.PRINTING, since=since) if (
            now - since >= book.patience.printer_answer
        ):
            return printing_failed(kiosk, Trouble.PRINTER_SILENT, book, nothing_out=False)
        case _:
            return stay(kiosk)


def waiting_for_paper(kiosk: Kiosk, touch: Touch, book: RuleBook) -> Move:
    match touch.press:
        case Press.CALL_OFFICER:
            return kiosk, (CallOfficer(),)
        case Press.UNDERSTOOD if isinstance(kiosk.state, WaitingForStore):
            # A number may have been taken and its answer lost: if so, it is left to the officer.
            return farewell(kiosk, book, Tally.CANCELLED, MarkUncertain(visit_of(kiosk).serial))
        case Press.UNDERSTOOD:
            return farewell(kiosk, book, Tally.CANCELLED)
        case _:
            return stay(kiosk)


def ticket_seen(kiosk: Kiosk, touch: Touch, book: RuleBook) -> Move:
    match touch.press:
        case Press.SLIP if isinstance(kiosk.state, QuotaGone):
            return kiosk, (PrintInformation(True, after_today(kiosk, book)),)
        case Press.ONLINE if isinstance(kiosk.state, QuotaGone) and chosen_online(kiosk, book):
            until = kiosk.now.steady + patience_with(kiosk, book).diverted_farewell
            return to(kiosk, GoneOnline(until), tally(kiosk, Tally.DIVERTED))
        case Press.UNDERSTOOD:
            return farewell(kiosk, book, None, *left_behind(kiosk))
        case Press.CALL_OFFICER:
            return kiosk, (CallOfficer(),)
        case _:
            return stay(kiosk)


def left_behind(kiosk: Kiosk) -> tuple[MarkUncertain, ...]:
    """Whoever goes with a number that is still to be printed leaves it to the officer."""
    return (MarkUncertain(visit_of(kiosk).serial),) if isinstance(kiosk.resident, WaitingToPrint) else ()
