"""Paper that carries no number: the day's closing slip for staff, and what a resident takes home when no number is
to be had."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Protocol

from drivers.printers.blocks import Banner, Block, Cut, Ornament, Qr, Row, Rule, Space, Text
from kiosk.care.report import Report
from kiosk.care.slip import slip as readiness
from kiosk.conductor.ticket_paper import KAWUNG, TicketPaper
from kiosk.rules import whatsapp
from kiosk.rules.door import service as service_of
from kiosk.rules.door import services_on
from kiosk.rules.policy import Service


class Closing(Protocol):
    """A day as the books close it: ``report`` as ``kiosk.store.counts.day_report`` gives it, ``head`` of the audit
    trail, of which the slip is a witness."""

    @property
    def day(self) -> date: ...
    @property
    def report(self) -> Mapping[str, Any]: ...
    @property
    def head(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Information:
    """No number now: ``full`` when the day's places are gone (``service``: only that service's), else the office is
    closed. ``opens_at`` is None when no opening is known."""

    full: bool
    opens_at: datetime | None
    service: str = ""


TEST_CODE = "TES TES TES"
"""What the code of a test ticket holds: nothing that any counter takes for a number."""


@dataclass(frozen=True, slots=True)
class TestTicket:
    """A technician wants to see how the printer prints: no number, and no code that a counter would take."""


Slip = Closing | Information | Report | TestTicket


def slip_blocks(paper: TicketPaper, slip: Slip, local: datetime) -> list[Block]:
    """The slip, printed at ``local`` (aware, office's zone)."""
    if isinstance(slip, Information):
        return _information(paper, slip, local)
    if isinstance(slip, Report):
        return readiness(slip)
    if isinstance(slip, TestTicket):
        return _test(paper, local)
    return _closing(paper, slip, local)


def _closing(paper: TicketPaper, slip: Closing, local: datetime) -> list[Block]:
    say, report = paper.say, slip.report
    span = f"1 - {report['issued']}" if report["issued"] else "-"
    return [
        Text(paper.office.short_name, bold=True),
        Text(paper.office.kiosk),
        Ornament(KAWUNG),
        Banner(say("paper.closing"), size=2),
        Space(),
        Row(paper.written(slip.day), f"{local:%H.%M}"),
        Rule(),
        Row(say("paper.span"), span, bold=True),
        *(Row(say(name), str(count)) for name, count in _counts(report)),
        Rule(),
        Text(say("paper.head"), align="left"),
        Text(" ".join(_groups(slip.head)), align="left"),
        Space(2),
        Text(say("paper.signature"), align="left"),
        Space(2),
        Cut(),
    ]


def _counts(report: Mapping[str, Any]) -> list[tuple[str, int]]:
    counted: Mapping[str, int] = report["counts"]
    again = [("paper.reprinted", report["reprinted"])] if "reprinted" in report else []
    return [
        ("paper.issued", report["issued"]),
        ("paper.printed", report["printed"]),
        *again,
        ("paper.uncertain", report["uncertain"] + report["unfinished"]),
        ("paper.void", report["void"]),
        ("paper.served", report["served"]),
        ("paper.diverted", counted.get("diverted", 0)),
        ("paper.held", sum(count for kind, count in counted.items() if kind.startswith("held_"))),
        ("paper.overridden", sum(report["overrides"].values())),
    ]


def _test(paper: TicketPaper, local: datetime) -> list[Block]:
    say = paper.say
    ruler = "".join(str(n % 10) for n in range(1, paper.columns + 1))
    return [
        Banner(say("paper.test"), size=4),
        Text(say("paper.test_no_number"), bold=True),
        Text(f"{paper.office.short_name}, {paper.office.kiosk}"),
        Row(paper.written(local.date()), f"{local:%H.%M.%S}"),
        Rule(),
        Text(ruler, align="left"),
        *(Text(f"{size} Aa Gg 0123456789"[: paper.columns // size], size=size) for size in (1, 2, 3)),
        Text("Aa Gg 0123456789", bold=True),
        Row("<", ">"),
        Ornament(KAWUNG),
        Qr(TEST_CODE),
        Text(TEST_CODE, bold=True),
        Banner(say("paper.test"), size=4),
        Cut(),
    ]


def _information(paper: TicketPaper, slip: Information, local: datetime) -> list[Block]:
    say, office = paper.say, paper.office
    opens = slip.opens_at
    when = say("paper.opens_unknown") if opens is None else paper.written(opens.date())
    return [
        Text(office.name, bold=True),
        Ornament(KAWUNG),
        *_why(paper, slip),
        Space(),
        Text(say("paper.next")),
        Text(when, size=2 if opens is not None and len(when) <= paper.columns // 2 else 1, bold=True),
        *([Text(say("paper.from", time=f"{opens:%H.%M}"), size=2, bold=True)] if opens else []),
        Space(),
        *_online(paper, local.date(), slip.service),
        Space(),
        Rule(),
        Text(office.address),
        Text(say("paper.phone", phone=office.phone)),
        Text(say("paper.free"), bold=True),
        Cut(),
    ]


def _why(paper: TicketPaper, slip: Information) -> Iterator[Block]:
    yield Text(paper.say("paper.full" if slip.full else "paper.closed"), size=2, bold=True)
    if slip.service:
        name = service_of(paper.settings, slip.service).name[paper.language]
        yield Text(paper.say("paper.full_of", service=name), bold=True)


def _online(paper: TicketPaper, day: date, only: str) -> Iterator[Block]:
    """Every number once, with its code and all that it is for, the most wanted first; of one service where it is
    named."""
    numbers: dict[str, list[Service]] = {}
    for service in services_on(paper.settings, day):
        if service.whatsapp and only in ("", service.code):
            numbers.setdefault(service.whatsapp, []).append(service)
    if numbers:
        yield Banner(paper.say("paper.online"))
    for number, services in numbers.items():
        yield Space()
        for service in services:
            yield Text(service.name[paper.language], bold=True)
        yield Qr(_link(number, services, paper.language))
        yield Text(whatsapp.in_clear(number), size=2)


def _link(number: str, services: Sequence[Service], language: str) -> str:
    """The chat with its first words where they can mean but one service."""
    text = services[0].whatsapp_text.get(language, "") if len(services) == 1 else ""
    return whatsapp.link(number, text)


def _groups(text: str) -> Iterator[str]:
    """In groups of eight, as people compare long numbers."""
    return (text[at : at + 8] for at in range(0, len(text), 8))
