"""GY-614V: registers, sent by itself or on request, as `A4 03 start n data SUM`.

By itself the board sends registers 07 to 0D: emissivity in hundredths, then object, ambient and body
temperature in signed big-endian hundredths of a degree. "Body" is the maker's own conversion and is only
passed on. SUM is the sum of all bytes before it.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from drivers.thermometers.checks import sum8
from drivers.thermometers.format import Format, Question
from drivers.thermometers.frames import GARBAGE, WAIT, FrameDecoder, Framing, Skip, Wait, Whole
from drivers.thermometers.readings import Item, Reading, Rejected, RejectedKind

REGISTERS = 0x0E
"""The board has registers 00 to 0D."""
QUERY_MODE = bytes.fromhex("A4 06 03 01 AE")
BAUD_115200 = bytes.fromhex("A4 06 01 06 B1")
READ_SETTINGS = bytes.fromhex("A4 03 00 08 AF")

_HUNDREDTH = Decimal("0.01")
_TENTH = Decimal("0.1")


def cut(window: bytes) -> Whole | Wait | Skip:
    """One frame from the front of the window."""
    if len(window) < 2:
        return WAIT
    if window[1] == 0x06:
        size = 5
    elif window[1] == 0x03:
        if len(window) < 4:
            return WAIT if len(window) < 3 or window[2] < REGISTERS else GARBAGE
        if not 1 <= window[3] <= REGISTERS - window[2]:
            return GARBAGE
        size = 5 + window[3]
    else:
        return GARBAGE
    if len(window) < size:
        return WAIT
    raw = window[:size]
    if sum8(raw[:-1]) != raw[-1]:
        return Skip(f"checksum {raw[-1]:02X}, computed {sum8(raw[:-1]):02X}")
    return Whole(size, _meaning(raw))


def _meaning(raw: bytes) -> Item:
    if raw[1] == 0x06:
        return Rejected(f"register {raw[2]:02X} was written, no reading", raw, RejectedKind.OTHER)
    start, data = raw[2], raw[4:-1]

    def at(register: int, length: int) -> bytes | None:
        offset = register - start
        return data[offset : offset + length] if 0 <= offset <= len(data) - length else None

    celsius = at(0x08, 2)
    if celsius is None:
        last = start + len(data) - 1
        return Rejected(f"registers {start:02X} to {last:02X}, no reading", raw, RejectedKind.OTHER)
    ambient, body, emissivity = at(0x0A, 2), at(0x0C, 2), at(0x07, 1)
    extra: dict[str, Decimal] = {}
    if emissivity is not None:
        extra["emissivity"] = emissivity[0] * _HUNDREDTH
    if body is not None:
        extra["body"] = _degrees(body)
    return Reading(_degrees(celsius), None if ambient is None else _degrees(ambient), raw, extra)


def _degrees(data: bytes) -> Decimal:
    return int.from_bytes(data, "big", signed=True) * _HUNDREDTH


def parse_settings(received: bytes) -> Mapping[str, Decimal] | None:
    """Identity, object offset (degrees) and emissivity from the answer to ``READ_SETTINGS``, among other
    frames.
    """
    for at in range(len(received) - 12):
        frame = received[at : at + 13]
        if frame[:4] == READ_SETTINGS[:4] and sum8(frame[:-1]) == frame[-1]:
            registers = frame[4:-1]
            return {
                "id": Decimal(registers[0x00]),
                "offset": (registers[0x06] - 100) * _TENTH,
                "emissivity": registers[0x07] * _HUNDREDTH,
            }
    return None


FRAMING = Framing(first=b"\xa4", longest=5 + REGISTERS, cut=cut)
FORMAT = Format(
    "gy-614v",
    lambda: FrameDecoder(FRAMING),
    longest=12,
    questions=(Question(READ_SETTINGS, parse_settings),),
)
