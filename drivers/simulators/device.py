"""What every simulated instrument is: something at the far end of a wire, seen only through bytes."""

from __future__ import annotations

from typing import Protocol, runtime_checkable


class Device(Protocol):
    """An instrument at the far end of a wire, byte-exact. ``now`` is handed in: monotonic seconds.

    Two threads may use one at once: a wire that moves bytes and a panel that gives commands.
    """

    present: bool
    """False: the cable is out. The host's port vanishes: reading and writing fail, opening fails."""

    def receive(self, data: bytes, now: float) -> int:
        """Bytes from the host; returns how many were taken, less than all when the device holds the host
        off.
        """

    def transmit(self, now: float) -> bytes:
        """Everything the device put on the wire up to ``now``, since the last call."""

    def command(self, words: list[str]) -> str:
        """One line of control ("celsius 38.2", "paper out"); the reply.

        ValueError says what would be right.
        """

    def reset(self, now: float) -> None:
        """The host (re)opened the port: nothing sent before belongs to this connection."""


@runtime_checkable
class Paced(Protocol):
    """A device that knows the speed of its line; ``sim://`` then garbles the bytes of a host set to another
    speed.
    """

    baud: int
