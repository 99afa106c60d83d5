"""The thread on which time passes."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

TICK = 0.25
"""Seconds between two ticks: no wait in the patience table is finer."""


class Ticker:
    """Calls ``each`` in its order, again and again; an error of theirs goes to ``crash`` and ends it."""

    def __init__(self, crash: Callable[[BaseException], None], *each: Callable[[], None]) -> None:
        self._crash, self._each = crash, each
        self._ticked = time.monotonic()
        self._closing = threading.Event()
        self._thread = threading.Thread(target=self._run, name="ticker", daemon=True)
        self._thread.start()

    def _run(self) -> None:
        try:
            while not self._closing.is_set():
                for act in self._each:
                    act()
                self._ticked = time.monotonic()
                self._closing.wait(TICK)
        except BaseException as error:  # noqa: BLE001 - handed on, whatever it is
            self._crash(error)

    def busy_for(self, now: float) -> float:
        """Seconds since it last came round; ``now`` is monotonic."""
        return now - self._ticked

    def close(self) -> None:
        self._closing.set()
        self._thread.join(5.0)
