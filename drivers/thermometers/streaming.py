"""Readings from a device that sends by itself."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from decimal import Decimal

from drivers.errors import NoAnswer
from drivers.link import Link
from drivers.thermometers.agreement import agreed
from drivers.thermometers.format import Streams
from drivers.thermometers.model import Model
from drivers.thermometers.readings import Item, Reading, Rejected, RejectedKind

# Bytes wait in the kernel while nobody asks. Older than this they describe somebody who has left.
_FRESH = 0.5


class StreamSource:
    """The next item of a stream, never one that waited long for being asked for."""

    def __init__(self, model: Model, talk: Streams, link: Link, clock: Callable[[], float]) -> None:
        self._model = model
        self._start = talk.start
        self._link = link
        self._clock = clock
        self._decoder = model.decoder()
        self._queue: deque[Item] = deque()
        self._opened = 0
        self._asked = 0.0
        self._grace = 0
        self._dropping_line = False
        self._last: Reading | None = None

    def next(self, deadline: float) -> Item:
        """The next item before the deadline. NoAnswer, LinkLost, LinkBlocked."""
        self._link.open()
        if self._link.opened != self._opened:
            self._restart()
            if self._start:
                self._link.write(self._start, deadline)
            self._opened = self._link.opened
        elif self._clock() - self._asked > _FRESH:
            self._link.flush_input()
            self._restart()
        try:
            return self._confirmed(deadline, self._model.format.confirm)
        finally:
            self._asked = self._clock()

    def _confirmed(self, deadline: float, within: Decimal | None) -> Item:
        item = self._next(deadline)
        if within is None or not isinstance(item, Reading):
            return item
        if self._last is None:
            # The first after a start has nothing to agree with; the one after it decides.
            self._last = item
            return self._confirmed(deadline, within)
        last, self._last = self._last, item
        return agreed(last, item, within)

    def _next(self, deadline: float) -> Item:
        # A caller slower than the device would fall behind for ever: what has arrived is taken up first,
        # and only the newest half second of it is kept.
        self._take(self._link.read(self._clock()))
        most = max(2, int(self._model.rate_hz * _FRESH))
        while len(self._queue) > most:
            self._queue.popleft()
        while not self._queue:
            data = self._link.read(deadline)
            if not data:
                raise NoAnswer(f"{self._link.port}: {self._model.name} sent no reading in time")
            self._take(data)
        return self._queue.popleft()

    def _restart(self) -> None:
        self._decoder = self._model.decoder()
        self._queue.clear()
        self._last = None
        # One joins a stream in the middle of a frame, or of a line: the rest of it is nobody's fault.
        self._dropping_line = self._model.format.lines
        self._grace = 0 if self._dropping_line else self._model.format.longest

    def _take(self, data: bytes) -> None:
        if self._dropping_line:
            _, end, data = data.partition(b"\n")
            self._dropping_line = not end
        for item in self._decoder.feed(data):
            if isinstance(item, Rejected):
                if item.kind is RejectedKind.OTHER:
                    continue
                if item.kind is RejectedKind.FRAME and self._grace > 0:
                    self._grace -= len(item.raw)
                    continue
            else:
                self._grace = 0
            self._queue.append(item)
