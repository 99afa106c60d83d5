"""One printer on a link: asked before and after, sent to with deadlines, believed only when it vouches for a ticket.

The order of a job: status -> send -> acknowledgements of this very job -> status. What cannot be proved is
``Uncertain``; ``Refused`` is said only when nothing of the ticket has left.
"""

from __future__ import annotations

import secrets
import time
from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from drivers.errors import BadFrame, DriverError, LinkBlocked, LinkLost, NoAnswer
from drivers.link import Link
from drivers.printers import compose as composing
from drivers.printers.blocks import Block
from drivers.printers.inbox import Inbox
from drivers.printers.outcome import Capability, Outcome, Printed, Refused, Uncertain
from drivers.printers.profiles import Profile, QrMethod, profile
from drivers.printers.replies import Buffered
from drivers.printers.status import Cause, Status, real_time
from drivers.printers.tokens import CLEAR_BUFFERS

_PASSING = (Cause.HOT, Cause.WAITING, Cause.FEED_BUTTON, Cause.OFFLINE)
_CLEARED = b"7%"
_RECOVER = b"\x10\x05\x02"
# NUL is ignored between commands, and ends an unfinished one: the first few complete the head of a picture, lest
# a question become its size; the many are longer than the largest picture of a ticket.
_END_HEAD = bytes(8)
_END_PICTURE = {QrMethod.NATIVE: bytes(2560), QrMethod.DOUBLE: bytes(2560), QrMethod.PLAIN: bytes(8192)}


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
    watch: float = 3.0
    """for a printer that can only tell faults to show none"""
    clear: float = 1.0
    probe: float = 1.0


class Printer:
    """A printer in the hands of one thread; ``close`` may come from another."""

    def __init__(
        self,
        profile: Profile,
        link: Link,
        *,
        capability: Capability | None = None,
        patience: Patience | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """``capability``: as probed at installation; None is probed before the first ticket.

        WRITE_ONLY is believed only when it is handed in: a printer that is switched off looks the same.
        """
        self.profile = profile
        self.capability = capability
        self._link = link
        self._inbox = Inbox(link)
        self._patience = patience or Patience()
        self._clock = clock
        self._clears: bool | None = None  # None: not tried yet
        self._unsure = capability is not Capability.WRITE_ONLY
        """Whether bytes of an earlier job may wait in the printer, or a command in it may be unfinished."""
        self._attempt = secrets.randbelow(1_000_000)
        self._marks: deque[tuple[bytes, bytes]] = deque(maxlen=64)

    def prepare(self) -> None:
        """Imports what composing needs (0.3 s), so that the first ticket does not wait for it."""
        composing.prepare()

    def status(self) -> Status:
        """What the printer says about itself now. Raises LinkLost, LinkBlocked, NoAnswer or BadFrame.

        If an earlier job ended uncertain, its rest is cleared now, before a new roll can bring it to paper.
        """
        if self.capability is Capability.WRITE_ONLY:
            raise NoAnswer(f"{self._link.port}: a write-only printer has no status")
        self._inbox.empty()
        if self._unsure:
            self._link.write(_END_HEAD, self._clock() + self._patience.reply)
        status = self._ask()
        if self._unsure and self._clears is not False and not self.clear():
            self._clears = False  # it answers questions, but not this order
        return status

    def probe(self) -> Capability:
        """Finds out how far the printer can vouch for a ticket, and remembers it.

        WRITE_ONLY also means "switched off", so it is returned but not remembered. Raises NoAnswer while the
        printer has no paper or another fault (it would answer nothing then), LinkLost, LinkBlocked, BadFrame.
        A printer that does not know process IDs may print a few characters.
        """
        try:
            status = self.status()
        except NoAnswer:
            return Capability.WRITE_ONLY
        if status.cause is not None:
            raise NoAnswer(f"{self._link.port}: cannot be probed: {status.cause.value}")
        found = self._best()
        self.capability = found
        return found

    def print(self, blocks: Iterable[Block], *, job: str) -> Outcome:
        """Prints one ticket; never raises for the printer's sake. ValueError if a QR code is too wide.

        ``job`` names the ticket; each call gets acknowledgement marks of its own, so that a late word about
        an earlier attempt is not taken for this one.
        """
        try:
            if self.capability is not Capability.WRITE_ONLY:
                status = self.status()
                if status.cause is not None:
                    return Refused(status.cause)
                if self.capability is None and self.probe() is Capability.WRITE_ONLY:
                    return Refused(Cause.SILENT)
            capability = self.capability or Capability.WRITE_ONLY
            data, marks = self._composed(list(blocks), job, capability)
            self._make_sure(capability)
        except DriverError as error:
            return Refused(_cause(error))
        return self._send(data, marks, capability)

    def clear(self) -> bool:
        """Makes the printer throw away what it has not printed; True when it says that it did.

        Nothing is sent until it answers. LinkLost and LinkBlocked are answered with False.
        """
        try:
            self._inbox.empty()
            deadline = self._clock() + self._patience.clear
            self._link.write(_END_HEAD + CLEAR_BUFFERS, deadline)
            cleared = self._inbox.block(_CLEARED, deadline)
        except DriverError:
            return False
        if cleared:
            self._unsure, self._clears = False, True
        return cleared

    def recover(self) -> Status:
        """After a cutter jam or another recoverable error has been mended: drop the old job and go on.

        Raises LinkLost, LinkBlocked, NoAnswer, BadFrame.
        """
        self._link.write(_RECOVER, self._clock() + self._patience.send)
        return self.status()

    def close(self) -> None:
        self._link.close()

    def _ask(self) -> Status:
        """The four real-time questions; asked again once if a reply of an earlier question got between."""
        for _ in range(2):
            replies = bytes(self._ask_one(n) for n in (1, 2, 3, 4))
            if not self._inbox.surplus():
                return real_time(replies)
            self._inbox.empty(self._patience.reply)
        raise BadFrame(f"{self._link.port}: more status replies than questions")

    def _ask_one(self, n: int) -> int:
        deadline = self._clock() + self._patience.reply
        self._link.write(bytes((0x10, 0x04, n)), deadline)
        reply = self._inbox.real_time(deadline)
        if reply is not None:
            return reply
        if self._inbox.garbage:
            raise BadFrame(f"{self._link.port}: unreadable answer {self._inbox.garbage[:16].hex(' ')}")
        raise NoAnswer(f"{self._link.port}: no answer to DLE EOT {n}")

    def _best(self) -> Capability:
        """The first ability that shows.

        Before a second try, a picture that an earlier job left unfinished is filled up with NUL.
        """
        for attempt in range(2 if self._unsure else 1):
            mark, _ = self._new_marks(f"probe {attempt}")[1]
            filling = _END_PICTURE[self.profile.qr] * attempt
            deadline = self._clock() + self._wire(len(filling)) * 1.5 + self._patience.probe
            self._link.write(filling + composing.acknowledge(mark), deadline)
            found = self._inbox.block(b'7"' + mark, deadline)
            if found:
                break
        fence = not found and self._fenced(self._patience.probe)
        self._link.write(b"\x1b@", self._clock() + self._patience.probe)  # drops what a clone took for text
        self._unsure = False
        return Capability.PROCESS_ID if found else Capability.FENCE if fence else Capability.STATUS_ONLY

    def _fenced(self, seconds: float) -> bool:
        """Whether everything sent before has been dealt with: the printer answers GS r only then."""
        deadline = self._clock() + seconds
        self._link.write(b"\x1dr\x01", deadline)
        answered = isinstance(self._inbox.next(deadline, Buffered), Buffered)
        # An answer to an earlier fence comes right before this one; both must be gone before the next job.
        self._inbox.empty(self._patience.reply / 3)
        return answered

    def _make_sure(self, capability: Capability) -> None:
        """Before a job: nothing of an earlier one may stand in the printer's way."""
        if not self._unsure:
            return
        filling = _END_PICTURE[self.profile.qr]
        deadline = self._clock() + self._wire(len(filling)) * 1.5 + self._patience.send
        self._link.write(filling, deadline)
        if capability is Capability.FENCE and not self._fenced(self._patience.acknowledge):
            raise NoAnswer(f"{self._link.port}: an earlier job is not finished")
        self._unsure = False

    def _new_marks(self, job: str) -> tuple[str, tuple[bytes, bytes]]:
        while True:
            self._attempt += 1
            name = f"{job}#{self._attempt}"
            marks = composing.process_ids(name)
            if marks not in self._marks:
                self._marks.append(marks)
                return name, marks

    def _composed(
        self, blocks: list[Block], job: str, capability: Capability
    ) -> tuple[bytes, tuple[bytes, bytes]]:
        name, marks = self._new_marks(job)
        return composing.compose(blocks, self.profile, job=name, capability=capability), marks

    def _wire(self, size: int) -> float:
        """Seconds that so many bytes need on the wire, 8N1."""
        return size * 10 / self._link.baud

    def _send(self, data: bytes, marks: tuple[bytes, bytes], capability: Capability) -> Outcome:
        wire = self._wire(len(data))
        begun = self._clock()
        self._unsure = True
        try:
            self._link.write(data, begun + wire * 1.5 + self._patience.send)
        except (LinkLost, LinkBlocked) as error:
            if error.sent == 0:
                self._unsure = False
                return Refused(_cause(error))
            return self._given_up(_cause(error))
        on_wire = max(begun + wire, self._clock())  # the system's buffer takes bytes faster than the wire
        try:
            cause = self._awaited(marks, capability, on_wire)
        except DriverError as error:
            return self._given_up(_cause(error))
        if cause is not None:
            return self._given_up(cause)
        self._unsure = False
        return Printed(capability, self._afterwards(capability))

    def _awaited(self, marks: tuple[bytes, bytes], capability: Capability, sent_at: float) -> Cause | None:
        """Waits for the proof that ``capability`` can give; the cause if it does not come."""
        match capability:
            case Capability.PROCESS_ID:
                return self._acknowledged(marks, sent_at + self._patience.acknowledge)
            case Capability.FENCE:
                deadline = sent_at + self._patience.acknowledge
                answered = self._inbox.next(deadline, Buffered) is not None and not self._inbox.garbage
                return None if answered else self._why()
            case Capability.STATUS_ONLY:
                return self._watched(sent_at + self._patience.watch)
            case Capability.WRITE_ONLY:
                return None

    def _acknowledged(self, marks: tuple[bytes, bytes], deadline: float) -> Cause | None:
        waiting = [b'7"' + mark for mark in marks]
        grace = deadline
        while waiting:
            status = self._inbox.automatic
            if status is not None and status.cause is not None and status.cause not in _PASSING:
                grace = min(grace, self._clock() + self._patience.grace)
            else:
                grace = deadline
            found = self._inbox.either(waiting, min(deadline, grace))
            if found is not None:
                waiting.remove(found)
            elif self._clock() >= min(deadline, grace):
                return self._why()
        return None

    def _watched(self, until: float) -> Cause | None:
        while True:
            status = self._ask()
            if status.cause is not None and status.cause not in _PASSING:
                return status.cause
            if self._clock() >= until:
                return status.cause
            self._inbox.wait(min(until, self._clock() + self._patience.reply))

    def _why(self) -> Cause:
        """The best explanation for a proof that did not come."""
        unreadable, last = bool(self._inbox.garbage), self._inbox.automatic
        try:
            self._inbox.empty()
            cause = self._ask().cause
        except DriverError as error:
            cause = _cause(error)
        if cause is None and last is not None:
            cause = last.cause
        return cause or (Cause.GARBAGE if unreadable else Cause.SILENT)

    def _given_up(self, cause: Cause) -> Uncertain:
        hopeless = cause is Cause.LOST or self._clears is False or self.capability is Capability.WRITE_ONLY
        return Uncertain(cause, cleared=not hopeless and self.clear())

    def _afterwards(self, capability: Capability) -> Status | None:
        """The proof stands whatever this says; it tells about the next ticket."""
        if capability is Capability.WRITE_ONLY:
            return None
        try:
            return self._ask()
        except DriverError:
            return None


def _cause(error: DriverError) -> Cause:
    match error:
        case LinkLost():
            return Cause.LOST
        case LinkBlocked():
            return Cause.BLOCKED
        case BadFrame():
            return Cause.GARBAGE
        case _:
            return Cause.SILENT


def open_printer(
    profile_name: str,
    port: str,
    *,
    line: str = "19200/8n1",
    flow: str = "none",
    capability: Capability | None = None,
    patience: Patience | None = None,
    trace: Callable[[str, bytes], None] | None = None,
) -> Printer:
    """A printer by the name of its profile; the port is opened on first use. Raises UnknownModel, ValueError."""
    link = Link(port, line=line, flow=flow, trace=trace)
    return Printer(profile(profile_name), link, capability=capability, patience=patience)
