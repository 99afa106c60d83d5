"""The sections that describe the office: who it is, its dated policies, its services, its officers' reasons."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta, timezone
from types import MappingProxyType

from kiosk.rules import whatsapp
from kiosk.rules.policy import Check, Policy, Reason, Service, Window
from kiosk.rules.screening import Requirement, TemperatureRule
from kiosk.settings import convert
from kiosk.settings.model import Office
from kiosk.settings.reader import Reader, SectionReader

ZONES = {
    name: timezone(timedelta(hours=hours), name) for name, hours in (("WIB", 7), ("WITA", 8), ("WIT", 9))
}

_EPOCH = date(1970, 1, 1)


OPERATORS = {"at_least": ">=", "above": ">"}
"""Written in kiosk.ini as words: a sign is easily overlooked."""


def office(section: SectionReader, languages: tuple[str, ...]) -> Office:
    return Office(
        name=section.text("name", required=True, longest=120),
        short_name=section.text("short_name", required=True, longest=40),
        address=section.text("address", required=True, longest=120),
        phone=section.parse("phone", convert.phone, "", required=True),
        kiosk=section.parse("kiosk", convert.code, "kiosk-1"),
        zone=section.parse("time_zone", convert.choice(ZONES), ZONES["WIB"]),
        wait_at=section.texts("wait_at", languages, convert.text(80)),
    )


def languages(section: SectionReader) -> tuple[str, ...]:
    return section.parse("shown", convert.choices({name: name for name in convert.LANGUAGES}), ("id", "en"))


# ------------------------------------------------------------------------------------------------- policies


def policies(reader: Reader) -> tuple[Policy, ...]:
    """The policies by date; each says only what it changes of the one before, the first says everything."""
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
        before = merged[-1] if merged else None
        merged.append(_policy(section, valid_from, before))
    if not merged:
        reader.missing("there is no policy; write at least one section [policy 2020-03-24]", "policy ...")
    return tuple(merged)


def _policy(section: SectionReader, valid_from: date, before: Policy | None) -> Policy:
    first = before is None
    base = before or Policy(valid_from, (None,) * 7, None, TemperatureRule(), Requirement.REQUIRED, "")
    return replace(
        base,
        valid_from=valid_from,
        windows=_windows(section, base.windows, first),
        quota=section.parse("quota", convert.quota, base.quota, required=first),
        temperature=_temperature(section, base.temperature, first),
        mask=section.choice("mask", Requirement, base.mask, required=first),
        postpone_days=section.whole("postpone_days", base.postpone_days, 0, 90, "days"),
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


def _windows(
    section: SectionReader, before: tuple[Window | None, ...], required: bool
) -> tuple[Window | None, ...]:
    entry = section.entry("windows")
    if entry is None:
        if required:
            section.problem(
                "is missing; write days and hours like Mon-Thu 08.00-11.00, one a line", "windows"
            )
        return before
    windows: list[Window | None] = [None] * 7
    if entry.value == "closed":
        return tuple(windows)
    for line, text in entry.numbered():
        try:
            days, window = convert.window_line(text)
        except ValueError as wrong:
            section.problem(str(wrong), "windows", line=line, value=text)
            continue
        for day in days:
            if windows[day] is not None:
                section.problem(
                    f"{convert.DAYS[day]} has two windows; keep one", "windows", line=line, value=text
                )
            windows[day] = window
    if not entry.value.strip():
        section.problem("is empty; write days and hours, one a line, or the word closed", "windows")
    return tuple(windows)


def closed_days(section: SectionReader) -> Mapping[date, str]:
    """Dates on which no number is given, each with the day's name."""
    days: dict[date, str] = {}
    for key in section.section.entries:
        name = section.text(key, longest=60)
        try:
            days[convert.day(key)] = name
        except ValueError as wrong:
            section.problem(str(wrong), key)
    return MappingProxyType(days)


# ------------------------------------------------------------------------------------- services and reasons


def services(reader: Reader, languages: tuple[str, ...]) -> tuple[Service, ...]:
    """The services in the file's order, which is the order of their buttons."""
    found = tuple(_service(code, section, languages) for code, section in _coded(reader, "service"))
    if not found:
        reader.missing("there is no service; write at least one section like [service kk]", "service ...")
    return found


def _service(code: str, section: SectionReader, languages: tuple[str, ...]) -> Service:
    number = section.parse("whatsapp", whatsapp.international, "")
    return Service(
        code=code,
        name=section.texts("name", languages, convert.text(40)),
        pictogram=section.parse("pictogram", convert.code, "", required=True),
        whatsapp=number or None,
        whatsapp_text=section.texts("whatsapp_text", languages, _chat_text, required=section.has("whatsapp")),
        papers=section.lists("papers", languages),
        source=section.text("source", required=True),
        as_of=section.parse("as_of", convert.day, _EPOCH, required=True),
        draft=section.flag("draft", True),
    )


def _chat_text(value: str) -> str:
    text = convert.text(whatsapp.LONGEST_TEXT)(value)
    whatsapp.check_text(text)
    return text


def reasons(reader: Reader, languages: tuple[str, ...]) -> tuple[Reason, ...]:
    """What an officer may choose from; every check needs at least one, or its hold could never be passed."""
    found = tuple(_reason(code, section, languages) for code, section in _coded(reader, "reason"))
    for check in Check:
        if not any(check in reason.applies_to for reason in found):
            remedy = f"no reason applies to {check.value}: an officer could never pass that check"
            reader.missing(remedy, "reason ...")
    return found


def _reason(code: str, section: SectionReader, languages: tuple[str, ...]) -> Reason:
    checks = convert.choices({check.value: check for check in Check})
    nothing: tuple[Check, ...] = ()
    return Reason(
        code=code,
        applies_to=frozenset(section.parse("applies_to", checks, nothing, required=True)),
        label=section.texts("label", languages, convert.text(60)),
    )


def _coded(reader: Reader, kind: str) -> Iterator[tuple[str, SectionReader]]:
    """The sections of ``kind`` with the code in each one's name, which must be a code and be there once."""
    seen: set[str] = set()
    for section in reader.sections(kind):
        code = section.argument
        try:
            convert.code(code)
        except ValueError as wrong:
            section.problem(f"the code {code!r} in the section's name: {wrong}")
        if code in seen:
            section.problem(f"there is a {kind} {code} already; give this one a code of its own")
        seen.add(code)
        yield code, section
