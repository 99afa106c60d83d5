"""ESC/POS as tokens: what a stream of bytes for a printer says, command by command.

Lengths follow the ESC/POS command reference. The virtual printer obeys these tokens; ``compose`` uses them to
prove that a ticket says nothing but what was meant.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

DLE, ESC, FS, GS = 0x10, 0x1B, 0x1C, 0x1D

REAL_TIME = re.compile(rb"\x10[\x04\x05\x14]")
"""Sequences a printer obeys wherever they stand, even inside a picture."""

CLEAR_BUFFERS = bytes.fromhex("10 14 08 01 03 14 01 06 02 08")


@dataclass(frozen=True, slots=True)
class Token:
    """One command, or a run of text or NUL. ``name`` is the command's usual name, "text", "control" or "unknown"."""

    name: str
    raw: bytes
    data: bytes = b""


_CONTROLS = {0x00: "NUL", 0x09: "HT", 0x0A: "LF", 0x0C: "FF", 0x0D: "CR", 0x18: "CAN"}

_FIXED: dict[int, dict[int, int]] = {  # parameters that follow the two bytes of the command
    ESC: {
        **dict.fromkeys(b"@2imvSL", 0),
        **dict.fromkeys(b"!{E-MatRdeJK3 GVr=UT%?u", 1),
        **dict.fromkeys(b"$\\c", 2),
        **dict.fromkeys(b"p", 3),
        **dict.fromkeys(b"W", 8),
    },
    GS: {
        **dict.fromkeys(b":", 0),
        **dict.fromkeys(b"!BbarHhwfI/E", 1),
        **dict.fromkeys(b"LWP$\\", 2),
        **dict.fromkeys(b"^", 3),
    },
    FS: {**dict.fromkeys(b".&", 0), **dict.fromkeys(b"!C-W", 1), **dict.fromkeys(b"pS", 2)},
    DLE: {0x05: 1},
}
_PREFIX = {ESC: "ESC", GS: "GS", FS: "FS", DLE: "DLE"}


class Tokenizer:
    """Cuts a stream, fed in any pieces, into tokens; never raises."""

    def __init__(self) -> None:
        self._buffer = bytearray()
        self._need = 1

    @property
    def pending(self) -> int:
        """Bytes of a command that is not complete yet."""
        return len(self._buffer)

    def reset(self) -> None:
        self._buffer.clear()
        self._need = 1

    def feed(self, data: bytes) -> list[Token]:
        self._buffer += data
        if len(self._buffer) < self._need:
            return []
        view, at, tokens = bytes(self._buffer), 0, []
        self._need = 1
        while at < len(view):
            found = _token(view, at)
            if isinstance(found, int):
                self._need = found
                break
            tokens.append(found)
            at += len(found.raw)
        del self._buffer[:at]
        return tokens


def tokenize(data: bytes) -> tuple[list[Token], int]:
    """All tokens of ``data`` and how many bytes at its end belong to an unfinished command."""
    tokenizer = Tokenizer()
    tokens = tokenizer.feed(data)
    return tokens, tokenizer.pending


_NULS = re.compile(rb"\x00+")  # sent by the thousand to end a picture that was cut off
_TEXT = re.compile(rb"[\x20-\x7e\x80-\xff]+")


def _token(view: bytes, at: int) -> Token | int:
    """The token that begins at ``at``, or how many bytes from there are needed to know it."""
    if run := _TEXT.match(view, at):
        return Token("text", run[0], run[0])
    if nothing := _NULS.match(view, at):
        return Token("NUL", nothing[0])
    first = view[at]
    if first not in _PREFIX:
        return Token(_CONTROLS.get(first, "control"), view[at : at + 1])
    if len(view) - at < 2:
        return 2
    size, name, head = _extent(view, at)
    if not size or len(view) - at < size:
        return size or len(view) - at + 1
    raw = view[at : at + size]
    return Token(name, raw, raw[head:])


def _extent(view: bytes, at: int) -> tuple[int, str, int]:
    """Length of the command (0: not known yet), its name, and the length of its head."""
    first, second = view[at], view[at + 1]
    rest = view[at + 2 : at + 10]
    mark = chr(second) if 0x21 <= second <= 0x7E else f"{second:02X}"
    name = f"{_PREFIX[first]} {mark}"
    if (fixed := _FIXED[first].get(second)) is not None:
        return 2 + fixed, "DLE ENQ" if first == DLE else name, 2
    match first, second:
        case (0x10, 0x04):  # DLE EOT n, with a second parameter for n = 7, 8 and 18
            return (0 if not rest else 4 if rest[0] in (7, 8, 18) else 3), "DLE EOT", 2
        case (0x10, 0x14):
            lengths = {1: 5, 2: 5, 3: 8, 7: 4, 8: 10}
            return (lengths.get(rest[0], 3) if rest else 0), "DLE DC4", 2
        case (0x1B, 0x2A):  # ESC * m nL nH data
            if len(rest) < 3:
                return 0, name, 2
            return 5 + (rest[1] + 256 * rest[2]) * (3 if rest[0] in (32, 33) else 1), name, 2
        case (0x1B, 0x44):  # ESC D tab stops, up to NUL
            end = view.find(b"\x00", at + 2)
            return (end - at + 1 if end >= 0 else 0), name, 2
        case (0x1D, 0x56):  # GS V m [n]
            return (0 if not rest else 4 if rest[0] in (65, 66, 97, 98, 103, 104) else 3), name, 2
        case (0x1D, 0x76):  # GS v 0 m xL xH yL yH data
            if len(rest) < 6:
                return 0, "GS v 0", 3
            return 8 + (rest[2] + 256 * rest[3]) * (rest[4] + 256 * rest[5]), "GS v 0", 3
        case (0x1D | 0x1C | 0x1B, 0x28):  # xx ( f pL pH data
            if len(rest) < 3:
                return 0, name, 5
            return 5 + rest[1] + 256 * rest[2], f"{name} {chr(rest[0])}", 5
        case (0x1D, 0x6B):  # GS k m, then data up to NUL or n and n bytes
            if not rest:
                return 0, name, 2
            if rest[0] < 65:
                end = view.find(b"\x00", at + 3)
                return (end - at + 1 if end >= 0 else 0), name, 2
            return (4 + rest[1] if len(rest) > 1 else 0), name, 2
        case (0x1D, 0x2A):  # GS * x y data
            return (4 + 8 * rest[0] * rest[1] if len(rest) > 1 else 0), name, 2
    return 2, "unknown", 2
