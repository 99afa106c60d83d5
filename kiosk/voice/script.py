"""What is said at a moment: a pure function of the kiosk, one case a state.

Two things are never said, whoever listens: a temperature, and why a visit is held. A PIN is never said either;
a return code is, digit by digit, since whoever cannot read it could not come back without it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, TypeVar

from kiosk.rules import states as s
from kiosk.rules.door import Bar, Door, after_today, chosen_online, door, service, service_full
from kiosk.rules.kiosk import Kiosk, Visit
from kiosk.rules.opening import Closed, ClosedReason, next_opening, opening, policy_for
from kiosk.rules.plan import checks_temperature, notice_on, plan_day, room_on, waits_outside
from kiosk.rules.stable_reading import Guidance, UnsettledReason
from kiosk.rules.whatsapp import in_clear
from kiosk.voice import keys
from kiosk.voice.answers import answers, offered
from kiosk.voice.items import Digits, Item, Own, Say, clock, say
from kiosk.words import DAYS, MONTHS

T = TypeVar("T")
THURSDAY = 3
JAVANESE = "jv"

CLOSED = {
    ClosedReason.BEFORE: "welcome.closed_before",
    ClosedReason.AFTER: "welcome.closed_after",
    ClosedReason.NO_WINDOW: "welcome.closed_weekday",
    ClosedReason.CLOSED_DAY: "welcome.closed_day",
    ClosedReason.NO_POLICY: "welcome.closed_weekday",
}
BARRED = {
    Bar.PAUSED: ("welcome.paused",),
    Bar.CALIBRATING: ("welcome.calibrating", "welcome.calibrating_why"),
    Bar.CLOCK: ("welcome.clock", "welcome.clock_hint"),
    Bar.HOURS: ("welcome.shut",),
    Bar.QUOTA: ("welcome.quota_gone", "welcome.quota_why"),
    Bar.STORE: ("welcome.not_ready", "welcome.store"),
    Bar.PRINTER: ("welcome.not_ready", "welcome.printer"),
}
GUIDES = {
    Guidance.STAND_HERE: ("measuring.stand_here", "measuring.why"),
    Guidance.COME_CLOSER: ("measuring.come_closer",),
    Guidance.HOLD_STILL: ("measuring.hold_still",),
    Guidance.ALMOST_DONE: ("measuring.almost_done",),
}
AGAIN = {
    None: "again.unsure",
    UnsettledReason.NOBODY: "again.nobody",
    UnsettledReason.WALKED_AWAY: "again.walked_away",
    UnsettledReason.TOO_FAR: "again.too_far",
    UnsettledReason.STILL_CHANGING: "again.still_changing",
    UnsettledReason.TIMEOUT: "again.timeout",
}
STAGES = {
    s.Stage.PAPER: "preparing.paper",
    s.Stage.NUMBER: "preparing.number",
    s.Stage.PRINTING: "preparing.printing",
}
TROUBLES = {
    s.Trouble.PAPER_OUT: "waiting.paper_out",
    s.Trouble.COVER_OPEN: "waiting.cover_open",
    s.Trouble.PRINTER_SILENT: "waiting.printer",
    s.Trouble.PRINTER_FAULT: "waiting.printer",
}


def spoken_language(kiosk: Kiosk, settings: Any) -> str:
    """The screen's language; on Thursdays Javanese for whoever has chosen no language, if the settings say so.

    Central Java asks its offices to speak Javanese on that day. Only where Javanese is among the languages shown.
    """
    first: str = settings.languages[0]
    thursday = settings.voice.thursday and kiosk.now.local.weekday() == THURSDAY
    javanese = thursday and JAVANESE in settings.languages and kiosk.language == first
    return JAVANESE if javanese else kiosk.language


def script(kiosk: Kiosk, settings: Any, language: str) -> tuple[Item, ...]:
    """What is said in ``language``. To whoever answers by keypad, each answer is said with the digit that gives it:
    its place on the screen, from 1."""
    scribe = _Scribe(kiosk, settings, language)
    return (*scribe.said(), *scribe.choices())


class _Scribe:
    def __init__(self, kiosk: Kiosk, settings: Any, language: str) -> None:
        self.kiosk, self.settings, self.language = kiosk, settings, language
        self.local = kiosk.now.local

    def said(self) -> Iterator[Item]:
        match self.kiosk.state:
            case s.Welcome():
                yield from self.welcome()
            case s.ChoosingService():
                yield from _all("services.question")
                yield from self.full_services()
            case s.OfferedOnline():
                days = policy_for(self.settings.policies, self.visit().day).postpone_days
                yield from _all("online.question")
                yield say("online.postpone", days=days) if days else say("online.why")
            case s.GoneOnline():
                yield from _all("gone.question")
                yield from self.chat(service(self.settings, self.visit().service).whatsapp)
            case s.ReadingOnlineWays():
                yield from self.online_ways()
            case s.ReadingPrivacy():
                yield from self.privacy()
            case s.CheckingPapers():
                yield from self.papers()
            case s.WashingHands():
                yield from _all("hands.question", "hands.wash", "hands.stand")
            case s.Measuring(settling=settling):
                yield from _all(*GUIDES[settling.guidance])
            case s.MeasureAgain(reason=reason):
                yield from _all("again.question", AGAIN[reason])
            case s.TemperaturePassed():
                yield from _all("passed.question")
            case s.Resting() as state:
                yield from self.resting(state)
            case s.EnteringReturnCode() as state:
                yield from self.return_code(state)
            case s.ConfirmingMask():
                yield from _all("mask.question")
            case s.Held(called=called):
                # Whatever holds it: the next in line hears it too.
                yield from _all("held.question", "held.why", *(("held.called",) if called else ()))
            case s.PreparingTicket(stage=stage):
                yield from _all(STAGES[stage], "preparing.why")
            case s.WaitingForPaper(trouble=trouble):
                yield from _all("waiting.question", TROUBLES[trouble], "held.called")
            case s.WaitingForStore():
                yield from _all("waiting.question", "waiting.store", "held.called")
            case s.TicketInHand(ticket=ticket):
                yield from _all("ticket.thanks")
                yield from self.ticket(ticket)
                yield from _all("ticket.take")
                yield self.where_to_wait(ticket)
                yield from _all("ticket.apart", "paper.free")
            case s.TicketOnScreen(ticket=ticket):
                yield from self.ticket(ticket)
                yield from _all("onscreen.write", "onscreen.valid")
                yield self.where_to_wait(ticket)
            case s.ServiceFull():
                yield from self.service_is_full()
            case s.WaitingToPrint(ticket=ticket, trouble=trouble):
                yield from self.ticket(ticket)
                yield from _all(TROUBLES[trouble], "held.called", "onscreen.valid")
            case s.BrokenOff():
                yield from _all("broken.question", "broken.kept", "broken.officer", "held.called")
            case s.QuotaGone():
                yield from self.quota_gone()
            case s.StillThere():
                yield from _all("still.question", "voice.any_key" if self.kiosk.keypad else "voice.touch")
            case s.OfficerSigningIn() | s.OfficerDeciding() | s.TechnicianAtWork():
                yield from _all("voice.officer")

    # ------------------------------------------------------------------------------------- longer ones

    def welcome(self) -> Iterator[Item]:
        settings = self.settings
        now = door(self.kiosk, settings)
        if now.bar is not None:
            yield from self.barred(now)
            return
        yield from _all("welcome.greeting")
        short = settings.office.short_name
        yield Own("office.short_name", short, settings.languages[0])
        today = plan_day(settings.policies, self.kiosk.days(settings.calendar), self.local.date())
        if today.window is not None:
            at = datetime.combine(self.local.date(), today.window.opens)
            until = datetime.combine(self.local.date(), today.window.closes)
            yield say("voice.hours", opens=clock(at), closes=clock(until))
        if now.left is not None and today.quota is not None:
            yield say("voice.left", left=now.left, quota=today.quota)
        yield from _all("welcome.free")
        notice = notice_on(settings.policies, self.local.date())
        room = room_on(settings.policies, self.local.date())
        if notice is not None:
            yield self.own(f"notice.{notice.valid_from}", notice.notice)
        elif room is not None:
            yield say("welcome.room", n=room)

    def barred(self, now: Door) -> Iterator[Item]:
        assert now.bar is not None
        yield from _all(*BARRED[now.bar])
        if now.bar is Bar.PAUSED:
            for reason in self.settings.reasons:
                if reason.code == self.kiosk.paused:
                    yield self.own(f"reason.{reason.code}", reason.label)
        if now.bar is Bar.HOURS and isinstance(now.hours, Closed):
            name = Own(f"holiday.{self.local.date()}", now.hours.name, self.settings.languages[0])
            closed_day = now.hours.reason is ClosedReason.CLOSED_DAY
            yield Say(CLOSED[now.hours.reason], {"name": name} if closed_day else {})
        if now.opens_at:
            yield self.opens(now.opens_at)

    def online_ways(self) -> Iterator[Item]:
        yield from _all("ways.question")
        services: Sequence[Any] = self.settings.services
        for number in dict.fromkeys(x.whatsapp for x in services if x.whatsapp):
            yield from (self.own(f"service.{x.code}", x.name) for x in services if x.whatsapp == number)
            yield from self.chat(number)

    def privacy(self) -> Iterator[Item]:
        yield from _all("privacy.question")
        if checks_temperature(self.settings.policies, self.local.date()):
            yield from _all("privacy.temperature", "privacy.choice")
        yield from _all("privacy.number")

    def papers(self) -> Iterator[Item]:
        chosen = service(self.settings, self.visit().service)
        yield self.own(f"service.{chosen.code}", chosen.name)
        lines, language = self.of(chosen.papers)
        for place, line in enumerate(lines, 1):
            yield Own(f"papers.{chosen.code}.{place}", line, language)
        if chosen.draft:
            yield from _all("papers.draft")
        yield from _all("papers.question")

    def resting(self, state: s.Resting) -> Iterator[Item]:
        yield from _all("resting.question")
        yield say("resting.when", time=clock(state.ready_local))
        if state.code:
            yield say("voice.code", code=Digits(" ".join(state.code)))

    def return_code(self, state: s.EnteringReturnCode) -> Iterator[Item]:
        if state.entered:
            yield Digits(state.entered)
            return
        match state.refused:
            case s.ReturnRefusal.UNKNOWN:
                yield from _all("return.unknown")
            case s.ReturnRefusal.TOO_EARLY if state.ready_local:
                yield say("return.too_early", time=clock(state.ready_local))
            case _:
                yield from _all("return.question", "return.hint")

    def ticket(self, ticket: s.Ticket) -> Iterator[Item]:
        yield say("voice.number", number=ticket.number)
        chosen = service(self.settings, self.visit().service)
        yield say("voice.service", service=self.own(f"service.{chosen.code}", chosen.name))
        if ticket.priority:
            yield say("ticket.priority")
        else:
            yield Say("ticket.ahead", count=ticket.ahead) if ticket.ahead else say("ticket.none_ahead")

    def where_to_wait(self, ticket: s.Ticket) -> Item:
        outside = waits_outside(self.settings.policies, self.local.date(), ticket.ahead)
        return (
            say("ticket.where", place=self.place()) if outside is None else say("ticket.outside", n=outside)
        )

    def full_services(self) -> Iterator[Item]:
        for each in offered(self.kiosk, self.settings):
            if service_full(self.kiosk, self.settings, each.code):
                yield self.own(f"service.{each.code}", each.name)
                yield from _all("services.full")

    def service_is_full(self) -> Iterator[Item]:
        chosen = service(self.settings, self.visit().service)
        yield say("full.question", service=self.own(f"service.{chosen.code}", chosen.name))
        yield from _all("full.why")
        if at := after_today(self.kiosk, self.settings):
            yield self.opens(at)

    def quota_gone(self) -> Iterator[Item]:
        settings = self.settings
        yield from _all("quota.question", "quota.why")
        hours = opening(settings.policies, self.kiosk.days(settings.calendar), self.local)
        after = getattr(hours, "closes_at", self.local)
        at = door(self.kiosk, settings).opens_at or next_opening(
            settings.policies, self.kiosk.days(settings.calendar), after
        )
        if at:
            yield self.opens(at)
        if not chosen_online(self.kiosk, settings) and any(x.whatsapp for x in settings.services):
            yield from _all("quota.online")

    # ------------------------------------------------------------------------------------- small ones

    def choices(self) -> Iterator[Item]:
        """The answers in the order of the screen."""
        given = answers(self.kiosk, self.settings)
        if sum(1 for answer in given if answer.sentence) > 1 and not self.kiosk.keypad:
            yield from _all("voice.choices")
        for digit, answer in enumerate(given, 1):
            if not answer.sentence:
                continue
            if self.kiosk.keypad:
                yield say("voice.press", n=digit)
            yield self.own(answer.sentence, answer.own) if answer.own else Say(answer.sentence)
        if self.kiosk.keypad:
            yield from keys.told(self.kiosk, self.settings, self.language, len(given))

    def chat(self, number: str | None) -> Iterator[Item]:
        if number:
            yield say("voice.whatsapp", number=Digits(in_clear(number)))

    def opens(self, at: datetime) -> Item:
        """As :func:`kiosk.ui.dates.opens`: with as much of the date as is needed to be sure."""
        time, day, today = clock(at), Say(DAYS[at.weekday()]), self.local.date()
        if at.date() == today:
            return say("welcome.opens_today", time=time)
        if at.date() == today + timedelta(days=1):
            return say("welcome.opens_tomorrow", day=day, time=time)
        if at.date() < today + timedelta(days=7):
            return say("welcome.opens_on", day=day, time=time)
        return say("welcome.opens_later", day=day, date=at.day, month=Say(MONTHS[at.month - 1]), time=time)

    def visit(self) -> Visit:
        visit = self.kiosk.visit
        assert visit is not None, f"{type(self.kiosk.state).__name__} without a visit"
        return visit

    def place(self) -> Own:
        return self.own("office.wait_at", self.settings.office.wait_at)

    def own(self, name: str, texts: Mapping[str, str]) -> Own:
        text, language = self.of(texts)
        return Own(name, text, language)

    def of(self, texts: Mapping[str, T]) -> tuple[T, str]:
        """A text of kiosk.ini and the language it is really in: what is missing shows the first one's."""
        first: str = self.settings.languages[0]
        text = texts.get(self.language, texts[first])
        return text, first if text == texts[first] else self.language


def _all(*names: str) -> Iterator[Item]:
    yield from map(Say, names)
