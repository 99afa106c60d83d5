"""Telling the service manager how we are: one datagram to the socket that systemd names (sd_notify(3))."""

from __future__ import annotations

import logging
import os
import socket

log = logging.getLogger("kiosk.notify")


def notify(state: str) -> bool:
    """Send ``READY=1``, ``WATCHDOG=1``, ``STATUS=...``; False where no service manager listens."""
    address = os.environ.get("NOTIFY_SOCKET", "")
    if not address:
        return False
    if address.startswith("@"):
        address = "\0" + address[1:]
    try:
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_CLOEXEC) as out:
            out.sendto(state.encode(), address)
    except OSError as error:
        log.warning("the service manager cannot be told %r: %s", state, error)
        return False
    return True


def watchdog_seconds() -> float | None:
    """How often a sign of life is due: half of what the manager waits; None when nobody waits."""
    if os.environ.get("WATCHDOG_PID", str(os.getpid())) != str(os.getpid()):
        return None
    try:
        microseconds = int(os.environ["WATCHDOG_USEC"])
    except (KeyError, ValueError):
        return None
    return microseconds / 2e6 if microseconds > 0 else None
