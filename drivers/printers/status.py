"""What a printer says about itself, from its status bytes; pure.

Bits as in the ESC/POS reference (DLE EOT, GS a) and the TM-T88III specification's status tables. Bits are
tested, never whole bytes, because drawer pin and near-end sensor change them in a healthy printer.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from drivers.errors import BadFrame


class Paper(Enum):
    OK = "ok"
    NEAR_END = "near end"
    OUT = "out"


class Cause(Enum):
    """Why no ticket came out, or why nobody can say whether it did."""

    PAPER_OUT = "paper out"
    COVER_OPEN = "cover open"
    CUTTER = "cutter"
    HOT = "head too hot"
    RECOVERABLE = "recoverable error"
    UNRECOVERABLE = "unrecoverable error"
    FEED_BUTTON = "feed button held"
    WAITING = "waiting for recovery"
    OFFLINE = "offline"
    SILENT = "no answer"
    BLOCKED = "takes no bytes"
    LOST = "connection lost"
    GARBAGE = "unreadable answer"


@dataclass(frozen=True, slots=True)
class Status:
    """A printer at one moment. ``cause`` is the gravest thing that keeps it from printing, None if it can print."""

    online: bool
    paper: Paper
    cover_open: bool
    cause: Cause | None

    @property
    def ready(self) -> bool:
        return self.cause is None


def real_time(replies: bytes) -> Status:
    """Status from the four replies to DLE EOT 1, 2, 3, 4, in this order.

    Raises BadFrame if there are not four, or one of them is no reply to DLE EOT.
    """
    if len(replies) != 4 or any(byte & 0x93 != 0x12 for byte in replies):
        raise BadFrame(f"not four DLE EOT replies: {replies.hex(' ')}")
    printer, offline, error, sensor = replies
    return _status(
        online=not printer & 0x08,
        out=bool(offline & 0x20 or sensor & 0x60),
        near=bool(sensor & 0x0C),
        cover=bool(offline & 0x04),
        cutter=bool(error & 0x08),
        unrecoverable=bool(error & 0x20),
        hot=bool(error & 0x40),
        recoverable=bool(error & 0x04),
        feed=bool(printer & 0x40 or offline & 0x08),
        waiting=bool(printer & 0x20),
        error=bool(offline & 0x40),
    )


def of_port(status: int) -> Status:
    """Status from the byte that a USB printer answers to GET_PORT_STATUS (USB printer class 1.1, section 4.2.2).

    Bit 5 paper empty, bit 4 selected, bit 3 no error, like the parallel port's wires before it. It knows no cover and
    no near end.
    """
    return _status(
        online=bool(status & 0x10),
        out=bool(status & 0x20),
        near=False,
        cover=False,
        cutter=False,
        unrecoverable=False,
        hot=False,
        recoverable=False,
        feed=False,
        waiting=False,
        error=not status & 0x08,
    )


def automatic(frame: bytes) -> Status:
    """Status from an automatic status back frame of four bytes; BadFrame if it is none."""
    if len(frame) != 4 or frame[0] & 0x93 != 0x10 or any(byte & 0x90 for byte in frame[1:]):
        raise BadFrame(f"not a status frame: {frame.hex(' ')}")
    printer, error, sensor, _ = frame
    return _status(
        online=not printer & 0x08,
        out=bool(sensor & 0x0C),
        near=bool(sensor & 0x03),
        cover=bool(printer & 0x20),
        cutter=bool(error & 0x08),
        unrecoverable=bool(error & 0x20),
        hot=bool(error & 0x40),
        recoverable=bool(error & 0x04),
        feed=bool(printer & 0x40),
        waiting=False,
        error=False,
    )


def _status(
    *,
    online: bool,
    out: bool,
    near: bool,
    cover: bool,
    cutter: bool,
    unrecoverable: bool,
    hot: bool,
    recoverable: bool,
    feed: bool,
    waiting: bool,
    error: bool,
) -> Status:
    # An open cover while printing also reports an error that ends by itself; a person must see the cover first.
    order = (
        (unrecoverable, Cause.UNRECOVERABLE),
        (cover, Cause.COVER_OPEN),
        (out, Cause.PAPER_OUT),
        (cutter, Cause.CUTTER),
        (hot, Cause.HOT),
        (recoverable or error, Cause.RECOVERABLE),
        (feed, Cause.FEED_BUTTON),
        (waiting, Cause.WAITING),
        (not online, Cause.OFFLINE),
    )
    cause = next((each for found, each in order if found), None)
    paper = Paper.OUT if out else Paper.NEAR_END if near else Paper.OK
    return Status(online, paper, cover, cause)
