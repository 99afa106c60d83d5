"""From a stream of readings to one measurement, or to the honest word that there is none.

Pure and incremental: each sample gives the next :class:`Settling`, which keeps the newest window and a few
numbers. Units as in :mod:`kiosk.rules.readings`. The method, its figures and what it cannot see:
docs/measurement.md.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from kiosk.rules import health as instrument
from kiosk.rules.health import Health
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
from kiosk.rules.robust import median, spread

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

SHORT = 7  # samples whose median follows a person quickly and still shrugs off a spike of three


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
    peak: int = 0  # highest level somebody has reached
    plateau: Level | None = None  # found, being confirmed
    found: float = 0.0  # when
    creeping: bool = False  # at the last look
    health: Health = field(default_factory=Health)


def begin(at: float, *, background: int | None = None, after: Settling | None = None) -> Settling:
    """An attempt that begins now, ``at``.

    ``background`` is what the instrument sees when nobody stands there, if that was watched; ``after`` an
    earlier attempt with the same instrument, whose knowledge of the background and of the size of a step is
    kept.
    """
    if after is None:
        return Settling(begun=at, heard=at, background=background)
    known = after.background if background is None else background
    return Settling(begun=at, heard=at, background=known, health=Health(step=after.health.step))


def observe(settling: Settling, sample: Sample, limits: ReadingLimits) -> Settling:
    """Take in one valid reading. Nothing changes after an outcome, or for a sample from the past."""
    if settling.outcome is not None or sample.at < settling.heard:
        return settling
    if _silent(settling, sample.at, limits):
        return fail(settling, FaultCause.STALE)
    window = _window(settling.window, sample, limits)
    level = median([kept.object for kept in window[-SHORT:]])
    background = settling.background
    if len(window) >= SHORT:
        background = level if background is None else min(level, background)
    seen = replace(
        settling,
        window=window,
        heard=sample.at,
        level=level,
        background=background,
        health=instrument.accepted(settling.health, sample, limits),
    )
    somebody = len(window) >= SHORT and _present(seen, limits)
    cause = instrument.fault(seen.health, limits, somebody=somebody)
    if cause is not None:
        return fail(seen, cause)
    return wait(_look(seen, limits) if somebody else _gone(seen, limits), sample.at, limits)


def reject(settling: Settling, at: float, limits: ReadingLimits, reason: str = "") -> Settling:
    """Take in the news of a rejected frame: garbage, a wrong checksum, a value the device itself calls a
    fault.

    ``reason`` is for the technician.
    """
    if settling.outcome is not None:
        return settling
    seen = replace(settling, health=instrument.rejected(settling.health, reason))
    cause = instrument.fault(seen.health, limits, somebody=False)
    return wait(seen, at, limits) if cause is None else fail(seen, cause, reason)


def wait(settling: Settling, now: float, limits: ReadingLimits) -> Settling:
    """Let time pass: silence is a fault; an attempt beyond its patience ends unsettled."""
    if settling.outcome is not None:
        return settling
    if _silent(settling, now, limits):
        if settling.health.garbled:
            return fail(settling, FaultCause.REJECTED_FRAMES, settling.health.detail)
        return fail(settling, FaultCause.STALE)
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


def _silent(settling: Settling, now: float, limits: ReadingLimits) -> bool:
    return now - settling.heard > (limits.stale if settling.window else limits.first)


def _window(window: tuple[Sample, ...], sample: Sample, limits: ReadingLimits) -> tuple[Sample, ...]:
    grown = (*window, sample)
    surplus = 0
    while len(grown) - surplus > limits.min_samples and sample.at - grown[surplus + 1].at >= limits.memory:
        surplus += 1
    return grown[surplus:]


def _present(settling: Settling, limits: ReadingLimits) -> bool:
    """Whether the newest level is somebody rather than the wall behind."""
    background, ambient = settling.background, settling.window[-1].ambient
    if background is not None and settling.level >= background + limits.presence:
        return True
    if ambient is not None:
        return settling.level >= ambient + limits.presence_ambient
    return settling.level >= limits.presence_unknown


def _retreated(settling: Settling, level: int, unrest: int, limits: ReadingLimits) -> bool:
    """Whether ``level`` is clearly below the highest; noise makes peaks too, so the more ``unrest`` the later."""
    return level < settling.peak - max(limits.retreat, unrest)


def _unrest(settling: Settling) -> int:
    return spread([kept.object for kept in settling.window[-SHORT:]])


def _gone(settling: Settling, limits: ReadingLimits) -> Settling:
    return _guide(settling, Guidance.STAND_HERE, None, limits)


def _look(settling: Settling, limits: ReadingLimits) -> Settling:
    """Somebody is there: near enough, at rest, and for long enough?"""
    level, now, found = settling.level, settling.heard, settling.plateau
    arrived = now if settling.arrived is None else settling.arrived
    if settling.arrived is None or level > settling.peak:
        settling = replace(settling, arrived=arrived, peak=max(level, settling.peak))
    if level < limits.hard_low or _retreated(settling, level, _unrest(settling), limits):
        return _guide(settling, Guidance.COME_CLOSER, None, limits)
    if found is None or abs(level - found.value) > max(limits.retreat, found.spread):
        found = plateau(settling.window, limits)
        if found is None:
            return _guide(settling, Guidance.HOLD_STILL, None, limits)
        return _guide(settling, Guidance.ALMOST_DONE, found, limits)
    if now - settling.found < limits.confirm - TICK:
        return _guide(settling, Guidance.ALMOST_DONE, found, limits)
    return _confirm(settling, found, limits)


def _confirm(settling: Settling, found: Level, limits: ReadingLimits) -> Settling:
    """The plateau has lasted: is it the person's, and at rest? Skin from the cold climbs slowly for
    minutes.
    """
    run = whole(settling.window, found, limits)
    creeping = run.slope + run.doubt > limits.creep
    falling = run.slope < -limits.sag or not run.tail
    never_moved = run.spread == 0 and settling.health.step == 0
    inside = limits.hard_low <= run.value <= limits.hard_high
    moved_back = _retreated(settling, run.value, run.spread, limits)
    if creeping or falling or never_moved or not inside or moved_back:
        return replace(settling, creeping=creeping)
    since = settling.begun if settling.arrived is None else settling.arrived
    measured = Measurement(run.value, run.samples, run.spread, run.slope, settling.heard - since)
    return replace(settling, outcome=measured)


def _guide(settling: Settling, guidance: Guidance, found: Level | None, limits: ReadingLimits) -> Settling:
    """What the screen says, no sooner than the last word could be read; and the plateau that is being
    confirmed.
    """
    now = settling.heard
    new_word = guidance is not settling.guidance and now - settling.guided >= limits.dwell
    if not new_word and found is settling.plateau:
        return settling
    return replace(
        settling,
        guidance=guidance if new_word else settling.guidance,
        guided=now if new_word else settling.guided,
        plateau=found,
        found=settling.found if found is settling.plateau else now,
    )


def _at_the_end(settling: Settling, limits: ReadingLimits) -> Outcome:
    """Why the patience ran out."""
    steady = plateau(settling.window, limits)
    if not _present(settling, limits):
        return Unsettled(UnsettledReason.WALKED_AWAY)
    if _retreated(settling, settling.level, _unrest(settling), limits):
        return Unsettled(UnsettledReason.WALKED_AWAY)
    if steady is not None and not limits.hard_low <= steady.value <= limits.hard_high:
        return InstrumentFault(FaultCause.OUT_OF_RANGE)
    if settling.level < limits.hard_low:
        return Unsettled(UnsettledReason.TOO_FAR)
    if settling.creeping:
        return Unsettled(UnsettledReason.STILL_CHANGING)
    return Unsettled(UnsettledReason.TIMEOUT)
