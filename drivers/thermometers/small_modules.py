"""Small modules of the second wave, each known from one source only: ZyTemp TN9, IDC-50, GD60914."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal

from drivers.thermometers.checks import sum8
from drivers.thermometers.format import Asks, Format
from drivers.thermometers.frames import GARBAGE, WAIT, FrameDecoder, Framing, Skip, Wait, Whole
from drivers.thermometers.readings import Reading, Rejected, RejectedKind

# ZyTemp TN9: `item MSB LSB SUM 0D`, sixteenths of a kelvin; 4C the object, 66 the ambient, 53 undocumented.
_TN9_OBJECT, _TN9_AMBIENT, _TN9_JUNK = 0x4C, 0x66, 0x53
_SIXTEENTH = Decimal("0.0625")
_ZERO_CELSIUS = Decimal("273.15")


def tn9_cutter() -> Callable[[bytes], Whole | Wait | Skip]:
    """How to cut TN9 items; an object item carries the ambient temperature that was sent before it."""
    ambient: list[Decimal] = []

    def cut(window: bytes) -> Whole | Wait | Skip:
        if len(window) < 5:
            return WAIT
        raw = window[:5]
        if raw[4] != 0x0D:
            return GARBAGE
        if sum8(raw[:3]) != raw[3]:
            return Skip(f"checksum {raw[3]:02X}, computed {sum8(raw[:3]):02X}")
        if raw[0] == _TN9_JUNK:
            return Whole(5, Rejected("item 53, undocumented", raw, RejectedKind.OTHER))
        celsius = int.from_bytes(raw[1:3], "big") * _SIXTEENTH - _ZERO_CELSIUS
        if raw[0] == _TN9_AMBIENT:
            ambient[:] = [celsius]
            return Whole(5, Rejected(f"ambient {celsius} °C, no object", raw, RejectedKind.OTHER))
        return Whole(5, Reading(celsius, ambient[0] if ambient else None, raw))

    return cut


def tn9_decoder() -> FrameDecoder:
    """A decoder for a TN9."""
    return FrameDecoder(Framing(first=b"\x4c\x66\x53", longest=5, cut=tn9_cutter()))


TN9 = Format("zytemp-tn9", tn9_decoder, longest=5)


def cut_idc50(window: bytes) -> Whole | Wait | Skip:
    """IDC-50: `AA 55 06 INT DEC SUM`, whole degrees and tenths."""
    if window[:3] != b"\xaa\x55\x06"[: len(window)]:
        return GARBAGE
    if len(window) < 6:
        return WAIT
    raw = window[:6]
    if sum8(raw[:5]) != raw[5]:
        return Skip(f"checksum {raw[5]:02X}, computed {sum8(raw[:5]):02X}")
    if raw[4] > 9:
        return Skip(f"{raw[4]} tenths cannot be")
    return Whole(6, Reading(Decimal(raw[3] * 10 + raw[4]).scaleb(-1), None, raw))


IDC50_FRAMING = Framing(first=b"\xaa", longest=6, cut=cut_idc50)
IDC50 = Format("idc-50", lambda: FrameDecoder(IDC50_FRAMING), longest=6)

# GD60914: `A1` once (measure on request), then each `AA` is answered by seven ASCII bytes, tenths of a
# degree.
_GD_SIZE = 7
_GD_TEXT = re.compile(rb"[ ]*([+-]?\d{1,5})[ \r\n\x00]*")


def cut_gd60914(window: bytes) -> Whole | Wait | Skip:
    """Seven bytes that are a number padded with blanks."""
    if len(window) < _GD_SIZE:
        return WAIT
    raw = window[:_GD_SIZE]
    match = _GD_TEXT.fullmatch(raw)
    if match is None:
        return GARBAGE
    return Whole(_GD_SIZE, Reading(Decimal(int(match[1])).scaleb(-1), None, raw))


GD60914_FRAMING = Framing(first=b" +-0123456789", longest=_GD_SIZE, cut=cut_gd60914)
GD60914 = Format(
    "gd60914",
    lambda: FrameDecoder(GD60914_FRAMING),
    longest=_GD_SIZE,
    talk=Asks(b"\xaa", start=b"\xa1"),
    confirm=Decimal("0.5"),
)
