"""What a printer driver needs of its port, whatever is behind it: a serial line, USB, the network, a spooler."""

from __future__ import annotations

from typing import Protocol


class Transport(Protocol):
    """``drivers.link.Link`` is one; the spooler, which takes whole jobs and never answers, is another."""

    @property
    def port(self) -> str:
        """The port's name, for sentences."""

    @property
    def opened(self) -> int:
        """How many times the port was opened; a change tells that what was under way is lost."""

    @property
    def baud(self) -> int:
        """Bits a second on the wire, for deadlines; ten bits are a byte."""

    def open(self) -> None:
        """Open unless open. LinkLost when that cannot be done now."""

    def read(self, deadline: float) -> bytes:
        """At least one byte, or ``b""`` at the deadline (seconds of the driver's clock). LinkLost."""

    def write(self, data: bytes, deadline: float) -> None:
        """Everything before the deadline. LinkBlocked or LinkLost, whose ``sent`` is 0 only if nothing has left."""

    def flush_input(self, quiet: float = 0.0) -> int:
        """Drop what has arrived until nothing comes for ``quiet`` seconds; how many bytes. LinkLost."""

    def port_status(self) -> int | None:
        """What the port itself tells of the printer (status.of_port), None where it tells nothing. LinkLost."""

    def close(self) -> None:
        """Give the port back; from any thread."""
