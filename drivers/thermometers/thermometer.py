"""A thermometer on a link: one reading at a time, fresh, whatever happens on the wire."""

from __future__ import annotations

import time
from collections.abc import Callable

from drivers.link import Link
from drivers.thermometers import catalog
from drivers.thermometers.catalog import Model
from drivers.thermometers.readings import Item
from drivers.thermometers.streaming import StreamSource


class Thermometer:
    """Readings of one model over one link. Belongs to one thread; only ``close`` may come from another."""

    def __init__(self, model: Model, link: Link, *, clock: Callable[[], float] = time.monotonic) -> None:
        """Opens nothing yet; the first ``sample`` does."""
        self.model = model
        self.link = link
        self._source = StreamSource(model, link, clock)

    def sample(self, deadline: float) -> Item:
        """The next reading or rejection, at most about half a second old.

        ``deadline`` in seconds of the clock. Raises NoAnswer when nothing came until then, and LinkLost
        when the port is gone (``link.retry_at`` says when trying again makes sense).
        """
        return self._source.next(deadline)

    def close(self) -> None:
        """Give the port back; a later ``sample`` opens it again."""
        self.link.close()


def open_thermometer(
    model_name: str,
    port: str,
    *,
    line: str | None = None,
    settle: float = 0.0,
    trace: Callable[[str, bytes], None] | None = None,
    clock: Callable[[], float] = time.monotonic,
) -> Thermometer:
    """The thermometer of that catalogue name on that port; ``line`` overrides the catalogue's speed.

    Raises UnknownModel, and ValueError for a line like ``9600/8x1``. The port itself is opened later.
    """
    model = catalog.model(model_name)
    link = Link(port, line=line or model.line, settle=settle, trace=trace, clock=clock)
    return Thermometer(model, link, clock=clock)
