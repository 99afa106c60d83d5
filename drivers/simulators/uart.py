"""What a receiver makes of bytes that were sent at another speed, bit by bit."""

from __future__ import annotations

from itertools import chain


def misread(data: bytes, *, sent: int, heard: int) -> bytes:
    """``data`` sent at ``sent`` bits per second in 8N1 without gaps, as a receiver set to ``heard`` reads it.

    Bytes without a proper stop bit are kept, as a kernel does when it does not check the framing.
    """
    if sent == heard:
        return data
    levels = list(chain.from_iterable(_bits(byte) for byte in data)) + [1] * 20

    def level(bit_times: float) -> int:
        index = int(bit_times * sent / heard)
        return levels[index] if index < len(levels) else 1

    read = bytearray()
    # Position in bit times of the receiver; it looks for an edge in sixteenths of a bit, as a UART does.
    at, end = 0.0, len(levels) * heard / sent
    while at < end:
        if level(at):
            at += 1 / 16
            continue
        read.append(sum(level(at + 1.5 + bit) << bit for bit in range(8)))
        at += 9.5
    return bytes(read)


def _bits(byte: int) -> list[int]:
    return [0, *((byte >> bit) & 1 for bit in range(8)), 1]
