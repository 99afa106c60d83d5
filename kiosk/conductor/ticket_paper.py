"""The ticket as it lies in the hand: what stands on it, from top to bottom."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Protocol

from drivers.printers.blocks import Banner, Block, Cut, Item, Ornament, Qr, Row, Space, Text
from drivers.printers.compose import BULLET, wire_bytes
from drivers.printers.lines import wrap
from drivers.printers.profiles import QrMethod, profile
from kiosk.rules.commands import PrintTicket
from kiosk.rules.door import RuleBook, service
from kiosk.rules.opening import policy_for
from kiosk.rules.plan import waits_outside
from kiosk.settings import Office, PrinterPort
from kiosk.words import Words, long_date

PAPER_LINES = 4
"""So many lines of the list of papers at most: the whole list was on the screen before the number was taken, and every
line holds a slow wire up for 25 ms."""
WIRE_BYTES = 1920
"""One second of wire at 19200 baud, ten bits a byte. Whoever stands there waits for it."""
KAWUNG = 5
"""Motifs of the ornament: half of a wide roll, most of a narrow one."""


class TicketBook(RuleBook, Protocol):
    @property
    def office(self) -> Office: ...
    @property
    def printer(self) -> PrinterPort: ...


class TicketPaper:
    """Lays out tickets in the office's first language: staff read it too, and paper outlives a choice."""

    def __init__(self, settings: TicketBook, words: Words) -> None:
        self.settings = settings
        self._words = words
        self._row = profile(settings.printer.profile)
        self.columns = self._row.columns

    def blocks(self, command: PrintTicket, local: datetime) -> list[Block]:
        """The ticket of ``command``, printed at ``local`` (aware, office's zone); a copy says so before all else.

        However long the office's own texts are, it needs no more than a second of wire at 19200 baud: the list of
        papers gives way first, the ornament last. A printer to which the QR code must be sent dot by dot cannot be
        helped so, and gets everything.
        """
        if self._row.qr is QrMethod.PLAIN:
            return self._laid_out(command, local, PAPER_LINES, ornament=True)
        for lines, ornament in (*((lines, True) for lines in range(PAPER_LINES, -1, -1)), (0, False)):
            blocks = self._laid_out(command, local, lines, ornament=ornament)
            if wire_bytes(blocks, self._row) <= WIRE_BYTES:
                break
        return blocks

    def _laid_out(self, command: PrintTicket, local: datetime, lines: int, *, ornament: bool) -> list[Block]:
        office, ticket = self.office, command.ticket
        chosen = service(self.settings, command.service)
        return [
            *self._copy(command.copy),
            Text(office.short_name, bold=True),
            *([Ornament(KAWUNG)] if ornament else []),
            Text(self.say("paper.number"), size=2),
            Text(str(ticket.number), size=8, bold=True),
            *([Text(self.say("paper.priority"), size=2, bold=True)] if ticket.priority else []),
            Banner(chosen.name[self.language], size=2),
            Space(),
            self._when(command.day, local),
            Row(self.say("paper.ahead"), str(ticket.ahead), bold=True),
            Space(),
            *self._papers(chosen.papers[self.language], lines),
            Qr(ticket.token),
            Text(ticket.code, size=2, bold=True),
            Space(),
            *self._where(command),
            Text(self.say("paper.distance")),
            *self._note(command.day),
            Space(),
            Text(self.say("paper.free"), bold=True),
            *([Text(ticket.witness)] if ticket.witness else []),
            Cut(),
        ]

    @property
    def language(self) -> str:
        return self.settings.languages[0]

    @property
    def office(self) -> Office:
        return self.settings.office

    def written(self, day: date) -> str:
        """A day as people write it."""
        return long_date(self._words, self.language, day)

    def say(self, name: str, /, **values: object) -> str:
        return self._words(self.language, name, **values)

    def _where(self, command: PrintTicket) -> list[Block]:
        """Where to wait: outside, when as many as may be inside are called before."""
        outside = waits_outside(self.settings.policies, command.day, command.ticket.ahead)
        if outside is not None:
            return [Text(self.say("paper.outside", n=outside), bold=True)]
        return [Text(self.say("paper.wait", place=self.office.wait_at[self.language]))]

    def _copy(self, copy: int) -> list[Block]:
        return [Banner(self.say("paper.copy", n=copy), size=2), Space()] if copy else []

    def _when(self, day: date, local: datetime) -> Row:
        written, time = self.written(day), f"{local:%H.%M}"
        full = self.say("paper.time", time=time)
        return Row(written, full if len(written) + len(full) < self.columns else time)

    def _papers(self, papers: Sequence[str], lines: int) -> list[Block]:
        """Whole entries as long as there is room, and a word where more is to be brought."""
        room, shown = lines, 0
        for paper in papers:
            room -= len(wrap(paper, self.columns - len(BULLET)))
            if room < 0:
                break
            shown += 1
        more = [Text(self.say("paper.more"), align="left")] if shown < len(papers) else []
        return [
            Text(self.say("paper.bring"), bold=True, align="left"),
            *(Item(paper) for paper in papers[:shown]),
            *more,
        ]

    def _note(self, day: date) -> list[Block]:
        try:
            note = policy_for(self.settings.policies, day).ticket_note.get(self.language, "")
        except LookupError:
            return []
        return [Text(note)] if note else []
