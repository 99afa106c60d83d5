"""From a stream of readings to one measurement, or to the honest word that there is none.

Pure and incremental: each sample gives the next :class:`Settling`; nothing is kept but the newest window
and a few numbers. Hundredths of a degree Celsius as ``int``; times are monotonic seconds. The method and
what it cannot see are explained, with figures, in docs/measurement.md.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum

from kiosk.rules.robust import hampel, median, spread, trend

SHORT = 5  # samples whose median follows a person quickly and still shrugs off a spike of two
FLAGS = 20  # newest frames over which the share of rejected ones is judged
COARSE = 5  # steps of this many hundredths and more: a tenth-degree display, which may well repeat itself


class Guidance(Enum):
    """What the screen asks of the person right now."""

    STAND_HERE = "stand-here"  # nobody is seen
    COME_CLOSER = "come-closer"  # somebody is seen, but not near enough, or no longer
    HOLD_STILL = "hold-still"  # near enough, not yet settled
    ALMOST_DONE = "almost-done"  # settled, being confirmed


class UnsettledReason(Enum):
    """Why there is no measurement although the instrument is sound: say "ulangi"."""

    NOBODY = "nobody"
    WALKED_AWAY = "walked-away"
    TOO_FAR = "too-far"
    STILL_CHANGING = "still-changing"  # the skin warms or cools: a few minutes' wait in the shade helps
    TIMEOUT = "timeout"


class FaultCause(Enum):
    """Why the instrument cannot be believed: never a verdict on a person."""

    OUT_OF_RANGE = "out-of-range"
    FROZEN = "frozen"
    STALE = "stale"
    AMBIENT = "ambient"
    REGISTER_MISMATCH = "register-mismatch"
    REJECTED_FRAMES = "rejected-frames"
    CALIBRATION_OVERDUE = "calibration-overdue"
    UNPLUGGED = "unplugged"


@dataclass(frozen=True, slots=True)
class Sample:
    """One valid reading. ``object`` may be corrected already; ``ambient`` is the instrument's own, None if
    it has none.
    """

    at: float
    object: int
    ambient: int | None = None


@dataclass(frozen=True, slots=True)
class ReadingLimits:
    """The numbers of the method; defaults from the facts on thermometers and bench/measurement.py.

    Temperatures and widths in hundredths of a degree, times in seconds, slopes in hundredths a second.
    """

    min_samples: int = 15
    span: float = 1.5  # least age of the oldest sample of a window
    long_span: float = 3.0  # a trend in doubt is looked at over up to this long
    hampel_k: float = 3.0
    max_rejected: float = 0.2  # share of a window that may be outliers
    spread: int = 35
    slope: float = 10.0
    hard_low: int = 3000
    hard_high: int = 4300
    timeout: float = 8.0  # from the moment somebody is seen
    arrival: float = 30.0  # patience until somebody is seen
    stale: float = 2.0
    ambient_low: int = 1600
    ambient_high: int = 4000
    frozen_count: int = 20  # equal values in a row, for an instrument that shows hundredths
    frozen_count_coarse: int = 40  # the same for one that shows tenths
    resolution: int = 0  # of the instrument's raw value; 0 = judge by the steps seen
    fault_count: int = 5  # impossible values in a row before the instrument is blamed
    reject_count: int = 10  # rejected frames among the newest 20
    presence: int = 80  # above the background this instrument has seen itself
    presence_ambient: int = 150  # above its ambient channel, which is not quite the background
    presence_unknown: int = 3300  # without any background, what is this warm is taken for a person
    retreat: int = 25  # below the highest level of this attempt: the person has moved back
    sensor_low: int = 0  # colder than this is no background of an office, but a fault value


@dataclass(frozen=True, slots=True)
class Measurement:
    """A settled value. ``seconds`` since somebody was seen; ``slope`` in hundredths a second."""

    value: int
    samples: int
    spread: int
    slope: float
    seconds: float


@dataclass(frozen=True, slots=True)
class Unsettled:
    """No measurement, and nobody is to blame: to be repeated."""

    reason: UnsettledReason


@dataclass(frozen=True, slots=True)
class InstrumentFault:
    """The instrument cannot be believed. ``detail`` is for the technician and never holds a value."""

    cause: FaultCause
    detail: str = ""


Outcome = Measurement | Unsettled | InstrumentFault


@dataclass(frozen=True, slots=True)
class Settling:
    """One attempt at a measurement. The screen needs ``guidance``, the visit ``outcome``; the rest is
    memory.
    """

    begun: float
    guidance: Guidance = Guidance.STAND_HERE
    outcome: Outcome | None = None
    window: tuple[Sample, ...] = ()
    heard: float = 0.0  # when the last valid sample came
    arrived: float | None = None  # when somebody was first seen
    background: int | None = None  # lowest level this instrument has seen
    peak: int | None = None  # highest level somebody has reached
    level: int | None = None  # median of the newest few samples
    equal: int = 0  # newest values that are all the same
    step: int = 0  # smallest change between neighbours, 0 = none seen yet
    impossible: int = 0  # newest values that are impossible, in a row
    hot_or_cold_room: int = 0  # newest ambient values out of limits, in a row
    flags: int = 0  # one bit a frame, newest lowest, 1 = rejected
    detail: str = ""  # of the newest rejected frame


def begin(at: float, *, background: int | None = None, after: Settling | None = None) -> Settling:
    """An attempt that begins now, ``at``.

    ``background`` is what the instrument sees when nobody stands there, if that was watched; ``after`` an
    earlier attempt with the same instrument, whose knowledge of the background and of the size of a step is
    carried over.
    """
    if after is not None:
        return Settling(
            begun=at,
            heard=at,
            background=after.background if background is None else background,
            step=after.step,
        )
    return Settling(begun=at, heard=at, background=background)


def observe(settling: Settling, sample: Sample, limits: ReadingLimits) -> Settling:
    """Take in one valid reading. Nothing changes after an outcome or for a sample from the past."""
    if settling.outcome is not None or sample.at < settling.heard:
        return settling
    if sample.at - settling.heard > limits.stale:
        return fail(settling, FaultCause.STALE)
    window = _window(settling.window, sample, limits)
    level = median([kept.object for kept in window[-SHORT:]])
    change = abs(sample.object - settling.window[-1].object) if settling.window else 0
    seen = replace(
        settling,
        window=window,
        heard=sample.at,
        level=level,
        equal=settling.equal + 1 if settling.window and not change else 1,
        step=min(change, settling.step) if change and settling.step else change or settling.step,
        impossible=settling.impossible + 1 if _impossible(sample.object, limits) else 0,
        hot_or_cold_room=settling.hot_or_cold_room + 1 if _room_unfit(sample.ambient, limits) else 0,
        flags=settling.flags << 1 & (1 << FLAGS) - 1,
    )
    cause = _fault(seen, limits)
    if cause is not None:
        return fail(seen, cause)
    return wait(_place(seen, limits), sample.at, limits)


def reject(settling: Settling, at: float, limits: ReadingLimits, reason: str = "") -> Settling:
    """Take in the news of a rejected frame (garbage, checksum, a value the device itself calls a fault)."""
    if settling.outcome is not None:
        return settling
    flags = (settling.flags << 1 | 1) & (1 << FLAGS) - 1
    seen = replace(settling, flags=flags, detail=reason)
    if flags.bit_count() >= limits.reject_count:
        return fail(seen, FaultCause.REJECTED_FRAMES, reason)
    return wait(seen, at, limits)


def wait(settling: Settling, now: float, limits: ReadingLimits) -> Settling:
    """Let time pass: silence beyond ``stale`` is a fault, an attempt beyond its patience ends unsettled."""
    if settling.outcome is not None:
        return settling
    if now - settling.heard > limits.stale:
        garbled = settling.flags & 1
        return fail(settling, FaultCause.REJECTED_FRAMES if garbled else FaultCause.STALE, settling.detail)
    if settling.arrived is None:
        if now - settling.begun >= limits.arrival:
            return replace(settling, outcome=Unsettled(UnsettledReason.NOBODY))
        return settling
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


def _window(window: tuple[Sample, ...], sample: Sample, limits: ReadingLimits) -> tuple[Sample, ...]:
    grown = (*window, sample)
    surplus = 0
    while len(grown) - surplus > limits.min_samples and sample.at - grown[surplus + 1].at >= limits.long_span:
        surplus += 1
    return grown[surplus:]


def _impossible(value: int, limits: ReadingLimits) -> bool:
    return value > limits.hard_high or value < limits.sensor_low


def _room_unfit(ambient: int | None, limits: ReadingLimits) -> bool:
    return ambient is not None and not limits.ambient_low <= ambient <= limits.ambient_high


def _coarse(settling: Settling, limits: ReadingLimits) -> bool:
    """Whether equal values in a row are to be expected; unknown counts as coarse, to accuse no sound
    instrument.
    """
    grain = limits.resolution or settling.step
    return grain == 0 or grain >= COARSE


def _fault(settling: Settling, limits: ReadingLimits) -> FaultCause | None:
    if settling.impossible >= limits.fault_count:
        return FaultCause.OUT_OF_RANGE
    if settling.hot_or_cold_room >= limits.fault_count:
        return FaultCause.AMBIENT
    enough = limits.frozen_count_coarse if _coarse(settling, limits) else limits.frozen_count
    if settling.equal >= enough:
        return FaultCause.FROZEN
    return None


def _present(level: int, settling: Settling, limits: ReadingLimits) -> bool:
    """Whether ``level`` is somebody rather than the wall behind."""
    background, ambient = settling.background, settling.window[-1].ambient
    if background is not None and level >= background + limits.presence:
        return True
    if ambient is not None:
        return level >= ambient + limits.presence_ambient
    return level >= limits.presence_unknown


def _place(settling: Settling, limits: ReadingLimits) -> Settling:
    """Judge where the person is and whether the plateau is reached."""
    window, level = settling.window, settling.level
    assert level is not None
    if len(window) < SHORT:
        return settling
    background = level if settling.background is None else min(level, settling.background)
    settling = replace(settling, background=background)
    if not _present(level, settling, limits):
        return replace(settling, guidance=Guidance.STAND_HERE)
    arrived = window[-1].at if settling.arrived is None else settling.arrived
    peak = level if settling.peak is None else max(level, settling.peak)
    settling = replace(settling, arrived=arrived, peak=peak)
    if level < limits.hard_low or level < peak - limits.retreat:
        return replace(settling, guidance=Guidance.COME_CLOSER)
    plateau = _plateau(settling, limits)
    if plateau is None:
        return replace(settling, guidance=Guidance.HOLD_STILL)
    return replace(settling, guidance=Guidance.ALMOST_DONE, outcome=plateau)


def _plateau(settling: Settling, limits: ReadingLimits) -> Measurement | None:
    """The measurement, if the newest samples are one level."""
    newest = settling.window[-1].at
    for span in (limits.span, limits.long_span):
        samples = _newest(settling.window, span, limits)
        if samples is None:
            return None
        values = [sample.object for sample in samples]
        kept = hampel(values, limits.hampel_k, 15)
        good = [value for value, keep in zip(values, kept, strict=True) if keep]
        if len(values) - len(good) > limits.max_rejected * len(values) or not any(kept[-2:]):
            continue
        width = spread(good)
        if width > limits.spread or (width == 0 and not settling.step):
            continue
        slope, _doubt = trend([s.at for s, keep in zip(samples, kept, strict=True) if keep], good)
        if abs(slope) > limits.slope:
            continue
        value = median(good)
        if not limits.hard_low <= value <= limits.hard_high:
            continue
        if settling.peak is not None and value < settling.peak - limits.retreat:
            continue
        arrived = newest if settling.arrived is None else settling.arrived
        return Measurement(value, len(good), width, slope, newest - arrived)
    return None


def _newest(window: tuple[Sample, ...], span: float, limits: ReadingLimits) -> tuple[Sample, ...] | None:
    """The fewest newest samples that are both enough and old enough, None while there are too few."""
    first = len(window) - limits.min_samples
    while first >= 0 and window[-1].at - window[first].at < span - 1e-6:
        first -= 1
    return window[first:] if first >= 0 else None


def _at_the_end(settling: Settling, limits: ReadingLimits) -> Outcome:
    level, peak = settling.level, settling.peak
    if level is None or peak is None:
        return Unsettled(UnsettledReason.NOBODY)
    if level < peak - limits.retreat or not _present(level, settling, limits):
        return Unsettled(UnsettledReason.WALKED_AWAY)
    if level < limits.hard_low:
        return Unsettled(UnsettledReason.TOO_FAR)
    return Unsettled(UnsettledReason.TIMEOUT)
