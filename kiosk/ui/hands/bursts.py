"""A scanner that types, told from a hand on a keypad: pure, the clock is handed in.

A scanner sends a whole code within an instant and ends it with Enter; a hand takes a tenth of a second for a key. So a
key is held back for a moment: what comes alone goes on to the keypad, what comes in a burst is a line. A letter, which
no keypad has, makes a line of it at once. What is read is kept no longer than its burst lasts.
"""

from __future__ import annotations

from collections.abc import Callable

TOGETHER = 0.035
"""Seconds between two keys of a burst at most; scanners need 1 to 20 ms, hands 60 and more."""
LETTERS = 0.5
"""The same once a letter has come: nothing of it can be meant for the keypad."""
LEAST = 6
"""Signs of a keypad that come together and end with Enter, from which on they were scanned: a barcode of digits."""
LONGEST = 400


class Bursts:
    """``press`` gets each sign that was meant for the keypad, ``line`` each text that was scanned."""

    def __init__(self, press: Callable[[str], object], line: Callable[[str], object]) -> None:
        self._press, self._line = press, line
        self._text = ""
        self._signs: list[str] = []
        self._letters = False
        self._last = float("-inf")

    def key(self, sign: str, character: str, at: float, *, ends: bool = False) -> None:
        """A key was heard at ``at`` (steady seconds): its ``sign`` on a keypad, if it has one, and its ``character``;
        ``ends`` for Enter and Tab. It belongs to what is not settled yet: a slow frame hears late, so that the time
        between two keys says nothing of a hand."""
        self._last = at
        if ends:
            if self._letters or len(self._signs) >= LEAST:
                text = self._text
                self._forget()
                self._line(text)
            else:
                self._release()
                if sign:
                    self._press(sign)
            return
        self._letters = self._letters or not sign
        self._text = (self._text + character)[:LONGEST]
        self._signs.append(sign)

    def settle(self, at: float) -> None:
        """Nothing more has come until ``at``: a burst that has ended without Enter is no scan."""
        if self.over(at):
            self._release()

    def over(self, at: float) -> bool:
        """Has it been silent for long enough?"""
        return self.waiting and at - self._last > self.patience

    @property
    def reads(self) -> bool:
        """A scanner is at it: a letter has come."""
        return self._letters

    @property
    def waiting(self) -> bool:
        """Something has come of which it is not settled yet what it is."""
        return bool(self._signs)

    @property
    def patience(self) -> float:
        """Seconds after the last key until it is settled what it was."""
        return LETTERS if self._letters else TOGETHER

    def _release(self) -> None:
        signs = [] if self._letters else self._signs
        self._forget()
        for sign in signs:
            self._press(sign)

    def _forget(self) -> None:
        self._text, self._signs, self._letters = "", [], False
