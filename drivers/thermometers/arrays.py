"""Arrays of pixels: Terabee TeraRanger Evo Thermal and GY-MCU90640.

The object temperature is that of the hottest pixel, with its position: on a face this is the inner corner
of the eye or the forehead. It is the array's raw value and rises with the noise of many pixels; a
calibration takes that in.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from decimal import Decimal

from drivers.thermometers.checks import crc8, crc32_mpeg2
from drivers.thermometers.format import Format, Streams
from drivers.thermometers.frames import GARBAGE, WAIT, FrameDecoder, Framing, Skip, Wait, Whole
from drivers.thermometers.readings import Reading, Rejected, RejectedKind

# Terabee Evo Thermal: `0D 00`, 1024 little-endian deci-kelvin, the sensor's own temperature, padding,
# CRC-32/MPEG-2 as two little-endian words, high word first. Answers to commands: `14 code status CRC-8`.
EVO_SIZE = 2070
EVO_START = bytes.fromhex("00 52 02 01 DF")
EVO_STOP = bytes.fromhex("00 52 02 00 D8")
_EVO_PIXELS = struct.Struct("<1024H")
_EVO_WIDTH = 32

# GY-MCU90640: `5A 5A`, length 1538 little-endian, 768 signed little-endian hundredths, the sensor's own
# temperature, and the sum of all words before.
GY_SIZE = 1544
_GY_HEAD = bytes.fromhex("5A 5A 02 06")
_GY_PIXELS = struct.Struct("<768h")
_GY_SUM = struct.Struct("<771H")
_GY_WIDTH = 32


def cut_evo(window: bytes) -> Whole | Wait | Skip:
    """One frame or answer of an Evo Thermal from the front of the window."""
    if window[0] == 0x14:
        return _cut_evo_answer(window)
    if window[1:2] not in (b"", b"\x00"):
        return GARBAGE
    if len(window) < EVO_SIZE:
        return WAIT
    high, low = struct.unpack_from("<HH", window, EVO_SIZE - 4)
    if crc32_mpeg2(window[2 : EVO_SIZE - 4]) != high << 16 | low:
        return Skip("CRC-32 does not match")
    pixels = _EVO_PIXELS.unpack_from(window, 2)
    sensor = int.from_bytes(window[2050:2052], "little")
    hottest, extra = _hottest(pixels, _EVO_WIDTH)
    return Whole(
        EVO_SIZE, Reading(_from_decikelvin(hottest), _from_decikelvin(sensor), window[:EVO_SIZE], extra)
    )


def _cut_evo_answer(window: bytes) -> Whole | Wait | Skip:
    if len(window) < 4:
        return WAIT
    raw = window[:4]
    if crc8(raw[:3]) != raw[3]:
        return GARBAGE
    if raw[2] == 0x00:
        return Whole(4, Rejected("the sensor acknowledges a command", raw, RejectedKind.OTHER))
    return Whole(4, Rejected("the sensor refuses a command", raw, RejectedKind.FAULT))


def cut_gy(window: bytes) -> Whole | Wait | Skip:
    """One frame of a GY-MCU90640 from the front of the window."""
    if window[:4] != _GY_HEAD[: len(window)]:
        return GARBAGE
    if len(window) < GY_SIZE:
        return WAIT
    raw = window[:GY_SIZE]
    if sum(_GY_SUM.unpack_from(raw)) & 0xFFFF != int.from_bytes(raw[-2:], "little"):
        return Skip("checksum does not match")
    hottest, extra = _hottest(_GY_PIXELS.unpack_from(raw, 4), _GY_WIDTH)
    sensor = int.from_bytes(raw[1540:1542], "little", signed=True)
    return Whole(GY_SIZE, Reading(Decimal(hottest).scaleb(-2), Decimal(sensor).scaleb(-2), raw, extra))


def _hottest(pixels: Sequence[int], width: int) -> tuple[int, dict[str, int]]:
    value = max(pixels)
    y, x = divmod(pixels.index(value), width)
    return value, {"x": x, "y": y}


def _from_decikelvin(value: int) -> Decimal:
    return Decimal(value * 10 - 27315).scaleb(-2)


EVO_FRAMING = Framing(first=b"\x0d\x14", longest=EVO_SIZE, cut=cut_evo)
EVO = Format(
    "evo-thermal", lambda: FrameDecoder(EVO_FRAMING), longest=EVO_SIZE, talk=Streams(start=EVO_START)
)
GY_FRAMING = Framing(first=b"\x5a", longest=GY_SIZE, cut=cut_gy)
GY = Format("gy-mcu90640", lambda: FrameDecoder(GY_FRAMING), longest=GY_SIZE)
