"""Bytes from a printer, in any pieces -> replies; pure, never raises.

Several answers share one wire and may interleave: real-time status (b & 93h = 12h), automatic status frames
(first b & 93h = 10h, then three with b & 90h = 0), buffered status (b & 90h = 0), blocks (header .. 00h),
and flow control, which may stand anywhere.
"""

from __future__ import annotations

from dataclasses import dataclass

from drivers.printers.status import Status, automatic

_XON, _XOFF = 0x11, 0x13
_HEADERS = frozenset(b"\x35\x37\x3b\x3d\x5f")
_LONGEST_BLOCK = 80


@dataclass(frozen=True, slots=True)
class RealTime:
    """Reply to one DLE EOT; which one is known only from the order of asking."""

    byte: int


@dataclass(frozen=True, slots=True)
class Automatic:
    """A frame the printer sent on its own, because something changed."""

    status: Status


@dataclass(frozen=True, slots=True)
class Buffered:
    """Reply to GS r: sent only when everything before it has been dealt with."""

    byte: int


@dataclass(frozen=True, slots=True)
class BlockReply:
    """A block without its closing NUL: ``7" dddd`` acknowledges a process ID, ``7%`` a cleared buffer."""

    data: bytes


@dataclass(frozen=True, slots=True)
class Garbage:
    """Bytes that belong to no reply."""

    data: bytes


Reply = RealTime | Automatic | Buffered | BlockReply | Garbage


class Replies:
    """Decoder of everything a printer may say."""

    def __init__(self) -> None:
        self._frame = bytearray()
        self._block = bytearray()

    def reset(self) -> None:
        """Forgets an unfinished frame or block."""
        self._frame.clear()
        self._block.clear()

    def feed(self, data: bytes) -> list[Reply]:
        """The replies completed by ``data``, oldest first."""
        out: list[Reply] = []
        for byte in data:
            if byte not in (_XON, _XOFF):
                self._take(byte, out)
        return out

    def _take(self, byte: int, out: list[Reply]) -> None:
        if self._block:
            self._in_block(byte, out)
        elif byte & 0x93 == 0x12:  # also between the bytes of a frame: the real-time answer may overtake it
            out.append(RealTime(byte))
        elif self._frame:
            self._in_frame(byte, out)
        elif byte & 0x93 == 0x10:
            self._frame.append(byte)
        elif byte in _HEADERS:
            self._block.append(byte)
        elif byte & 0x90 == 0:
            out.append(Buffered(byte))
        else:
            out.append(Garbage(bytes([byte])))

    def _in_frame(self, byte: int, out: list[Reply]) -> None:
        if byte & 0x90:
            out.append(Garbage(bytes(self._frame)))
            self._frame.clear()
            self._take(byte, out)
            return
        self._frame.append(byte)
        if len(self._frame) == 4:
            out.append(Automatic(automatic(bytes(self._frame))))
            self._frame.clear()

    def _in_block(self, byte: int, out: list[Reply]) -> None:
        if byte < 0x1F and byte & 0x93 == 0x12:
            out.append(RealTime(byte))
        elif byte == 0:
            out.append(BlockReply(bytes(self._block)))
            self._block.clear()
        elif not 0x1F <= byte <= 0x7E or len(self._block) >= _LONGEST_BLOCK:
            # A block has lost its end. Only its header is given up, so that a reply inside is still found.
            lost = bytes(self._block) + bytes([byte])
            self._block.clear()
            out.append(Garbage(lost[:1]))
            for each in lost[1:]:
                self._take(each, out)
        else:
            self._block.append(byte)
