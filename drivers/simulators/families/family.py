"""What a make of thermometer must say for itself; the device around it adds time, noise and faults of the
wire.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Protocol

Setter = Callable[[str], None]
"""Takes a parameter's text. ValueError says what would be right."""


@dataclass(frozen=True, slots=True)
class Values:
    """What the sensor feels at this moment, in degrees Celsius, already with its gain, offset, noise and
    drift.
    """

    object: float
    ambient: float
    fault: str | None = None
    """One of the family's own ``faults``, or None."""

    @property
    def centi_object(self) -> int:
        """Hundredths of a degree."""
        return round(self.object * 100)

    @property
    def centi_ambient(self) -> int:
        """Hundredths of a degree."""
        return round(self.ambient * 100)


class Family(Protocol):
    """One make's side of the wire."""

    baud: int
    rate_hz: float

    @property
    def faults(self) -> tuple[str, ...]:
        """Fault values that only this make has."""

    def settings(self) -> Mapping[str, Setter]:
        """Parameters that only this make has, by name."""

    def stream(self, values: Values) -> bytes:
        """What it sends by itself at this moment; empty while it only answers."""

    def answer(self, asked: bytearray, values: Values) -> bytes:
        """Replies to the complete requests at the front of ``asked``, which it removes, with anything it
        ignores.
        """


def int16(value: int, order: str = "big") -> bytes:
    """Two bytes, signed, held at the ends of the range as a device's own arithmetic does."""
    return max(-32768, min(32767, value)).to_bytes(2, "big" if order == "big" else "little", signed=True)


def choice(*allowed: str) -> Callable[[str], str]:
    """A check that a text is one of a few words."""

    def check(text: str) -> str:
        if text not in allowed:
            raise ValueError(f"one of {', '.join(allowed)}, not {text!r}")
        return text

    return check


def number(text: str, low: float, high: float) -> float:
    """The text as a number within bounds. ValueError says which."""
    try:
        value = float(text)
    except ValueError:
        value = float("nan")
    if not low <= value <= high:
        raise ValueError(f"a number from {low:g} to {high:g}, not {text!r}")
    return value


def whole(text: str, low: int, high: int) -> int:
    """The text as a whole number within bounds. ValueError says which."""
    value = number(text, low, high)
    if value != int(value):
        raise ValueError(f"a whole number from {low} to {high}, not {text!r}")
    return int(value)


def scene_of_pixels(hottest: int, background: int, width: int, height: int) -> list[int]:
    """A picture of a face before the room, in the unit of its arguments: one hottest pixel, the rest
    cooler.
    """
    middle_x, middle_y = width // 2 - 1, height // 2 - 2
    pixels = []
    for y in range(height):
        for x in range(width):
            away = abs(x - middle_x) + abs(y - middle_y)
            share = max(0.0, 1 - away / 12)
            cooler = round((hottest - background) * (1 - share)) + (away > 0) * 3
            pixels.append(hottest - cooler if hottest >= background else background - (away > 0))
    if hottest < background:
        pixels[middle_y * width + middle_x] = hottest
        pixels = [min(value, hottest) for value in pixels]
    return pixels
