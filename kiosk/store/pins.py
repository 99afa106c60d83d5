"""PINs: which are too easy, and how they are kept (argon2id, never in clear)."""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from argon2 import PasswordHasher

MEMORY_KIB, PASSES, LANES = 19 * 1024, 2, 1
"""argon2id as OWASP's Password Storage Cheat Sheet sets it for a small machine."""

# Straight lines on a keypad, in either direction; two of them make an easy PIN.
_LINES = ("123", "456", "789", "147", "258", "369", "159", "357")
_LINES_BOTH_WAYS = frozenset(_LINES) | {line[::-1] for line in _LINES}


class UnfitPinError(ValueError):
    """This PIN cannot be used; ``str(error)`` says why and never what it was."""


def require_fit(pin: str) -> None:
    """Raises UnfitPinError unless ``pin`` is six digits that are not among the first ones a stranger tries."""
    if not re.fullmatch("[0-9]{6}", pin):
        raise UnfitPinError("a PIN has exactly 6 digits")
    if why := _easy(pin):
        raise UnfitPinError(f"too easy to guess: {why}")


def _easy(pin: str) -> str | None:
    digits = [int(digit) for digit in pin]
    if len({(after - before) % 10 for before, after in pairwise(digits)}) == 1:
        return "digits in even steps"
    if len(set(pin)) <= 2:
        return "only two different digits"
    if pin[:2] * 3 == pin or pin[:3] * 2 == pin or pin[::2] == pin[1::2] or pin == pin[::-1]:
        return "a repeated pattern"
    if {pin[:3], pin[3:]} <= _LINES_BOTH_WAYS:
        return "lines on the keypad"
    if _dated(pin):
        return "a date or a year"
    return None


def _dated(pin: str) -> bool:
    """Six digits that read as a date in any usual order, or as a year beside two digits."""
    if re.match("(..)?(19|20)", pin):
        return True
    one, two, three = (int(pin[i : i + 2]) for i in (0, 2, 4))
    # 2000 was a leap year, so 29 February counts whatever the two digits of the year are.
    return any(_is_day(month, day) for month, day in ((two, one), (one, two), (two, three)))


def _is_day(month: int, day: int) -> bool:
    try:
        date(2000, month, day)
    except ValueError:
        return False
    return True


@cache
def _hasher() -> PasswordHasher:
    # Imported at the first PIN of the day, not while a resident waits for the first picture.
    from argon2 import PasswordHasher

    return PasswordHasher(time_cost=PASSES, memory_cost=MEMORY_KIB, parallelism=LANES)


def hashed(pin: str) -> str:
    """The argon2id hash with its own salt and parameters; takes about 20 ms on purpose."""
    return _hasher().hash(pin)


def matches(pin_hash: str, pin: str) -> bool:
    """Whether ``pin`` is the one that was hashed; takes the same time for yes and for no."""
    from argon2.exceptions import InvalidHashError, VerificationError

    try:
        return _hasher().verify(pin_hash, pin)
    except (VerificationError, InvalidHashError):
        return False
