"""What an officer can do at the kiosk, from the corner to what stays written."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from kiosk.rules import states as s
from kiosk.rules.door import Bar, door
from kiosk.rules.events import Press
from kiosk.rules.opening import WIB
from kiosk.rules.policy import Check
from kiosk.store.audit_verify import verify
from kiosk.store.tables import ticket
from tests.flows.test_visits import READY, REST, TO_THE_MARKS, TO_THE_MASK
from tests.flows.visitor import PIN, Cable, Eventually, Pin, Skin, Step, Touch, Visitor, see

Open = Callable[..., Visitor]

SIGN_IN = (Touch(Press.CORNER), see(s.OfficerSigningIn), Pin(PIN), see(s.OfficerDeciding))


def act(key: str) -> Step:
    return Touch(Press.ACT, key)


def state_of(v: Visitor, number: int) -> tuple[str, int]:
    with v.engine.connect() as connection:
        row = connection.execute(ticket.select().where(ticket.c.number == number)).one()
    return str(row.state), row.reprints


def test_from_the_touch_to_the_decision_are_two_touches_and_the_pin(visitor: Open) -> None:
    v = visitor()
    v.live(*TO_THE_MASK, Touch(Press.NO_MASK), see(s.Held, check=Check.MASK))
    v.live(
        Touch(Press.CORNER), Pin(PIN), see(s.OfficerDeciding), act("waive:mask-given"), see(s.TicketInHand)
    )


def test_a_new_check_is_measured_at_the_kiosk_and_decides_anew(visitor: Open) -> None:
    v = visitor()
    v.live(Skin(37.9), *TO_THE_MARKS, see(s.Resting), Eventually(lambda k: bool(k.returning)))
    code = v.kiosk.returning[0].code
    v.live(Touch(Press.UNDERSTOOD), REST, Touch(Press.RETURN), Pin(code), Touch(Press.HANDS_READY))
    v.live(
        see(s.Held, check=Check.TEMPERATURE), *SIGN_IN, Skin(36.6), act("recheck"), see(s.TemperaturePassed)
    )


def test_the_absolute_limit_is_never_waived_in_any_mode(visitor: Open) -> None:
    v = visitor()
    v.live(Skin(39.4), *TO_THE_MARKS, see(s.Held, check=Check.TEMPERATURE, absolute=True), *SIGN_IN)
    v.live(act("waive:handheld-pass"), act("waive:doctors-letter"))
    assert isinstance(v.kiosk.state, s.OfficerDeciding)
    assert v.kiosk.state.writing is None
    assert v.report()["overrides"] == {}
    v.live(act("end-visit"), see(s.Welcome))


def test_over_the_quota_only_up_to_the_reserve(visitor: Open) -> None:
    v = visitor()
    reserve = v.settings.policies[0].reserve
    assert reserve == 5
    v.live(*TO_THE_MASK)
    v.fill(50)
    v.live(Touch(Press.MASK_ON), see(s.QuotaGone), *SIGN_IN, act("beyond-quota:urgent"), see(s.TicketInHand))
    assert v.kiosk.state.ticket.number == 51
    assert v.report()["overrides"] == {"urgent": 1}


def test_an_emergency_outside_the_hours_begins_with_an_officers_word(visitor: Open) -> None:
    v = visitor(start=datetime(2020, 3, 24, 13, 0, tzinfo=WIB))
    v.live(READY)
    assert door(v.kiosk, v.settings).bar is Bar.HOURS
    v.live(*SIGN_IN, act("emergency:urgent"), see(s.ChoosingService), Touch(Press.SERVICE, "ktp-el"))
    v.live(see(s.OfferedOnline), Touch(Press.IN_PERSON), Touch(Press.PAPERS_READY), Touch(Press.HANDS_READY))
    v.live(see(s.TemperaturePassed), Touch(Press.UNDERSTOOD), Touch(Press.MASK_ON), see(s.TicketInHand))


def test_a_copy_of_the_last_ticket_bears_the_same_number(visitor: Open) -> None:
    v = visitor()
    v.live(*TO_THE_MASK, Cable("printer", "after 120 cable out"), Touch(Press.MASK_ON), see(s.TicketOnScreen))
    v.live(Cable("printer", "cable in"), *SIGN_IN)
    v.live(Eventually(lambda k: k.devices.printer is None), act("reprint"), see(s.TicketInHand))
    assert v.kiosk.state.ticket.number == 1
    v.live(Eventually(lambda _: state_of(v, 1) == ("printed", 1)))
    assert v.issued() == 1


def test_a_void_number_is_never_given_again(visitor: Open) -> None:
    v = visitor()
    v.live(*TO_THE_MASK, Touch(Press.MASK_ON), see(s.TicketInHand), Touch(Press.UNDERSTOOD), see(s.Welcome))
    v.live(*SIGN_IN, act("void:mistaken"), Eventually(lambda k: k.last is None), Touch(Press.CLOSE))
    assert state_of(v, 1)[0] == "void"
    v.live(*TO_THE_MASK, Touch(Press.MASK_ON), see(s.TicketInHand))
    assert v.kiosk.state.ticket.number == 2


def test_a_paused_kiosk_serves_nobody_also_after_a_restart(visitor: Open) -> None:
    v = visitor()
    v.live(READY, *SIGN_IN, act("pause:break"), Eventually(lambda k: k.paused == "break"), Touch(Press.CLOSE))
    assert door(v.kiosk, v.settings).bar is Bar.PAUSED
    v.restart()
    v.live(READY, Eventually(lambda k: k.paused == "break"), Touch(Press.START))
    assert isinstance(v.kiosk.state, s.Welcome)
    v.live(*SIGN_IN, act("reopen"), Eventually(lambda k: not k.paused), Touch(Press.CLOSE), *TO_THE_MASK)


def test_an_act_that_cannot_be_written_does_not_happen(visitor: Open) -> None:
    v = visitor()
    v.live(*TO_THE_MASK, Touch(Press.NO_MASK), see(s.Held), *SIGN_IN)
    with v.engine.begin() as connection:
        connection.exec_driver_sql("DROP TABLE override")
    v.live(act("waive:child"), see(s.OfficerDeciding, failed=True))
    v.live(Touch(Press.CLOSE), see(s.Held, check=Check.MASK))


def test_every_act_stands_in_an_unbroken_trail(visitor: Open) -> None:
    v = visitor()
    v.live(*TO_THE_MASK, Touch(Press.NO_MASK), see(s.Held), *SIGN_IN, act("priority"))
    v.live(Eventually(lambda k: k.visit is not None and k.visit.priority), act("waive:child"))
    v.live(see(s.TicketInHand))
    verdict = verify(v.engine)
    assert verdict.whole, verdict
