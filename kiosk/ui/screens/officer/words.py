"""What an officer reads: the acts, what is held and why, how the kiosk is, the coming days. Words by name only."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from kiosk.rules.acts import Act, Offer
from kiosk.rules.calendar import NotDecreed, TableEnds, reminders
from kiosk.rules.kiosk import Kiosk, Restoration
from kiosk.rules.plan import DayPlan, Why, ahead, plan_day
from kiosk.rules.policy import Check, Window
from kiosk.rules.stable_reading import FaultCause
from kiosk.rules.states import Held, Trouble
from kiosk.words import day_name, month_name

if TYPE_CHECKING:
    from kiosk.ui.kit import Speech

ACTS = {
    Act.WAIVE: ("act.waive", "tick"),
    Act.REFUSE: ("act.refuse", "cancel"),
    Act.RECHECK: ("act.recheck", "again"),
    Act.PRIORITY: ("act.priority", "star"),
    Act.BEYOND_QUOTA: ("act.beyond_quota", "plus"),
    Act.EMERGENCY: ("act.emergency", "plus"),
    Act.REPRINT: ("act.reprint", "print"),
    Act.VOID: ("act.void", "cancel"),
    Act.END_VISIT: ("act.end_visit", "leave"),
    Act.MANUAL: ("act.manual", "hand"),
    Act.INSTRUMENT: ("act.instrument", "again"),
    Act.PAUSE: ("act.pause", "pause"),
    Act.REOPEN: ("act.reopen", "forward"),
    Act.DAY_CLOSED: ("act.day_closed", "cancel"),
    Act.DAY_OPEN: ("act.day_open", "tick"),
    Act.RESTORE_READ: ("act.restore_read", "tick"),
    Act.SET_ASIDE: ("act.set_aside", "forward"),
    Act.CONFIRM_CLOCK: ("act.confirm_clock", "tick"),
    Act.CLOSING_SLIP: ("act.closing_slip", "print"),
    Act.READINESS_SLIP: ("act.readiness_slip", "print"),
}
"""The words of an act, and its sign."""
NUMBERED = {Act.REPRINT: "act.reprint_number", Act.VOID: "act.void_number"}
"""Where the number that it is about is one of several."""
FAULTS = {
    FaultCause.OUT_OF_RANGE: "fault.out_of_range",
    FaultCause.FROZEN: "fault.frozen",
    FaultCause.STALE: "fault.stale",
    FaultCause.AMBIENT: "fault.ambient",
    FaultCause.REGISTER_MISMATCH: "fault.register_mismatch",
    FaultCause.REJECTED_FRAMES: "fault.rejected_frames",
    FaultCause.CALIBRATION_OVERDUE: "fault.calibration_overdue",
    FaultCause.UNPLUGGED: "fault.unplugged",
}
TROUBLES = {
    None: "officer.printer_well",
    Trouble.PAPER_OUT: "officer.paper_out",
    Trouble.COVER_OPEN: "officer.cover_open",
    Trouble.PRINTER_SILENT: "officer.printer_silent",
    Trouble.PRINTER_FAULT: "officer.printer_fault",
}
STORE = {
    "away": "officer.store_away",
    "busy": "officer.store_away",
    "full": "officer.store_full",
    "damaged": "officer.store_damaged",
    "rules": "officer.store_rules",
    "denied": "officer.store_refused",
    "untrusted": "officer.store_refused",
    "address": "officer.store_refused",
    "read_only": "officer.store_refused",
    "version": "officer.store_version",
    "twice": "officer.store_refused",
}
"""What is said of the database by kiosk.store.errors.Cause; the rest is for the log and the technician."""
PARTS = {
    "database": "part.database",
    "clock": "part.clock",
    "disk": "part.disk",
    "days": "part.days",
    "thermometer": "part.thermometer",
    "calibration": "part.calibration",
    "printer": "part.printer",
    "paper": "part.paper",
    "scanner": "part.scanner",
}
"""The parts of the machine as kiosk.care.report names them."""
DAYS = {
    Why.USUAL: "plan.usual",
    Why.SPECIAL_HOURS: "plan.special_hours",
    Why.ESTIMATED: "plan.asks",
    Why.CLOSED_DAY: "plan.closed_day",
    Why.HOLIDAY: "plan.holiday",
    Why.JOINT_LEAVE: "plan.joint_leave",
    Why.NO_WINDOW: "plan.no_window",
    Why.NO_POLICY: "plan.no_policy",
}


def act(offer: Offer, settings: Any, say: Speech) -> str:
    """The reason in the office's own words; what it does as well, where that is not plain from the page."""
    if offer.act in (Act.DAY_CLOSED, Act.DAY_OPEN):
        return say(ACTS[offer.act][0], day=_date(date.fromisoformat(offer.reason), say))
    words = say(NUMBERED[offer.act], n=offer.number) if offer.number else say(ACTS[offer.act][0])
    if not offer.reason:
        return words
    label = reason(offer.reason, settings, say)
    return label if offer.act in (Act.WAIVE, Act.REFUSE) else f"{words}: {label}"


def reason(code: str, settings: Any, say: Speech) -> str:
    """The office's own words for a reason code; the code itself when kiosk.ini no longer has it."""
    found = next((r.label for r in settings.reasons if r.code == code), None)
    return code if found is None else str(say.of(found))


def held(state: Held, say: Speech) -> tuple[str, str, str]:
    """What is held, why, and the picture of it."""
    match state.check:
        case Check.TEMPERATURE:
            why = "officer.absolute" if state.absolute else "officer.why_temperature"
            return say("officer.held_temperature"), say(why), "forehead"
        case Check.MASK:
            return say("officer.held_mask"), say("officer.why_mask"), "mask_missing"
        case _:
            why = FAULTS[state.cause] if state.cause else "officer.why_device"
            return say("officer.held_device"), say(why), "come_closer"


def standing(kiosk: Kiosk, settings: Any, say: Speech, *, short: bool = False) -> list[tuple[bool, str]]:
    """How the kiosk is, a line each, and whether it is well: what is not well first. ``short`` where there is little
    room: nothing is told twice."""
    devices = kiosk.devices
    lines = [
        (
            devices.thermometer is None,
            say("officer.thermometer_fault" if devices.thermometer else "officer.thermometer_well"),
        ),
        (devices.printer is None, say(TROUBLES[devices.printer])),
        (devices.store is None, _store(devices.store, say)),
    ]
    if kiosk.restored is not None:
        restored = say("officer.restored_short") if short else _restored(kiosk.restored, say)
        lines.append((False, restored))
    if kiosk.paper_left is not None:
        lines.append((False, say("officer.paper_low", n=kiosk.paper_left)))
    if kiosk.doubtful:
        numbers = ", ".join(str(each.ticket.number) for each in kiosk.doubtful)
        lines.append((False, say("officer.doubtful", numbers=numbers)))
    if kiosk.clock_doubt is not None:
        lines.append((False, say("officer.clock_doubt")))
    if kiosk.unready:
        told = not all(well for well, _ in lines)
        if not short:
            parts = ", ".join(say(PARTS[part]) for part in kiosk.unready)
            lines.append((False, say("officer.unready", parts=parts)))
        elif not told:
            lines.append((False, say("officer.unready_short", n=len(kiosk.unready), all=len(PARTS))))
    if kiosk.calibrating is not None:
        name = "officer.calibration_aside" if kiosk.calibrating.aside else "officer.calibrating"
        lines.append((False, say(name, who=kiosk.calibrating.by or "-")))
    if kiosk.paused:
        lines.append((False, say("officer.paused", why=reason(kiosk.paused, settings, say))))
    if kiosk.manual:
        lines.append((False, say("officer.manual")))
    lines += of_days(kiosk, settings, say, short=short)
    return sorted(lines, key=lambda line: line[0])


def _store(cause: str | None, say: Speech) -> str:
    """Why the database gives nothing, as far as an officer can do something about it."""
    if cause is None:
        return say("officer.store_well")
    return say(STORE.get(cause.partition(":")[0], "officer.store_fault"))


def _restored(restored: Restoration, say: Speech) -> str:
    """The database is a backup put back: since when, and above which number the day goes on."""
    at = restored.at
    when = f"{at.day} {month_name(say.words, say.language, at)}"
    if not restored.last:
        return say("officer.restored", when=when, time=f"{at:%H.%M}")
    return say("officer.restored_above", when=when, time=f"{at:%H.%M}", n=restored.last)


def _date(at: date, say: Speech) -> str:
    """The day of the week, the day and the month."""
    name = day_name(say.words, say.language, at)
    return say("plan.day", day=name, date=at.day, month=month_name(say.words, say.language, at))


def of_days(kiosk: Kiosk, settings: Any, say: Speech, *, short: bool = False) -> list[tuple[bool, str]]:
    """What is to be done about the calendar: the next estimated day that nobody has spoken of, a table that ends."""
    today, calendar = kiosk.now.local.date(), kiosk.days(settings.calendar)
    asked = [plan for plan in ahead(settings.policies, calendar, today) if plan.asks]
    question = "officer.asks_short" if short else "officer.asks"
    lines = [(False, say(question, day=_date(plan.day, say), name=plan.name)) for plan in asked[:1]]
    found = reminders(calendar, today)
    if short:
        return lines or [(False, say("officer.table_short")) for _ in found[:1]]
    for reminder in found:
        match reminder:
            case TableEnds(last=last, days=days) if days >= 0:
                lines.append((False, say("officer.table_ends", day=_date(last, say), n=days)))
            case TableEnds(last=last):
                lines.append((False, say("officer.table_ended", day=_date(last, say))))
            case NotDecreed(year=year):
                lines.append((False, say("officer.not_decreed", year=year)))
    return lines


def today(kiosk: Kiosk, settings: Any, say: Speech) -> str:
    """The numbers given today, and how many are left."""
    if kiosk.issued is None or kiosk.day != kiosk.now.local.date():
        return ""
    quota = plan_day(settings.policies, kiosk.days(settings.calendar), kiosk.day).quota
    if quota is None:
        return say("officer.issued", n=kiosk.issued)
    return say("officer.numbers", n=kiosk.issued, quota=quota, left=max(0, quota - kiosk.issued))


def day(plan: DayPlan, say: Speech) -> tuple[str, str]:
    """The date, and what the day will be."""
    sentence = DAYS[plan.why]
    if plan.why is Why.ESTIMATED and not plan.asks:
        sentence = "plan.decided_open" if plan.decided else "plan.estimated"
    return _date(plan.day, say), say(sentence, hours=_hours(plan, say), name=plan.name)


def _hours(plan: DayPlan, say: Speech) -> str:
    if plan.window is None:
        return ""
    span = _span(plan.window)
    return span if plan.quota is None else say("plan.hours", span=span, quota=plan.quota)


def _span(window: Window) -> str:
    return f"{window.opens:%H.%M}–{window.closes:%H.%M}"
