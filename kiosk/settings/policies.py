"""The dated policies: each says only what it changes of the one before, the first says everything."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from types import MappingProxyType

from kiosk.rules.policy import WEEKDAYS, Policy, Week, Window, contradictions
from kiosk.rules.screening import Requirement, TemperatureRule
from kiosk.settings import convert
from kiosk.settings.reader import Reader, SectionReader
from kiosk.settings.services import Services

OPERATORS = {"at_least": ">=", "above": ">"}
"""Written in kiosk.ini as words: a sign is easily overlooked."""

_NEVER: Week = (None,) * 7


def policies(reader: Reader, languages: tuple[str, ...], offered: Services) -> tuple[Policy, ...]:
    """The policies by date, wherever in the file each stands."""
    dated = []
    for section in reader.sections("policy"):
        try:
            dated.append((convert.day(section.argument), section))
        except ValueError as wrong:
            section.problem(f"the name of a policy section is the word policy and its first day; {wrong}")
    merged: list[Policy] = []
    for valid_from, section in sorted(dated, key=lambda pair: pair[0]):
        if merged and merged[-1].valid_from == valid_from:
            section.problem("two policies begin on this day; keep one of them")
        policy = _policy(section, valid_from, merged[-1] if merged else None, languages, offered)
        if not section.faults:
            _refuse(section, policy)  # what a bad value was replaced with contradicts nothing
        merged.append(policy)
    if not merged:
        reader.missing("there is no policy; write at least one section [policy 2020-03-24]", "policy ...")
    offered.check_days([policy.valid_from for policy in merged])
    return tuple(merged)


def _refuse(section: SectionReader, policy: Policy) -> None:
    """Every contradiction, on the line of the key in this section that brought it about."""
    keys = {"service_quotas": "service_quota"}
    for found in contradictions(policy):
        named = [keys.get(field, field) for field in found.fields]
        here = [key for key in named if section.has(key)]
        inherited = [key for key in named if key not in here]
        also = f" ({' and '.join(inherited)} from an earlier policy)" if here and inherited else ""
        key = here[0] if here else None
        entry = section.entry(key) if key else None
        lines = entry.numbered() if entry and found.about else ()
        at = next(((line, text) for line, text in lines if text.split()[0] == found.about), (None, None))
        section.problem(found.remedy + also, key, line=at[0], value=at[1])


def _policy(
    section: SectionReader,
    valid_from: date,
    before: Policy | None,
    languages: tuple[str, ...],
    offered: Services,
) -> Policy:
    first = before is None
    silent = dict.fromkeys(languages, "")
    base = before or Policy(
        valid_from,
        _NEVER,
        None,
        TemperatureRule(),
        Requirement.REQUIRED,
        "",
        notice=silent,
        ticket_note=silent,
    )
    services = offered.on(valid_from)
    if not services and offered.offers:
        section.problem("no service is offered from this day on; give at least one [service ...] to offer")
    return replace(
        base,
        valid_from=valid_from,
        windows=_windows(section, base.windows, first),
        service_hours=_service_hours(section, base.service_hours),
        quota=section.parse("quota", convert.quota, base.quota, required=first),
        service_quotas=_service_quotas(section, base.service_quotas),
        reserve=section.whole("reserve", base.reserve, 0, 2000, "people a day"),
        room=section.parse("room", convert.unlimited(1, 2000, "people at a time"), base.room),
        temperature=_temperature(section, base.temperature, first),
        mask=section.choice("mask", Requirement, base.mask, required=first),
        postpone_days=section.whole("postpone_days", base.postpone_days, 0, 90, "days"),
        services=services,
        notice=section.texts_over("notice", languages, convert.optional_text(120), base.notice),
        ticket_note=section.texts_over("ticket_note", languages, convert.optional_text(60), base.ticket_note),
        source=section.text("source", required=True),
    )


def _temperature(section: SectionReader, before: TemperatureRule, first: bool) -> TemperatureRule:
    limit = section.parse("temperature_limit", convert.tenths(3600, 4000), before.limit, required=first)
    absolute = section.parse("temperature_absolute", convert.tenths(3750, 4200), before.absolute)
    guard = section.centi("temperature_guard", before.guard, 0, 100)
    if absolute <= limit + guard:
        at = "temperature_absolute" if section.has("temperature_absolute") else "temperature_limit"
        remedy = (
            f"temperature_absolute must lie above limit and guard band together, {(limit + guard) / 100:.2f}"
        )
        section.problem(remedy, at)
        limit, absolute, guard = before.limit, before.absolute, before.guard
    return TemperatureRule(
        requirement=section.choice("temperature", Requirement, before.requirement, required=first),
        operator=section.parse("temperature_operator", convert.choice(OPERATORS), before.operator),
        limit=limit,
        absolute=absolute,
        checks=section.whole("temperature_checks", before.checks, 1, 5, "checks"),
        pause=section.number("temperature_pause", before.pause, 0, 3600, "seconds"),
        guard=guard,
    )


def _windows(section: SectionReader, before: Week, required: bool) -> Week:
    entry = section.entry("windows")
    if entry is not None:
        return _NEVER if entry.value == "closed" else _week(section, "windows", "closed")
    if required:
        section.problem("is missing; write days and hours like Mon-Thu 08.00-11.00, one a line", "windows")
    return before


def _service_hours(section: SectionReader, before: Week | None) -> Week | None:
    entry = section.entry("service_hours")
    if entry is None:
        return before
    return None if entry.value == "until_served" else _week(section, "service_hours", "until_served")


def _week(section: SectionReader, key: str, word: str) -> Week:
    windows: list[Window | None] = [None] * 7
    for line, text, (days, window) in section.numbered(key, convert.window_line):
        for day in days:
            if windows[day] is not None:
                section.problem(f"{WEEKDAYS[day]} has two windows; keep one", key, line=line, value=text)
            windows[day] = window
    entry = section.entry(key)
    if entry is not None and not entry.value.strip():
        section.problem(f"is empty; write days and hours, one a line, or the word {word}", key)
    return tuple(windows)


def _service_quotas(section: SectionReader, before: Mapping[str, int]) -> Mapping[str, int]:
    entry = section.entry("service_quota")
    if entry is None:
        return before
    if entry.value == "none":
        return MappingProxyType({})
    shares: dict[str, int] = {}
    for line, text, (code, limit) in section.numbered("service_quota", convert.share):
        if code in shares:
            section.problem(f"{code} has two quotas; keep one", "service_quota", line=line, value=text)
        shares[code] = limit
    if not entry.value.strip():
        section.problem("is empty; write lines like kk 30, or the word none", "service_quota")
    return MappingProxyType(shares)
