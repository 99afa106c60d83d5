"""How much paper is left: the sensor says that the end is near, the tickets since then say how near."""

from __future__ import annotations

import json
import logging
from collections import deque
from contextlib import suppress
from pathlib import Path

from drivers.printers.status import Paper, Status

log = logging.getLogger("kiosk.printer")

USUAL_MM = 150.0
"""A ticket, before the first has been measured."""


class PaperCare:
    """One roll in one printer. ``roll`` and ``near_end`` in metres, as kiosk.ini says them.

    ``memory`` keeps what is known through a restart; without it, or when it cannot be written, only the sensor counts.
    """

    def __init__(self, roll: float, near_end: float, memory: Path | None = None) -> None:
        self._roll = roll * 1000
        self._near_end = near_end * 1000
        self._memory = memory
        self._left: float | None = None
        """Millimetres, None when nothing is known of this roll."""
        self._near = False
        self._opened = False
        self._lengths: deque[float] = deque(maxlen=20)
        self._forgetful = False
        self._recall()

    @property
    def tickets_left(self) -> int | None:
        """About so many more tickets, when that is few enough to be told; else None."""
        if self._left is None or not (self._near or self._left <= self._near_end):
            return None
        each = sum(self._lengths) / len(self._lengths) if self._lengths else USUAL_MM
        return int(self._left / each)

    def seen(self, status: Status) -> None:
        """The printer has said how it is."""
        before = (self._left, self._near)
        match status.paper:
            case Paper.OUT:
                self._left, self._near = 0.0, True
            case Paper.NEAR_END:
                if not self._near or self._opened:
                    # The sensor knows better than any count, but never finds paper that was not there.
                    known = self._left if self._left and not self._opened else self._near_end
                    self._left = min(known, self._near_end)
                self._near = True
            case Paper.OK if self._near or (self._opened and not self._left):
                # A new roll, if somebody has been at the printer; a sensor that wavers has nothing to tell.
                self._left = self._roll if self._opened or self._left == 0.0 else None
                self._near = False
        self._opened = status.cover_open or status.paper is Paper.OUT
        if before != (self._left, self._near):
            self._keep()

    def used(self, millimetres: float) -> None:
        """So much paper has gone through."""
        self._lengths.append(millimetres)
        if self._left is not None:
            self._left = max(0.0, self._left - millimetres)
            self._keep()

    def _recall(self) -> None:
        if self._memory is None or not self._memory.exists():
            return
        with suppress(OSError, ValueError, KeyError, TypeError):  # worth no more than not knowing
            kept = json.loads(self._memory.read_text())
            left = kept["left_mm"]
            self._left, self._near = None if left is None else float(left), bool(kept["near"])

    def _keep(self) -> None:
        if self._memory is None:
            return
        partial = self._memory.with_suffix(".part")
        try:
            partial.write_text(json.dumps({"left_mm": self._left, "near": self._near}))
            partial.replace(self._memory)
        except OSError as error:
            if not self._forgetful:
                log.warning("how much paper is left cannot be kept: %s", error)
            self._forgetful = True
