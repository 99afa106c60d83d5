"""HM ("Haiman") 32x32 module: asked with `A5 55 01 FB`, answers `A5 xx Tlo Thi X Y SUM`.

Little-endian hundredths of a degree of the hottest pixel, its position, and the sum of the six bytes
before. Zero means that there is no reading.
"""

from __future__ import annotations

from decimal import Decimal

from drivers.thermometers.checks import sum8
from drivers.thermometers.format import Asks, Format
from drivers.thermometers.frames import WAIT, FrameDecoder, Framing, Skip, Wait, Whole
from drivers.thermometers.readings import Reading, Rejected, RejectedKind

REQUEST = bytes.fromhex("A5 55 01 FB")
_SIZE = 7
_SIDE = 32


def cut(window: bytes) -> Whole | Wait | Skip:
    """One answer from the front of the window."""
    if len(window) < _SIZE:
        return WAIT
    raw = window[:_SIZE]
    if sum8(raw[:-1]) != raw[-1]:
        return Skip(f"checksum {raw[-1]:02X}, computed {sum8(raw[:-1]):02X}")
    centi, x, y = int.from_bytes(raw[2:4], "little"), raw[4], raw[5]
    if x >= _SIDE or y >= _SIDE:
        return Skip(f"position {x}, {y} is outside {_SIDE} x {_SIDE}")
    if centi == 0:
        return Whole(_SIZE, Rejected("the module reports no reading", raw, RejectedKind.FAULT))
    return Whole(_SIZE, Reading(Decimal(centi).scaleb(-2), None, raw, {"x": x, "y": y}))


FRAMING = Framing(first=b"\xa5", longest=_SIZE, cut=cut)
FORMAT = Format("hm-32x32", lambda: FrameDecoder(FRAMING), longest=_SIZE, talk=Asks(REQUEST))
