"""How long a keypad stays locked after wrong PINs. Pure: the clock is handed in.

The only clock that survives a restart is the wall clock, and it can be wrong: a Raspberry Pi wakes in the past,
a technician sets it. So beside the end of the lock the clock at the last attempt is kept (``seen``):

- The clock stands before ``seen``: it was set back. How long ago the lock began is unknown, so what was left of
  it starts again from now. It never ends early by this, and never lasts longer than its own length from now.
- The clock went on: taken at its word, however far. Telling a jump from a night that passed is not possible
  here; who can set the clock needs no PIN.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

FREE_TRIES = 5
LOCKS = tuple(timedelta(seconds=seconds) for seconds in (30, 60, 300, 900, 3600))
"""After the fifth failure in a row the first; after each further one the next; then always the last."""


@dataclass(frozen=True, slots=True)
class PinLock:
    """Failures in a row, the instant until which no PIN is looked at, and the clock at the last attempt."""

    failures: int
    until: datetime | None
    seen: datetime

    @property
    def tries_left(self) -> int:
        return max(0, FREE_TRIES - self.failures)


def locked(lock: PinLock, now: datetime) -> PinLock | None:
    """The lock as it stands at ``now`` (aware), or None when a PIN may be tried."""
    if lock.until is None:
        return None
    rest = lock.until - max(lock.seen, now)
    if rest <= timedelta(0):
        return None
    return replace(lock, until=now + rest, seen=now)


def failed(lock: PinLock, now: datetime) -> PinLock:
    """One more failure at ``now`` (aware)."""
    failures = lock.failures + 1
    step = min(failures - FREE_TRIES, len(LOCKS) - 1)
    return PinLock(failures, now + LOCKS[step] if step >= 0 else None, now)
