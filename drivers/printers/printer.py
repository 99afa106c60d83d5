"""One printer on a link: asked before and after, believed only when it vouches for this very ticket.

The order of a job: status -> send -> acknowledgements of this job -> status. What cannot be proved is
``Uncertain``; ``Refused`` is said only when nothing of the ticket has left.
"""

from __future__ import annotations

import secrets
import time
from collections import deque
from collections.abc import Callable, Iterable
from itertools import chain

from drivers.errors import DriverError, LinkBlocked, LinkLost, NoAnswer
from drivers.printers import compose as composing
from drivers.printers.blocks import Block
from drivers.printers.dialogue import END_PICTURE, Dialogue, Patience
from drivers.printers.length import paper_mm
from drivers.printers.outcome import Capability, Outcome, Printed, Refused, Uncertain
from drivers.printers.profiles import Profile
from drivers.printers.proof import Marks, Proof, cause_of
from drivers.printers.status import Cause, Paper, Status
from drivers.printers.transport import Transport


class Printer:
    """A printer in the hands of one thread; ``close`` may come from another."""

    def __init__(
        self,
        profile: Profile,
        link: Transport,
        *,
        capability: Capability | None = None,
        patience: Patience | None = None,
        clock: Callable[[], float] = time.monotonic,
        whole_jobs: bool = False,
    ) -> None:
        """``capability``: as probed at installation; None is probed before the first ticket.

        WRITE_ONLY is believed only when it is handed in: a printer that is switched off looks the same.
        ``whole_jobs`` says that the link hands on each job whole or not at all, so that none is left unfinished.
        """
        self.profile = profile
        self.capability = capability
        self._link = link
        self._patience = patience or Patience()
        self._clock = clock
        self._talk = Dialogue(link, self._patience, clock)
        self._talk.by_port = capability is Capability.PORT_STATUS
        # None: not tried yet
        self._clears: bool | None = False if capability is Capability.PORT_STATUS else None
        self._whole_jobs = whole_jobs
        self._unsure = not whole_jobs
        """Whether bytes of an earlier job may wait in the printer, or a command in it may be unfinished."""
        self._longest = END_PICTURE[profile.qr]  # bytes that an unfinished picture may still want
        self._attempt = secrets.randbelow(1_000_000)
        self._used: deque[Marks] = deque(maxlen=64)
        self._cool_by = 0.0  # until then a hot head is waited for
        self.last_mm = 0.0
        """Millimetres of paper that the ticket sent last takes."""

    def prepare(self) -> None:
        """Imports what composing needs (0.3 s), so that the first ticket does not wait for it."""
        composing.prepare()

    def status(self) -> Status:
        """What the printer says about itself now. Raises LinkLost, LinkBlocked, NoAnswer or BadFrame.

        If an earlier job ended uncertain, its rest is cleared now, before a new roll can bring it to paper.
        A write-only printer counts as ready whenever its port can be opened. One that says nothing is taken by what
        its USB port tells, where it has one; if that is well, it is known from then on as such a printer.
        """
        if self.capability is Capability.WRITE_ONLY:
            self._link.open()
            return Status(online=True, paper=Paper.OK, cover_open=False, cause=None)
        self._talk.inbox.empty()
        if self._unsure:
            self._talk.end_head()
        try:
            status = self._talk.status()
        except NoAnswer:
            if self.capability is not None:
                raise
            return self._told_by_port()
        if self._unsure and self._clears is not False and not self.clear():
            self._clears = False  # it answers questions, but not this order
        return status

    def probe(self) -> Capability:
        """Finds out how far the printer can vouch for a ticket, and remembers it.

        WRITE_ONLY also means "switched off", so it is returned but not remembered. Raises NoAnswer while the
        printer has no paper or another fault (it would answer nothing then), LinkLost, LinkBlocked, BadFrame.
        """
        try:
            status = self.status()
        except NoAnswer:
            return Capability.WRITE_ONLY
        if status.cause is not None:
            raise NoAnswer(f"{self._link.port}: cannot be probed: {status.cause.value}")
        if self.capability is Capability.PORT_STATUS:
            return self.capability
        knows = self._talk.knows_process_id(self._new_marks("probe")[1][0])
        if not knows and self._unsure:  # the question may have become part of an unfinished picture
            self._talk.end_picture(self._longest)
            knows = self._talk.knows_process_id(self._new_marks("probe")[1][0])
        fence = not knows and self._talk.fenced(self._patience.probe)
        self._talk.reset()  # a clone takes the question for text; this drops it before it is printed
        self._unsure = False
        self.capability = (
            Capability.PROCESS_ID if knows else Capability.FENCE if fence else Capability.STATUS_ONLY
        )
        return self.capability

    def _told_by_port(self) -> Status:
        status = self._talk.port_status()
        if status.cause is None:
            self._talk.by_port, self._clears = True, False
            self.capability = Capability.PORT_STATUS
        return status

    def print(self, blocks: Iterable[Block], *, job: str) -> Outcome:
        """Prints one ticket; never raises for the printer's sake. ValueError if a QR code is too wide.

        ``job`` names the ticket; each call gets acknowledgement marks of its own, so that a late word about
        an earlier attempt is not taken for this one.
        """
        try:
            status = self.rested()
            if status.cause is not None:
                return Refused(status.cause)
            capability = self.capability or self.probe()
            if self.capability is None:
                return Refused(Cause.SILENT)
            name, marks = self._new_marks(job)
            pieces = composing.pieces(blocks, self.profile, job=name, capability=capability)
            # Nothing may be sent of what cannot be composed; and a job of a spooler is one write.
            first = b"".join(pieces) if self._whole_jobs else next(pieces)
            self._make_sure(capability)
        except DriverError as error:
            return Refused(cause_of(error))
        return self._send(chain((first,), pieces), marks, capability)

    def clear(self) -> bool:
        """Makes the printer throw away what it has not printed; True when it says that it did. Never raises."""
        cleared = self._talk.clear()
        if cleared:
            self._unsure, self._clears = False, True
        return cleared

    def recover(self) -> Status:
        """After a cutter jam or another recoverable error has been mended: drop the old job and go on.

        Raises LinkLost, LinkBlocked, NoAnswer, BadFrame.
        """
        self._talk.recover()
        return self.status()

    def close(self) -> None:
        """Give the port back; the next use opens it again."""
        self._link.close()

    def rested(self) -> Status:
        """As ``status``, but a head that is too hot, which goes on by itself, is waited for."""
        self._cool_by = self._clock() + self._patience.cool
        status = self.status()
        while status.cause is Cause.HOT and self._clock() < self._cool_by:
            self._talk.inbox.wait(min(self._cool_by, self._clock() + self._patience.reply))
            status = self._talk.status()
        return status

    def _make_sure(self, capability: Capability) -> None:
        """Before a job: nothing of an earlier one may stand in the printer's way."""
        if not self._unsure:
            return
        self._talk.end_picture(self._longest)
        if capability is Capability.FENCE and not self._talk.fenced(self._patience.acknowledge):
            raise NoAnswer(f"{self._link.port}: an earlier job is not finished")
        self._unsure = False

    def _new_marks(self, job: str) -> tuple[str, Marks]:
        """A name for this attempt at ``job``, and its marks, which no recent attempt had."""
        while True:
            self._attempt += 1
            name = f"{job}#{self._attempt}"
            marks = composing.process_ids(name)
            if marks not in self._used:
                self._used.append(marks)
                return name, marks

    def _send(self, pieces: Iterable[bytes], marks: Marks, capability: Capability) -> Outcome:
        begun, data = self._clock(), b""
        self._unsure = not self._whole_jobs
        try:
            for piece in pieces:
                self._longest = max(self._longest, len(data) + len(piece))
                self._talk.send(piece)
                data += piece
        except (LinkLost, LinkBlocked) as error:
            if not data and error.sent == 0:
                self._unsure = False
                return Refused(cause_of(error))
            return self._given_up(cause_of(error))
        self.last_mm = paper_mm(data, self.profile)
        # The system's buffer takes bytes faster than the wire brings them away.
        sent_at = max(begun + self._talk.wire(len(data)), self._clock())
        proof = Proof(self._talk, self._patience, self._clock, self._cool_by)
        try:
            cause = proof.awaited(marks, capability, sent_at)
        except DriverError as error:
            cause = cause_of(error)
        if cause is not None:
            return self._given_up(cause)
        self._unsure = False
        return Printed(capability, self._afterwards(capability))

    def _given_up(self, cause: Cause) -> Uncertain:
        hopeless = cause is Cause.LOST or self._clears is False or self.capability is Capability.WRITE_ONLY
        return Uncertain(cause, cleared=not hopeless and self.clear())

    def _afterwards(self, capability: Capability) -> Status | None:
        """The proof stands whatever this says; it tells about the next ticket."""
        if capability is Capability.WRITE_ONLY:
            return None
        try:
            return self._talk.status()
        except DriverError:
            return None


__all__ = ["Patience", "Printer"]
