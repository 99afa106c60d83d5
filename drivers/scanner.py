"""A serial scanner: what it reads, line by line, on a thread of its own; gone and back is told once each."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable

from drivers.errors import DriverError
from drivers.link import Link

log = logging.getLogger("drivers.scanner")

LONGEST = 400
"""Characters of a line; a ticket's code has at most 178."""
LOOK = 0.2
"""Seconds of one wait for bytes; a scanner without a line end is done when it has been silent for so long."""


class SerialScanner:
    """``tell`` takes each line, ``lost`` True when the scanner is gone and False when it is back; both are called on
    the scanner's thread."""

    def __init__(self, link: Link, tell: Callable[[str], object], lost: Callable[[bool], object]) -> None:
        self._link, self._tell, self._lost = link, tell, lost
        self._begun = bytearray()
        self._gone = False
        self._closing = threading.Event()
        self._thread = threading.Thread(target=self._run, name="scanner", daemon=True)
        self._thread.start()

    @property
    def listening(self) -> bool:
        """The port is open: what is shown from now on is read."""
        return self._link.is_open

    def close(self) -> None:
        self._closing.set()
        self._link.close()
        self._thread.join(5.0)

    def _run(self) -> None:
        while not self._closing.is_set():
            try:
                data = self._link.read(time.monotonic() + LOOK)
            except DriverError as error:
                self._seen(gone=True, why=str(error))
                self._begun.clear()
                self._closing.wait(max(LOOK, self._link.retry_at - time.monotonic()))
                continue
            self._seen(gone=False)
            self._take(data)

    def _take(self, data: bytes) -> None:
        silent = not data
        self._begun += data
        *lines, rest = bytes(self._begun).replace(b"\r", b"\n").split(b"\n")
        if silent or len(rest) > LONGEST:
            lines, rest = [*lines, rest], b""
        self._begun = bytearray(rest)
        for line in lines:
            if text := line.decode("ascii", "replace").strip():
                self._tell(text)

    def _seen(self, *, gone: bool, why: str = "") -> None:
        if gone != self._gone and not self._closing.is_set():
            self._gone = gone
            if gone:
                log.warning("the scanner is gone: %s", why)
            else:
                log.info("the scanner is back")
            self._lost(gone)
