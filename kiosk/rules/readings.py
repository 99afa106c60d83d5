"""The values that a measurement is made of: samples in, one outcome out, and the numbers of the method
between.

Hundredths of a degree Celsius as ``int``; times are monotonic seconds; slopes hundredths a second.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


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
    STILL_CHANGING = "still-changing"  # the skin warms or cools: some minutes of rest indoors help
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
    """One valid reading. ``object`` is what is judged: corrected where a correction applies; ``ambient`` is the
    instrument's own, if any; ``raw`` what the instrument itself said, where that is known to differ in kind.
    """

    at: float
    object: int
    ambient: int | None = None
    raw: int | None = None


@dataclass(frozen=True, slots=True)
class ReadingLimits:
    """The numbers of the method. Defaults: facts on thermometers, and bench/measurement.py for the rest."""

    min_samples: int = 15
    span: float = 1.5  # least age of the oldest sample of a plateau
    confirm: float = 0.3  # how long a plateau must last once it is found
    memory: float = 3.0  # how far back a creeping trend is looked for
    hampel_k: float = 3.0
    max_rejected: float = 0.2  # share of a plateau that may be outliers
    spread: int = 35  # P90 - P10
    slope: float = 10.0
    creep: float = 5.0  # a rise that cannot be excluded (one standard error) beyond this: skin still warms
    sag: float = 6.0  # a fall steeper than this: somebody leans back
    hard_low: int = 3000
    hard_high: int = 4300
    timeout: float = 8.0  # from the moment somebody is seen
    arrival: float = 30.0  # patience until somebody is seen
    first: float = 5.0  # patience until the first sample: opening a port resets some instruments
    stale: float = 2.0  # silence after that
    ambient_low: int = 1600
    ambient_high: int = 4000
    sensor_low: int = 1000  # colder is no background of an office in use, but a fault value
    fault_count: int = 5  # impossible values in a row before the instrument is blamed
    reject_count: int = 10  # rejected frames among the newest 20
    resolution: int = 0  # of the instrument; 0 = judge by the smallest step seen
    frozen_count: int = 20  # equal values in a row, of an instrument that shows hundredths
    frozen_count_coarse: int = 40  # the same of one that shows tenths, and only while somebody is seen
    presence: int = 80  # above the background that the instrument has seen itself
    presence_ambient: int = 150  # above its ambient channel, which is not quite the background
    presence_unknown: int = 3300  # with no idea of the background, what is this warm is taken for a person
    retreat: int = 20  # below the highest level of this attempt: the person has moved back
    dwell: float = 0.6  # guidance changes no faster than it can be read


@dataclass(frozen=True, slots=True)
class Measurement:
    """A settled value. ``seconds`` since somebody was first seen."""

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
