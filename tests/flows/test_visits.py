"""Visits as they are lived, from the first touch to the paper in the hand or to a human way out."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from kiosk.rules import states as s
from kiosk.rules.door import Bar, door
from kiosk.rules.events import Press
from kiosk.rules.opening import WIB
from kiosk.rules.policy import Check
from kiosk.rules.stable_reading import FaultCause
from tests.flows.visitor import PIN, Cable, Eventually, Pass, Pin, Skin, Touch, Visitor, see

Open = Callable[..., Visitor]

READY = Eventually(lambda kiosk: isinstance(kiosk.state, s.Welcome) and kiosk.issued is not None)
OPEN = Eventually(lambda kiosk: isinstance(kiosk.state, s.Welcome) and not kiosk.devices.printer)
"""Nothing known stands in the way of a number."""
TO_THE_MARKS = (
    OPEN,
    Touch(Press.START),
    see(s.ChoosingService),
    Touch(Press.SERVICE, "kk"),
    see(s.OfferedOnline),
    Touch(Press.IN_PERSON),
    see(s.CheckingPapers),
    Touch(Press.PAPERS_READY),
    see(s.WashingHands),
    Touch(Press.HANDS_READY),
)
TO_THE_MASK = (*TO_THE_MARKS, see(s.TemperaturePassed), Touch(Press.UNDERSTOOD), see(s.ConfirmingMask))
REST = Pass(timedelta(minutes=5, seconds=1))


def test_a_passed_visit_ends_with_number_one_on_paper(visitor: Open) -> None:
    v = visitor()
    v.live(*TO_THE_MASK, Touch(Press.MASK_ON), see(s.TicketInHand))
    ticket = v.kiosk.state.ticket
    assert (ticket.number, ticket.ahead) == (1, 0)
    v.live(Touch(Press.UNDERSTOOD), see(s.Welcome), Eventually(lambda k: k.issued == 1))
    report = v.report()
    assert (report["issued"], report["printed"], report["uncertain"]) == (1, 1, 0)
    assert report["counts"]["started"] == report["counts"]["passed"] == 1


def test_the_welcome_screen_returns_by_itself_after_a_ticket(visitor: Open) -> None:
    v = visitor()
    v.live(
        *TO_THE_MASK, Touch(Press.MASK_ON), see(s.TicketInHand), Pass(timedelta(seconds=21)), see(s.Welcome)
    )
    assert v.kiosk.visit is None


def test_choosing_whatsapp_spends_no_quota_and_is_counted_as_diverted(visitor: Open) -> None:
    v = visitor()
    v.live(READY, Touch(Press.START), Touch(Press.SERVICE, "kk"), see(s.OfferedOnline), Touch(Press.ONLINE))
    v.live(see(s.GoneOnline), Touch(Press.UNDERSTOOD), see(s.Welcome))
    v.live(Eventually(lambda _: v.report()["counts"].get("diverted") == 1))
    assert v.issued() == 0


def test_hot_twice_is_held_and_an_officer_overrules_with_a_reason(visitor: Open) -> None:
    v = visitor()
    v.live(Skin(38.1), *TO_THE_MARKS, see(s.Resting), Eventually(lambda k: bool(k.returning)))
    code = v.kiosk.returning[0].code
    v.live(Touch(Press.UNDERSTOOD), see(s.Welcome), REST, Touch(Press.RETURN), see(s.EnteringReturnCode))
    v.live(Pin(code), see(s.WashingHands), Touch(Press.HANDS_READY), see(s.Held, check=Check.TEMPERATURE))
    v.live(Touch(Press.CALL_OFFICER), see(s.Held, called=True), Eventually(lambda _: v.bells == 1))
    v.live(Touch(Press.CORNER), see(s.OfficerSigningIn), Pin(PIN), see(s.OfficerDeciding))
    assert v.report()["overrides"] == {}
    v.live(Touch(Press.ACT, "waive:handheld-pass"), see(s.ConfirmingMask))
    assert v.report()["overrides"] == {"handheld-pass": 1}
    v.live(Touch(Press.MASK_ON), see(s.TicketInHand))
    tallies = v.report()["counts"]
    assert tallies["rested"] == tallies["held_temperature"] == tallies["overridden"] == 1


def test_others_are_served_while_somebody_rests_and_the_second_check_is_the_second(visitor: Open) -> None:
    v = visitor()
    v.live(Skin(37.6), *TO_THE_MARKS, see(s.Resting), Eventually(lambda k: bool(k.returning)))
    code = v.kiosk.returning[0].code
    v.live(Touch(Press.UNDERSTOOD), Skin(36.4), *TO_THE_MASK, Touch(Press.MASK_ON), see(s.TicketInHand))
    v.live(Touch(Press.UNDERSTOOD), Touch(Press.RETURN), Pin(code))
    v.live(see(s.EnteringReturnCode, refused=s.ReturnRefusal.TOO_EARLY))
    wrong = "100" if code != "100" else "101"
    v.live(Pin(wrong), see(s.EnteringReturnCode, refused=s.ReturnRefusal.UNKNOWN))
    v.live(REST, Pin(code), see(s.WashingHands), Touch(Press.HANDS_READY), see(s.ConfirmingMask))
    v.live(Touch(Press.MASK_ON), see(s.TicketInHand))
    assert v.kiosk.state.ticket.number == 2
    assert v.kiosk.returning == ()


def test_a_wrong_pin_opens_nothing_and_the_visit_stays_held(visitor: Open) -> None:
    v = visitor()
    v.live(*TO_THE_MASK, Touch(Press.NO_MASK), see(s.Held, check=Check.MASK))
    v.live(Touch(Press.CORNER), Pin("135790"), see(s.OfficerSigningIn, refused=s.PinRefusal.WRONG))
    v.live(Touch(Press.CLOSE), see(s.Held, check=Check.MASK))


def test_without_a_mask_the_officer_decides(visitor: Open) -> None:
    v = visitor()
    v.live(*TO_THE_MASK, Touch(Press.NO_MASK), see(s.Held, check=Check.MASK))
    v.live(Touch(Press.CORNER), Pin(PIN), see(s.OfficerDeciding), Touch(Press.ACT, "waive:child"))
    v.live(see(s.TicketInHand))
    assert v.report()["overrides"] == {"child": 1}


def test_the_quota_can_run_out_between_start_and_end(visitor: Open) -> None:
    v = visitor()
    v.live(*TO_THE_MASK)
    v.fill(50)
    v.live(Touch(Press.MASK_ON), see(s.QuotaGone), Touch(Press.UNDERSTOOD), see(s.Welcome))
    v.live(Eventually(lambda k: door(k, v.settings).bar is Bar.QUOTA))
    assert door(v.kiosk, v.settings).opens_at == datetime(2020, 3, 26, 8, 0, tzinfo=WIB)
    v.live(Touch(Press.START))
    assert isinstance(v.kiosk.state, s.Welcome)
    assert v.issued() == 50


def test_when_closed_no_visit_starts_and_the_next_opening_is_known(visitor: Open) -> None:
    v = visitor(start=datetime(2020, 3, 27, 10, 5, tzinfo=WIB))
    v.live(READY, Touch(Press.START))
    assert isinstance(v.kiosk.state, s.Welcome)
    assert door(v.kiosk, v.settings).opens_at == datetime(2020, 3, 30, 8, 0, tzinfo=WIB)
    v.live(Touch(Press.ONLINE_WAYS), see(s.ReadingOnlineWays), Touch(Press.BACK), see(s.Welcome))


def test_anyone_may_read_what_is_kept_whether_the_door_is_open_or_not(visitor: Open) -> None:
    v = visitor(start=datetime(2020, 3, 27, 7, 0, tzinfo=WIB))
    reads = (Touch(Press.PRIVACY), see(s.ReadingPrivacy), Touch(Press.UNDERSTOOD), see(s.Welcome))
    v.live(READY, *reads, Pass(timedelta(hours=1)), *reads)
    v.live(Touch(Press.PRIVACY), Pass(timedelta(seconds=61)), see(s.StillThere))
    v.live(Pass(timedelta(seconds=31)), see(s.Welcome))


def test_without_paper_no_number_is_spent_and_the_visit_goes_on_when_it_is_back(visitor: Open) -> None:
    v = visitor()
    v.live(*TO_THE_MASK, Cable("printer", "paper out"), Touch(Press.MASK_ON))
    v.live(see(s.WaitingForPaper, trouble=s.Trouble.PAPER_OUT))
    assert v.issued() == 0
    v.live(Cable("printer", "paper ok"), see(s.TicketInHand))
    assert v.issued() == 1


def test_a_kiosk_without_paper_offers_no_visit_until_it_is_mended(visitor: Open) -> None:
    v = visitor()
    v.live(
        READY, Cable("printer", "cover open"), Eventually(lambda k: door(k, v.settings).bar is Bar.PRINTER)
    )
    v.live(Touch(Press.START))
    assert isinstance(v.kiosk.state, s.Welcome)
    v.live(Cable("printer", "cover closed"), Eventually(lambda k: door(k, v.settings).bar is None))


def test_a_printer_dying_in_mid_job_leaves_the_number_on_the_screen(visitor: Open) -> None:
    v = visitor()
    v.live(*TO_THE_MASK, Cable("printer", "after 120 cable out"), Touch(Press.MASK_ON), see(s.TicketOnScreen))
    assert v.kiosk.state.ticket.number == 1
    v.live(Eventually(lambda _: v.report()["uncertain"] == 1), Touch(Press.UNDERSTOOD), see(s.Welcome))
    v.live(Cable("printer", "cable in"), Eventually(lambda k: door(k, v.settings).bar is None))
    v.live(*TO_THE_MASK, Touch(Press.MASK_ON), see(s.TicketInHand))
    assert v.kiosk.state.ticket.number == 2


def test_an_unplugged_thermometer_is_no_verdict_and_a_replugged_one_measures_again(visitor: Open) -> None:
    v = visitor()
    v.live(READY, Cable("door", "unplug"), *TO_THE_MARKS)
    v.live(see(s.Held, check=Check.DEVICE, cause=FaultCause.UNPLUGGED))
    v.live(Cable("door", "plug"), Eventually(lambda k: k.devices.thermometer is None))
    v.live(Touch(Press.AGAIN), see(s.TemperaturePassed))


def test_an_idle_visit_is_asked_for_and_then_forgotten(visitor: Open) -> None:
    v = visitor()
    v.live(
        READY,
        Touch(Press.START),
        Touch(Press.LANGUAGE, "en"),
        Touch(Press.SERVICE, "kk"),
        see(s.OfferedOnline),
    )
    v.live(Pass(timedelta(seconds=61)), see(s.StillThere), Touch(Press.STILL_HERE), see(s.OfferedOnline))
    v.live(Pass(timedelta(seconds=61)), see(s.StillThere), Pass(timedelta(seconds=31)), see(s.Welcome))
    assert v.kiosk.visit is None
    assert v.kiosk.language == "id"
    v.live(Eventually(lambda _: v.report()["counts"].get("abandoned") == 1))


def test_b_is_never_admitted_on_the_reading_of_a(visitor: Open) -> None:
    v = visitor()
    v.live(Skin(36.5), *TO_THE_MARKS, see(s.Measuring), Touch(Press.CANCEL), Skin(38.4), *TO_THE_MARKS)
    v.live(see(s.Resting))


def test_a_second_person_gets_the_second_number(visitor: Open) -> None:
    v = visitor()
    for number in (1, 2):
        v.live(*TO_THE_MASK, Touch(Press.MASK_ON), see(s.TicketInHand))
        assert v.kiosk.state.ticket.number == number
        v.live(Touch(Press.UNDERSTOOD), see(s.Welcome))
