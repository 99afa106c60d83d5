"""What lies on the technician's desk: the newest view, put together from the threads that own its parts."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from kiosk.rules.desk import Desk


class Board:
    """``show`` is called, from any thread, whenever there is something new to see; it must not block."""

    def __init__(self, show: Callable[[], None]) -> None:
        self._show = show
        self._lock = threading.Lock()
        self._desk = Desk()

    @property
    def desk(self) -> Desk:
        """The newest; a frozen value, safe to look at from any thread."""
        return self._desk

    def put(self, **parts: Any) -> None:
        """Lay these parts on the desk in the place of those that lay there."""
        with self._lock:
            before = self._desk
            self._desk = replace(before, **parts)
        if self._desk != before:
            self._show()
