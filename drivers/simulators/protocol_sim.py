"""``sim://`` for pyserial: a port whose far end is a simulated device of this process."""

from __future__ import annotations

import threading
import time

from serial import SerialBase, SerialException

from drivers.simulators import registry
from drivers.simulators.device import Device, Paced
from drivers.simulators.uart import misread

# How often a waiting reader asks the device for bytes; devices know only the time, they cannot ring a bell.
_TICK = 0.01
# A UART and its kernel buffer hold this much for a host that does not read; what comes then is lost.
_BUFFER = 4096


class Serial(SerialBase):  # type: ignore[misc]
    """A pyserial port over ``registry.device(url)``; ``SerialException`` whenever the device is not
    present.
    """

    def __init__(self, *args: object, **kwargs: object) -> None:
        self._device: Device | None = None
        self._buffer = bytearray()
        self._cancelled = threading.Event()
        super().__init__(*args, **kwargs)

    def open(self) -> None:
        """Connect to the device, which is made now unless it lives under its name."""
        try:
            found = registry.device(str(self._port))
        except ValueError as error:
            raise SerialException(str(error)) from error
        if not found.present:
            raise SerialException("no such device: the simulated cable is out")
        self._device = found
        self._buffer.clear()
        found.reset(time.monotonic())
        self.is_open = True

    def close(self) -> None:
        """Let go of the device; it lives on if it has a name."""
        self.is_open = False
        self._device = None

    @property
    def in_waiting(self) -> int:
        """Bytes that can be read now."""
        self._collect()
        return len(self._buffer)

    def read(self, size: int = 1) -> bytes:
        """Up to ``size`` bytes within the time-out."""
        end = None if self._timeout is None else time.monotonic() + self._timeout
        while True:
            self._collect()
            if len(self._buffer) >= size or (end is not None and time.monotonic() >= end):
                break
            if self._cancelled.wait(_TICK):
                self._cancelled.clear()
                break
        data = bytes(self._buffer[:size])
        del self._buffer[:size]
        return data

    def write(self, data: bytes) -> int:
        """Hand bytes to the device; how many it took, which may be none."""
        device = self._connected()
        if isinstance(device, Paced) and device.baud != self._baudrate:
            device.receive(misread(bytes(data), sent=self._baudrate, heard=device.baud), time.monotonic())
            return len(data)
        return device.receive(bytes(data), time.monotonic())

    def reset_input_buffer(self) -> None:
        """Drop what has arrived."""
        self._collect()
        self._buffer.clear()

    def reset_output_buffer(self) -> None:
        """Nothing waits on this side."""
        self._connected()

    def cancel_read(self) -> None:
        """End a ``read`` in progress in another thread."""
        self._cancelled.set()

    @property
    def cts(self) -> bool:
        """Three wires have no modem lines: whoever looks at them sees a line that is ready."""
        return True

    @property
    def dsr(self) -> bool:
        """As ``cts``."""
        return True

    @property
    def cd(self) -> bool:
        """As ``cts``."""
        return True

    @property
    def ri(self) -> bool:
        """Nobody rings."""
        return False

    def _connected(self) -> Device:
        if self._device is None:
            raise SerialException("port is not open")
        if not self._device.present:
            raise SerialException("the simulated cable is out")
        return self._device

    def _collect(self) -> None:
        device = self._connected()
        data = device.transmit(time.monotonic())
        if isinstance(device, Paced) and device.baud != self._baudrate:
            data = misread(data, sent=device.baud, heard=self._baudrate)
        self._buffer += data[: _BUFFER - len(self._buffer)]

    def _reconfigure_port(self) -> None:
        """Settings are looked at when bytes move."""

    def _update_dtr_state(self) -> None:
        """A simulated device has no DTR."""

    def _update_rts_state(self) -> None:
        """A simulated device has no RTS."""
