"""Replies of one printer, waited for by kind; what was not asked for is kept or passed over."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence

from drivers.printers.replies import Automatic, BlockReply, Buffered, Garbage, RealTime, Replies, Reply
from drivers.printers.status import Status
from drivers.printers.transport import Transport


class Inbox:
    """Everything that comes from a link. ``automatic`` and ``garbage`` are what came since ``empty``."""

    def __init__(self, link: Transport, clock: Callable[[], float]) -> None:
        """``clock`` is the link's own."""
        self._link = link
        self._clock = clock
        self._replies = Replies()
        self._waiting: deque[Reply] = deque()
        self._opened = link.opened
        self.automatic: Status | None = None
        self.garbage = b""
        self.foreign = False
        """Whether answers came to other questions than DLE EOT."""

    def empty(self, quiet: float = 0.0) -> None:
        """Forgets everything that has arrived, until nothing more comes for ``quiet`` seconds. LinkLost."""
        self._link.flush_input(quiet)
        self._replies.reset()
        self._waiting.clear()
        self.automatic = None
        self.garbage = b""
        self.foreign = False

    def surplus(self) -> bool:
        """Whether a real-time reply is there that nobody asked for. LinkLost."""
        self._collect(float("-inf"))
        return any(isinstance(reply, RealTime) for reply in self._waiting)

    def real_time(self, deadline: float) -> int | None:
        """The next reply to DLE EOT, None at the deadline (of the link's clock). LinkLost."""
        reply = self.next(deadline, RealTime)
        return reply.byte if isinstance(reply, RealTime) else None

    def block(self, data: bytes, deadline: float) -> bool:
        """Whether this block came before the deadline; others are passed over. LinkLost."""
        while True:
            reply = self.next(deadline, BlockReply)
            if reply is None or reply == BlockReply(data):
                return reply is not None

    def either(self, blocks: Sequence[bytes], deadline: float) -> bytes | None:
        """The first of these blocks, or None at the deadline or when the printer reported a change. LinkLost."""
        while True:
            reply = self.next(deadline, BlockReply, Automatic)
            if not isinstance(reply, BlockReply):
                return None
            if reply.data in blocks:
                return reply.data

    def next(self, deadline: float, *kinds: type[Reply]) -> Reply | None:
        """The next reply of these kinds; others before it are dropped. None at the deadline. LinkLost.

        What is there at the deadline counts: a busy machine may come to its own question late.
        """
        more = True
        while True:
            while self._waiting:
                reply = self._waiting.popleft()
                if isinstance(reply, kinds):
                    return reply
            if not more:
                return None
            more = self._more(deadline)

    def wait(self, until: float) -> None:
        """Listens until then. LinkLost."""
        while self._more(until):
            pass

    def _more(self, deadline: float) -> bool:
        """As ``_collect``, but not for ever: who never stops talking has always something to read."""
        late = self._clock() >= deadline
        return self._collect(deadline) and not late

    def _collect(self, deadline: float) -> bool:
        """One read; False when nothing came before the deadline."""
        data = self._link.read(deadline)
        if self._opened != self._link.opened:
            # Another connection: the beginning of a reply on the old one has no end.
            self._opened = self._link.opened
            self._replies.reset()
        for reply in self._replies.feed(data):
            match reply:
                case Automatic(status):
                    self.automatic = status
                case Garbage(lost):
                    self.garbage = (self.garbage + lost)[-64:]
                case _:
                    pass
            self.foreign |= isinstance(reply, Buffered | BlockReply)
            self._waiting.append(reply)
        return bool(data)
