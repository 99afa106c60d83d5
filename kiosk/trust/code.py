"""The ticket id, and the short code by which people read it aloud and type it.

A ticket id is 40 random bits. Its code is those bits as eight characters of Crockford's base 32 (no I, L, O, U) and a
ninth that catches any one wrong character and any two that changed places: ``K7Q-M2F-9XA``. The store writes ids in
the base 32 of RFC 4648; the first eight characters of what it keeps are the same 40 bits.
"""

from __future__ import annotations

import base64
import secrets
from enum import Enum

ID_BYTES = 5
SYMBOLS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_LENGTH = ID_BYTES * 8 // 5
_VALUES = {symbol: value for value, symbol in enumerate(SYMBOLS)}
_READ_AS = str.maketrans("OIL", "011", " \t\r\n-_.‐‑‒–—−")


class Mistyped(Enum):
    """Why what was typed is nobody's code."""

    LENGTH = "length"
    CHARACTER = "character"
    CHECK = "check"


def new_ticket_id() -> bytes:
    """40 bits from the system's secret source."""
    return secrets.token_bytes(ID_BYTES)


def human_code(ticket_id: bytes) -> str:
    """The code as it is printed, in groups of three. Raises ValueError unless the id has five bytes."""
    if len(ticket_id) != ID_BYTES:
        raise ValueError(f"a ticket id has {ID_BYTES} bytes, not {len(ticket_id)}")
    bits = int.from_bytes(ticket_id, "big")
    values = [bits >> shift & 31 for shift in range(5 * (_LENGTH - 1), -1, -5)]
    code = "".join(SYMBOLS[value] for value in (*values, _check(values)))
    return "-".join((code[:3], code[3:6], code[6:]))


def read_code(typed: str) -> bytes | Mistyped:
    """The ticket id behind what a person typed, whatever the case and spacing, with O for 0 and I or L for 1."""
    code = typed.upper().translate(_READ_AS)
    if not all(symbol in _VALUES for symbol in code):
        return Mistyped.CHARACTER
    if len(code) != _LENGTH + 1:
        return Mistyped.LENGTH
    *values, check = (_VALUES[symbol] for symbol in code)
    if check != _check(values):
        return Mistyped.CHECK
    bits = 0
    for value in values:
        bits = bits << 5 | value
    return bits.to_bytes(ID_BYTES, "big")


def ticket_id_of(stored: str) -> bytes:
    """The ticket id in what the store keeps: base 32 (RFC 4648), of which the first eight characters count.

    Raises ValueError when they are not base 32.
    """
    return base64.b32decode(stored[:_LENGTH])


def stored_prefix(ticket_id: bytes) -> str:
    """What the store's text of this ticket begins with."""
    return base64.b32encode(ticket_id).decode()


def _check(values: list[int]) -> int:
    """A weighted sum in the field of 32 elements; every place weighs another power of x."""
    total = 0
    for value in values:
        total = (total ^ value) << 1
        if total & 32:
            total ^= 0b100101  # x^5 + x^2 + 1
    return total
