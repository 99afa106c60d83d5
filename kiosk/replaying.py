"""What a recording of a thermometer would have come to: decoder and stable reading, without a device or a wait."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from drivers.thermometers.readings import Reading, Rejected
from drivers.thermometers.recording import Timed
from kiosk.rules.stable_reading import (
    InstrumentFault,
    Measurement,
    Outcome,
    ReadingLimits,
    Sample,
    Settling,
    Unsettled,
    begin,
    observe,
    reject,
)


@dataclass(frozen=True, slots=True)
class Turn:
    """A moment at which the screen would have changed; ``at`` in seconds since the recording began."""

    at: float
    guidance: str
    outcome: Outcome | None

    @property
    def measured(self) -> bool:
        return isinstance(self.outcome, Measurement)

    def as_json(self) -> dict[str, object]:
        line: dict[str, object] = {"at": round(self.at, 3), "guidance": self.guidance}
        match self.outcome:
            case Measurement(value=value, samples=samples, seconds=seconds):
                line |= {"object": value / 100, "samples": samples, "seconds": round(seconds, 2)}
            case Unsettled(reason=reason):
                line["unsettled"] = reason.value
            case InstrumentFault(cause=cause, detail=detail):
                line |= {"fault": cause.value, "detail": detail}
        return line


def centi(celsius: Decimal) -> int:
    """Hundredths of a degree, rounded half-up."""
    return int((celsius * 100).to_integral_value(ROUND_HALF_UP))


def outcome_of(items: Iterable[Timed], limits: ReadingLimits) -> Iterator[Turn]:
    """The turns of one attempt that begins with the recording, up to its outcome."""
    settling = begin(0.0)
    for item in items:
        after = _taken(settling, item, limits)
        if after.guidance is not settling.guidance or after.outcome is not None:
            yield Turn(item.at, after.guidance.value, after.outcome)
        if after.outcome is not None:
            return
        settling = after


def _taken(settling: Settling, timed: Timed, limits: ReadingLimits) -> Settling:
    match timed.item:
        case Reading(object=value, ambient=ambient):
            room = None if ambient is None else centi(ambient)
            return observe(settling, Sample(timed.at, centi(value), room), limits)
        case Rejected(reason=reason):
            return reject(settling, timed.at, limits, reason)
