"""Questions and orders to one printer, each with its deadline; nothing here knows about jobs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from drivers.errors import BadFrame, DriverError, NoAnswer
from drivers.printers.compose import acknowledge
from drivers.printers.inbox import Inbox
from drivers.printers.profiles import QrMethod
from drivers.printers.replies import Buffered
from drivers.printers.status import Status, of_port, real_time
from drivers.printers.tokens import CLEAR_BUFFERS
from drivers.printers.transport import Transport

_CLEARED = b"7%"
_RECOVER = b"\x10\x05\x02"
# NUL is ignored between commands, and ends an unfinished one: the first few complete the head of a picture, lest
# a question become its size; the many are longer than the largest picture of a usual ticket.
_END_HEAD = bytes(8)
END_PICTURE = {QrMethod.NATIVE: 2560, QrMethod.DOUBLE: 2560, QrMethod.PLAIN: 8192}


@dataclass(frozen=True, slots=True)
class Patience:
    """How long each thing may take, in seconds."""

    reply: float = 0.3
    """one real-time status"""
    send: float = 2.0
    """beyond one and a half times the wire's own time for the bytes"""
    acknowledge: float = 5.0
    """from the last byte to the printer's word that the ticket is out"""
    grace: float = 1.0
    """for what still moves, after the printer reported a fault that needs a hand"""
    cool: float = 10.0
    """for a head that is too hot, before a job or in it: it goes on by itself"""
    watch: float = 3.0
    """for a printer that can only tell faults to show none"""
    clear: float = 1.0
    """for the printer's word that it has thrown its buffers away"""
    probe: float = 1.0
    """for each question about what it can do"""


class Dialogue:
    """One printer's link and what has come from it. Every method raises LinkLost and LinkBlocked unless it says so."""

    def __init__(self, link: Transport, patience: Patience, clock: Callable[[], float]) -> None:
        self.link = link
        self.inbox = Inbox(link, clock)
        self.patience = patience
        self.clock = clock
        self.by_port = False
        """Whether the port is asked in place of the printer, which answers nothing."""

    def wire(self, size: int) -> float:
        """Seconds that so many bytes need on the wire, 8N1."""
        return size * 10 / self.link.baud

    def send(self, data: bytes) -> None:
        """Send within one and a half times the wire's own time and some patience."""
        self.link.write(data, self.clock() + self.wire(len(data)) * 1.5 + self.patience.send)

    def status(self) -> Status:
        """The four real-time questions. Raises NoAnswer, BadFrame.

        Asked again once if a reply to an earlier question got between. Where other answers keep coming there is no
        printer: one byte of a talking thermometer in sixteen looks like a status.
        """
        if self.by_port:
            return self.port_status()
        for _ in range(2):
            self.inbox.foreign = False
            replies = bytes(self._ask(n) for n in (1, 2, 3, 4))
            if not self.inbox.surplus() and not self.inbox.foreign:
                return real_time(replies)
            self.inbox.empty(self.patience.reply)
        raise BadFrame(f"{self.link.port}: answers came that nobody asked for; is this the printer's port?")

    def port_status(self) -> Status:
        """What the port tells of the printer. Raises NoAnswer where it tells nothing."""
        told = self.link.port_status()
        if told is None:
            raise NoAnswer(f"{self.link.port}: neither the printer nor its port tells its status")
        return of_port(told)

    def _ask(self, n: int) -> int:
        deadline = self.clock() + self.patience.reply
        self.link.write(bytes((0x10, 0x04, n)), deadline)
        reply = self.inbox.real_time(deadline)
        if reply is not None:
            return reply
        if self.inbox.garbage:
            raise BadFrame(f"{self.link.port}: unreadable answer {self.inbox.garbage[:16].hex(' ')}")
        raise NoAnswer(f"{self.link.port}: no answer to DLE EOT {n}")

    def end_head(self) -> None:
        """Complete the head of a command that may have been cut off, so that a question is not taken for it."""
        self.link.write(_END_HEAD, self.clock() + self.patience.reply)

    def end_picture(self, size: int) -> None:
        """Complete a picture of up to ``size`` bytes that was cut off, so that the next job is not taken for it."""
        self.send(bytes(size))

    def clear(self) -> bool:
        """Order the printer to throw away what it has not printed; True when it says that it did.

        Nothing is sent until it answers. Never raises: a printer that cannot be reached has not cleared.
        """
        try:
            self.inbox.empty()
            deadline = self.clock() + self.patience.clear
            self.link.write(_END_HEAD + CLEAR_BUFFERS, deadline)
            return self.inbox.block(_CLEARED, deadline)
        except DriverError:
            return False

    def recover(self) -> None:
        """Order the printer to leave a recoverable error behind, and the job with it."""
        self.send(_RECOVER)

    def reset(self) -> None:
        """Back to the settings after power-on; an unfinished line is dropped."""
        self.send(b"\x1b@")

    def knows_process_id(self, mark: bytes) -> bool:
        """Whether the printer acknowledges this mark."""
        deadline = self.clock() + self.wire(len(mark)) + self.patience.probe
        self.link.write(acknowledge(mark), deadline)
        return self.inbox.block(b'7"' + mark, deadline)

    def fenced(self, seconds: float) -> bool:
        """Whether everything sent before has been dealt with: the printer answers GS r only then."""
        deadline = self.clock() + seconds
        self.link.write(b"\x1dr\x01", deadline)
        answered = self.inbox.next(deadline, Buffered) is not None
        # An answer to an earlier fence comes right before this one; both must be gone before the next job.
        self.inbox.empty(self.patience.reply / 3)
        return answered
