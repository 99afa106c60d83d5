"""Bytes on a wire, kept only while somebody looks at them."""

from __future__ import annotations

import threading
from collections import deque

ROOM = 200
"""Pieces that are kept for whoever takes them."""


class Tape:
    """Called by a link with each piece that goes (``"tx"``) or comes (``"rx"``); from any thread.

    While it does not run nothing is kept: on these wires go tickets and people's temperatures.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._pieces: deque[tuple[str, bytes]] = deque(maxlen=ROOM)
        self._running = False

    def __call__(self, way: str, data: bytes) -> None:
        if not self._running:
            return
        with self._lock:
            if self._running:
                self._pieces.append((way, bytes(data)))

    def run(self, running: bool) -> None:
        """Begin, or forget everything."""
        with self._lock:
            self._running = running
            self._pieces.clear()

    def take(self) -> list[tuple[str, bytes]]:
        """What has passed since it was last asked, neighbours that went the same way put together."""
        with self._lock:
            pieces = list(self._pieces)
            self._pieces.clear()
        joined: list[tuple[str, bytes]] = []
        for way, data in pieces:
            if joined and joined[-1][0] == way:
                joined[-1] = way, joined[-1][1] + data
            else:
                joined.append((way, data))
        return joined
