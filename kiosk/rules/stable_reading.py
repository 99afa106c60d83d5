"""From a stream of readings to one measurement, or to the honest word that there is none.

Pure and incremental: each sample gives the next :class:`Settling`, which keeps the newest window and a few
numbers. Units as in :mod:`kiosk.rules.readings`. The method, its figures and what it cannot see:
docs/measurement.md.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from kiosk.rules.plateau import TICK, Level, plateau, whole
from kiosk.rules.readings import (
    FaultCause,
    Guidance,
    InstrumentFault,
    Measurement,
    Outcome,
    ReadingLimits,
    Sample,
    Unsettled,
    UnsettledReason,
)
from kiosk.rules.robust import median

__all__ = [
    "FaultCause",
    "Guidance",
    "InstrumentFault",
    "Measurement",
    "Outcome",
    "ReadingLimits",
    "Sample",
    "Settling",
    "Unsettled",
    "UnsettledReason",
    "begin",
    "fail",
    "observe",
    "reject",
    "wait",
]

SHORT = 7  # samples whose median follows a person quickly and still shrugs off a spike of two
FLAGS = 20  # newest frames over which rejected ones are counted
COARSE = 5  # steps of this many hundredths and more: a display of tenths, which may well repeat itself


@dataclass(frozen=True, slots=True)
class Settling:
    """One attempt at a measurement. The screen needs ``guidance``, the visit ``outcome``; the rest is
    memory.
    """

    begun: float
    guidance: Guidance = Guidance.STAND_HERE
    outcome: Outcome | None = None
    guided: float = float("-inf")  # when the guidance last changed
    window: tuple[Sample, ...] = ()
    heard: float = 0.0  # time of the newest valid sample, of the beginning before the first
    arrived: float | None = None  # when somebody was first seen
    level: int = 0  # median of the newest few samples
    background: int | None = None  # lowest level this instrument has seen
    peak: int | None = None  # highest level somebody has reached
    plateau: Level | None = None  # found, being confirmed
    found: float = 0.0  # when
    creeping: bool = False  # at the last look
    equal: int = 0  # newest values that are all the same
    step: int = 0  # smallest change between neighbours, 0 = none seen yet
    impossible: int = 0  # newest object values, in a row, that no office and nobody can have
    unfit: int = 0  # newest ambient values, in a row, out of limits
    flags: int = 0  # one bit a frame, the newest lowest, 1 = rejected
    detail: str = ""  # of the newest rejected frame


def begin(at: float, *, background: int | None = None, after: Settling | None = None) -> Settling:
    """An attempt that begins now, ``at``.

    ``background`` is what the instrument sees when nobody stands there, if that was watched; ``after`` an
    earlier attempt with the same instrument, whose knowledge of the background and of the size of a step is
    kept.
    """
    if after is None:
        return Settling(begun=at, heard=at, background=background)
    known = after.background if background is None else background
    return Settling(begun=at, heard=at, background=known, step=after.step)


def observe(settling: Settling, sample: Sample, limits: ReadingLimits) -> Settling:
    """Take in one valid reading. Nothing changes after an outcome, or for a sample from the past."""
    if settling.outcome is not None or sample.at < settling.heard:
        return settling
    if _silent(settling, sample.at, limits):
        return fail(settling, FaultCause.STALE)
    window = _window(settling.window, sample, limits)
    change = abs(sample.object - window[-2].object) if len(window) > 1 else 0
    seen = replace(
        settling,
        window=window,
        heard=sample.at,
        level=median([kept.object for kept in window[-SHORT:]]),
        equal=1 if change else settling.equal + 1,
        step=min(change or settling.step, settling.step or change),
        impossible=settling.impossible + 1 if _impossible(sample, limits) else 0,
        unfit=settling.unfit + 1 if _unfit(sample, limits) else 0,
        flags=_flagged(settling.flags, 0),
    )
    if len(window) >= SHORT:
        seen = _look(seen, limits)
    cause = _fault(seen, limits)
    return wait(seen, sample.at, limits) if cause is None else fail(seen, cause)


def reject(settling: Settling, at: float, limits: ReadingLimits, reason: str = "") -> Settling:
    """Take in the news of a rejected frame: garbage, a wrong checksum, a value the device itself calls a
    fault.

    ``reason`` is for the technician.
    """
    if settling.outcome is not None:
        return settling
    seen = replace(settling, flags=_flagged(settling.flags, 1), detail=reason)
    if seen.flags.bit_count() >= limits.reject_count:
        return fail(seen, FaultCause.REJECTED_FRAMES, reason)
    return wait(seen, at, limits)


def wait(settling: Settling, now: float, limits: ReadingLimits) -> Settling:
    """Let time pass: silence is a fault; an attempt beyond its patience ends unsettled."""
    if settling.outcome is not None:
        return settling
    if _silent(settling, now, limits):
        only_garbage = settling.flags & 1
        cause = FaultCause.REJECTED_FRAMES if only_garbage else FaultCause.STALE
        return fail(settling, cause, settling.detail if only_garbage else "")
    if settling.arrived is None:
        nobody = now - settling.begun >= limits.arrival
        return replace(settling, outcome=Unsettled(UnsettledReason.NOBODY)) if nobody else settling
    if now - settling.arrived >= limits.timeout:
        return replace(settling, outcome=_at_the_end(settling, limits))
    return settling


def fail(settling: Settling, cause: FaultCause, detail: str = "") -> Settling:
    """End the attempt by a fault, found here or told from outside (unplugged, registers, overdue
    calibration).
    """
    if settling.outcome is not None:
        return settling
    return replace(settling, outcome=InstrumentFault(cause, detail))


def _flagged(flags: int, rejected: int) -> int:
    return (flags << 1 | rejected) & (1 << FLAGS) - 1


def _silent(settling: Settling, now: float, limits: ReadingLimits) -> bool:
    return now - settling.heard > (limits.stale if settling.window else limits.first)


def _window(window: tuple[Sample, ...], sample: Sample, limits: ReadingLimits) -> tuple[Sample, ...]:
    grown = (*window, sample)
    surplus = 0
    while len(grown) - surplus > limits.min_samples and sample.at - grown[surplus + 1].at >= limits.memory:
        surplus += 1
    return grown[surplus:]


# --- faults ---


def _impossible(sample: Sample, limits: ReadingLimits) -> bool:
    return not limits.sensor_low <= sample.object <= limits.hard_high


def _unfit(sample: Sample, limits: ReadingLimits) -> bool:
    return sample.ambient is not None and not limits.ambient_low <= sample.ambient <= limits.ambient_high


def _fault(settling: Settling, limits: ReadingLimits) -> FaultCause | None:
    if settling.impossible >= limits.fault_count:
        return FaultCause.OUT_OF_RANGE
    if settling.unfit >= limits.fault_count:
        return FaultCause.AMBIENT
    grain = limits.resolution or settling.step
    if 0 < grain < COARSE:
        frozen = settling.equal >= limits.frozen_count
    else:  # a quiet instrument that shows tenths sees a wall without a tick: accuse it before a person only
        frozen = settling.equal >= limits.frozen_count_coarse and _present(settling, limits)
    return FaultCause.FROZEN if frozen else None


# --- the person ---


def _present(settling: Settling, limits: ReadingLimits) -> bool:
    """Whether the newest level is somebody rather than the wall behind."""
    background, ambient = settling.background, settling.window[-1].ambient
    if background is not None and settling.level >= background + limits.presence:
        return True
    if ambient is not None:
        return settling.level >= ambient + limits.presence_ambient
    return settling.level >= limits.presence_unknown


def _retreated(settling: Settling, level: int, spread: int, limits: ReadingLimits) -> bool:
    return settling.peak is not None and level < settling.peak - max(limits.retreat, spread)


def _look(settling: Settling, limits: ReadingLimits) -> Settling:
    """Where is the person, and is the level found that lasts?"""
    level, now = settling.level, settling.heard
    lowest = level if settling.background is None else min(level, settling.background)
    settling = replace(settling, background=lowest)
    if not _present(settling, limits):
        return _guide(replace(settling, plateau=None), Guidance.STAND_HERE, limits)
    arrived = now if settling.arrived is None else settling.arrived
    highest = level if settling.peak is None else max(level, settling.peak)
    settling = replace(settling, arrived=arrived, peak=highest)
    found = settling.plateau
    if level < limits.hard_low or _retreated(settling, level, found.spread if found else 0, limits):
        return _guide(replace(settling, plateau=None), Guidance.COME_CLOSER, limits)
    if found is None or abs(level - found.value) > max(limits.retreat, found.spread):
        found = plateau(settling.window, limits)
        settling = replace(settling, plateau=found, found=now)
    if found is None:
        return _guide(settling, Guidance.HOLD_STILL, limits)
    if now - settling.found < limits.confirm - TICK:
        return _guide(settling, Guidance.ALMOST_DONE, limits)
    return _confirm(settling, found, arrived, limits)


def _confirm(settling: Settling, found: Level, arrived: float, limits: ReadingLimits) -> Settling:
    """The plateau has lasted: is it the person's, and at rest? Skin from the cold climbs slowly for
    minutes.
    """
    run = whole(settling.window, found, limits)
    creeping = run.slope + run.doubt > limits.creep
    settling = _guide(replace(settling, creeping=creeping), Guidance.ALMOST_DONE, limits)
    falling = run.slope < -limits.slope or not run.tail
    never_moved = run.spread == 0 and settling.step == 0
    inside = limits.hard_low <= run.value <= limits.hard_high
    if creeping or falling or never_moved or not inside:
        return settling
    if _retreated(settling, run.value, run.spread, limits):
        return settling
    seconds = settling.heard - arrived
    return replace(settling, outcome=Measurement(run.value, run.samples, run.spread, run.slope, seconds))


def _guide(settling: Settling, guidance: Guidance, limits: ReadingLimits) -> Settling:
    if guidance is settling.guidance or settling.heard - settling.guided < limits.dwell:
        return settling
    return replace(settling, guidance=guidance, guided=settling.heard)


def _at_the_end(settling: Settling, limits: ReadingLimits) -> Outcome:
    """Why the patience ran out."""
    steady = plateau(settling.window, limits)
    if not _present(settling, limits):
        return Unsettled(UnsettledReason.WALKED_AWAY)
    if _retreated(settling, settling.level, steady.spread if steady else 0, limits):
        return Unsettled(UnsettledReason.WALKED_AWAY)
    if steady is not None and not limits.hard_low <= steady.value <= limits.hard_high:
        return InstrumentFault(FaultCause.OUT_OF_RANGE)
    if settling.level < limits.hard_low:
        return Unsettled(UnsettledReason.TOO_FAR)
    if settling.creeping:
        return Unsettled(UnsettledReason.STILL_CHANGING)
    return Unsettled(UnsettledReason.TIMEOUT)
