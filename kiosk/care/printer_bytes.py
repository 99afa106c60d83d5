"""What the bytes between kiosk and printer mean, in the words of the ESC/POS reference. For people who look."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kiosk.rules.care import Line, in_hex

DLE_EOT = b"\x10\x04"
_REPLY_MASK, _REPLY = 0x93, 0x12
_SAID: dict[int, tuple[tuple[int, str], ...]] = {
    1: ((0x08, "offline"), (0x20, "waiting for recovery"), (0x40, "feed button held")),
    2: ((0x04, "cover open"), (0x08, "feed button held"), (0x20, "stopped: paper end"), (0x40, "error")),
    3: ((0x04, "recoverable error"), (0x08, "cutter error"), (0x20, "unrecoverable"), (0x40, "head too hot")),
    4: ((0x60, "paper end"), (0x0C, "paper near end")),
}
"""Which bits of the reply to DLE EOT n say what (facts/printing.md)."""
_ASKED = {
    b"\x1b@": "ESC @ initialise",
    b"\x1da\x0e": "GS a: report by itself",
    b"\x1dr\x01": "GS r 1: paper sensor",
    b"\x10\x14\x08": "DLE DC4 8: clear the buffers",
    b"\x1d(H": "GS ( H: process id",
    b"\x1d(k": "GS ( k: QR code",
    b"\x1dV": "GS V: cut",
}


def lines(pieces: Iterable[tuple[str, bytes]]) -> Iterator[Line]:
    """Each piece of a tape with its meaning; a reply is read as the answer to the question before it."""
    asked: list[int] = []
    for way, data in pieces:
        if way == "tx":
            asked += _questions(data)
            yield Line(in_hex(data), _command(data), None, sent=True)
        else:
            yield _reply(data, asked)


def _questions(data: bytes) -> list[int]:
    found = []
    at = data.find(DLE_EOT)
    while 0 <= at < len(data) - 2:
        found.append(data[at + 2])
        at = data.find(DLE_EOT, at + 3)
    return found


def _command(data: bytes) -> str:
    if data.startswith(DLE_EOT):
        return " ".join(f"DLE EOT {n}" for n in _questions(data))
    known = next((said for start, said in _ASKED.items() if data.startswith(start)), "")
    return (
        known
        if known and len(data) <= 2 * len(known)
        else f"{len(data)} bytes" + (f", {known} …" if known else "")
    )


def _reply(data: bytes, asked: list[int]) -> Line:
    said, good = [], True
    for byte in data:
        if byte & _REPLY_MASK != _REPLY or not asked:
            return Line(in_hex(data), _other(data), None)
        bits = [word for mask, word in _SAID.get(asked.pop(0), ()) if byte & mask]
        said += bits or ["well"]
        good = good and not [bit for bit in bits if bit != "paper near end"]
    return Line(in_hex(data), ", ".join(said), good)


def _other(data: bytes) -> str:
    if data[:2] == b'7"':
        return "process id: printed to here"
    if data[:2] == b"7%":
        return "buffers cleared"
    if len(data) % 4 == 0 and data[0] & _REPLY_MASK == 0x10:
        return "reports by itself"
    return ""
