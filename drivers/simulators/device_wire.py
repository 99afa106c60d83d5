"""A wire that ends at a simulated device, without pyserial between: in real time, or in a time that a test moves."""

from __future__ import annotations

import errno
import threading
import time
from collections.abc import Callable

from drivers.simulators.device import Device

_TICK = 0.01


class DeviceWire:
    """A ``Wire`` (drivers.wire). ``wait`` lets so many seconds pass, on the clock that the device is told.

    Without ``clock`` and ``wait`` time is real.
    """

    def __init__(
        self,
        device: Device,
        clock: Callable[[], float] = time.monotonic,
        wait: Callable[[float], object] | None = None,
    ) -> None:
        self._device = device
        self._clock = clock
        self._cancelled = threading.Event()
        self._wait = wait or self._cancelled.wait
        self._connected()
        device.reset(clock())

    def receive(self, seconds: float) -> bytes:
        end = self._clock() + seconds
        while True:
            data = self._connected().transmit(self._clock())
            if data or self._cancelled.is_set() or not self._passes(end):
                return data

    def send(self, data: bytes, seconds: float) -> int:
        end = self._clock() + seconds
        while True:
            taken = self._connected().receive(data, self._clock())
            if taken or self._cancelled.is_set() or not self._passes(end):
                return taken

    def cancel(self) -> None:
        self._cancelled.set()

    def close(self) -> None:
        """Nothing is held."""

    def _connected(self) -> Device:
        if not self._device.present:
            raise OSError(errno.ENODEV, "the simulated cable is out")
        return self._device

    def _passes(self, end: float) -> bool:
        """Lets a little of the time until ``end`` pass; False when none is left."""
        left = end - self._clock()
        if left <= 0:
            return False
        self._wait(min(_TICK, left))
        return True
