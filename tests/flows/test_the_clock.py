"""A clock set wrong, or that nobody vouches for: no number is given under it, and no day comes a second time."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta

from sqlalchemy import select

from kiosk.conductor.clock import Clock
from kiosk.rules import states as s
from kiosk.rules.acts import Act, offers
from kiosk.rules.door import Bar, door
from kiosk.rules.events import Press
from kiosk.rules.opening import WIB
from kiosk.store.audit_events import ClockConfirmed
from kiosk.store.audit_verify import written
from kiosk.store.tables import service_day
from tests.flows.test_officers_acts import SIGN_IN, act
from tests.flows.test_visits import READY, TO_THE_MASK
from tests.flows.visitor import Eventually, Touch, Visitor, see

Open = Callable[..., Visitor]
BEFORE_THE_END = datetime(2020, 3, 24, 10, 59, 0, tzinfo=WIB)
DAY = timedelta(days=1)


class SetClock(Clock):
    """A machine's clock: it can be set, which moves no steady second."""

    def __init__(self, start: datetime) -> None:
        super().__init__(WIB, start)
        self.wrong = timedelta()

    @property
    def simulated(self) -> bool:
        return False

    def utc(self) -> datetime:
        return super().utc() + self.wrong


def house(visitor: Open, start: datetime, *, in_step: bool | None = True) -> tuple[Visitor, SetClock]:
    clock = SetClock(start)
    return visitor(clock=clock, in_step=lambda: in_step), clock


def set_by(v: Visitor, clock: SetClock, wrong: timedelta) -> None:
    clock.wrong = wrong
    v.house.timekeeper.look()


def days(v: Visitor) -> dict[date, int]:
    with v.engine.connect() as connection:
        rows = connection.execute(select(service_day.c.day, service_day.c.issued))
        return {row.day: row.issued for row in rows}


def test_one_day_back_at_10_59_gives_nothing_and_the_number_then_is_of_the_visits_own_day(
    visitor: Open,
) -> None:
    v, clock = house(visitor, BEFORE_THE_END)
    v.live(*TO_THE_MASK)
    set_by(v, clock, -DAY)
    v.live(Touch(Press.MASK_ON), see(s.WaitingForStore))
    assert days(v) == {}
    set_by(v, clock, timedelta())
    v.live(see(s.TicketInHand))
    assert days(v) == {BEFORE_THE_END.date(): 1}


def test_a_full_day_does_not_open_again_when_the_clock_goes_back(visitor: Open) -> None:
    v, clock = house(visitor, BEFORE_THE_END)
    v.live(READY)
    v.fill(50)
    v.house.timekeeper.learn(clock.utc())
    set_by(v, clock, -DAY)
    v.live(Eventually(lambda k: door(k, v.settings).bar is Bar.CLOCK), Touch(Press.START))
    assert isinstance(v.kiosk.state, s.Welcome)
    assert days(v) == {BEFORE_THE_END.date(): 50}


def test_in_1970_no_visit_begins_and_no_officer_can_make_it(visitor: Open) -> None:
    v, _ = house(visitor, datetime(1970, 1, 1, 8, 15, tzinfo=WIB), in_step=None)
    v.live(Eventually(lambda k: k.clock_doubt is not None), Touch(Press.START))
    assert isinstance(v.kiosk.state, s.Welcome)
    v.live(*SIGN_IN, act("confirm-clock"), Touch(Press.CLOSE))
    assert v.kiosk.clock_doubt is not None
    assert days(v) == {}


def test_from_a_clock_that_nobody_vouches_for_to_tickets_on_an_officers_word(visitor: Open) -> None:
    v, _ = house(visitor, BEFORE_THE_END.replace(hour=8), in_step=None)
    v.live(Eventually(lambda k: door(k, v.settings).bar is Bar.CLOCK), Touch(Press.START))
    assert isinstance(v.kiosk.state, s.Welcome)
    v.live(*SIGN_IN)
    assert Act.CONFIRM_CLOCK in [each.act for each in offers(v.kiosk, v.kiosk.resident, v.settings)]
    v.live(act("confirm-clock"), Eventually(lambda k: k.clock_doubt is None))
    assert Act.CONFIRM_CLOCK not in [each.act for each in offers(v.kiosk, v.kiosk.resident, v.settings)]
    (confirmed,) = [each for each in written(v.engine) if isinstance(each.event, ClockConfirmed)]
    assert confirmed.actor.endswith("/staff:1")
    v.live(Touch(Press.CLOSE), see(s.Welcome), *TO_THE_MASK, Touch(Press.MASK_ON), see(s.TicketInHand))
    # The word holds until the machine itself starts anew, not only until the program does.
    v.live(Touch(Press.UNDERSTOOD), see(s.Welcome))
    v.restart()
    v.live(*TO_THE_MASK, Touch(Press.MASK_ON), see(s.TicketInHand))
    assert days(v) == {BEFORE_THE_END.date(): 2}


def test_a_year_ahead_waits_for_an_officer_who_has_looked(visitor: Open) -> None:
    v, clock = house(visitor, BEFORE_THE_END.replace(hour=8), in_step=None)
    v.live(*SIGN_IN, act("confirm-clock"), Eventually(lambda k: k.clock_doubt is None), Touch(Press.CLOSE))
    v.live(*TO_THE_MASK, Touch(Press.MASK_ON), see(s.TicketInHand), Touch(Press.UNDERSTOOD), see(s.Welcome))
    set_by(v, clock, timedelta(days=364))
    v.live(Eventually(lambda k: door(k, v.settings).bar is Bar.CLOCK), Touch(Press.START))
    assert isinstance(v.kiosk.state, s.Welcome)
    set_by(v, clock, timedelta())
    v.live(*SIGN_IN, act("confirm-clock"), Eventually(lambda k: k.clock_doubt is None), Touch(Press.CLOSE))
    v.live(*TO_THE_MASK, Touch(Press.MASK_ON), see(s.TicketInHand))
    assert v.kiosk.state.ticket.number == 2
    assert days(v) == {BEFORE_THE_END.date(): 2}


def test_nothing_is_forgotten_on_the_word_of_a_clock_that_nobody_trusts(visitor: Open) -> None:
    v, clock = house(visitor, BEFORE_THE_END.replace(hour=8), in_step=None)
    v.live(*SIGN_IN, act("confirm-clock"), Eventually(lambda k: k.clock_doubt is None), Touch(Press.CLOSE))
    v.live(*TO_THE_MASK, Touch(Press.MASK_ON), see(s.TicketInHand), Touch(Press.UNDERSTOOD), see(s.Welcome))
    set_by(v, clock, timedelta(days=30))
    v.live(Eventually(lambda k: k.clock_doubt is not None))
    clock.skip(timedelta(minutes=3))  # long enough for the night's work, were it not for the clock
    v.live(
        Eventually(lambda k: k.now.steady - k.touched > 180), Eventually(lambda k: k.asked_day > k.touched)
    )
    assert not (v.settings.data_dir / "backups").exists()
    assert v.report()["issued"] == 0  # of that day, which never was
    set_by(v, clock, timedelta())
    v.live(*SIGN_IN, act("confirm-clock"), Eventually(lambda k: k.clock_doubt is None), Touch(Press.CLOSE))
    clock.skip(timedelta(minutes=3))
    v.live(Eventually(lambda _: any((v.settings.data_dir / "backups").glob("*.db"))))
    assert v.report()["services"] == {"kk": 1}
