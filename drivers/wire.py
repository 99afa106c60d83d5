"""How bytes are moved on an opened pyserial port, without the traps of its own ``read`` and ``write``.

``read(n)`` waits for all n bytes, ``write`` with a time-out does not say how much it sent, and with a time-
out of zero it spins for ever on a full buffer. Where the port has a file descriptor we ask the system
ourselves; the rest (RFC 2217, simulators) is read in slices of pyserial's time-out.
"""

from __future__ import annotations

import errno
import os
import select
import threading
import time
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    import serial

_CHUNK = 4096
_AGAIN = (errno.EAGAIN, errno.EWOULDBLOCK, errno.EINTR)


class Wire(Protocol):
    """An opened port. Every method but ``cancel`` and ``close`` raises OSError when the port is gone."""

    def receive(self, seconds: float) -> bytes:
        """At least one byte as soon as it is there, or ``b""`` after the time, or after ``cancel``."""

    def send(self, data: bytes, seconds: float) -> int:
        """How many bytes were taken, at least one unless none could be for the whole time."""

    def cancel(self) -> None:
        """End a ``receive`` or ``send`` in progress in another thread."""

    def close(self) -> None:
        """Give the port back; never raises."""


def wire_over(port: serial.SerialBase) -> Wire:
    """The right way to move bytes for this kind of port."""
    try:
        return _DescriptorWire(port, port.fileno())
    except (OSError, AttributeError):
        return _SlicedWire(port)


def _close_quietly(port: serial.SerialBase) -> None:
    try:
        port.close()
    except OSError:
        # A port whose device is gone may fail to close; there is nothing left to give back.
        return


class _DescriptorWire:
    def __init__(self, port: serial.SerialBase, descriptor: int) -> None:
        self._port = port
        self._fd = descriptor
        self._woken, self._wake = os.pipe()
        self._pipe = threading.Lock()
        self._open = True

    def receive(self, seconds: float) -> bytes:
        ready, _, _ = select.select([self._fd, self._woken], [], [], seconds)
        if self._fd not in ready or self._woken in ready:
            return b""
        try:
            data = os.read(self._fd, _CHUNK)
        except OSError as error:
            if error.errno in _AGAIN:
                return b""
            raise
        if not data:
            raise OSError(errno.EIO, "the other end hung up")
        return data

    def send(self, data: bytes, seconds: float) -> int:
        woken, ready, _ = select.select([self._woken], [self._fd], [], seconds)
        if woken or not ready:
            return 0
        try:
            return os.write(self._fd, data)
        except OSError as error:
            if error.errno in _AGAIN:
                return 0
            raise

    def cancel(self) -> None:
        # Without the lock the number of a pipe just closed could by then belong to a stranger's file.
        with self._pipe:
            if self._open:
                os.write(self._wake, b"x")

    def close(self) -> None:
        _close_quietly(self._port)
        with self._pipe:
            if self._open:
                self._open = False
                os.close(self._woken)
                os.close(self._wake)


class _SlicedWire:
    def __init__(self, port: serial.SerialBase) -> None:
        self._port = port
        self._cancelled = threading.Event()

    def receive(self, seconds: float) -> bytes:
        end = time.monotonic() + seconds
        while not self._cancelled.is_set():
            waiting = self._port.in_waiting
            if waiting:
                return bytes(self._port.read(min(waiting, _CHUNK)))
            if time.monotonic() >= end:
                break
            data = bytes(self._port.read(1))
            if data:
                return data + bytes(self._port.read(min(self._port.in_waiting, _CHUNK)))
        return b""

    def send(self, data: bytes, seconds: float) -> int:
        end = time.monotonic() + seconds
        while not self._cancelled.is_set():
            taken = int(self._port.write(data))
            if taken or time.monotonic() >= end:
                return taken
            self._cancelled.wait(0.01)
        return 0

    def cancel(self) -> None:
        self._cancelled.set()

    def close(self) -> None:
        _close_quietly(self._port)
