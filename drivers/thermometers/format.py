"""What a wire format is, as data: how to decode it and how to make the device speak."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from drivers.thermometers.modbus import ModbusProfile
from drivers.thermometers.readings import Decoder


@dataclass(frozen=True, slots=True)
class Streams:
    """The device sends by itself.

    ``start`` is written each time the port was opened (empty: nothing is sent).
    """

    start: bytes = b""


@dataclass(frozen=True, slots=True)
class Asks:
    """The device answers a question. ``start`` is written each time the port was opened."""

    request: bytes
    start: bytes = b""
    patience: float = 0.5
    """Seconds an answer may take."""


@dataclass(frozen=True, slots=True)
class AsksModbus:
    """The device answers a Modbus master."""

    profile: ModbusProfile
    patience: float = 0.5


@dataclass(frozen=True, slots=True)
class Question:
    """Something a device can be asked about itself, such as its emissivity."""

    request: bytes
    parse: Callable[[bytes], Mapping[str, Decimal] | None]
    """From everything that came since the question; None as long as the answer is not in it."""


@dataclass(frozen=True, slots=True)
class Format:
    """One wire format. A model is a row that names one."""

    name: str
    decoder: Callable[[], Decoder]
    longest: int
    """Bytes of the longest frame or line: so much may be lost when one joins a stream in the middle."""
    talk: Streams | Asks | AsksModbus = Streams()
    confirm: Decimal | None = None
    """For formats without a checksum: how many degrees apart two values may be that speak for each other."""
    lines: bool = False
    """Text: after joining a stream, everything up to the first line end is dropped."""
    questions: tuple[Question, ...] = ()
    """What the device can be asked about its own settings."""
