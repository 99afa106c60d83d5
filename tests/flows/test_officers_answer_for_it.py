"""How quickly an officer decides, what no officer can do, and that what is not written has not happened."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from kiosk.rules import states as s
from kiosk.rules.acts import Act, offers
from kiosk.rules.events import Press
from kiosk.rules.opening import WIB
from kiosk.rules.policy import Check
from kiosk.store.audit_events import AuditEvent, HoldConfirmed, SlipPrinted
from kiosk.store.audit_verify import verify, written
from kiosk.store.counter import line
from tests.flows.test_officers_acts import SIGN_IN, act
from tests.flows.test_visits import READY, REST, TO_THE_MARKS, TO_THE_MASK
from tests.flows.visitor import PIN, Cable, Eventually, Pass, Pin, Skin, Step, Touch, Visitor, see

Open = Callable[..., Visitor]
Reach = Callable[[Visitor], None]


def hot_twice(v: Visitor, celsius: float = 38.1) -> None:
    v.live(Skin(celsius), *TO_THE_MARKS, see(s.Resting), Eventually(lambda k: bool(k.returning)))
    code = v.kiosk.returning[0].code
    v.live(Touch(Press.UNDERSTOOD), REST, Touch(Press.RETURN), Pin(code), Touch(Press.HANDS_READY))
    v.live(see(s.Held, check=Check.TEMPERATURE))


def without_mask(v: Visitor) -> None:
    v.live(*TO_THE_MASK, Touch(Press.NO_MASK), see(s.Held, check=Check.MASK))


def device_out(v: Visitor) -> None:
    v.live(*TO_THE_MARKS, see(s.Measuring), Cable("door", "unplug"), see(s.Held, check=Check.DEVICE))


def full(v: Visitor) -> None:
    v.live(*TO_THE_MASK)
    v.fill(50)
    v.live(Touch(Press.MASK_ON), see(s.QuotaGone))


def shut(v: Visitor) -> None:
    v.live(READY, Pass(timedelta(hours=5)))


def told(v: Visitor) -> list[AuditEvent]:
    """The trail, from its beginning."""
    return [line.event for line in written(v.engine)]


HOLDS: dict[str, tuple[Reach, str, type[s.State]]] = {
    "temperature, by a hand-held thermometer": (hot_twice, "waive:handheld-pass", s.ConfirmingMask),
    "temperature, by a doctor's letter": (hot_twice, "waive:doctors-letter", s.ConfirmingMask),
    "temperature, by a new check": (hot_twice, "recheck", s.Measuring),
    "temperature, refused": (hot_twice, "refuse:handheld-fail", s.ReadingOnlineWays),
    "mask, of a child": (without_mask, "waive:child", s.TicketInHand),
    "mask, for a medical reason": (without_mask, "waive:medical", s.TicketInHand),
    "mask, handed out": (without_mask, "waive:mask-given", s.TicketInHand),
    "device": (device_out, "waive:manual-mode", s.ConfirmingMask),
    "quota": (full, "beyond-quota:urgent", s.TicketInHand),
    "hours": (shut, "emergency:urgent", s.ChoosingService),
}


@pytest.mark.parametrize("hold", HOLDS)
def test_from_touch_to_decision_are_at_most_three_touches_and_the_pin(visitor: Open, hold: str) -> None:
    reach, decision, after = HOLDS[hold]
    v = visitor()
    reach(v)
    steps: tuple[Step, ...] = (Touch(Press.CORNER), Pin(PIN), see(s.OfficerDeciding), act(decision))
    assert sum(isinstance(step, Touch) for step in steps) <= 3
    v.live(*steps, see(after))


def test_what_is_most_likely_is_offered_first(visitor: Open) -> None:
    for reach, decision in ((without_mask, Act.WAIVE), (full, Act.BEYOND_QUOTA)):
        v = visitor()
        reach(v)
        assert offers(v.kiosk, v.kiosk.resident, v.settings)[0].act is decision


def test_a_hand_held_thermometer_that_agrees_ends_the_visit_with_a_way_and_without_a_value(
    visitor: Open,
) -> None:
    v = visitor()
    hot_twice(v)
    v.live(*SIGN_IN, act("refuse:handheld-fail"), see(s.ReadingOnlineWays))
    assert v.kiosk.visit is None
    assert v.issued() == 0
    assert v.report()["overrides"] == {}
    events = [event for event in told(v) if isinstance(event, HoldConfirmed)]
    assert events == [HoldConfirmed(v.clock().local.date(), "temperature", "handheld-fail")]


def test_the_absolute_limit_holds_also_when_the_instrument_fails_at_the_new_check(visitor: Open) -> None:
    """Else a hand before the sensor would open what nobody can waive."""
    v = visitor()
    v.live(Skin(39.4), *TO_THE_MARKS, see(s.Held, check=Check.TEMPERATURE, absolute=True), *SIGN_IN)
    v.live(act("recheck"), see(s.Measuring), Cable("door", "unplug"), see(s.Held, check=Check.DEVICE))
    assert v.kiosk.state.absolute
    v.live(*SIGN_IN, act("waive:handheld-pass"), act("waive:manual-mode"))
    assert isinstance(v.kiosk.state, s.OfficerDeciding)
    assert v.kiosk.state.writing is None
    v.live(act("end-visit"), see(s.Welcome))


def test_a_new_check_that_is_well_lifts_the_absolute_hold(visitor: Open) -> None:
    v = visitor()
    v.live(Skin(39.4), *TO_THE_MARKS, see(s.Held, check=Check.TEMPERATURE, absolute=True), *SIGN_IN)
    v.live(Skin(36.5), act("recheck"), see(s.TemperaturePassed))
    assert v.kiosk.visit is not None
    assert not v.kiosk.visit.absolute


@pytest.mark.parametrize("manual", [False, True])
def test_beyond_the_reserve_there_is_no_number_in_any_mode(visitor: Open, manual: bool) -> None:
    v = visitor()
    reserve = v.settings.policies[0].reserve
    if manual:
        v.live(READY, *SIGN_IN, act("manual"), Eventually(lambda k: k.manual), Touch(Press.CLOSE))
        v.live(*TO_THE_MARKS, see(s.Held, check=Check.DEVICE), *SIGN_IN, act("waive:manual-mode"))
        v.live(see(s.ConfirmingMask))
    else:
        v.live(*TO_THE_MASK)
    v.fill(50 + reserve)
    v.live(Touch(Press.MASK_ON), see(s.QuotaGone), *SIGN_IN, act("beyond-quota:urgent"))
    v.live(Eventually(lambda k: isinstance(k.state, s.QuotaGone)))
    assert v.issued() == 50 + reserve


@pytest.mark.parametrize("manual", [False, True])
def test_an_emergency_outside_the_hours_is_held_by_the_same_limits(visitor: Open, manual: bool) -> None:
    v = visitor(start=datetime(2020, 3, 24, 13, 0, tzinfo=WIB))
    v.live(READY, *SIGN_IN)
    if manual:
        v.live(act("manual"), Eventually(lambda k: k.manual))
    v.fill(50 + v.settings.policies[0].reserve)
    v.live(act("emergency:urgent"), see(s.ChoosingService), Touch(Press.SERVICE, "kk"))
    v.live(see(s.OfferedOnline), Touch(Press.IN_PERSON), Touch(Press.PAPERS_READY), Touch(Press.HANDS_READY))
    if manual:
        v.live(see(s.Held, check=Check.DEVICE), *SIGN_IN, act("waive:manual-mode"))
    else:
        v.live(see(s.TemperaturePassed), Touch(Press.UNDERSTOOD))
    v.live(see(s.ConfirmingMask), Touch(Press.MASK_ON), see(s.QuotaGone))


def test_priority_outlives_a_rest_is_on_the_ticket_and_is_called_first(visitor: Open) -> None:
    v = visitor()
    v.live(Skin(37.6), *TO_THE_MARKS[:-1], see(s.WashingHands), *SIGN_IN, act("priority"))
    v.live(Eventually(lambda k: k.visit is not None and k.visit.priority), Touch(Press.CLOSE))
    v.live(Touch(Press.HANDS_READY), see(s.Resting), Eventually(lambda k: bool(k.returning)))
    code = v.kiosk.returning[0].code
    v.fill(3)
    v.live(
        Touch(Press.UNDERSTOOD), Skin(36.5), REST, Touch(Press.RETURN), Pin(code), Touch(Press.HANDS_READY)
    )
    v.live(see(s.ConfirmingMask), Touch(Press.MASK_ON), see(s.TicketInHand))
    ticket = v.kiosk.state.ticket
    assert (ticket.number, ticket.priority) == (4, True)
    waiting = line(v.engine, v.clock().local.date()).waiting
    assert [found.number for found in waiting] == [4, 1, 2, 3]


def test_an_officers_session_ends_with_the_visit_or_after_a_minute(visitor: Open) -> None:
    v = visitor()
    without_mask(v)
    v.live(*SIGN_IN, act("waive:child"), see(s.TicketInHand), Touch(Press.UNDERSTOOD), see(s.Welcome))
    v.live(act("pause:break"))
    assert v.kiosk.paused == ""
    v.live(*SIGN_IN, Pass(timedelta(seconds=61)), see(s.Welcome), act("pause:break"))
    assert v.kiosk.paused == ""


def test_a_full_disk_lets_no_act_happen(visitor: Open) -> None:
    v = visitor()
    v.live(READY, *SIGN_IN)
    v.house.ledger.submit(lambda books: full_at_once(books.engine))
    for _ in range(60):
        key = "reopen" if v.kiosk.paused else "pause:break"
        before = v.kiosk.paused
        v.live(act(key), Eventually(lambda k: k.state.failed or k.paused != before))  # noqa: B023
        if v.kiosk.state.failed:
            break
    assert v.kiosk.state.failed
    assert v.kiosk.paused == before
    assert verify(v.engine).whole
    kept = v.kiosk.paused
    v.restart()
    v.live(Eventually(lambda k: k.paused == kept))


def full_at_once(engine: object) -> None:
    with engine.connect() as connection:  # type: ignore[attr-defined]
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")


def test_the_closing_slip_is_an_act_with_its_line_in_the_trail(visitor: Open) -> None:
    v = visitor()
    v.live(*TO_THE_MASK, Touch(Press.MASK_ON), see(s.TicketInHand), Touch(Press.UNDERSTOOD), see(s.Welcome))
    v.live(*SIGN_IN, act("closing-slip"), see(s.OfficerDeciding, writing=None))
    v.live(Eventually(lambda _: SlipPrinted(v.clock().local.date(), 1) in told(v)))
