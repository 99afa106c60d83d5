"""The stability gate at one point: wait until the instrument is level, then take fresh readings behind it.

Fresh, because readings chosen for being quiet would understate the noise. Nothing is dropped: a set with an outlier
or a drift is taken again as a whole, and how often is counted and recorded.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import Enum

from kiosk.rules.calibration.plan import GateLimits
from kiosk.rules.robust import hampel, spread

OUTLIER_K = 5.0  # of a scaled MAD: sound noise reaches it once in many thousand readings
TICK = 1e-6
HALF_SURE = 2.0  # standard errors that a difference of halves may be by noise alone


class Phase(Enum):
    SETTLING = "settling"
    READING = "reading"
    DONE = "done"
    FAILED = "failed"


class Trouble(Enum):
    """Why the gate is (still) shut."""

    NOISY = "noisy"
    DRIFTING = "drifting"
    OUTLIER = "outlier"
    REJECTED = "rejected"  # too many frames that were no readings


@dataclass(frozen=True, slots=True)
class Gathering:
    """One visit of one point. ``reference`` is the true temperature (degrees), readings are raw centi, ``begun``
    and ``last`` monotonic seconds. ``window`` is for the chart too.
    """

    reference: Decimal
    begun: float
    phase: Phase = Phase.SETTLING
    last: float | None = None
    window: tuple[int, ...] = ()
    readings: tuple[int, ...] = ()
    ambient: int | None = None
    frames: int = 0
    rejected: int = 0
    repeats: int = 0
    trouble: Trouble | None = None


def gather(
    state: Gathering, t: float, value: int, ambient: int | None, count: int, limits: GateLimits
) -> Gathering:
    """Take in a raw reading (centi) at ``t``; ``count`` readings are wanted. Nothing changes once it is over."""
    if state.phase in (Phase.DONE, Phase.FAILED):
        return state
    state = replace(state, frames=state.frames + 1)
    if state.last is not None and t - state.last < limits.interval - TICK:
        return _patient(state, t, limits)
    state = replace(state, last=t, ambient=state.ambient if ambient is None else ambient)
    if state.phase is Phase.SETTLING:
        return _patient(_settle(state, value, limits), t, limits)
    readings = (*state.readings, value)
    if len(readings) < count:
        return _patient(replace(state, readings=readings), t, limits)
    trouble = _trouble(readings, limits) or _moved(state.window, readings, limits)
    if trouble is None and state.rejected > limits.rejected * (state.frames + state.rejected):
        trouble = Trouble.REJECTED
    if trouble is None:
        return replace(state, readings=readings, phase=Phase.DONE, trouble=None)
    again = replace(
        state,
        phase=Phase.SETTLING,
        window=readings[-limits.window :],
        readings=(),
        repeats=state.repeats + 1,
        trouble=trouble,
        frames=0,
        rejected=0,
    )
    return _patient(again, t, limits)


def reject(state: Gathering, t: float, limits: GateLimits) -> Gathering:
    """Take in the news of a frame that was no reading."""
    if state.phase in (Phase.DONE, Phase.FAILED):
        return state
    return _patient(replace(state, rejected=state.rejected + 1), t, limits)


def _settle(state: Gathering, value: int, limits: GateLimits) -> Gathering:
    window = (*state.window, value)[-limits.window :]
    if len(window) < limits.window:
        return replace(state, window=window)
    trouble = _trouble(window, limits)
    phase = Phase.SETTLING if trouble else Phase.READING
    return replace(state, window=window, trouble=trouble, phase=phase)


def _patient(state: Gathering, t: float, limits: GateLimits) -> Gathering:
    if t - state.begun < limits.patience:
        return state
    return replace(state, phase=Phase.FAILED, trouble=state.trouble or Trouble.REJECTED)


def _trouble(values: Sequence[int], limits: GateLimits) -> Trouble | None:
    if not all(hampel(values, OUTLIER_K, limits.outlier)):
        return Trouble.OUTLIER
    if spread(values) > limits.spread:
        return Trouble.NOISY
    half = len(values) // 2
    return _moved(values[:half], values[half:], limits)


def _moved(first: Sequence[int], second: Sequence[int], limits: GateLimits) -> Trouble | None:
    """DRIFTING if the means differ by more than the limit and by more than their noise explains."""
    difference = abs(sum(first) / len(first) - sum(second) / len(second))
    noise = (_squares(first) + _squares(second)) / (len(first) + len(second) - 2)
    explained = HALF_SURE * (noise * (1 / len(first) + 1 / len(second))) ** 0.5
    return Trouble.DRIFTING if difference > max(limits.drift, explained) else None


def _squares(values: Sequence[int]) -> float:
    middle = sum(values) / len(values)
    return sum((value - middle) ** 2 for value in values)
