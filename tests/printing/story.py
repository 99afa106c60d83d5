"""One visit's end, told three times: by the screen (the rules' state), by the database, by the paper.

Rules, store, driver, link and virtual printer are the real ones; only time is the test's, and the threads between
them are left out.
"""

from __future__ import annotations

import base64
import itertools
import re
from collections import deque
from dataclasses import dataclass, field, replace

from sqlalchemy import Engine, bindparam, select, text

from drivers.printers.compose import compose
from drivers.printers.outcome import Capability
from drivers.printers.printer import Printer
from drivers.printers.profiles import profile
from drivers.simulators.device_wire import DeviceWire
from drivers.simulators.printer import VirtualPrinter
from kiosk.conductor.printer_desk import PrinterDesk
from kiosk.rules import commands as c
from kiosk.rules import events as e
from kiosk.rules import states as s
from kiosk.rules.kiosk import Issued, Kiosk, Moment, Visit
from kiosk.rules.ticketing import reprint
from kiosk.rules.visit import step
from kiosk.store import tickets
from kiosk.store.tables import ticket as table
from tests.printing.papers import CODE, DAY, NOW, SHIPPED, on
from tests.printing.still import Time, link_to

TOKEN = "AN1:" + "7QKX2MZ4TJ5WB3ENRDPLH6VYAGC2"
"""One for all: what a QR says is of no account here, and its picture is drawn but once."""
SERVICE = "akta-kematian"
QUESTIONS = 12
"""Bytes of the four real-time questions before a ticket."""
_keys = itertools.count(1)
_ROW = select(table.c.state, table.c.number).where(table.c.visit_key == bindparam("key"))


class Killed(BaseException):
    """The process is gone, in the middle of whatever it did."""


class Wire(DeviceWire):
    """Counts the bytes of a job and dies when told to."""

    die_after: int | None = None

    def send(self, data: bytes, seconds: float) -> int:
        allowed = Wire.die_after
        if allowed is None:
            return super().send(data, seconds)
        taken = super().send(data[:allowed], seconds) if allowed else 0
        Wire.die_after = allowed - taken
        if Wire.die_after <= 0:
            Wire.die_after = None
            raise Killed
        return taken


@dataclass(frozen=True)
class Told:
    """``ghosts``: whole tickets that came by themselves once the fault was mended."""

    screen: str
    base: str
    paper: str
    ghosts: int = 0

    def __str__(self) -> str:
        ghost = ", later whole" if self.ghosts else ""
        match self.screen, self.paper:
            case "in hand", _:
                return "printed"
            case "waits", _:
                return "waits"
            case "kept", _:
                return "kept"
            case _, paper:
                return f"shown; {paper}{ghost}"


@dataclass
class World:
    """One kiosk's printer and its day."""

    engine: Engine
    capability: Capability
    name: str = "escpos-80"
    time: Time = field(default_factory=Time)
    dies_after: int | None = None

    def __post_init__(self) -> None:
        self.device = VirtualPrinter(profile(self.name))
        self.device.command(["capability", self.capability.value])
        if self.capability is not Capability.WRITE_ONLY:  # of which nobody knows when it has printed
            self.device.command(["speed", "150"])
        self.healthy = replace(self.device._state)
        self.kiosk = Kiosk(Moment(self.time.now, NOW), "id", s.Welcome())
        self.key = ""
        self.shape = ""
        self.words: dict[str, list[str]] = {}
        self.seen = 0
        self.start()
        first = self.visit({})
        assert str(first) == "printed", first
        self.shape = shape(self.device.tickets[-1].text)
        self._past_the_hundreds()
        blocks = on(self.name).blocks(c.PrintTicket(1, DAY, SERVICE, s.Ticket(1000, TOKEN, 4, CODE)), NOW)
        self.size = len(compose(blocks, profile(self.name), job="x", capability=self.capability))
        """Bytes of a ticket."""

    def start(self) -> None:
        """The program begins: it knows nothing of what was under way."""
        self.printer = Printer(
            profile(self.name), link_to(self.device, self.time, Wire), capability=self.capability, clock=self.time
        )  # fmt: skip
        self.desk = PrinterDesk(self.printer, on(self.name), self.time.local, self.happened, clock=self.time)
        self.events: deque[e.Event] = deque()

    def _past_the_hundreds(self) -> None:
        """All numbers from here on have four digits, so that every ticket has the same bytes at the same places."""
        with self.engine.begin() as connection:
            connection.execute(text("UPDATE service_day SET issued = max(issued, 1000)"))

    # --- one visit ------------------------------------------------------------------------------------------

    def visit(self, words: dict[str, list[str]]) -> Told:
        """Paper, number, print; at each step the printer is told ``words`` first. What is told afterwards."""
        serial = next(_keys)
        self.key = f"story/{serial}"
        self.words = words
        self.seen = len(self.device.tickets)
        self.kiosk = Kiosk(
            Moment(self.time.now, self.time.local()), "id", s.ConfirmingMask(), Visit(serial, DAY, SERVICE), serial
        )  # fmt: skip
        self.happened(e.Touch(e.Press.MASK_ON))
        self.live()
        return self.told()

    def happened(self, event: e.Event) -> None:
        self.events.append(event)

    def live(self) -> None:
        """Events, and what the rules ask for, one after another."""
        while self.events:
            now = Moment(self.time.now, self.time.local())
            self.kiosk, commands = step(replace(self.kiosk, now=now), self.events.popleft(), SHIPPED)
            for command in commands:
                self.perform(command)

    def perform(self, command: c.Command) -> None:
        match command:
            case c.CheckPaper():
                self.say("before the paper check")
                self.desk.check_paper(command)
            case c.TakeNumber():
                self.say("before the number")
                self.happened(self.take(command))
            case c.PrintTicket():
                self.say("before printing")
                Wire.die_after = self.dies_after
                self.desk.print_ticket(command)
                self.say("after the ticket")
            case c.MarkPrinted():
                tickets.mark_printed(self.engine, self.key, self.time.local())
            case c.MarkUncertain():
                tickets.mark_uncertain(self.engine, self.key)
            case _:
                pass

    def take(self, command: c.TakeNumber) -> e.Event:
        taken = tickets.take_number(
            self.engine, day=command.day, quota=None, service=command.service, visit_key=self.key,
            token=base64.b32encode(self.key.encode().rjust(20, b"-")).decode(), at=self.time.local(),
        )  # fmt: skip
        assert isinstance(taken, tickets.Taken)
        return e.NumberTaken(command.serial, s.Ticket(taken.number, TOKEN, 4, CODE))

    def say(self, at: str) -> None:
        for line in self.words.pop(at, ()):
            self.device.command(line.split())

    # --- what is told -----------------------------------------------------------------------------------------

    def told(self) -> Told:
        if not profile(self.name).cutter:  # whoever takes the ticket tears it off
            self.device.command(["tear"])
        match self.kiosk.state:
            case s.TicketInHand():
                screen = "in hand"
            case s.TicketOnScreen():
                screen = "shown"
            case s.WaitingToPrint():
                screen = "kept"
            case s.WaitingForPaper():
                screen = "waits"
            case other:
                screen = type(other).__name__
        return Told(screen, self.row()[0], self.paper())

    def row(self) -> tuple[str, int | None]:
        """State and number that the database knows of this visit."""
        with self.engine.connect() as connection:
            found = connection.execute(_ROW, {"key": self.key}).first()
        return ("none", None) if found is None else (str(found.state), found.number)

    def paper(self) -> str:
        pieces = self.device.tickets[self.seen :]
        if self.whole():
            return "whole" if len(pieces) == 1 else f"{len(pieces)} pieces"
        return "part" if pieces or not self.device.unfinished().blank else "no paper"

    def whole(self) -> int:
        """How many whole tickets of this visit's number have come out since it began."""
        number = self.row()[1]
        return sum(
            (piece.end == "cut" or not piece.profile.cutter)
            and str(number) in piece.text
            and (not self.shape or shape(piece.text).endswith(self.shape))
            for piece in self.device.tickets[self.seen :]
        )

    # --- how it goes on -----------------------------------------------------------------------------------------

    def mend(self) -> int:
        """The fault is mended, a minute passes, and somebody looks; how many whole tickets came by themselves."""
        before = self.whole()
        if self.device._state.power == "off":
            self.device.command(["power", "on"])
        self.device.command(["heal"])
        for name in (
            "late",
            "split",
            "stale",
            "chatter",
            "process_id",
            "flow",
            "buffer",
            "drawer",
            "roll",
            "speed",
        ):
            setattr(self.device._state, name, getattr(self.healthy, name))
        self.look()
        self.time.wait(60.0)
        self.look()
        return self.whole() - before

    def look(self) -> None:
        self.device.transmit(self.time.now)
        self.printer._link.retry_at = 0.0
        self.desk.look()
        self.live()

    def go_on(self) -> Told:
        """Whoever waits is served, whoever has but a number on the screen gets the copy that an officer prints."""
        match self.kiosk.state:
            case s.WaitingForPaper() | s.WaitingToPrint():
                self.time.wait(30.0)
                self.happened(e.Tick())
            case s.TicketOnScreen():
                assert self.kiosk.last is not None
                self.kiosk, commands = reprint(self.kiosk, self.kiosk.last)
                for command in commands:
                    self.perform(command)
            case _:
                pass
        self.live()
        return self.told()

    def killed(self, after: int) -> Told:
        """The program dies ``after`` so many bytes of the printing, and begins again; what database and paper say."""

        self.dies_after = after
        try:
            return self.visit({})
        except Killed:
            self.start()
        finally:
            self.dies_after = Wire.die_after = None
        for found in tickets.unfinished(self.engine, DAY):
            assert found.visit_key == self.key
            tickets.mark_uncertain(self.engine, found.visit_key)
        state, number = self.row()
        assert number is not None
        issued = Issued(self.kiosk.serial, DAY, SERVICE, s.Ticket(number, TOKEN, 4, CODE))
        doubt = s.TicketOnScreen(issued.ticket, s.Trouble.PRINTER_SILENT)
        self.kiosk = replace(self.kiosk, state=doubt, last=issued)
        self.device.transmit(self.time.now)
        return Told("shown", state, self.paper())


def shape(written: str) -> str:
    """A ticket's words without the digits that differ from ticket to ticket."""
    return re.sub(r"\d+", "#", " ".join(written.split()))
