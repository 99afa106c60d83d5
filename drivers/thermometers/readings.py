"""What comes out of a decoder: readings and rejections. Exact decimals, degrees Celsius."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import Enum
from typing import Any, Protocol


class RejectedKind(Enum):
    """Why bytes became no reading."""

    FRAME = "frame"
    """Not what the format promises: garbage, length, checksum, two answers that differ.

    The wire is suspect.
    """
    FAULT = "fault"
    """A sound frame in which the device reports a fault, or a value that cannot be. The device is suspect."""
    OTHER = "other"
    """A sound frame that is no reading (an acknowledgement, another register). Nothing is suspect."""


@dataclass(frozen=True, slots=True)
class Reading:
    """One value as the device gave it; nothing is smoothed, clamped or corrected."""

    object: Decimal
    ambient: Decimal | None
    raw: bytes
    extra: Mapping[str, Any] = field(default_factory=dict)
    """What else the frame says, by name: ``emissivity``, ``sequence``, position ``x`` and ``y``, ..."""


@dataclass(frozen=True, slots=True)
class Rejected:
    """Bytes that gave no reading, and why; ``reason`` is a sentence for a technician."""

    reason: str
    raw: bytes
    kind: RejectedKind = RejectedKind.FRAME


Item = Reading | Rejected


class Decoder(Protocol):
    """Bytes in, values out.

    Never raises; the pieces in which bytes come make no difference to what comes out.
    """

    def feed(self, data: bytes) -> list[Item]:
        """What these bytes complete.

        After garbage it finds the next frame by moving on one byte at a time.
        """

    def finish(self) -> list[Item]:
        """The stream is over: left-over bytes as rejections (and frames that hid behind an unfinished one)."""


@dataclass(frozen=True, slots=True)
class Limits:
    """The range the maker states, inclusive, in degrees Celsius. A value outside is a fault of the device."""

    object: tuple[Decimal, Decimal]
    ambient: tuple[Decimal, Decimal] = (Decimal(-40), Decimal(125))


def limits(object_low: str, object_high: str, ambient_low: str = "-40", ambient_high: str = "125") -> Limits:
    """Limits from their decimal texts."""
    return Limits(
        (Decimal(object_low), Decimal(object_high)),
        (Decimal(ambient_low), Decimal(ambient_high)),
    )


# Absolute zero as two libraries round it, the MLX90614's overflow, and a memory that was never written: no
# skin, wall or blackbody has exactly these temperatures, a broken sensor does.
FAULT_VALUES = frozenset(map(Decimal, ("-273.15", "-273.01", "1037.55", "0")))


def admit(reading: Reading, allowed: Limits) -> Item:
    """The reading, or its rejection as a fault when a value is outside the limits or is a known fault
    value.
    """
    for name, value, (low, high) in (
        ("object", reading.object, allowed.object),
        ("ambient", reading.ambient, allowed.ambient),
    ):
        if value is None:
            continue
        if not value.is_finite():
            return Rejected(f"{name} is {value}", reading.raw, RejectedKind.FAULT)
        if name == "object" and value in FAULT_VALUES:
            return Rejected(f"object {value} °C is a fault value", reading.raw, RejectedKind.FAULT)
        if not low <= value <= high:
            reason = f"{name} {value} °C is outside {low} to {high} °C"
            return Rejected(reason, reading.raw, RejectedKind.FAULT)
    return reading


class Admitting:
    """A decoder whose readings pass ``admit``."""

    def __init__(self, inner: Decoder, allowed: Limits) -> None:
        self._inner = inner
        self._allowed = allowed

    def feed(self, data: bytes) -> list[Item]:
        """As the inner decoder, with impossible values refused."""
        return self._judged(self._inner.feed(data))

    def finish(self) -> list[Item]:
        """As the inner decoder, with impossible values refused."""
        return self._judged(self._inner.finish())

    def _judged(self, items: list[Item]) -> list[Item]:
        return [admit(item, self._allowed) if isinstance(item, Reading) else item for item in items]
