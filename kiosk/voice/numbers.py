"""Numbers in words, in pieces that are each one clip: 117 is "a hundred" and "seventeen".

Pieces are few enough for one person to record in a quarter of an hour, and large enough not to sound stitched.
"""

from __future__ import annotations

MOST = 999
AND = -1
"""The piece between hundreds and the rest, where a language has one."""

_ID_ONES = ["nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan"]
_EN_ONES = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_EN_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
# Krama: twenty-one to twenty-nine have names of their own, and so have 25, 50 and 60.
_JV_ONES = ["nol", "setunggal", "kalih", "tiga", "sekawan", "gangsal", "enem", "pitu", "wolu", "sanga"]
_JV_TEENS = [
    "sedasa",
    "sewelas",
    "kalih welas",
    "tiga welas",
    "kawan welas",
    "gangsal welas",
    "nembelas",
    "pitulas",
    "wolulas",
    "sangalas",
]
_JV_TWENTIES = (
    "kalih dasa",
    "selikur",
    "kalih likur",
    "tigang likur",
    "kawan likur",
    "selangkung",
    "nem likur",
    "pitu likur",
    "wolu likur",
    "sanga likur",
)
_JV_TENS = ("tigang dasa", "kawan dasa", "sèket", "sewidak", "pitung dasa", "wolung dasa", "sangang dasa")
_JV_HUNDREDS = (
    "satus",
    "kalih atus",
    "tigang atus",
    "kawan atus",
    "gangsal atus",
    "nem atus",
    "pitung atus",
    "wolung atus",
    "sangang atus",
)


def _indonesian() -> dict[int, str]:
    teens = ["sepuluh", "sebelas", *(f"{one} belas" for one in _ID_ONES[2:])]
    tens = {10 * n: f"{_ID_ONES[n]} puluh" for n in range(2, 10)}
    hundreds = {100 * n: "seratus" if n == 1 else f"{_ID_ONES[n]} ratus" for n in range(1, 10)}
    return dict(enumerate([*_ID_ONES, *teens])) | tens | hundreds


def _english() -> dict[int, str]:
    tens = {10 * (n + 2): ten for n, ten in enumerate(_EN_TENS)}
    hundreds = {100 * n: f"{_EN_ONES[n]} hundred" for n in range(1, 10)}
    return dict(enumerate(_EN_ONES)) | tens | hundreds | {AND: "and"}


def _javanese() -> dict[int, str]:
    tens = {10 * (n + 3): ten for n, ten in enumerate(_JV_TENS)}
    hundreds = {100 * (n + 1): hundred for n, hundred in enumerate(_JV_HUNDREDS)}
    return dict(enumerate([*_JV_ONES, *_JV_TEENS, *_JV_TWENTIES])) | tens | hundreds


PIECES = {"id": _indonesian(), "en": _english(), "jv": _javanese()}
"""By language: the number a piece stands for, and its words."""


def pieces(language: str, n: int) -> tuple[int, ...]:
    """``n`` in pieces. ValueError outside 0 to 999; KeyError for a language that cannot count."""
    if not 0 <= n <= MOST:
        raise ValueError(f"only 0 to {MOST} can be said, not {n}")
    known = PIECES[language]
    if n in known:
        return (n,)
    hundreds, rest = n - n % 100, n % 100
    if hundreds:
        joined = (AND,) if AND in known else ()
        return (hundreds, *joined, *pieces(language, rest))
    return (rest - rest % 10, rest % 10)


def piece_name(piece: int) -> str:
    """What the clip of a piece is called."""
    return "number.and" if piece == AND else f"number.{piece}"


def in_words(language: str, n: int) -> str:
    return " ".join(PIECES[language][piece] for piece in pieces(language, n))
