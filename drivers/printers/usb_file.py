"""A printer behind the kernel's printer-class driver: ``/dev/usb/lp0``, a file that does not block.

Read in Linux' usblp: a printer without a way back refuses ``read`` with EINVAL, an answer may be empty without
being the end, and an unplugged one reports a hang-up. LPGETSTATUS asks for the port's own status, beside the bytes.
"""

from __future__ import annotations

import errno
import fcntl
import os
import select
import sys
import threading
import time

_CHUNK = 4096
_AGAIN = (errno.EAGAIN, errno.EWOULDBLOCK, errno.EINTR)
_GONE = select.POLLHUP | select.POLLERR | select.POLLNVAL
_NO_ANSWERS = (errno.EACCES, errno.EINVAL, errno.EOPNOTSUPP)
_BREATH_MS = 10
_LPGETSTATUS = 0x060B  # linux/lp.h
_NO_STATUS = (errno.ENOTTY, errno.EINVAL, errno.EOPNOTSUPP)


class FileWire:
    """A ``Wire`` (drivers.wire) over a device file; OSError when it cannot be opened."""

    def __init__(self, path: str) -> None:
        flags = os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC
        try:
            self._fd, self._answers = os.open(path, os.O_RDWR | flags), True
        except OSError as error:
            if error.errno not in _NO_ANSWERS:
                raise
            self._fd, self._answers = os.open(path, os.O_WRONLY | flags), False
        self._woken, self._wake = os.pipe()
        self._lock = threading.Lock()
        self._open = True

    def receive(self, seconds: float) -> bytes:
        end = time.monotonic() + seconds
        while True:
            left = max(0.0, end - time.monotonic())
            events = self._poll(select.POLLIN if self._answers else 0, round(left * 1000))
            if events is None or not events:
                return b""
            data = self._read()
            if data:
                return data
            if events & _GONE:
                raise OSError(errno.ENODEV, "the printer is gone")
            # An empty answer, or none to be had: the file stays ready, so it must not be asked without a pause.
            if self._poll(0, min(_BREATH_MS, round(left * 1000))) is None or time.monotonic() >= end:
                return b""

    def _read(self) -> bytes:
        try:
            return os.read(self._fd, _CHUNK)
        except OSError as error:
            if error.errno == errno.EINVAL:
                self._answers = False
            elif error.errno not in _AGAIN:
                raise
            return b""

    def send(self, data: bytes, seconds: float) -> int:
        events = self._poll(select.POLLOUT, round(seconds * 1000))
        if not events:
            return 0
        try:
            return os.write(self._fd, data)
        except OSError as error:
            if error.errno in _AGAIN:
                return 0
            raise

    def port_status(self) -> int | None:
        """The byte of GET_PORT_STATUS, None where this file has none to give. OSError when the printer is gone."""
        answer = bytearray(4)
        try:
            fcntl.ioctl(self._fd, _LPGETSTATUS, answer)
        except OSError as error:
            if error.errno in _NO_STATUS:
                return None
            raise
        return int.from_bytes(answer, sys.byteorder) & 0xFF

    def _poll(self, events: int, milliseconds: int) -> int | None:
        """What is ready of the file, 0 after the time, None when another thread cancelled."""
        poll = select.poll()
        poll.register(self._fd, events)
        poll.register(self._woken, select.POLLIN)
        found = dict(poll.poll(milliseconds))
        return None if self._woken in found else found.get(self._fd, 0)

    def cancel(self) -> None:
        # Under the lock: the number of a pipe just closed could by then belong to a stranger's file.
        with self._lock:
            if self._open:
                os.write(self._wake, b"x")

    def close(self) -> None:
        with self._lock:
            if self._open:
                self._open = False
                for each in (self._fd, self._woken, self._wake):
                    os.close(each)
