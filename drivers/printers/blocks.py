"""What a ticket is made of: blocks from top to bottom, free of any printer's language."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import Literal

Align = Literal["left", "center"]

_ASCII = {
    "‘": "'",
    "’": "'",
    "“": '"',
    "”": '"',
    "–": "-",
    "—": "-",
    "−": "-",
    "‐": "-",
    "•": "*",
    "·": "-",
    "×": "x",
    "°": " ",
    "ß": "ss",
    "æ": "ae",
    "Æ": "AE",
    "ø": "o",
    "Ø": "O",
    "ł": "l",
    "Ł": "L",
    "→": "->",
    "≥": ">=",
    "≤": "<=",
}


def printable(text: str) -> str:
    """The text in characters 20h to 7Eh only, the one set every ESC/POS printer shares.

    Accents are dropped, typographic marks become plain ones, white space becomes a blank, invisible
    characters vanish, and whatever is left becomes ``?``.
    """
    if text.isascii() and text.isprintable():
        return text
    out: list[str] = []
    for char in text:
        if " " <= char <= "~":
            out.append(char)
        elif char.isspace():
            out.append(" ")
        elif unicodedata.category(char) != "Cf":
            plain = _ASCII.get(char) or unicodedata.normalize("NFKD", char)
            kept = "".join(c for c in plain if " " <= c <= "~")
            out.append(kept or ("" if unicodedata.combining(char) else "?"))
    return "".join(out)


@dataclass(frozen=True, slots=True)
class Text:
    """One paragraph; wraps at words. ``size`` multiplies width and height, 1 to 8; a line feed breaks a line."""

    text: str
    size: int = 1
    bold: bool = False
    align: Align = "center"

    def __post_init__(self) -> None:
        if not 1 <= self.size <= 8:
            raise ValueError(f"size {self.size} is not in 1..8")


@dataclass(frozen=True, slots=True)
class Row:
    """Two texts on one line, at the left and at the right edge; two lines where they do not fit."""

    left: str
    right: str
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Item:
    """One entry of a list: a hyphen, and the text beside it on as many lines as it takes."""

    text: str


@dataclass(frozen=True, slots=True)
class Banner:
    """Paper-coloured text on a bar of ink across the paper. A printer that cannot do that prints plain text."""

    text: str
    size: int = 1

    def __post_init__(self) -> None:
        if not 1 <= self.size <= 8:
            raise ValueError(f"size {self.size} is not in 1..8")


@dataclass(frozen=True, slots=True)
class Rule:
    """A line across the paper, drawn with one character."""

    char: str = "-"

    def __post_init__(self) -> None:
        if len(self.char) != 1 or not " " < self.char <= "~":
            raise ValueError(f"a rule is drawn with one printable character, not {self.char!r}")


@dataclass(frozen=True, slots=True)
class Ornament:
    """A small band of kawung, the four-petalled batik of the Javanese north coast, in the middle of the line."""

    repeats: int = 5

    def __post_init__(self) -> None:
        if not 1 <= self.repeats <= 12:
            raise ValueError(f"{self.repeats} repeats of the ornament are not in 1..12")


@dataclass(frozen=True, slots=True)
class Qr:
    """A QR code, error correction M, with at least four dots a module. Printable ASCII, at most 512 characters."""

    data: str

    def __post_init__(self) -> None:
        if not 1 <= len(self.data) <= 512 or printable(self.data) != self.data:
            raise ValueError("a QR code holds 1..512 printable ASCII characters")


@dataclass(frozen=True, slots=True)
class Space:
    """Empty lines."""

    lines: int = 1

    def __post_init__(self) -> None:
        if not 1 <= self.lines <= 20:
            raise ValueError(f"{self.lines} empty lines are not in 1..20")


@dataclass(frozen=True, slots=True)
class Cut:
    """Feeds the last line past the cutter and cuts; on a printer without cutter, past the tear bar."""


Block = Text | Row | Item | Banner | Rule | Ornament | Qr | Space | Cut
