"""Somebody sits and rests with a code when the kiosk's program is killed: the code still leads to the second check."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from kiosk.rules import states as s
from kiosk.rules.events import Press
from kiosk.store.return_codes import kept_codes
from tests.flows.test_visits import REST, TO_THE_MARKS, TO_THE_MASK
from tests.flows.visitor import Eventually, Pass, Pin, Skin, Touch, Visitor, see

Open = Callable[..., Visitor]


def kept(v: Visitor) -> list[str]:
    """What another program finds in the database: what a kiosk that is killed at this moment leaves behind."""
    return [code for code, _ in kept_codes(v.engine, v.settings.office.kiosk)]


def test_after_a_restart_the_code_leads_to_the_second_check_and_to_no_third(visitor: Open) -> None:
    v = visitor()
    v.live(Skin(38.1), *TO_THE_MARKS, see(s.Resting), Eventually(lambda k: bool(k.returning)))
    code = v.kiosk.returning[0].code
    v.live(Eventually(lambda _: kept(v) == [code]))
    v.restart()
    v.live(Eventually(lambda k: [r.code for r in k.returning] == [code]))
    v.live(Touch(Press.RETURN), Pin(code), see(s.EnteringReturnCode, refused=s.ReturnRefusal.TOO_EARLY))
    v.live(REST, Pin(code), see(s.ChoosingService), Touch(Press.SERVICE, "kk"), see(s.OfferedOnline))
    v.live(Touch(Press.IN_PERSON), Touch(Press.PAPERS_READY), see(s.WashingHands), Touch(Press.HANDS_READY))
    v.live(see(s.Held, absolute=False), Eventually(lambda _: not kept(v)))


def test_nobody_comes_back_twice_on_one_code_whatever_restarts(visitor: Open) -> None:
    v = visitor()
    v.live(Skin(37.6), *TO_THE_MARKS, see(s.Resting), Eventually(lambda k: bool(k.returning)))
    code = v.kiosk.returning[0].code
    v.live(Touch(Press.UNDERSTOOD), REST, Touch(Press.RETURN), Pin(code), see(s.WashingHands))
    v.live(Eventually(lambda _: not kept(v)))
    v.restart()
    v.live(Skin(36.4), *TO_THE_MASK, Touch(Press.MASK_ON), see(s.TicketInHand))
    assert v.kiosk.returning == ()


def test_a_code_that_nobody_came_back_with_is_forgotten_in_the_database_too(visitor: Open) -> None:
    v = visitor()
    rests = (*TO_THE_MARKS, see(s.Resting), Eventually(lambda k: bool(k.returning)), Touch(Press.UNDERSTOOD))
    v.live(Skin(38.1), *rests, see(s.Welcome))
    v.live(Eventually(lambda _: len(kept(v)) == 1), Pass(timedelta(minutes=21)))
    v.live(Eventually(lambda k: not k.returning), Eventually(lambda _: not kept(v)))
    v.live(*rests, see(s.Welcome), Eventually(lambda _: len(kept(v)) == 1))
    v.house.close()
    v.clock.skip(timedelta(minutes=21))
    v.house = v._house()
    v.live(Eventually(lambda k: k.issued is not None), Eventually(lambda _: not kept(v)))
    assert v.kiosk.returning == ()
