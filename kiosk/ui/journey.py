"""How far the visit has come: which step of how many, under the rules of its day."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from kiosk.rules import states
from kiosk.rules.kiosk import Kiosk, Visit
from kiosk.rules.opening import policy_for
from kiosk.rules.screening import Requirement

SERVICE, PAPERS, HANDS, TEMPERATURE, MASK, TICKET = range(6)
STEP_OF: dict[type, int] = {
    states.ChoosingService: SERVICE,
    states.OfferedOnline: SERVICE,
    states.CheckingPapers: PAPERS,
    states.WashingHands: HANDS,
    states.Measuring: TEMPERATURE,
    states.MeasureAgain: TEMPERATURE,
    states.TemperaturePassed: TEMPERATURE,
    states.ConfirmingMask: MASK,
    states.PreparingTicket: TICKET,
    states.WaitingForPaper: TICKET,
    states.WaitingForStore: TICKET,
    states.TicketInHand: TICKET,
    states.TicketOnScreen: TICKET,
    states.WaitingToPrint: TICKET,
}


def progress(kiosk: Kiosk, settings: Any) -> tuple[int, int]:
    """``(3, 6)``; ``(0, 0)`` where counting steps would not help, as on a held visit."""
    step = STEP_OF.get(type(kiosk.state))
    if step is None or kiosk.visit is None:
        return 0, 0
    steps = _steps(settings.policies, kiosk.visit)
    return (steps.index(step) + 1, len(steps)) if step in steps else (0, 0)


def _steps(policies: Sequence[Any], visit: Visit) -> list[int]:
    policy = policy_for(policies, visit.day)
    left_out = set()
    if policy.temperature.requirement is Requirement.OFF:
        left_out.add(TEMPERATURE)
    if policy.mask is Requirement.OFF:
        left_out.add(MASK)
    return [step for step in range(6) if step not in left_out]
