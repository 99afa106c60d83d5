"""Optris CS, CT and LT, Micro-Epsilon thermoMETER: send `01`, get two bytes, big-endian.

T = (v - 1000) / 10, on high-resolution heads (v - 10000) / 100. There is no framing and no checksum: the
right scale is the technician's choice, a wrong one shows as an impossible temperature, and every value is
asked for twice. Several devices on one RS-485 line are called by `B0 + address` before the command.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal

from drivers.thermometers.format import Asks, Format, Question
from drivers.thermometers.readings import Item, Reading, Rejected

_HIGHEST_ADDRESS = 0x4F


class PairDecoder:
    """Two bytes, one value.

    Without framing nothing can be found again: a lost byte shifts all that follow.
    """

    def __init__(self, zero: int, unit: Decimal) -> None:
        """``zero``: the number that means 0 °C; ``unit``: degrees of one step."""
        self._zero = zero
        self._unit = unit
        self._rest = b""

    def feed(self, data: bytes) -> list[Item]:
        """One reading for each two bytes."""
        data = self._rest + data
        whole = len(data) & ~1
        self._rest = data[whole:]
        return [self._reading(data[at : at + 2]) for at in range(0, whole, 2)]

    def finish(self) -> list[Item]:
        """A single byte left over is no value."""
        rest, self._rest = self._rest, b""
        return [Rejected("one byte, a value has two", rest)] if rest else []

    def _reading(self, pair: bytes) -> Reading:
        return Reading((int.from_bytes(pair, "big") - self._zero) * self._unit, None, pair)


def _scaled(name: str, scale: Decimal) -> Callable[[bytes], Mapping[str, Decimal] | None]:
    return lambda received: (
        {name: int.from_bytes(received[:2], "big") * scale} if len(received) >= 2 else None
    )


def formatted(name: str, zero: int, unit: str) -> Callable[[int | None], Format]:
    """A format with its scale; the result takes the RS-485 address, None for a device alone on its line."""

    def at(address: int | None) -> Format:
        if address is not None and not 1 <= address <= _HIGHEST_ADDRESS:
            raise ValueError(f"address 1 to {_HIGHEST_ADDRESS}, not {address}")
        call = b"" if address is None else bytes([0xB0 + address])
        return Format(
            name,
            lambda: PairDecoder(zero, Decimal(unit)),
            longest=2,
            talk=Asks(call + b"\x01"),
            confirm=Decimal("0.5"),
            questions=(Question(call + b"\x04", _scaled("emissivity", Decimal("0.001"))),),
        )

    return at


tenths = formatted("optris-ct", 1000, "0.1")
hundredths = formatted("optris-ct-hs", 10000, "0.01")
