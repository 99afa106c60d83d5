"""A number whose ticket has not come out is printed by itself; one that was left behind is offered to the officer."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from kiosk.rules import commands as c
from kiosk.rules import events as e
from kiosk.rules import states as s
from kiosk.rules.acts import Act, Offer, offers
from kiosk.rules.kiosk import Issued, Kiosk
from kiosk.rules.visit import step
from tests.rules.kiosks import DAY, MORNING, NOW, OFFICER, SERIAL, TICKET, Book, kiosk_in

BOOK = Book()
PRINTING = s.PreparingTicket(s.Stage.PRINTING, 1000.0, TICKET)
WAITING = s.WaitingToPrint(TICKET, s.Trouble.PAPER_OUT, 1002.0)
REFUSED = e.PrintingFailed(SERIAL, s.Trouble.PAPER_OUT, nothing_out=True)


def lived(kiosk: Kiosk, *events: e.Event, seconds: float = 0.0) -> tuple[Kiosk, tuple[c.Command, ...]]:
    """What has become of it after these, and all that was asked for."""
    asked: tuple[c.Command, ...] = ()
    kiosk = replace(kiosk, now=replace(kiosk.now, steady=kiosk.now.steady + seconds))
    for event in events:
        kiosk, commands = step(kiosk, event, BOOK)
        asked += commands
    return kiosk, asked


def test_a_refusal_keeps_the_number_in_sight_and_calls_the_officer_once() -> None:
    kiosk, asked = lived(kiosk_in(PRINTING), REFUSED)
    assert kiosk.state == s.WaitingToPrint(TICKET, s.Trouble.PAPER_OUT, 1002.0)
    assert asked == (c.CallOfficer(),)
    again, asked = lived(kiosk, e.PaperChecked(SERIAL, None), REFUSED)
    assert isinstance(again.state, s.WaitingToPrint)
    assert c.CallOfficer() not in asked


def test_with_paper_again_the_same_number_is_printed_and_not_as_a_copy() -> None:
    kiosk, asked = lived(kiosk_in(WAITING), e.Tick(), seconds=3.0)
    assert c.CheckPaper(SERIAL) in asked
    kiosk, asked = lived(kiosk, e.PaperChecked(SERIAL, None))
    assert asked == (c.PrintTicket(SERIAL, DAY, "kk", TICKET, 0),)
    kiosk, asked = lived(kiosk, e.TicketPrinted(SERIAL))
    assert isinstance(kiosk.state, s.TicketInHand)
    assert asked == (c.MarkPrinted(SERIAL),)


def test_a_copy_that_waits_is_still_that_copy() -> None:
    kiosk = replace(kiosk_in(WAITING), last=Issued(SERIAL, DAY, "kk", TICKET, copies=2))
    _, asked = lived(kiosk, e.PaperChecked(SERIAL, None))
    assert asked == (c.PrintTicket(SERIAL, DAY, "kk", TICKET, 2),)


def test_what_is_amiss_now_is_what_the_screen_says() -> None:
    kiosk, asked = lived(kiosk_in(WAITING), e.PaperChecked(SERIAL, s.Trouble.COVER_OPEN))
    assert kiosk.state == s.WaitingToPrint(TICKET, s.Trouble.COVER_OPEN, 1002.0)
    assert asked == ()


def test_whoever_cannot_wait_goes_with_the_number_and_leaves_it_to_the_officer() -> None:
    kiosk, asked = lived(kiosk_in(WAITING), e.Touch(e.Press.UNDERSTOOD))
    assert isinstance(kiosk.state, s.Welcome)
    assert c.MarkUncertain(SERIAL) in asked


def test_a_number_that_is_being_made_void_does_not_come_out_meanwhile() -> None:
    page = s.OfficerDeciding(WAITING, OFFICER)
    kiosk, asked = lived(kiosk_in(page), e.Touch(e.Press.ACT, "void:left"))
    assert [type(each) for each in asked] == [c.WriteAct]
    kiosk, asked = lived(kiosk, e.PaperChecked(SERIAL, None), e.Tick(), seconds=30.0)
    assert not any(isinstance(each, c.PrintTicket) for each in asked)
    kiosk, asked = lived(kiosk, e.ActWritten(kiosk.attempts))
    assert isinstance(kiosk.state, s.Welcome)
    assert kiosk.last is None
    assert not any(isinstance(each, c.PrintTicket) for each in asked)


def test_a_word_that_comes_too_late_still_leaves_the_number_to_the_officer() -> None:
    for event in (REFUSED, replace(REFUSED, nothing_out=False)):
        _, asked = lived(kiosk_in(s.Welcome()), event)
        assert asked == (c.MarkUncertain(SERIAL),)


# --- what an earlier start has left -------------------------------------------------------------------------


def left(*numbers: int) -> tuple[Issued, ...]:
    return tuple(Issued(-n, DAY, "kk", s.Ticket(n, f"TOKEN{n:012d}", 3), copies=1) for n in numbers)


def page(*numbers: int) -> Kiosk:
    return replace(kiosk_in(s.OfficerDeciding(s.Welcome(), OFFICER)), doubtful=left(*numbers), last=None)


def test_every_number_in_doubt_is_offered_by_its_number() -> None:
    kiosk = page(11, 12)
    keys = [offer.key for offer in offers(kiosk, s.Welcome(), BOOK)]
    assert keys[:2] == ["reprint@11", "reprint@12"]
    assert {"void@11:left", "void@12:left"} <= set(keys)
    for key in keys:
        assert Offer.of(key).key == key


def test_the_number_given_last_is_offered_once() -> None:
    kiosk = replace(page(11, 12), last=left(12)[0])
    acts = [offer for offer in offers(kiosk, s.Welcome(), BOOK) if offer.act is Act.REPRINT]
    assert [offer.number for offer in acts] == [11, 12]


def test_its_copy_is_of_the_visit_that_took_it() -> None:
    kiosk, (write,) = lived(page(11, 12), e.Touch(e.Press.ACT, "reprint@11"))
    assert isinstance(write, c.WriteAct)
    assert (write.number, write.serial, write.copy) == (11, -11, 2)
    kiosk, (order,) = lived(kiosk, e.ActWritten(kiosk.attempts))
    assert order == c.PrintTicket(-11, DAY, "kk", left(11)[0].ticket, 2)
    assert [each.ticket.number for each in kiosk.doubtful] == [12]
    kiosk, asked = lived(kiosk, e.TicketPrinted(-11))
    assert isinstance(kiosk.resident, s.TicketInHand)
    assert asked == (c.MarkPrinted(-11),)


def test_a_void_number_is_offered_no_more_and_the_officer_stays() -> None:
    kiosk, _ = lived(page(11, 12), e.Touch(e.Press.ACT, "void@12:left"))
    kiosk, _ = lived(kiosk, e.ActWritten(kiosk.attempts))
    assert isinstance(kiosk.state, s.OfficerDeciding)
    assert [each.ticket.number for each in kiosk.doubtful] == [11]


def test_a_number_that_is_settled_meanwhile_cannot_be_touched() -> None:
    kiosk = page(11)
    after, asked = lived(kiosk, e.Touch(e.Press.ACT, "reprint@12"))
    assert (after.state, asked) == (kiosk.state, ())


def test_the_newest_count_says_which_are_in_doubt() -> None:
    kiosk, _ = lived(kiosk_in(s.Welcome()), e.DayCounted(DAY, 17, doubtful=left(4, 9)))
    assert kiosk.doubtful == left(4, 9)


@pytest.mark.parametrize(("ago", "told"), [(5, True), (179, True), (181, False)])
def test_whoever_was_there_a_moment_ago_learns_that_the_number_is_kept(ago: int, told: bool) -> None:
    kiosk, asked = lived(
        kiosk_in(s.Welcome()), e.Remembered("", False, broken_off=MORNING - timedelta(seconds=ago))
    )
    assert asked == (c.CallOfficer(),)
    assert isinstance(kiosk.state, s.BrokenOff) is told
    if told:
        assert kiosk.state == s.BrokenOff(NOW.steady + 180 - ago)
        gone, _ = lived(kiosk, e.Tick(), seconds=181.0 - ago)
        assert isinstance(gone.state, s.Welcome)


def test_that_notice_names_no_number_and_begins_no_visit() -> None:
    kiosk, _ = lived(kiosk_in(s.Welcome()), e.Remembered("", False, broken_off=MORNING))
    assert "17" not in repr(kiosk.state)
    for press in (e.Press.START, e.Press.SERVICE, e.Press.CANCEL):
        assert lived(kiosk, e.Touch(press, "kk"))[0].state == kiosk.state
    assert isinstance(lived(kiosk, e.Touch(e.Press.UNDERSTOOD))[0].state, s.Welcome)


def test_somebody_who_has_begun_is_not_interrupted() -> None:
    kiosk, asked = lived(kiosk_in(s.ChoosingService()), e.Remembered("", False, broken_off=MORNING))
    assert isinstance(kiosk.state, s.ChoosingService)
    assert asked == (c.CallOfficer(),)
