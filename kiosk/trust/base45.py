"""Base45 (RFC 9285): bytes as text in which a QR spends 5.5 bits a character.

Own code, because the published package has had no release since 2022, carries no types and lets a line end pass.
"""

from __future__ import annotations

ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
_PAIRS = [low + high for high in ALPHABET for low in ALPHABET]
_VALUES = {symbol: value for value, symbol in enumerate(ALPHABET)}


def encode(data: bytes) -> str:
    """Two bytes become three characters, a last single byte two."""
    words = [
        _PAIRS[word % 2025] + ALPHABET[word // 2025]
        for word in (data[at] << 8 | data[at + 1] for at in range(0, len(data) - 1, 2))
    ]
    if len(data) % 2:
        words.append(_PAIRS[data[-1]])
    return "".join(words)


def decode(text: str) -> bytes:
    """The only bytes that ``encode`` turns into ``text``. Raises ValueError when there are none."""
    try:
        values = [_VALUES[symbol] for symbol in text]
    except KeyError as unknown:
        raise ValueError(f"{unknown.args[0]!r} is no character of Base45") from None
    whole = len(values) - len(values) % 3
    data = bytearray()
    for at in range(0, whole, 3):
        word = values[at] + 45 * values[at + 1] + 2025 * values[at + 2]
        data += _bytes(word, 2)
    match values[whole:]:
        case []:
            return bytes(data)
        case [low, high]:
            return bytes(data + _bytes(low + 45 * high, 1))
        case _:
            raise ValueError("one character of Base45 stands alone at the end")


def _bytes(word: int, size: int) -> bytes:
    try:
        return word.to_bytes(size, "big")
    except OverflowError:
        raise ValueError("a group of Base45 says more than its bytes can hold") from None
