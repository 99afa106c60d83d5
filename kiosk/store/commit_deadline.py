"""No COMMIT may take for ever.

PostgreSQL's time-outs end every statement but one: a COMMIT that waits for a synchronous standby waits until that
standby is back. Asking the server to cancel it would make a lost standby look like a success. So the connection is
cut from this side: whether the commit counts is then unknown, as after any cut, and the visit's key will tell.
"""

from __future__ import annotations

import socket
import threading
import time
import weakref
from typing import Any

LOOK_EVERY = 0.25
"""Seconds between two looks; a commit itself only leaves a note."""


class CommitDeadline:
    """Commits psycopg connections, each within ``patience`` seconds, or psycopg.OperationalError is raised.

    Its thread ends by itself when nobody holds this object any more.
    """

    def __init__(self, patience: float) -> None:
        self._patience = patience
        self._running: dict[int, float] = {}
        self._lock = threading.Lock()
        watch = threading.Thread(
            target=_watch, args=(weakref.ref(self),), name="commit-deadline", daemon=True
        )
        watch.start()

    def commit(self, connection: Any) -> None:
        handle = connection.fileno()
        self._running[handle] = time.monotonic() + self._patience
        try:
            connection.commit()
        finally:
            with self._lock:  # not while the watch is cutting: the handle's number may soon be another's
                del self._running[handle]

    def cut_late_ones(self) -> None:
        now = time.monotonic()
        with self._lock:
            for handle, deadline in list(self._running.items()):
                if now > deadline:
                    wire = socket.socket(fileno=handle)
                    try:
                        wire.shutdown(socket.SHUT_RDWR)
                    except OSError:
                        return  # it went by itself
                    finally:
                        wire.detach()


def _watch(watched: weakref.ref[CommitDeadline]) -> None:
    while (deadline := watched()) is not None:
        deadline.cut_late_ones()
        del deadline
        time.sleep(LOOK_EVERY)
