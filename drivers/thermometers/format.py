"""What a wire format is, as data: how to decode it and how to make the device speak."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from drivers.thermometers.readings import Decoder


@dataclass(frozen=True, slots=True)
class Streams:
    """The device sends by itself.

    ``start`` is written each time the port was opened (empty: nothing is sent).
    """

    start: bytes = b""


@dataclass(frozen=True, slots=True)
class Format:
    """One wire format. A model is a row that names one."""

    name: str
    decoder: Callable[[], Decoder]
    longest: int
    """Bytes of the longest frame or line: so much may be lost when one joins a stream in the middle."""
    talk: Streams = Streams()
    confirm: Decimal | None = None
    """For formats without a checksum: two values in a row must agree within this many degrees."""
    lines: bool = False
    """Text: after opening, everything up to the first line end is dropped."""
