"""Readings from a device that answers questions."""

from __future__ import annotations

from collections.abc import Callable

from drivers.errors import NoAnswer
from drivers.link import Link
from drivers.thermometers.agreement import agreed
from drivers.thermometers.format import Asks
from drivers.thermometers.model import Model
from drivers.thermometers.readings import Item, Reading, Rejected, RejectedKind

LATE = 1.4
"""Seconds after a missed answer in which nothing is asked: a late one would be taken for the answer to
that.
"""


class Patience:
    """When to ask again: not faster than the device measures, and not while an answer is owed."""

    def __init__(self, rate_hz: float, link: Link, clock: Callable[[], float]) -> None:
        self._period = 1 / rate_hz
        self._link = link
        self._clock = clock
        self._next = 0.0
        self._owed_until = 0.0

    def wait(self, deadline: float, who: str) -> None:
        """Return when it is time to ask, with no old input left. NoAnswer at the deadline, LinkLost."""
        while self._clock() < self._owed_until:
            if self._link.read(min(deadline, self._owed_until)):
                self._owed_until = 0.0
            elif self._clock() >= deadline:
                raise NoAnswer(f"{who} has not answered yet")
        while self._clock() < self._next:
            if not self._link.read(min(deadline, self._next)) and self._clock() >= deadline:
                raise NoAnswer(f"{who}: the time ended before the next question")
        self._next = self._clock() + self._period
        self._link.flush_input()

    def missed(self) -> None:
        """No answer came."""
        self._owed_until = self._clock() + LATE

    def restart(self) -> None:
        """The port was opened: nothing is owed from before."""
        self._next = self._owed_until = 0.0


class AskingSource:
    """Asks once for each item; twice, if the format has no checksum.

    A question that was asked is waited for, if need be beyond the deadline: half an answer helps nobody.
    """

    def __init__(self, model: Model, talk: Asks, link: Link, clock: Callable[[], float]) -> None:
        self._model = model
        self._talk = talk
        self._link = link
        self._clock = clock
        self._patience = Patience(model.rate_hz, link, clock)
        self._opened = 0

    def next(self, deadline: float) -> Item:
        """The answer to a question that is asked now. NoAnswer, LinkLost, LinkBlocked."""
        self._link.open()
        if self._link.opened != self._opened:
            self._patience.restart()
            if self._talk.start:
                self._link.write(self._talk.start, self._clock() + self._talk.patience)
            self._opened = self._link.opened
        self._patience.wait(deadline, self._name)
        first = self._ask()
        if self._model.format.confirm is None or not isinstance(first, Reading):
            return first
        second = self._ask()
        return agreed(first, second, self._model.format.confirm) if isinstance(second, Reading) else second

    @property
    def _name(self) -> str:
        return f"{self._link.port}: {self._model.name}"

    def _ask(self) -> Item:
        decoder = self._model.decoder()
        until = self._clock() + self._talk.patience
        self._link.write(self._talk.request, until)
        heard = b""
        while True:
            # The clock too: a device that never pauses has always something to read.
            data = self._link.read(until) if self._clock() < until else b""
            heard += data
            items = decoder.feed(data) if data else decoder.finish()
            told = [item for item in items if _tells(item)]
            if told and self._model.format.confirm is not None:
                # No checksum says which bytes belong together: more than one answer is none.
                rest = self._link.read(self._clock())
                if len(told) > 1 or any(map(_tells, decoder.feed(rest) + decoder.finish())):
                    return Rejected("more came than one answer", heard + rest)
            if told:
                return next((item for item in told if isinstance(item, Reading)), told[0])
            if not data:
                self._patience.missed()
                raise NoAnswer(f"{self._name} did not answer")


def _tells(item: Item) -> bool:
    return isinstance(item, Reading) or item.kind is not RejectedKind.OTHER
