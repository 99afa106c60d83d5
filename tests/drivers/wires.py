"""Devices for tests, at the lowest seam: behind ``sim://``, below pyserial, the link and the driver."""

from __future__ import annotations

import itertools
import threading
import time

from drivers.simulators import registry

_number = itertools.count(1)
HOST, DEVICE = "host", "device"


class Scripted:
    """A device that says what a test puts into it, and keeps what it hears."""

    def __init__(self) -> None:
        self.present = True
        self.heard = bytearray()
        self.takes = 1 << 30
        self.resets = 0
        self.answers: dict[bytes, bytes] = {}
        self._say = bytearray()
        self._lock = threading.Lock()

    def say(self, data: bytes) -> None:
        with self._lock:
            self._say += data

    def receive(self, data: bytes, now: float) -> int:
        taken = data[: self.takes]
        self.takes -= len(taken)
        with self._lock:
            self.heard += taken
            self._say += self.answers.get(taken, b"")
        return len(taken)

    def transmit(self, now: float) -> bytes:
        with self._lock:
            said, self._say = bytes(self._say), bytearray()
        return said

    def command(self, words: list[str]) -> str:
        raise ValueError("takes no commands")

    def reset(self, now: float) -> None:
        self.resets += 1


class Transcript(Scripted):
    """A device that plays its part of a dialogue from a manual, and nothing else."""

    def __init__(self, *lines: tuple[str, str]) -> None:
        """Lines of (HOST or DEVICE, bytes in hexadecimal), in order."""
        super().__init__()
        self._lines = [(who, bytes.fromhex(data)) for who, data in lines]
        self._awaited = b""
        self.wrong: list[str] = []
        self._advance()

    def receive(self, data: bytes, now: float) -> int:
        if not self._awaited.startswith(data):
            self.wrong.append(
                f"host sent {data.hex(' ')}, the manual says {self._awaited.hex(' ') or 'nothing'}"
            )
            return len(data)
        self._awaited = self._awaited[len(data) :]
        if not self._awaited:
            self._advance()
        return len(data)

    def _advance(self) -> None:
        while self._lines:
            who, data = self._lines.pop(0)
            if who == HOST:
                self._awaited = data
                return
            self.say(data)

    def finished(self) -> bool:
        """Everything was said, heard and read; what is wrong or left over fails the test."""
        left = [data.hex(" ") for _, data in self._lines]
        assert not self.wrong, self.wrong
        assert not self._awaited, f"host never sent {self._awaited.hex(' ')}"
        assert not left, f"never came to {left}"
        return True


def plugged(device: Scripted) -> str:
    """The port on which the device now is."""
    model = f"test-device-{next(_number)}"
    registry.register(model, lambda params: device)
    return f"sim://{model}"


def soon(seconds: float = 3.0) -> float:
    """A deadline that a healthy machine never reaches."""
    return time.monotonic() + seconds


class Clock:
    """A clock that a test moves."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now
