"""Can the instrument be believed? Counts of what came lately, whoever stands before it.

Units as in :mod:`kiosk.rules.readings`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from kiosk.rules.readings import FaultCause, ReadingLimits, Sample

FLAGS = 20  # newest frames over which rejected ones are counted
COARSE = 5  # steps of this many hundredths and more: a display of tenths, which may well repeat itself


@dataclass(frozen=True, slots=True)
class Health:
    """What is remembered of the instrument's behaviour; each count is of the newest frames, in a row."""

    last: int | None = None  # newest object value
    equal: int = 0  # object values that are all the same
    step: int = 0  # smallest change between neighbours, 0 = none seen yet
    impossible: int = 0  # object values that no office and nobody can have
    unfit: int = 0  # ambient values out of limits
    flags: int = 0  # one bit a frame, the newest lowest, 1 = rejected
    detail: str = ""  # of the newest rejected frame

    @property
    def garbled(self) -> bool:
        """Whether the newest frame was a rejected one."""
        return bool(self.flags & 1)


def accepted(health: Health, sample: Sample, limits: ReadingLimits) -> Health:
    """Take in a valid reading."""
    change = 0 if health.last is None else abs(sample.object - health.last)
    possible = limits.sensor_low <= sample.object <= limits.hard_high
    fit = sample.ambient is None or limits.ambient_low <= sample.ambient <= limits.ambient_high
    return Health(
        last=sample.object,
        equal=1 if change else health.equal + 1,
        step=min(change or health.step, health.step or change),
        impossible=0 if possible else health.impossible + 1,
        unfit=0 if fit else health.unfit + 1,
        flags=_flagged(health.flags, 0),
        detail=health.detail,
    )


def rejected(health: Health, reason: str) -> Health:
    """Take in the news of a rejected frame."""
    return replace(health, flags=_flagged(health.flags, 1), detail=reason)


def fault(health: Health, limits: ReadingLimits, *, somebody: bool) -> FaultCause | None:
    """What is wrong with the instrument, if anything; ``somebody`` is whether it sees a person.

    A real sensor has noise, so equal values betray a frozen one. But a quiet instrument that shows tenths
    sees a wall for minutes without a tick: it (and one whose step is not known yet) is accused only while
    it sees somebody.
    """
    if health.flags.bit_count() >= limits.reject_count:
        return FaultCause.REJECTED_FRAMES
    if health.impossible >= limits.fault_count:
        return FaultCause.OUT_OF_RANGE
    if health.unfit >= limits.fault_count:
        return FaultCause.AMBIENT
    fine = 0 < (limits.resolution or health.step) < COARSE
    if fine and health.equal >= limits.frozen_count:
        return FaultCause.FROZEN
    if somebody and health.equal >= limits.frozen_count_coarse:
        return FaultCause.FROZEN
    return None


def _flagged(flags: int, one: int) -> int:
    return (flags << 1 | one) & (1 << FLAGS) - 1
