"""From the first touch to the marks on the floor: which service, online instead, papers, hands."""

from __future__ import annotations

from dataclasses import replace

from kiosk.rules.checking import after_temperature, measure
from kiosk.rules.commands import CallOfficer, Count, CountDay, PrintInformation, Tally
from kiosk.rules.door import (
    Bar,
    RuleBook,
    after_today,
    chosen_online,
    door,
    service,
    service_full,
    services_on,
)
from kiosk.rules.events import Press, Touch
from kiosk.rules.kiosk import Kiosk, Visit
from kiosk.rules.moves import Move, farewell, patience_with, stay, tally, to, turned_back, visit_of
from kiosk.rules.opening import policy_for
from kiosk.rules.screening import Requirement
from kiosk.rules.states import (
    CheckingPapers,
    ChoosingService,
    EnteringReturnCode,
    GoneOnline,
    OfferedOnline,
    ReadingOnlineWays,
    ReadingPrivacy,
    ServiceFull,
    WashingHands,
)
from kiosk.rules.ticketing import prepare


def begin_visit(kiosk: Kiosk, *, beyond: bool = False) -> Move:
    """The service day is the one on which a visit begins, whatever midnight does to it."""
    day = kiosk.now.local.date()
    visit = Visit(kiosk.serial + 1, day, beyond=beyond)
    begun = replace(kiosk, serial=visit.serial, visit=visit, extensions=0)
    return to(begun, ChoosingService(), Count(day, Tally.STARTED))


def welcome(kiosk: Kiosk, touch: Touch, book: RuleBook) -> Move:
    match touch.press:
        case Press.START if door(kiosk, book).bar is None:
            return begin_visit(kiosk)
        case Press.START:
            return kiosk, (CountDay(kiosk.now.local.date()),)
        case Press.RETURN if kiosk.returning and door(kiosk, book).bar is not Bar.CALIBRATING:
            return to(kiosk, EnteringReturnCode())
        case Press.ONLINE_WAYS:
            return to(kiosk, ReadingOnlineWays())
        case Press.PRIVACY:
            return to(kiosk, ReadingPrivacy())
        case Press.SLIP if (shut := door(kiosk, book)).bar in (Bar.HOURS, Bar.QUOTA):
            return kiosk, (PrintInformation(shut.bar is Bar.QUOTA, shut.opens_at),)
        case _:
            return stay(kiosk)


def reading_on(kiosk: Kiosk, touch: Touch, book: RuleBook) -> Move:
    """A page of the welcome screen has been read."""
    match touch.press:
        case Press.BACK | Press.CANCEL | Press.UNDERSTOOD:
            return turned_back(kiosk)
        case _:
            return stay(kiosk)


def choosing_service(kiosk: Kiosk, touch: Touch, book: RuleBook) -> Move:
    match touch.press:
        case Press.SERVICE if any(s.code == touch.value for s in services_on(book, visit_of(kiosk).day)):
            chosen = replace(kiosk, visit=replace(visit_of(kiosk), service=touch.value))
            if service_full(kiosk, book, touch.value):
                return to(chosen, ServiceFull(), tally(kiosk, Tally.SERVICE_FULL))
            online = service(book, touch.value).whatsapp
            return to(chosen, OfferedOnline() if online else CheckingPapers())
        case Press.BACK:
            return farewell(kiosk, book, Tally.CANCELLED)
        case _:
            return stay(kiosk)


def offered_online(kiosk: Kiosk, touch: Touch, book: RuleBook) -> Move:
    match touch.press:
        case Press.ONLINE:
            until = kiosk.now.steady + patience_with(kiosk, book).diverted_farewell
            return to(kiosk, GoneOnline(until), Count(visit_of(kiosk).day, Tally.DIVERTED))
        case Press.IN_PERSON:
            return to(kiosk, CheckingPapers())
        case Press.BACK:
            return to(kiosk, ChoosingService())
        case _:
            return stay(kiosk)


def service_is_full(kiosk: Kiosk, touch: Touch, book: RuleBook) -> Move:
    """At home, on another day, or with another matter; the checks that are behind hold for that one too."""
    visit = visit_of(kiosk)
    match touch.press:
        case Press.ONLINE if chosen_online(kiosk, book):
            until = kiosk.now.steady + patience_with(kiosk, book).diverted_farewell
            return to(kiosk, GoneOnline(until), Count(visit.day, Tally.DIVERTED))
        case Press.BACK:
            return to(kiosk, ChoosingService())
        case Press.UNDERSTOOD:
            return farewell(kiosk, book, None)
        case Press.SLIP:
            return kiosk, (PrintInformation(True, after_today(kiosk, book), visit.service),)
        case Press.CALL_OFFICER:
            return kiosk, (CallOfficer(),)
        case _:
            return stay(kiosk)


def gone_online(kiosk: Kiosk, touch: Touch, book: RuleBook) -> Move:
    match touch.press:
        case Press.UNDERSTOOD | Press.CANCEL:
            return farewell(kiosk, book, None)
        case _:
            return stay(kiosk)


def checking_papers(kiosk: Kiosk, touch: Touch, book: RuleBook) -> Move:
    visit = visit_of(kiosk)
    match touch.press:
        case Press.PAPERS_READY if visit.cleared:
            return prepare(kiosk)
        case Press.PAPERS_READY:
            return to(kiosk, WashingHands())
        case Press.BACK:
            online = service(book, visit.service).whatsapp
            return to(kiosk, OfferedOnline() if online else ChoosingService())
        case _:
            return stay(kiosk)


def washing_hands(kiosk: Kiosk, touch: Touch, book: RuleBook) -> Move:
    match touch.press:
        case Press.HANDS_READY:
            policy = policy_for(book.policies, visit_of(kiosk).day)
            if policy.temperature.requirement is Requirement.OFF:
                return after_temperature(kiosk, book)
            return measure(kiosk)
        case Press.BACK:
            return to(kiosk, CheckingPapers())
        case _:
            return stay(kiosk)
