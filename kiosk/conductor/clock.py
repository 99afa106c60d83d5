"""The one place that asks the machine what time it is."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta, tzinfo

from kiosk.rules.kiosk import Moment


class Clock:
    """Moments in the office's zone. ``start`` lets a demonstration begin at any day and time; it then runs
    at the speed of the steady clock, whatever happens to the machine's own."""

    def __init__(self, zone: tzinfo, start: datetime | None = None) -> None:
        self._zone = zone
        self._start = start
        self._origin = time.monotonic()
        self._skipped = timedelta()

    def __call__(self) -> Moment:
        steady = time.monotonic() + self._skipped.total_seconds()
        return Moment(steady, self.utc().astimezone(self._zone))

    @property
    def simulated(self) -> bool:
        """A demonstration's clock, which nobody can set wrong."""
        return self._start is not None

    def utc(self) -> datetime:
        """The instant now, aware, in UTC."""
        if self._start is None:
            return datetime.now(UTC)
        passed = timedelta(seconds=time.monotonic() - self._origin)
        return self._start.astimezone(UTC) + passed + self._skipped

    def uptime(self) -> timedelta:
        """How long the machine has been switched on; what a demonstration skips has passed for it, too."""
        return timedelta(seconds=time.clock_gettime(time.CLOCK_BOOTTIME)) + self._skipped

    def skip(self, by: timedelta) -> None:
        """Let a demonstration's time leap forward, as if everyone had waited. ValueError for a real clock."""
        if self._start is None:
            raise ValueError("only a demonstration's clock can be moved")
        if by < timedelta():
            raise ValueError("time does not go back")
        self._skipped += by
