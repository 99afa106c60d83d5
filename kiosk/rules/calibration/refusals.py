"""Why something is refused: a code and its figures; words are the screens' and the record's business."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import Enum


class Reason(Enum):
    """Each is shown with ``value`` (what was found) and ``limit`` (what would be right)."""

    # the procedure
    NOT_NOW = "not-now"  # this event does not belong to this step
    IDENTITY_INCOMPLETE = "identity-incomplete"
    IDENTITY_CHANGED = (
        "identity-changed"  # another instrument, setting or distance than when the session began
    )
    UNWARMED = "unwarmed"  # value, limit: minutes
    ROOM_TEMPERATURE = "room-temperature"  # degrees
    HUMIDITY = "humidity"  # per cent
    DRAUGHT = "draught"
    NOT_ACCLIMATISED = "not-acclimatised"
    REFERENCE_EXPIRED = "reference-expired"  # value: days since
    REFERENCE_NOT_YET_VALID = (
        "reference-not-yet-valid"  # its certificate is dated after today: a clock is wrong
    )
    REFERENCE_OFF_POINT = "reference-off-point"  # the source does not show the point asked for
    UNSTABLE = "unstable"  # the gate did not open in time
    SESSION_TOO_OLD = "session-too-old"  # hours
    SAME_PERSON = "same-person"  # the second person must be another
    NAME_MISSING = "name-missing"
    # the data
    TOO_FEW_POINTS = "too-few-points"
    TOO_FEW_READINGS = "too-few-readings"
    POINTS_TOO_CLOSE = "points-too-close"
    NOT_MONOTONIC = "not-monotonic"
    NOISY = "noisy"  # pooled standard deviation
    HYSTERESIS = "hysteresis"  # up against down
    GAIN = "gain"
    OFFSET = "offset"  # largest correction within the calibrated range
    RESIDUAL = "residual"
    RANGE = "range"  # use too far outside the calibrated range
    UNCERTAINTY = "uncertainty"  # U leaves no room within the limits
    BUDGET = "budget"  # an edited budget lacks a row that must be there
    CONFORMITY = "conformity"  # the decision after as-left is not a pass


@dataclass(frozen=True, slots=True)
class Refusal:
    """One reason; ``at`` is the point (degrees) it was found at, if at one."""

    reason: Reason
    value: Decimal | None = None
    limit: Decimal | None = None
    at: Decimal | None = None
    detail: str = ""
