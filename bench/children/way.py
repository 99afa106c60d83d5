"""The way of one visit, from the choice of a service to the number: a state to wait for, and what is touched there."""

from __future__ import annotations

from kiosk.rules import states as s
from kiosk.rules.events import Press

WAY: tuple[tuple[type, Press, str], ...] = (
    (s.ChoosingService, Press.SERVICE, "kk"),
    (s.OfferedOnline, Press.IN_PERSON, ""),
    (s.CheckingPapers, Press.PAPERS_READY, ""),
    (s.WashingHands, Press.HANDS_READY, ""),
    (s.ConfirmingMask, Press.MASK_ON, ""),
    (s.TicketInHand, Press.UNDERSTOOD, ""),
)
