"""The ticket as it lies in the hand: what stands on it, from top to bottom."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from drivers.printers.blocks import Block, Cut, Ornament, Qr, Row, Rule, Space, Text
from kiosk.rules.commands import PrintTicket
from kiosk.rules.door import RuleBook, service
from kiosk.settings import Office
from kiosk.words import Words, long_date


class TicketBook(RuleBook, Protocol):
    @property
    def office(self) -> Office: ...


class TicketPaper:
    """Lays out tickets in the office's first language: staff read it too, and paper outlives a choice."""

    def __init__(self, settings: TicketBook, words: Words) -> None:
        self._settings = settings
        self._words = words

    def blocks(self, command: PrintTicket, local: datetime) -> list[Block]:
        """The ticket of ``command``, printed at ``local`` (aware, office's zone)."""
        office, ticket = self._settings.office, command.ticket
        language = self._settings.languages[0]

        def say(name: str, **values: object) -> str:
            return self._words(language, name, **values)

        chosen = service(self._settings, command.service)
        return [
            Text(office.short_name, bold=True),
            Ornament(),
            Text(say("paper.number"), size=2),
            Text(str(ticket.number), size=8, bold=True),
            Text(chosen.name[language], size=2, bold=True),
            Space(),
            Row(long_date(self._words, language, command.day), say("paper.time", time=f"{local:%H.%M}")),
            Row(say("paper.ahead"), str(ticket.ahead), bold=True),
            Rule(),
            Text(say("paper.wait", place=office.wait_at[language])),
            Text(say("paper.distance")),
            Space(),
            Qr(ticket.token),
            Text(short_code(ticket.token)),
            Space(),
            Text(say("paper.free"), bold=True),
            Cut(),
        ]


def short_code(token: str) -> str:
    """The token as people read it aloud, in groups of four."""
    return "-".join(token[at : at + 4] for at in range(0, len(token), 4))
