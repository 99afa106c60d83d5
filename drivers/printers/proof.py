"""Waiting for a printer's word that a ticket is out, each as far as it can vouch for one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from drivers.errors import BadFrame, DriverError, LinkBlocked, LinkLost
from drivers.printers.dialogue import Dialogue, Patience
from drivers.printers.outcome import Capability
from drivers.printers.replies import Buffered
from drivers.printers.status import Cause

Marks = tuple[bytes, bytes]
"""What the printer shall name after the last line of a ticket, and after its cut."""
_PASSING = (Cause.HOT, Cause.WAITING, Cause.FEED_BUTTON, Cause.OFFLINE)


@dataclass(frozen=True, slots=True)
class Proof:
    """Of the ticket sent last. A head that is too hot is waited for until ``cool_by``, on ``clock``."""

    talk: Dialogue
    patience: Patience
    clock: Callable[[], float]
    cool_by: float

    def awaited(self, marks: Marks, capability: Capability, sent_at: float) -> Cause | None:
        """Waits for the proof that ``capability`` can give; the cause if it does not come."""
        match capability:
            case Capability.PROCESS_ID:
                return self._acknowledged(marks, sent_at + self.patience.acknowledge)
            case Capability.FENCE:
                return self._fenced(sent_at + self.patience.acknowledge)
            case Capability.STATUS_ONLY | Capability.PORT_STATUS:
                return self._watched(sent_at + self.patience.watch)
            case Capability.WRITE_ONLY:
                return None

    def _acknowledged(self, marks: Marks, deadline: float) -> Cause | None:
        """Both marks named by the printer; after a fault that needs a hand, only what still moves is awaited."""
        inbox, waiting = self.talk.inbox, [b'7"' + mark for mark in marks]
        until = deadline
        while waiting:
            told = inbox.automatic.cause if inbox.automatic else None
            if told is Cause.HOT:
                deadline = max(deadline, self.cool_by + self.patience.acknowledge)
            if told is not None and told not in _PASSING:
                until = min(until, self.clock() + self.patience.grace)
            else:
                until = deadline
            found = inbox.either(waiting, until)
            if found is not None:
                waiting.remove(found)
            elif self.clock() >= until:
                return self._why()
        return None

    def _fenced(self, deadline: float) -> Cause | None:
        """The question behind the ticket answered; asked why not, and given time only for a head that is too hot."""
        inbox = self.talk.inbox
        while inbox.next(deadline, Buffered) is None or inbox.garbage:
            cause = self._why()
            if cause is not Cause.HOT or self.clock() >= self.cool_by:
                return cause
            deadline = self.cool_by + self.patience.acknowledge
        return None

    def _watched(self, until: float) -> Cause | None:
        """No fault up to then; one that passes by itself counts only if it is still there at the end."""
        while True:
            cause = self.talk.status().cause
            if cause is Cause.HOT and self.clock() < self.cool_by:
                until = max(until, self.clock() + self.patience.watch)
            if self.clock() >= until or (cause is not None and cause not in _PASSING):
                return cause
            self.talk.inbox.wait(min(until, self.clock() + self.patience.reply))

    def _why(self) -> Cause:
        """The best explanation for a proof that did not come."""
        inbox = self.talk.inbox
        unreadable, told = bool(inbox.garbage), inbox.automatic
        try:
            inbox.empty()
            cause = self.talk.status().cause
        except DriverError as error:
            cause = cause_of(error)
        if cause is None and told is not None:
            cause = told.cause
        return cause or (Cause.GARBAGE if unreadable else Cause.SILENT)


def cause_of(error: DriverError) -> Cause:
    """What a link's error means for paper."""
    match error:
        case LinkLost():
            return Cause.LOST
        case LinkBlocked():
            return Cause.BLOCKED
        case BadFrame():
            return Cause.GARBAGE
        case _:
            return Cause.SILENT
