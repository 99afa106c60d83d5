"""A thermometer on a link: one reading at a time, fresh, whatever happens on the wire."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from decimal import Decimal

from drivers.errors import BadFrame, NoAnswer
from drivers.link import Link
from drivers.thermometers import catalog
from drivers.thermometers.asking import AskingSource
from drivers.thermometers.format import Asks, AsksModbus, Question, Streams
from drivers.thermometers.modbus_master import ModbusSource
from drivers.thermometers.model import Model
from drivers.thermometers.readings import Item
from drivers.thermometers.streaming import StreamSource

_LONGEST_ANSWER = 512
"""Bytes of what came last in which an answer is looked for; the longest has twelve."""


class Thermometer:
    """Readings of one model over one link. Belongs to one thread; only ``close`` may come from another."""

    def __init__(self, model: Model, link: Link, *, clock: Callable[[], float] = time.monotonic) -> None:
        """Opens nothing yet; the first ``sample`` does."""
        self.model = model
        self.link = link
        self._clock = clock
        self._source = _source(model, link, clock)

    def sample(self, deadline: float) -> Item:
        """The next reading, or why there is none: a bad frame or a fault the device reports.

        A reading from a stream is at most about half a second old, an answer is to a question asked now; a
        question once asked is waited for, up to half a second beyond the deadline.
        ``deadline`` in seconds of the clock. Raises NoAnswer when nothing came until then, and LinkLost when
        the port is gone (``link.retry_at`` says when trying again makes sense), LinkBlocked when it takes no
        bytes.
        """
        return self._source.next(deadline)

    def settings(self, deadline: float) -> dict[str, Decimal]:
        """What the device keeps by itself (``emissivity``, ``offset``, ``id``), to compare with the calibration.

        Empty for models that cannot be asked. Raises NoAnswer, BadFrame, LinkLost, LinkBlocked.
        """
        if isinstance(self._source, ModbusSource):
            return self._source.settings()
        found: dict[str, Decimal] = {}
        for question in self.model.format.questions:
            answer = self._answer(question, deadline)
            if self.model.format.confirm is not None and self._answer(question, deadline) != answer:
                raise BadFrame(f"{self.link.port}: {self.model.name} told two different settings in a row")
            found.update(answer)
        if isinstance(self._source, StreamSource):
            self._source.forget()
        return found

    def _answer(self, question: Question, deadline: float) -> Mapping[str, Decimal]:
        self.link.flush_input()
        self.link.write(question.request, deadline)
        heard = b""
        while (answer := question.parse(heard)) is None:
            # The clock too: a device that never pauses has always something to read.
            data = self.link.read(deadline) if self._clock() < deadline else b""
            if not data:
                raise NoAnswer(f"{self.link.port}: {self.model.name} did not tell its settings")
            heard = (heard + data)[-_LONGEST_ANSWER:]
        return answer

    def close(self) -> None:
        """Give the port back; a later ``sample`` opens it again."""
        self.link.close()


def _source(
    model: Model, link: Link, clock: Callable[[], float]
) -> StreamSource | AskingSource | ModbusSource:
    match model.format.talk:
        case Streams() as talk:
            return StreamSource(model, talk, link, clock)
        case Asks() as talk:
            return AskingSource(model, talk, link, clock)
        case AsksModbus() as talk:
            return ModbusSource(model, talk, link, clock)


def open_thermometer(
    model: str | Model,
    port: str,
    *,
    line: str | None = None,
    settle: float = 0.0,
    backoff: tuple[float, float] = (0.5, 10.0),
    trace: Callable[[str, bytes], None] | None = None,
    clock: Callable[[], float] = time.monotonic,
) -> Thermometer:
    """The thermometer of that catalogue name, or that row, on that port; ``line`` overrides the row's speed.

    Raises UnknownModel, and ValueError for a line like ``9600/8x1``. The port itself is opened later.
    """
    row = catalog.model(model) if isinstance(model, str) else model
    link = Link(port, line=line or row.line, settle=settle, backoff=backoff, trace=trace, clock=clock)
    return Thermometer(row, link, clock=clock)
