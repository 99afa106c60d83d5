"""A kiosk that goes by other rules than the day's says so and gives nothing; once they are alike it goes on."""

from __future__ import annotations

from collections.abc import Callable

from kiosk.rules import states as s
from kiosk.rules.door import Bar, door
from kiosk.rules.events import Press
from kiosk.rules.fingerprint import fingerprint
from kiosk.store.day_rules import adopt
from tests.flows.test_visits import TO_THE_MASK
from tests.flows.visitor import Eventually, Touch, Visitor, see

Open = Callable[..., Visitor]


def test_no_number_by_other_rules_and_staff_see_why(visitor: Open) -> None:
    v = visitor()
    day = v.clock().local.date()
    v.live(*TO_THE_MASK, Touch(Press.MASK_ON), see(s.TicketInHand), Touch(Press.UNDERSTOOD), see(s.Welcome))
    v.live(*TO_THE_MASK)
    adopt(v.engine, day, "b" * 64)  # at another kiosk, with another kiosk.ini
    v.live(Touch(Press.MASK_ON), see(s.WaitingForStore))
    v.live(Eventually(lambda k: (k.devices.store or "").startswith("rules: ")))
    assert v.issued() == 1
    adopt(v.engine, day, fingerprint(v.settings, day))
    v.live(see(s.TicketInHand))
    assert v.kiosk.state.ticket.number == 2


def test_nobody_begins_a_visit_where_the_rules_are_other_ones(visitor: Open) -> None:
    v = visitor()
    day = v.clock().local.date()
    v.live(*TO_THE_MASK, Touch(Press.MASK_ON), see(s.TicketInHand))
    adopt(v.engine, day, "b" * 64)
    v.live(Touch(Press.UNDERSTOOD), see(s.Welcome))  # counts the day
    v.live(Eventually(lambda k: door(k, v.settings).bar is Bar.STORE), Touch(Press.START))
    assert isinstance(v.kiosk.state, s.Welcome)
