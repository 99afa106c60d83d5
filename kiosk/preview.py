"""What the kiosk will do on a day, and why: for staff who change a rule and want to see it before residents do."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from kiosk.rules.calendar import NotDecreed, Reminder, TableEnds, reminders
from kiosk.rules.opening import Closed, ClosedReason, Open, next_opening, opening
from kiosk.rules.plan import DayPlan, Rules, Why, plan_day
from kiosk.rules.policy import Policy, Window

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@dataclass(frozen=True, slots=True)
class Preview:
    """A day, or one moment of it when ``hours`` is given.

    ``opens_at`` is the first opening after the moment; of a whole day, the first from its beginning on.
    """

    at: datetime
    plan: DayPlan
    hours: Open | Closed | None
    opens_at: datetime | None
    reminders: tuple[Reminder, ...]

    @property
    def open(self) -> bool:
        """Numbers are given at the moment; of a whole day, at some time of it."""
        return self.plan.window is not None if self.hours is None else isinstance(self.hours, Open)

    @property
    def code(self) -> str:
        """Why, as one word for programs."""
        match self.hours:
            case Closed(reason=ClosedReason.BEFORE):
                return "before"
            case Closed(reason=ClosedReason.AFTER):
                return "after"
            case _:
                return self.plan.why.value


def preview(settings: Rules, day: date, moment: time | None = None) -> Preview:
    """``moment`` is a time on the office's clock; None asks about the whole day."""
    policies, calendar = settings.policies, settings.calendar
    at = datetime.combine(day, moment or time(), calendar.zone)
    after = at if moment is not None else at - timedelta(microseconds=1)
    return Preview(
        at,
        plan_day(policies, calendar, day),
        opening(policies, calendar, at) if moment is not None else None,
        next_opening(policies, calendar, after),
        reminders(calendar, day),
    )


def span(settings: Rules, first: date, last: date, moment: time | None = None) -> Iterator[Preview]:
    """Every day from ``first`` to ``last``, both included."""
    for ahead in range((last - first).days + 1):
        yield preview(settings, first + timedelta(days=ahead), moment)


# ------------------------------------------------------------------------------------------------- in words


def reason(seen: Preview) -> str:
    """Why, as a sentence for staff."""
    plan, window = seen.plan, seen.plan.window
    if window is None:
        return _why_closed(plan)
    match seen.hours:
        case Closed(reason=ClosedReason.BEFORE):
            now = f"The window {hours(window)} has not opened yet."
        case Closed():
            now = f"The window {hours(window)} is over."
        case _:
            now = f"Numbers are given {hours(window)}."
    return f"{now} {_remark(plan)}".rstrip()


def _why_closed(plan: DayPlan) -> str:
    match plan.why:
        case Why.NO_POLICY:
            return "No policy is in force yet."
        case Why.NO_WINDOW:
            return f"No numbers on a {DAYS[plan.day.weekday()]}." + (f" ({plan.name})" if plan.name else "")
        case Why.HOLIDAY:
            return f"Public holiday: {plan.name}{_sure(plan)}."
        case Why.JOINT_LEAVE:
            return f"Joint leave: {plan.name}{_sure(plan)}."
        case _:
            return f"Closed by the office: {plan.name}."


def _sure(plan: DayPlan) -> str:
    if not plan.estimated:
        return ""
    return ", as an officer decided" if plan.decided else " (estimated date; estimated_days = closed)"


def _remark(plan: DayPlan) -> str:
    if plan.why is Why.SPECIAL_HOURS:
        return f"Special hours: {plan.name}."
    if plan.why is not Why.ESTIMATED:
        return f"Open in spite of other tables: {plan.name}." if plan.name else ""
    if plan.decided:
        return f"Perhaps {plan.name} (estimated date): open, as an officer decided."
    if plan.asks:
        return f"Perhaps {plan.name} (estimated date): open until an officer decides."
    return f"Perhaps {plan.name} (estimated date): open all the same."


def remind(what: Reminder) -> str:
    """A reminder as a sentence for staff."""
    match what:
        case TableEnds(last=last, days=days) if days >= 0:
            return f"The office's own table of days ends on {last}, in {days} days: write the next one."
        case TableEnds(last=last):
            return f"The office's own table of days ended on {last}: days come from the default table."
        case NotDecreed(year=year):
            return f"The default table knows no cuti bersama of {year} yet: compare it with the decree."


def hours(window: Window) -> str:
    """``08.00-11.00``, as kiosk.ini writes it."""
    return f"{window.opens:%H.%M}-{window.closes:%H.%M}"


def as_text(seen: Preview) -> str:
    """One day or moment, a line for each thing worth knowing."""
    plan, policy = seen.plan, seen.plan.policy
    when = f"{DAYS[plan.day.weekday()]} {plan.day}"
    if seen.hours is not None:
        when += f", {seen.at:%H.%M} {seen.at.tzname()}"
    rows = [("why", reason(seen)), ("opens", _moment(seen.opens_at))]
    if policy is not None:
        rows += list(_rules(plan, policy))
    rows += [("note", remind(what)) for what in seen.reminders]
    head = f"{when}: {'open' if seen.open else 'closed'}"
    return "\n".join([head, *(f"  {name:<10}{text}" for name, text in rows)])


def _rules(plan: DayPlan, policy: Policy) -> Iterator[tuple[str, str]]:
    if plan.window is not None:
        yield "quota", _quota(plan, policy)
        yield "served", hours(plan.served) if plan.served else "until everyone with a number has been"
    if policy.room is not None:
        yield "room", f"{policy.room} people at a time"
    rule = policy.temperature
    sign = "from" if rule.operator == ">=" else "above"
    yield (
        "checks",
        f"temperature {rule.requirement.value} ({sign} {rule.limit / 100:.1f}, absolute {rule.absolute / 100:.1f}, "
        f"{rule.checks} checks, pause {rule.pause:g} s); mask {policy.mask.value}",
    )
    yield "policy", f"from {policy.valid_from}: {policy.source}"


def _quota(plan: DayPlan, policy: Policy) -> str:
    text = "none" if plan.quota is None else f"{plan.quota} people"
    if policy.reserve:
        text += f", and {policy.reserve} more at an officer's word"
    return text + "".join(f", {code} at most {limit}" for code, limit in policy.service_quotas.items())


def _moment(at: datetime | None) -> str:
    if at is None:
        return "not within the coming year"
    return f"{DAYS[at.weekday()]} {at:%Y-%m-%d, %H.%M} {at.tzname()}"


def as_table(days: Sequence[Preview]) -> str:
    """A line a day, with a heading wherever other rules begin."""
    lines: list[str] = []
    policy: Policy | None = None
    for seen in days:
        plan = seen.plan
        if plan.policy is not None and plan.policy != policy:
            policy = plan.policy
            lines.append(f"Policy from {policy.valid_from}: {policy.source}")
        state = "open" if seen.open else "closed"
        quota = "-" if plan.window is None else "no limit" if plan.quota is None else str(plan.quota)
        lines.append(f"  {DAYS[plan.day.weekday()][:3]} {plan.day}  {state:<6}  {quota:>8}  {reason(seen)}")
    ends = (days[0], days[-1]) if days else ()
    notes = dict.fromkeys(remind(what) for seen in ends for what in seen.reminders)
    return "\n".join([*lines, *(f"Note: {text}" for text in notes)])


# ------------------------------------------------------------------------------------------- for programs


def as_json(seen: Preview) -> dict[str, object]:
    """The same as plain values. Times are ISO 8601, temperatures degrees Celsius, pauses seconds."""
    plan, policy = seen.plan, seen.plan.policy
    found: dict[str, object] = {
        "day": plan.day.isoformat(),
        "at": seen.at.isoformat() if seen.hours is not None else None,
        "open": seen.open,
        "window": _interval(plan.window),
        "quota": plan.quota,
        "policy_from": policy.valid_from.isoformat() if policy else None,
        "reason": reason(seen),
        "reason_code": seen.code,
        "next_opening": seen.opens_at.isoformat() if seen.opens_at else None,
        "holiday": plan.name or None,
        "estimated": plan.estimated,
        "asks_officer": plan.asks,
        "officer_decided": plan.decided,
        "service_hours": _interval(plan.served),
        "notes": [remind(what) for what in seen.reminders],
    }
    if policy is not None:
        rule = policy.temperature
        found |= {
            "source": policy.source,
            "reserve": policy.reserve,
            "service_quotas": dict(policy.service_quotas),
            "room": policy.room,
            "postpone_days": policy.postpone_days,
            "services": [service.code for service in policy.services],
            "mask": policy.mask.value,
            "temperature": {
                "requirement": rule.requirement.value,
                "operator": rule.operator,
                "limit": rule.limit / 100,
                "absolute": rule.absolute / 100,
                "checks": rule.checks,
                "pause": rule.pause,
            },
        }
    return found


def _interval(window: Window | None) -> str | None:
    return f"{window.opens:%H:%M}-{window.closes:%H:%M}" if window else None
