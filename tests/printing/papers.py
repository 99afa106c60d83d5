"""Tickets and slips of the shipped office, on any printer, in any language."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

from drivers.printers.compose import compose
from drivers.printers.profiles import profile
from drivers.simulators.printer_render import render
from drivers.simulators.printer_tickets import PrintedTicket
from kiosk.conductor.slips import Information
from kiosk.conductor.ticket_paper import TicketPaper
from kiosk.rules.commands import PrintTicket
from kiosk.rules.opening import WIB
from kiosk.rules.states import Ticket
from kiosk.settings import Settings, load
from kiosk.words import Words

SHIPPED: Settings = load(Path(__file__).parents[2] / "kiosk.ini")
DAY = date(2020, 3, 24)
NOW = datetime(2020, 3, 24, 8, 15, tzinfo=WIB)
SIGNED = "AN1:" + ("7QKX2MZ4TJ5WB3ENRDPLH6VYAGC2" * 7)[:174]
"""As long as the longest signed token (kiosk.trust.token.LONGEST)."""
CODE = "K7Q-M2F-9XA"


@dataclass(frozen=True)
class Closed:
    """What the books hand over at the end of a day."""

    day: date
    report: dict[str, Any]
    head: str


CLOSED = Closed(
    DAY,
    {
        "issued": 50, "printed": 48, "uncertain": 1, "unfinished": 0, "void": 1, "served": 44, "reprinted": 2,
        "counts": {"diverted": 12, "held_mask": 1, "held_temperature": 2}, "overrides": {"child": 1},
    },
    "3f9ac1d077b2e8a44c1d9b0e6f5a21c7" * 2,
)  # fmt: skip
FULL = Information(True, datetime(2020, 3, 26, 8, 0, tzinfo=WIB))
SHUT = Information(False, None)


def on(name: str, settings: Settings = SHIPPED) -> TicketPaper:
    """The paper of an office whose printer has this profile."""
    changed = replace(settings, printer=replace(settings.printer, profile=name))
    return TicketPaper(changed, Words(changed.languages))


def command(
    service: str = "kk", number: int = 17, token: str = SIGNED, copy: int = 0, ahead: int = 4
) -> PrintTicket:
    return PrintTicket(1, DAY, service, Ticket(number, token, ahead, CODE, "3f9ac1d0"), copy)


def printed(blocks: list[Any], name: str) -> PrintedTicket:
    """The one piece of paper that a printer of this profile makes of it."""
    (ticket,) = render(compose(blocks, profile(name), job="x"), profile(name))
    return ticket
