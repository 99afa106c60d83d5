"""One serial line: opened late, read and written with deadlines, reopened after a loss.

Every port goes through ``serial.serial_for_url``: ``/dev/...``, ``socket://host:port``,
``rfc2217://host:port`` and our own ``sim://model?...``. No other file of the house opens a port.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import serial
from serial.tools import list_ports as _comports

from drivers.errors import LinkBlocked, LinkLost
from drivers.wire import Wire, wire_over

if "drivers.simulators" not in serial.protocol_handler_packages:
    serial.protocol_handler_packages.append("drivers.simulators")

_FLOWS = ("none", "xonxoff", "rtscts")
_PARITIES = {"n": serial.PARITY_NONE, "e": serial.PARITY_EVEN, "o": serial.PARITY_ODD}
# A device that never stops talking must not keep flush_input() busy for ever, neither a quick one nor one that says
# a word just before the quiet would be long enough.
_FLUSH_LIMIT = 23_040
_FLUSH_SECONDS = 2.0


@dataclass(frozen=True, slots=True)
class LineSettings:
    """The settings of a serial line, as written ``9600/8n1``."""

    baud: int
    bits: int
    parity: str
    stop: int


def parse_line(line: str) -> LineSettings:
    """``"9600/8n1"`` as settings. Raises ValueError naming what would be right."""
    baud, _, frame = line.strip().lower().partition("/")
    if not baud.isdecimal() or not 50 <= int(baud) <= 4_000_000:
        raise ValueError(f"line {line!r}: the speed must be 50..4000000, as in 9600/8n1")
    if len(frame) != 3 or frame[0] not in "5678" or frame[1] not in _PARITIES or frame[2] not in "12":
        raise ValueError(
            f"line {line!r}: after the speed comes bits 5-8, parity n, e or o, stop 1 or 2: 9600/8n1"
        )
    return LineSettings(int(baud), int(frame[0]), frame[1], int(frame[2]))


class Link:
    """A port by name. Methods open it when it is closed; a loss closes it and starts the back-off.

    ``read``, ``write`` and ``flush_input`` belong to one thread; ``close`` may be called from another one,
    which ends a read in progress with ``LinkLost``. Opening a network port may take pyserial's own 5 s
    beyond a deadline.
    """

    def __init__(
        self,
        port: str,
        *,
        line: str = "9600/8n1",
        flow: str = "none",
        settle: float = 0.0,
        backoff: tuple[float, float] = (0.5, 10.0),
        clock: Callable[[], float] = time.monotonic,
        trace: Callable[[str, bytes], None] | None = None,
        dial: Callable[[], Wire] | None = None,
    ) -> None:
        """``settle``: seconds after opening in which input is dropped (an Arduino resets when its port is opened).

        ``backoff``: shortest and longest pause in seconds before the port is opened again; doubles on each
        failure. ``trace``: called with ``"rx"`` or ``"tx"`` and the bytes, also those that are dropped
        later. ``dial`` opens ports that are no serial line, and raises OSError or ValueError.
        """
        if flow not in _FLOWS:
            raise ValueError(f"flow {flow!r}: one of {', '.join(_FLOWS)}")
        self.port = port
        self.opened = 0
        """How many times the port was opened; a change tells a driver that the device may have restarted."""
        self.retry_at = 0.0
        """Earliest time (of ``clock``) at which opening is tried again; meaningful after LinkLost."""
        self._line = parse_line(line)
        self._flow = flow
        self._settle = settle
        self._settled_at = 0.0
        self._backoff = backoff
        self._pause = backoff[0]
        self._reason = ""
        self._clock = clock
        self._trace = trace
        self._dial = dial or (lambda: wire_over(self._serial()))
        self._wire: Wire | None = None
        self._lock = threading.RLock()
        self._closing = threading.Event()

    @property
    def is_open(self) -> bool:
        """Whether the port is open now, as far as anyone has noticed."""
        return self._wire is not None

    @property
    def baud(self) -> int:
        """Bits per second of the line."""
        return self._line.baud

    def open(self) -> None:
        """Open the port unless it is open.

        LinkLost at once while the back-off runs, or when it cannot be opened.
        """
        with self._lock:
            self._opened()

    def read(self, deadline: float) -> bytes:
        """What has arrived: at least one byte, or ``b""`` at the deadline (seconds of ``clock``).

        A deadline in the past looks once without waiting. Raises LinkLost.
        """
        with self._lock:
            while True:
                wire = self._opened()
                now = self._clock()
                until = min(deadline, self._settled_at) if now < self._settled_at else deadline
                data = self._receive(wire, until - now)
                if not data and until < deadline:
                    continue
                if data and now < self._settled_at:
                    continue
                return data

    def write(self, data: bytes, deadline: float) -> None:
        """Send everything before the deadline (seconds of ``clock``).

        Raises LinkBlocked or LinkLost, with ``sent``.
        """
        with self._lock:
            wire = self._opened()
            sent = 0
            while sent < len(data):
                left = deadline - self._clock()
                try:
                    taken = wire.send(data[sent:], max(0.0, left))
                except (OSError, TypeError) as error:
                    raise self._lost(f"{self.port}: lost while writing ({error})", sent) from error
                if taken:
                    self._pause = self._backoff[0]
                    if self._trace:
                        self._trace("tx", data[sent : sent + taken])
                sent += taken
                if self._closing.is_set():
                    raise LinkLost(f"{self.port}: closed while writing", sent=sent)
                if sent < len(data) and not taken:
                    raise LinkBlocked(
                        f"{self.port}: took {sent} of {len(data)} bytes before the deadline", sent=sent
                    )

    def flush_input(self, quiet: float = 0.0) -> int:
        """Drop what has arrived, until nothing comes for ``quiet`` seconds; the number of bytes dropped.

        Two seconds at most. LinkLost.
        """
        with self._lock:
            dropped = 0
            until = self._clock() + _FLUSH_SECONDS
            while dropped < _FLUSH_LIMIT and self._clock() <= until:
                data = self._receive(self._opened(), quiet)
                if not data:
                    break
                dropped += len(data)
            return dropped

    def port_status(self) -> int | None:
        """What a USB printer's port tells beside the bytes; None on every other port. LinkLost."""
        with self._lock:
            ask = getattr(self._opened(), "port_status", None)
            try:
                return None if ask is None else ask()
            except OSError as error:
                raise self._lost(f"{self.port}: lost while asking its status ({error})", 0) from error

    def close(self) -> None:
        """Close the port; no back-off, the next use opens it again.

        Safe from another thread, and when closed.
        """
        self._closing.set()
        wire = self._wire
        if wire is not None:
            wire.cancel()
        with self._lock:
            self._drop()
            self._closing.clear()

    def _opened(self) -> Wire:
        if self._wire is not None:
            return self._wire
        wait = self.retry_at - self._clock()
        if wait > 0:
            raise LinkLost(f"{self.port}: next attempt in {wait:.1f} s ({self._reason})")
        try:
            self._wire = self._dial()
        except (OSError, ValueError, NotImplementedError) as error:
            raise self._lost(f"{self.port}: cannot be opened ({error})", 0) from error
        self.opened += 1
        self._settled_at = self._clock() + self._settle
        return self._wire

    def _serial(self) -> serial.SerialBase:
        # One short time-out, set before opening: over RFC 2217 every change of it is a negotiation with the
        # far end.
        return serial.serial_for_url(
            self.port,
            baudrate=self._line.baud,
            bytesize=self._line.bits,
            parity=_PARITIES[self._line.parity],
            stopbits=self._line.stop,
            xonxoff=self._flow == "xonxoff",
            rtscts=self._flow == "rtscts",
            timeout=0.05,
            exclusive=None if "://" in self.port else True,
        )

    def _receive(self, wire: Wire, seconds: float) -> bytes:
        try:
            data = wire.receive(max(0.0, seconds))
        except (OSError, TypeError) as error:
            raise self._lost(f"{self.port}: lost while reading ({error})", 0) from error
        if self._closing.is_set():
            raise LinkLost(f"{self.port}: closed while reading")
        if data:
            self._pause = self._backoff[0]
            if self._trace:
                self._trace("rx", data)
        return data

    def _lost(self, reason: str, sent: int) -> LinkLost:
        self._drop()
        self._reason = reason.removeprefix(f"{self.port}: ")
        self.retry_at = self._clock() + self._pause
        self._pause = min(self._pause * 2, self._backoff[1])
        return LinkLost(reason, sent=sent)

    def _drop(self) -> None:
        wire, self._wire = self._wire, None
        if wire is not None:
            wire.close()


@dataclass(frozen=True, slots=True)
class PortInfo:
    """A port that this machine has now.

    ``by_path`` stays the same for one socket of the machine, whatever is in it.
    """

    device: str
    description: str
    usb_id: str | None
    serial_number: str | None
    by_id: str | None
    by_path: str | None


def list_ports() -> list[PortInfo]:
    """The serial ports of this machine, each with its stable names. Sends nothing to any of them.

    Many cheap adapters (CH340) have no serial number: their ``by_id`` changes meaning when two are plugged
    in, so configure those by ``by_path``.
    """
    stable = {kind: _links(Path("/dev/serial") / kind) for kind in ("by-id", "by-path")}
    return [
        PortInfo(
            device=port.device,
            description=port.description or "",
            usb_id=f"{port.vid:04x}:{port.pid:04x}" if port.vid is not None else None,
            serial_number=port.serial_number,
            by_id=stable["by-id"].get(port.device),
            by_path=stable["by-path"].get(port.device),
        )
        for port in sorted(_comports.comports(), key=lambda port: str(port.device))
    ]


def _links(folder: Path) -> dict[str, str]:
    return {str(link.resolve()): str(link) for link in sorted(folder.glob("*"))}
