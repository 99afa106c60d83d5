"""Readings from a device that sends by itself."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable

from drivers.errors import NoAnswer
from drivers.link import Link
from drivers.thermometers.agreement import Confirmer
from drivers.thermometers.format import Streams
from drivers.thermometers.model import Model
from drivers.thermometers.readings import Item, Reading, Rejected, RejectedKind

# Bytes wait in the kernel while nobody asks. Older than this (seconds) they describe somebody who has left.
_FRESH = 0.5
# A kernel keeps about 4096 bytes of a serial port. When they are full, newer ones were lost, in the middle
# of a frame.
_FULL = 4000
# A device that must be started and says nothing for so long (seconds) has restarted by itself.
_FORGOT = 2.0


class StreamSource:
    """The next item of a stream, never one that waited long for being asked for."""

    def __init__(self, model: Model, talk: Streams, link: Link, clock: Callable[[], float]) -> None:
        self._model = model
        self._start = talk.start
        self._link = link
        self._clock = clock
        self._queue: deque[Item] = deque()
        self._opened = 0
        self._asked = self._heard = 0.0
        self._restart()

    def next(self, deadline: float) -> Item:
        """The next item before the deadline. NoAnswer, LinkLost, LinkBlocked."""
        self._link.open()
        if self._link.opened != self._opened:
            self._restart()
            self._tell_to_start(deadline)
            self._opened = self._link.opened
        elif self._clock() - self._asked > _FRESH:
            self._catch_up()
        try:
            return self._next(deadline)
        finally:
            self._asked = self._clock()

    def forget(self) -> None:
        """Somebody else has read from the link: what comes next joins the stream anew."""
        self._restart()

    def _next(self, deadline: float) -> Item:
        # A caller slower than the device would fall behind for ever: what has arrived is taken up first,
        # and only the newest half second of it is kept.
        self._take(self._link.read(self._clock()))
        most = max(2, int(self._model.rate_hz * _FRESH))
        while len(self._queue) > most:
            self._queue.popleft()
        while not self._queue:
            # The clock too: a device that never pauses has always something to read, and may still say nothing.
            data = self._link.read(deadline) if self._clock() < deadline else b""
            if not data:
                if self._clock() - self._heard > _FORGOT:
                    self._tell_to_start(deadline)
                raise NoAnswer(f"{self._link.port}: {self._model.name} sent no reading in time")
            self._take(data)
        return self._queue.popleft()

    def _tell_to_start(self, deadline: float) -> None:
        if self._start:
            self._link.write(self._start, deadline)
        self._heard = self._clock()

    def _restart(self) -> None:
        form = self._model.format
        self._decoder = self._model.decoder()
        self._confirmer = None if form.confirm is None else Confirmer(form.confirm)
        self._queue.clear()
        # One joins a stream in the middle of a frame, or of a line: the rest of it is nobody's fault.
        self._dropping_line = form.lines
        self._grace = 0 if form.lines else form.longest

    def _catch_up(self) -> None:
        """Read what is old only to stay in step with the frames."""
        old = 0
        while old < 4 * _FULL and (data := self._link.read(self._clock())):
            old += len(data)
            self._take(data)
        if old >= _FULL:
            self._restart()
        elif self._confirmer is not None:
            self._confirmer.let_go()
        self._queue.clear()

    def _take(self, data: bytes) -> None:
        if not data:
            return
        self._heard = self._clock()
        if self._dropping_line:
            _, end, data = data.partition(b"\n")
            self._dropping_line = not end
        for item in self._decoder.feed(data):
            if isinstance(item, Reading):
                self._grace = 0
                self._queue += [item] if self._confirmer is None else self._confirmer.feed(item)
            elif item.kind is RejectedKind.FRAME and self._grace > 0:
                self._grace -= len(item.raw)
            elif _tells(item):
                self._queue.append(item)


def _tells(item: Rejected) -> bool:
    return item.kind is not RejectedKind.OTHER
