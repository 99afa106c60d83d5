"""The room a calibration takes place in."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from kiosk.rules.calibration.exact import celsius
from kiosk.rules.calibration.plan import RoomLimits
from kiosk.rules.calibration.refusals import Reason, Refusal


@dataclass(frozen=True, slots=True)
class Environment:
    """``ambient`` in centi, ``humidity`` in per cent; what the technician attests."""

    ambient: int
    humidity: int
    no_draught: bool
    acclimatised: bool


def refuse_room(room: Environment, limits: RoomLimits) -> tuple[Refusal, ...]:
    """Why one must not calibrate here and now."""
    reasons = []
    if room.ambient < limits.low:
        reasons.append(Refusal(Reason.ROOM_TEMPERATURE, celsius(room.ambient), celsius(limits.low)))
    if room.ambient > limits.high:
        reasons.append(Refusal(Reason.ROOM_TEMPERATURE, celsius(room.ambient), celsius(limits.high)))
    if not 0 <= room.humidity < limits.humidity:
        reasons.append(Refusal(Reason.HUMIDITY, Decimal(room.humidity), Decimal(limits.humidity)))
    if not room.no_draught:
        reasons.append(Refusal(Reason.DRAUGHT))
    if not room.acclimatised:
        reasons.append(Refusal(Reason.NOT_ACCLIMATISED))
    return tuple(reasons)
