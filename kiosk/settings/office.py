"""The sections that describe the office: who it is, the languages it speaks, its officers' reasons."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta, timezone

from kiosk.rules.policy import Check, Reason
from kiosk.settings import convert
from kiosk.settings.model import Office
from kiosk.settings.reader import Reader, SectionReader

ZONES = {
    name: timezone(timedelta(hours=hours), name) for name, hours in (("WIB", 7), ("WITA", 8), ("WIT", 9))
}


def office(section: SectionReader, languages: tuple[str, ...]) -> Office:
    return Office(
        name=section.text("name", required=True, longest=120),
        short_name=section.text("short_name", required=True, longest=40),
        code=section.parse("code", convert.office_code, "", required=True),
        address=section.text("address", required=True, longest=120),
        phone=section.parse("phone", convert.phone, "", required=True),
        kiosk=section.parse("kiosk", convert.code, "kiosk-1"),
        zone=section.parse("time_zone", convert.choice(ZONES), ZONES["WIB"]),
        wait_at=section.texts("wait_at", languages, convert.text(80)),
    )


def languages(section: SectionReader) -> tuple[str, ...]:
    return section.parse("shown", convert.choices({name: name for name in convert.LANGUAGES}), ("id", "en"))


def reasons(reader: Reader, languages: tuple[str, ...]) -> tuple[Reason, ...]:
    """What an officer may choose from; every check needs at least one, or it could never be overruled. That a hold is
    confirmed needs none: the visit can be ended."""
    found = tuple(_reason(code, section, languages) for code, section in _coded(reader, "reason"))
    for check in Check:
        if check is not Check.REFUSAL and not any(check in reason.applies_to for reason in found):
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
