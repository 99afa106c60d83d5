"""GY-MCU90614 and GY-MCU90615: `5A 5A 45 04 TOh TOl TAh TAl SUM [ID]`, sent 10 to 14 times a second.

Object and ambient are signed 16-bit big-endian hundredths of a degree; SUM is the sum of the eight bytes
before it. Newer boards append their address (01..15h) outside the sum. Frames of type 25 (emissivity) and
35 (offset) have the same shape and are no readings.
"""

from __future__ import annotations

from decimal import Decimal

from drivers.thermometers.checks import sum8
from drivers.thermometers.format import Format
from drivers.thermometers.frames import GARBAGE, WAIT, FrameDecoder, Framing, Skip, Wait, Whole
from drivers.thermometers.readings import Reading, Rejected, RejectedKind

CONTINUOUS = bytes.fromhex("A5 45 EA")
ONE_READING = bytes.fromhex("A5 15 BA")
BAUD_9600 = bytes.fromhex("A5 AE 53")
BAUD_115200 = bytes.fromhex("A5 AF 54")
SEND_AT_POWER_UP = bytes.fromhex("A5 51 F6")
SILENT_AT_POWER_UP = bytes.fromhex("A5 52 F7")

_HEAD = b"\x5a\x5a\x45"
_TYPES = {0x45: "a reading", 0x25: "the emissivity", 0x35: "the offset"}
_MOST_DATA = 8


def cut(window: bytes) -> Whole | Wait | Skip:
    """One frame from the front of the window."""
    if window[1:2] not in (b"", b"\x5a"):
        return GARBAGE
    if len(window) < 4:
        return GARBAGE if len(window) == 3 and window[2] not in _TYPES else WAIT
    kind, length = window[2], window[3]
    if kind not in _TYPES or not 1 <= length <= _MOST_DATA or (kind == 0x45 and length != 4):
        return GARBAGE
    size = 5 + length
    if len(window) < size:
        return WAIT
    raw = window[:size]
    if _HEAD in raw[2:]:
        # A frame cut off after its fifth byte and the head of the next one add up to a right sum for every
        # object temperature from 35.84 to 38.39 °C. As a temperature the head would be 231 °C, so nothing
        # true is lost.
        return Skip("cut off: the next frame begins inside")
    if sum8(raw[:-1]) != raw[-1]:
        return Skip(f"checksum {raw[-1]:02X}, computed {sum8(raw[:-1]):02X}")
    if kind != 0x45:
        reason = f"frame of type {kind:02X} says {_TYPES[kind]}, no reading"
        return Whole(size, Rejected(reason, raw, RejectedKind.OTHER))
    centi_object = int.from_bytes(raw[4:6], "big", signed=True)
    centi_ambient = int.from_bytes(raw[6:8], "big", signed=True)
    return Whole(size, Reading(Decimal(centi_object).scaleb(-2), Decimal(centi_ambient).scaleb(-2), raw))


FRAMING = Framing(first=b"\x5a", longest=5 + _MOST_DATA, cut=cut, trailer=bytes(range(0x01, 0x16)))
FORMAT = Format("gy-mcu90614", lambda: FrameDecoder(FRAMING), longest=9)
