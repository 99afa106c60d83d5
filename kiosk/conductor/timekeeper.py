"""Watches whether the machine's time may decide on which day a number is given, and keeps the officer's word on it."""

from __future__ import annotations

import json
import logging
import os
import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from kiosk.conductor.clock import Clock
from kiosk.rules.commands import ConfirmClock
from kiosk.rules.events import ClockSeen, Event
from kiosk.rules.timekeeping import (
    ClockReading,
    Confirmation,
    Doubt,
    Timekeeping,
    Trust,
    Untrusted,
    confirm,
    learn,
    never_before,
    observe,
    trust,
)

log = logging.getLogger("kiosk.clock")


class Timekeeper:
    """``in_step`` asks the kernel (None: nobody could say); ``boot`` names this run of the machine.

    The officer's word is kept in ``file``, so that a kiosk that restarts need not ask again. Safe to use from
    several threads; ``tell`` gets an event when the verdict changes.
    """

    def __init__(
        self,
        clock: Clock,
        earliest: datetime,
        tell: Callable[[Event], None],
        in_step: Callable[[], bool | None],
        boot: str,
        file: Path,
    ) -> None:
        self._clock = clock
        self._tell = tell
        self._in_step = in_step
        self._boot = boot
        self._file = file
        self._lock = threading.Lock()
        self._keeping = Timekeeping(earliest, confirmed=read_confirmation(file))
        self._doubt: Doubt | None = None

    def instant(self) -> datetime:
        """The instant to store (aware, UTC): now, but never before one that is stored already."""
        with self._lock:
            return never_before(self._clock.utc(), self._keeping.newest)

    def look(self) -> None:
        """Compare the clock with everything known of time. May take two seconds: never on the screen's thread."""
        with self._lock:
            confirmed = read_confirmation(self._file)  # the command line can confirm too
            if confirmed is not None:
                self._keeping = replace(self._keeping, confirmed=confirmed)
            self._keeping, verdict = observe(self._keeping, self._reading())
            doubt = verdict.doubt if isinstance(verdict, Untrusted) else None
            changed, self._doubt = doubt is not self._doubt, doubt
        if changed and doubt is not None:
            log.warning("the clock cannot be trusted: %s", doubt.value)
        elif changed:
            log.info("the clock can be trusted again")
        if changed:
            self._tell(ClockSeen(doubt))

    def verdict(self) -> Trust:
        """Whether the time may be trusted just now; changes nothing. May take two seconds."""
        with self._lock:
            return trust(self._keeping, self._reading())

    def learn(self, newest: datetime | None) -> None:
        """``newest`` stands in the database: no clock may be behind it."""
        with self._lock:
            self._keeping = learn(self._keeping, newest)

    def confirm(self, command: ConfirmClock) -> None:
        """An officer calls the time right, now."""
        with self._lock:
            self._keeping = confirm(self._keeping, self._reading())
            if self._keeping.confirmed is not None:
                write_confirmation(self._file, self._keeping.confirmed)
        self.look()

    def _reading(self) -> ClockReading:
        return ClockReading(self._clock.utc(), self._clock().steady, self._boot, self._in_step())


def read_confirmation(file: Path) -> Confirmation | None:
    """The last confirmation; a file that cannot be read is no confirmation."""
    try:
        kept = json.loads(file.read_text())
        return Confirmation(datetime.fromisoformat(kept["at"]), float(kept["steady"]), str(kept["boot"]))
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, TypeError) as error:
        log.warning("%s cannot be read: %s", file, error)
        return None


def write_confirmation(file: Path, confirmation: Confirmation) -> None:
    kept = {
        "at": confirmation.at.isoformat(),
        "steady": confirmation.steady,
        "boot": confirmation.boot,
    }
    partial = file.with_suffix(".new")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with partial.open("w") as out:
            json.dump(kept, out)
            out.flush()
            os.fsync(out.fileno())
        partial.replace(file)
    except OSError as error:
        # The word holds until the next start all the same.
        log.warning("%s cannot be written: %s", file, error)
