"""Services and what belongs to them. They change by date, as the policies do: papers, numbers, whether offered."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from kiosk.rules import whatsapp
from kiosk.rules.policy import Service
from kiosk.settings import convert
from kiosk.settings.reader import Reader, SectionReader
from kiosk.trust.mark import service_mark

_EPOCH = date(1970, 1, 1)


@dataclass(frozen=True, slots=True)
class _Offer:
    """One section: what is true of a service from ``since`` on."""

    since: date
    section: SectionReader
    service: Service
    offered: bool


@dataclass(frozen=True, slots=True)
class Services:
    """Every service ever offered, by code in the order of the buttons; each with its sections by date."""

    offers: dict[str, tuple[_Offer, ...]]

    def on(self, day: date) -> tuple[Service, ...]:
        """The services offered on ``day``."""
        latest = ([offer for offer in offers if offer.since <= day] for offers in self.offers.values())
        return tuple(offers[-1].service for offers in latest if offers and offers[-1].offered)

    def all(self) -> tuple[Service, ...]:
        """Each service as it was described last, also when it is offered no more."""
        return tuple(offers[-1].service for offers in self.offers.values())

    def check_days(self, begins: Sequence[date]) -> None:
        """Report every dated section whose day is not the first of a policy: a ticket must be explained by one
        set of rules with one date and one source."""
        for offers in self.offers.values():
            for offer in offers:
                if offer.since != date.min and offer.since not in begins:
                    offer.section.problem(
                        f"no policy begins on {offer.since}; write [policy {offer.since}] with its source too, "
                        f"or take the first day of a policy ({', '.join(map(str, begins))})"
                    )


def services(reader: Reader, languages: tuple[str, ...]) -> Services:
    """``[service kk]``, and ``[service kk 2021-07-03]`` with what changes on that day."""
    sections: dict[str, dict[date, SectionReader]] = {}
    for section in reader.sections("service"):
        code, _, first_day = section.argument.partition(" ")
        try:
            convert.code(code)
            since = convert.day(first_day.strip()) if first_day else date.min
        except ValueError as wrong:
            section.problem(
                f"a service's section is named [service code] or [service code 2021-07-03]; {wrong}"
            )
            since = date.min
        dated = sections.setdefault(code, {})
        if since in dated:
            section.problem(
                f"there is a service {section.argument} already; give this one a code or a date of its own"
            )
        dated.setdefault(since, section)
    for code, twin in _twins(sections):
        first = next(iter(sections[code].values()))
        first.problem(f"{code} and {twin} would look alike in a ticket's QR; rename one of them")
    if not sections:
        reader.missing("there is no service; write at least one section like [service kk]", "service ...")
    return Services({code: _offers(code, dated, languages) for code, dated in sections.items()})


def _twins(codes: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Services with the same mark as an earlier one; one pair in 32 768 of those with long codes."""
    seen: dict[str, str] = {}
    for code in codes:
        mark = service_mark(code)
        if mark in seen:
            yield code, seen[mark]
        seen.setdefault(mark, code)


def _offers(code: str, sections: dict[date, SectionReader], languages: tuple[str, ...]) -> tuple[_Offer, ...]:
    offers: list[_Offer] = []
    for since, section in sorted(sections.items(), key=lambda pair: pair[0]):
        if not offers:
            service, usual = _first(code, section, languages), True
        else:
            service, usual = _later(offers[-1].service, section, languages), offers[-1].offered
        offers.append(_Offer(since, section, service, section.flag("offered", usual)))
    return tuple(offers)


def _first(code: str, section: SectionReader, languages: tuple[str, ...]) -> Service:
    number = section.parse("whatsapp", _number, None)
    return Service(
        code=code,
        name=section.texts("name", languages, convert.text(40)),
        pictogram=section.parse("pictogram", convert.code, "", required=True),
        whatsapp=number,
        whatsapp_text=section.texts("whatsapp_text", languages, _chat_text, required=number is not None),
        papers=section.lists("papers", languages),
        source=section.text("source", required=True),
        as_of=section.parse("as_of", convert.day, _EPOCH, required=True),
        draft=section.flag("draft", True),
    )


def _later(before: Service, section: SectionReader, languages: tuple[str, ...]) -> Service:
    """What the section does not say stays; papers that change must say where they are from, and since when."""
    papers = section.texts_over("papers", languages, convert.lines, before.papers)
    changed = papers != before.papers
    after = replace(
        before,
        name=section.texts_over("name", languages, convert.text(40), before.name),
        pictogram=section.parse("pictogram", convert.code, before.pictogram),
        whatsapp=section.parse("whatsapp", _number, before.whatsapp),
        whatsapp_text=section.texts_over("whatsapp_text", languages, _chat_text, before.whatsapp_text),
        papers=papers,
        source=section.text("source", before.source, required=changed),
        as_of=section.parse("as_of", convert.day, before.as_of, required=changed),
        draft=section.flag("draft", before.draft),
    )
    if after.whatsapp and not after.whatsapp_text[languages[0]]:
        section.problem("is missing: what the chat begins with", f"whatsapp_text.{languages[0]}")
    return after


def _number(value: str) -> str | None:
    return None if value == "none" else whatsapp.international(value)


def _chat_text(value: str) -> str:
    text = convert.text(whatsapp.LONGEST_TEXT)(value)
    whatsapp.check_text(text)
    return text
