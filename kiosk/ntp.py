"""Is this machine's clock in step with the network? The kernel knows; nothing is asked of the network here.

Whatever disciplines the clock (systemd-timesyncd, chrony, ntpd) tells the kernel by ``adjtimex``; setting the
clock by hand takes that mark off again. A reading changes nothing and needs no privilege.
"""

from __future__ import annotations

import ctypes
import logging
import subprocess
from dataclasses import dataclass
from pathlib import Path

log = logging.getLogger(__name__)

TIME_ERROR = 5
"""adjtimex(2): the clock is not synchronized to a reliable server."""
STA_UNSYNC = 0x0040
WORST = 16.0
"""Seconds of possible error beyond which the kernel itself calls the clock unsynchronized (NTP_PHASE_LIMIT)."""

TIMEDATECTL = ("timedatectl", "show", "--property=NTPSynchronized", "--value")
_BOOT_ID = Path("/proc/sys/kernel/random/boot_id")


@dataclass(frozen=True, slots=True)
class ClockState:
    """``in_step`` is None when nobody could say; ``max_error`` in seconds, where the kernel gives it;
    ``source`` is who was asked."""

    in_step: bool | None
    max_error: float | None
    source: str


class _Timex(ctypes.Structure):
    """The beginning of ``struct timex`` on Linux, 32 and 64 bits; the rest is room that the kernel fills."""

    _fields_ = (
        ("modes", ctypes.c_uint),
        ("offset", ctypes.c_long),
        ("freq", ctypes.c_long),
        ("maxerror", ctypes.c_long),
        ("esterror", ctypes.c_long),
        ("status", ctypes.c_int),
        ("rest", ctypes.c_char * 512),
    )


def state() -> ClockState:
    """What the kernel says; where it cannot be asked, what systemd says; else that nobody knows. Never raises.

    May take up to two seconds in the second case: ask from a worker, not from the thread of the screen.
    """
    return _kernel() or _systemd(TIMEDATECTL) or ClockState(None, None, "nobody")


def _kernel() -> ClockState | None:
    try:
        adjtimex = ctypes.CDLL(None, use_errno=True).adjtimex
    except (OSError, AttributeError):
        return None  # not Linux
    timex = _Timex()  # modes = 0: read only
    code = adjtimex(ctypes.byref(timex))
    if code < 0:
        log.debug("adjtimex: errno %d", ctypes.get_errno())
        return None
    return judged(code, timex.status, timex.maxerror / 1e6)


def judged(code: int, status: int, max_error: float) -> ClockState:
    """The kernel's answer in our words."""
    in_step = code != TIME_ERROR and not status & STA_UNSYNC and max_error < WORST
    return ClockState(in_step, max_error, "kernel")


def _systemd(command: tuple[str, ...]) -> ClockState | None:
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=2.0, check=True)
    except (OSError, subprocess.SubprocessError) as error:
        log.debug("timedatectl: %s", error)
        return None
    answers = {"yes": True, "no": False}
    word = done.stdout.strip()
    return ClockState(answers[word], None, "systemd") if word in answers else None


def boot() -> str:
    """A name for this run of the machine, new at each start; empty when the system gives none."""
    try:
        return _BOOT_ID.read_text(encoding="ascii").strip()
    except OSError:
        return ""
