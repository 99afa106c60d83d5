"""One state, one lock, one step at a time.

Events come from the screen and from the workers. The step itself takes microseconds, so it runs wherever the
event arose, under one lock, and the next command leaves at once: an answer of the database does not wait for a
frame of the screen. Only showing the result is left to the thread that owns the window.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from kiosk.conductor.clock import Clock
from kiosk.rules.commands import Command
from kiosk.rules.door import RuleBook
from kiosk.rules.events import Event
from kiosk.rules.kiosk import Kiosk
from kiosk.rules.states import Welcome
from kiosk.rules.visit import step

log = logging.getLogger("kiosk.conductor")

Performer = Callable[[Any], None]
"""Takes one command and returns at once; the work itself happens on a worker."""
Tell = Callable[[Event], None]


class Conductor:
    """``hire`` is given ``handle`` and returns a performer for every command; events that its workers send
    before it has returned wait. ``show`` is called, from any thread, whenever there is something new to see;
    it must not block. ``book`` is asked at each step: a new calibration changes the guard band between two visits.
    """

    def __init__(
        self,
        book: Callable[[], RuleBook],
        clock: Clock,
        hire: Callable[[Tell], Mapping[type[Command], Performer]],
        show: Callable[[], None],
    ) -> None:
        self._book = book
        self._clock = clock
        self._show = show
        self._lock = threading.RLock()
        now = clock()
        self._kiosk = Kiosk(now=now, language=book().languages[0], state=Welcome(), touched=now.steady)
        with self._lock:
            self._performers = hire(self.handle)

    @property
    def kiosk(self) -> Kiosk:
        """The newest state; a frozen value, safe to look at from any thread."""
        return self._kiosk

    def handle(self, event: Event) -> None:
        """Let ``event`` happen now."""
        with self._lock:
            before = self._kiosk
            after, commands = step(replace(before, now=self._clock()), event, self._book())
            self._kiosk = after
            if type(after.state) is not type(before.state):
                log.info("%s -> %s", type(before.state).__name__, type(after.state).__name__)
            for command in commands:
                self._performers[type(command)](command)
        if _looks_different(before, after):
            self._show()


def _looks_different(before: Kiosk, after: Kiosk) -> bool:
    """Every screen shows the minute; the rest of ``now`` is for the rules alone."""
    if before.now.local.replace(second=0, microsecond=0) != after.now.local.replace(second=0, microsecond=0):
        return True
    return replace(before, now=after.now, touched=after.touched, asked_day=after.asked_day) != after
