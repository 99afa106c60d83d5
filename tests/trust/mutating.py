"""Texts that are almost a ticket: damaged, retyped, re-encoded or spliced, from a seed."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence

from kiosk.trust import base45
from kiosk.trust.token import PREFIX

OUTSIDE = "abcz_#,;\n\r\t\0éО"  # the last is Cyrillic
SPELLED_LONGER = [
    (b"\x58\x40", b"\x59\x00\x40"),
    (b"\x48\xa2", b"\x58\x08\xa2"),
    (b"\xa0\x58", b"\xbf\xff\x58"),
]


def mutated(genuine: Sequence[str], seed: int) -> Iterator[str]:
    """Endlessly: texts made from ``genuine`` ones, each another, none of them genuine."""
    chance = random.Random(seed)
    known = set(genuine)
    while True:
        text = chance.choice(KINDS)(chance, genuine)
        if text not in known:
            known.add(text)
            yield text


def _characters(chance: random.Random, genuine: Sequence[str]) -> str:
    """One to three characters exchanged, put in, taken out, or swapped with the next."""
    text = list(chance.choice(genuine))
    for _ in range(chance.choice((1, 1, 1, 2, 3))):
        at = chance.randrange(len(text) - 1)
        symbol = chance.choice(base45.ALPHABET if chance.random() < 0.9 else OUTSIDE)
        match chance.randrange(4):
            case 0:
                text[at] = symbol
            case 1:
                text.insert(at, symbol)
            case 2:
                del text[at]
            case _:
                text[at], text[at + 1] = text[at + 1], text[at]
    return "".join(text)


def _around(chance: random.Random, genuine: Sequence[str]) -> str:
    """The same ticket with something before, behind, in another case, cut off or doubled."""
    text = chance.choice(genuine)
    cut = chance.randrange(1, len(text))
    extra = chance.choice((" ", "\n", "\r\n", "0", "00", "000", PREFIX, "\t", "\0", "A"))
    return chance.choice(
        (
            text + extra,
            extra + text,
            text[:cut],
            text[cut:],
            text.lower(),
            text + text,
            text[:cut].lower() + text[cut:],
        )
    )


def _bits(chance: random.Random, genuine: Sequence[str]) -> str:
    data = _bytes(chance, genuine)
    for _ in range(chance.choice((1, 1, 1, 2, 8))):
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    return _text(data)


def _octets(chance: random.Random, genuine: Sequence[str]) -> str:
    """A byte exchanged, put in, taken out, or a run of them repeated."""
    data = _bytes(chance, genuine)
    at = chance.randrange(len(data))
    match chance.randrange(4):
        case 0:
            data[at] = chance.randrange(256)
        case 1:
            data.insert(at, chance.randrange(256))
        case 2:
            del data[at]
        case _:
            data[at:at] = data[at : at + chance.randrange(1, 9)]
    return _text(data)


def _splice(chance: random.Random, genuine: Sequence[str]) -> str:
    """The beginning of one ticket and the end of another: among others, one's claims with another's signature."""
    one, other = _bytes(chance, genuine), _bytes(chance, genuine)
    back = 64 if chance.random() < 0.5 else chance.randrange(1, len(other))
    return _text(one[:-back] + other[-back:])


def _respelled(chance: random.Random, genuine: Sequence[str]) -> str:
    """The same signed claims in bytes that a lenient CBOR decoder reads alike, or with bytes behind them."""
    data = bytes(_bytes(chance, genuine))
    short, long = chance.choice(SPELLED_LONGER)
    tagged = b"\xd8\x3d" + data
    return _text(
        chance.choice(
            (
                data.replace(short, long, 1),
                tagged,
                data[1:],
                data + chance.randbytes(2),
                b"\xd9\x00\x12" + data[1:],
            )
        )
    )


def _overflowed(chance: random.Random, genuine: Sequence[str]) -> str:
    """A group of three characters raised by 65 536, which a careless decoder takes for the same two bytes."""
    text = chance.choice(genuine)
    at = len(PREFIX) + 3 * chance.randrange((len(text) - len(PREFIX)) // 3)
    low, middle, high = (base45.ALPHABET.index(symbol) for symbol in text[at : at + 3])
    word = low + 45 * middle + 2025 * high + 65_536
    if word >= 45**3:
        return text + "0"
    group = (base45.ALPHABET[word % 45], base45.ALPHABET[word // 45 % 45], base45.ALPHABET[word // 2025])
    return text[:at] + "".join(group) + text[at + 3 :]


def _noise(chance: random.Random, genuine: Sequence[str]) -> str:
    return _text(chance.randbytes(len(_bytes(chance, genuine))))


def _signature(chance: random.Random, genuine: Sequence[str]) -> str:
    """A new random signature, or the old one with the group's order added to its second half."""
    data = bytes(_bytes(chance, genuine))
    if chance.random() < 0.5:
        return _text(data[:-64] + chance.randbytes(64))
    scalar = int.from_bytes(data[-32:], "little") + 2**252 + 27742317777372353535851937790883648493
    return _text(data[:-32] + scalar.to_bytes(32, "little"))


KINDS = (
    _characters,
    _characters,
    _around,
    _bits,
    _bits,
    _octets,
    _splice,
    _respelled,
    _overflowed,
    _noise,
    _signature,
)


def _bytes(chance: random.Random, genuine: Sequence[str]) -> bytearray:
    return bytearray(base45.decode(chance.choice(genuine)[len(PREFIX) :]))


def _text(data: bytes) -> str:
    return PREFIX + base45.encode(data)
