"""What a scanner or a person has entered: one line, taken apart from what a keyboard and a cable add to it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kiosk.trust.code import Mistyped, read_code
from kiosk.trust.token import LONGEST as LONGEST_TOKEN
from kiosk.trust.token import PREFIX

FORGET = 20.0
"""Seconds after which a begun line is given up: half a scan must not stand before the next one."""
LONGEST = 400
"""Characters of a line; a ticket has at most 178."""
SPEAKABLE = 14
"""A typed code has 9 characters and perhaps hyphens; what is longer was scanned."""
_LEGIBLE = re.compile(rf"[A-Za-z0-9 -]{{0,{SPEAKABLE}}}")
_NUMBER = re.compile(r"[0-9]{1,4}")


@dataclass(frozen=True, slots=True)
class Signed:
    """The text of a signed ticket, to be verified."""

    text: str


@dataclass(frozen=True, slots=True)
class Code:
    ticket_id: bytes


@dataclass(frozen=True, slots=True)
class Number:
    number: int


@dataclass(frozen=True, slots=True)
class Nonsense:
    """Neither ticket nor number; ``typed`` by hand as it seems, so it may be a code with a slip."""

    typed: bool


Reading = Signed | Code | Number | Nonsense


def read(line: str) -> Reading:
    """What ``line`` is, whatever the case: with Caps Lock on, a scanner that types capitals types small letters."""
    text = line.strip().upper()
    start = text.find(PREFIX)
    if len(text) - start > LONGEST_TOKEN:
        start = text.rfind(PREFIX)  # a scan that was cut off stands before the whole one
    if start >= 0:
        return Signed(text[start:])
    if _NUMBER.fullmatch(text):
        return Number(int(text))
    found = read_code(text)
    if isinstance(found, Mistyped):
        return Nonsense(typed=len(text) <= SPEAKABLE)
    return Code(found)


class Wedge:
    """The line that is being typed, by a scanner or by hand; ``at`` are seconds of one steady clock."""

    def __init__(self) -> None:
        self.entry = ""
        self._last = float("-inf")

    def type(self, text: str, at: float) -> None:
        if at - self._last > FORGET:
            self.entry = ""
        self._last = at
        self.entry = (self.entry + text)[:LONGEST]

    def erase(self, at: float) -> None:
        self._last = at
        self.entry = self.entry[:-1]

    def clear(self) -> None:
        self.entry = ""

    def enter(self) -> str:
        """The finished line; what was typed is gone."""
        line, self.entry = self.entry, ""
        return line

    def legible(self) -> str:
        """What may be shown of it: a code or a number in the typing, never a scanned text, which may be anybody's."""
        return self.entry.upper() if _LEGIBLE.fullmatch(self.entry) else "···"
