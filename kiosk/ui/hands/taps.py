"""What counts as a tap: let go inside the target, one finger at a time, and not the same tap twice."""

from __future__ import annotations

from collections.abc import Callable
from math import hypot

RESTS = 2.0
"""Seconds after which what is still down gives way to a finger: a palm that rests, a drop, a missed lifting."""


class Taps:
    """One for the whole face.

    A trembling hand touches twice. Within ``pause`` seconds of a tap, nothing at the same place (``reach``
    pixels) acts again, whatever the first tap has put there: an answer meant once must not answer the next
    question too. Keys of a keypad have their own shorter ``pause``, since a code may hold the same digit twice.
    """

    def __init__(self, pause: float, reach: float, clock: Callable[[], float]) -> None:
        self._pause, self._reach, self._clock = pause, reach, clock
        self._last = float("-inf")
        self._place = (0.0, 0.0)
        self._held: object | None = None
        self._since = float("-inf")

    def take(self, target: object, place: tuple[float, float], pause: float | None = None) -> bool:
        """May a finger that comes down at ``place`` press ``target``? If so, it is the one being pressed."""
        if self._held is not None and self._clock() - self._since < RESTS:
            return False
        near = hypot(place[0] - self._place[0], place[1] - self._place[1]) <= self._reach
        if near and self._clock() - self._last < (self._pause if pause is None else pause):
            return False
        self._held, self._since = target, self._clock()
        return True

    def holds(self, target: object) -> bool:
        return self._held is target

    def act(self, place: tuple[float, float]) -> None:
        """The pressed target acts."""
        self._last, self._place = self._clock(), place

    def release(self) -> None:
        """Nothing is pressed any more: the finger is up, or the screen has changed under it."""
        self._held = None
