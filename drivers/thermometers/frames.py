"""Frames out of a stream of bytes: the loop that every binary format shares.

A format says how one frame is cut from the front of a window of bytes; this file finds the frames, joins
what lies between them into one rejection, and gives the same result however the stream is split.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from drivers.thermometers.readings import Item, Rejected


@dataclass(frozen=True, slots=True)
class Whole:
    """A whole frame stands at the front: its length in bytes, and what it says."""

    length: int
    item: Item


class Wait:
    """What stands there may become a frame when more bytes come."""


@dataclass(frozen=True, slots=True)
class Skip:
    """No frame starts here. ``reason`` if it looked like one (a wrong checksum); None for plain garbage."""

    reason: str | None = None


WAIT = Wait()
GARBAGE = Skip()
Cut = Callable[[bytes], Whole | Wait | Skip]
"""From the front of a window (never empty, at most ``longest`` bytes), one of the three."""

_STRAY = "bytes that belong to no frame"


@dataclass(frozen=True, slots=True)
class Framing:
    """How the frames of a format are found."""

    first: bytes
    """Every byte a frame can start with."""
    longest: int
    cut: Cut
    trailer: bytes = b""
    """Bytes that may follow a frame and say nothing (an address outside the checksum), at most one of them.
    """


class FrameDecoder:
    """The ``Decoder`` of a framed format."""

    def __init__(self, framing: Framing) -> None:
        self._framing = framing
        self._find = re.compile(b"[" + re.escape(framing.first) + b"]").search
        self._buffer = bytearray()
        self._stray = bytearray()
        self._reason = _STRAY
        self._most = max(16, framing.longest)
        self._after_frame = False

    def feed(self, data: bytes) -> list[Item]:
        """What these bytes complete."""
        self._buffer += data
        return self._run(final=False)

    def finish(self) -> list[Item]:
        """Everything that is left, as rejections or as frames hidden behind an unfinished one."""
        items = self._run(final=True)
        self._close_stray(items)
        self._after_frame = False
        return items

    def _run(self, *, final: bool) -> list[Item]:
        buffer, framing = self._buffer, self._framing
        items: list[Item] = []
        at = 0
        while at < len(buffer):
            if self._after_frame:
                self._after_frame = False
                if buffer[at] in framing.trailer:
                    at += 1
                    continue
            found = self._find(buffer, at)
            start = found.start() if found else len(buffer)
            if start > at:
                self._add_stray(buffer[at:start], items)
                at = start
                continue
            match framing.cut(bytes(buffer[at : at + framing.longest])):
                case Whole(length, item):
                    self._close_stray(items)
                    items.append(item)
                    at += length
                    self._after_frame = True
                case Skip(reason):
                    if reason:
                        self._close_stray(items)
                        self._reason = reason
                    self._add_stray(buffer[at : at + 1], items)
                    at += 1
                case _ if final:
                    self._close_stray(items)
                    self._reason = "unfinished frame"
                    self._add_stray(buffer[at : at + 1], items)
                    at += 1
                case _:
                    break
        del buffer[:at]
        return items

    def _add_stray(self, data: bytes | bytearray, items: list[Item]) -> None:
        self._stray += data
        while len(self._stray) >= self._most:
            items.append(Rejected(self._reason, bytes(self._stray[: self._most])))
            del self._stray[: self._most]
            self._reason = _STRAY

    def _close_stray(self, items: list[Item]) -> None:
        if self._stray:
            items.append(Rejected(self._reason, bytes(self._stray)))
            self._stray.clear()
        self._reason = _STRAY
