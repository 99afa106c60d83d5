"""A thread that owns one thing and does one job after another."""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Callable

Job = Callable[[], None]


class Worker:
    """Jobs run in the order in which they are given. ``idle`` runs every ``every`` seconds in between.

    What a job raises is handed to ``crash``: a worker that has died must never look like one that is slow.
    """

    def __init__(
        self,
        name: str,
        crash: Callable[[BaseException], None],
        *,
        idle: Job | None = None,
        every: float | None = None,
        close: Job | None = None,
    ) -> None:
        self._jobs: queue.SimpleQueue[Job | None] = queue.SimpleQueue()
        self._crash = crash
        self._idle = idle
        self._every = every
        self._close = close
        self._busy_since: float | None = None
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)
        self._thread.start()

    def submit(self, job: Job) -> None:
        self._jobs.put(job)

    def busy_for(self, now: float) -> float:
        """Seconds (monotonic) that the job at hand has taken so far, 0 at rest: how a watchdog sees one that hangs."""
        since = self._busy_since
        return 0.0 if since is None else now - since

    def stop(self, patience: float = 5.0) -> None:
        """Finish what has been given, then end. Waits at most ``patience`` seconds."""
        self._jobs.put(None)
        self._thread.join(patience)

    def _run(self) -> None:
        try:
            while (job := self._next()) is not None:
                self._busy_since = time.monotonic()
                job()
                self._busy_since = None
        except BaseException as error:  # noqa: BLE001 - handed on, whatever it is
            self._crash(error)
        finally:
            if self._close is not None:
                self._close()

    def _next(self) -> Job | None:
        try:
            return self._jobs.get(timeout=self._every)
        except queue.Empty:
            return self._idle or _nothing


def _nothing() -> None:
    return None
