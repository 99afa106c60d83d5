"""A number and its paper through an empty roll, and through a program that is killed in between."""

from __future__ import annotations

import threading
from collections.abc import Callable

from kiosk.house import House
from kiosk.rules import states as s
from kiosk.rules.events import Press
from kiosk.store.engine import writing
from kiosk.store.errors import Cause, StoreError
from kiosk.store.tables import ticket
from tests.flows.test_officers_acts import SIGN_IN, act, state_of
from tests.flows.test_visits import READY, TO_THE_MASK
from tests.flows.visitor import Cable, Eventually, Touch, Visitor, see

Open = Callable[..., Visitor]


def test_a_roll_that_ends_between_number_and_paper_is_waited_for_and_the_number_prints_itself(
    visitor: Open,
) -> None:
    v = visitor()
    v.live(*TO_THE_MASK)
    with writing(v.engine):  # somebody else writes: the number has to wait, and the roll ends meanwhile
        v.live(
            Touch(Press.MASK_ON), see(s.PreparingTicket, stage=s.Stage.NUMBER), Cable("printer", "paper out")
        )
    v.live(see(s.WaitingToPrint, trouble=s.Trouble.PAPER_OUT))
    assert v.kiosk.state.ticket.number == 1
    assert state_of(v, 1) == ("taken", 0)
    v.live(Cable("printer", "paper ok"), see(s.TicketInHand))
    v.live(Eventually(lambda _: state_of(v, 1) == ("printed", 0)))
    (paper,) = v.papers()
    assert "SALINAN" not in paper
    assert v.issued() == 1


def test_after_a_crash_the_officer_finds_the_number_prints_it_and_nobody_else_sees_it(visitor: Open) -> None:
    v = visitor()
    v.live(READY)
    taken(v, 1)
    v.restart()
    v.live(see(s.BrokenOff), Eventually(lambda _: v.bells == 1))
    v.live(Eventually(lambda k: [each.ticket.number for each in k.doubtful] == [1]))
    v.live(*SIGN_IN, act("reprint@1"), see(s.TicketInHand), Eventually(lambda k: not k.doubtful))
    v.live(Eventually(lambda _: state_of(v, 1) == ("printed", 1)))
    (paper,) = v.papers()
    assert "SALINAN 1" in paper
    v.live(Touch(Press.UNDERSTOOD), *TO_THE_MASK, Touch(Press.MASK_ON), see(s.TicketInHand))
    assert v.kiosk.state.ticket.number == 2


def test_two_crashes_in_a_row_leave_two_numbers_and_both_are_offered(visitor: Open) -> None:
    v = visitor()
    v.live(READY)
    taken(v, 1)
    v.restart()
    v.live(see(s.BrokenOff), Touch(Press.UNDERSTOOD), see(s.Welcome))
    taken(v, 2)
    v.restart()
    v.live(Eventually(lambda k: [each.ticket.number for each in k.doubtful] == [1, 2]))
    v.live(
        *SIGN_IN, act("void@1:mistaken"), Eventually(lambda k: [x.ticket.number for x in k.doubtful] == [2])
    )
    v.live(act("reprint@2"), see(s.TicketInHand))
    v.live(Eventually(lambda _: (state_of(v, 1)[0], state_of(v, 2)[0]) == ("void", "printed")))
    assert v.issued() == 2


def taken(v: Visitor, number: int) -> None:
    """What a program leaves that is killed right after the commit: the number of a visit of its own, and no more."""
    v.live(Eventually(lambda k: k.issued is not None))
    v.take_as(f"{v.settings.office.kiosk}/00000000/{number}")
    with v.engine.connect() as connection:
        assert connection.execute(ticket.select().where(ticket.c.number == number)).one().state == "taken"


def test_a_number_that_somebody_went_away_with_can_still_be_printed_later(visitor: Open) -> None:
    v = visitor()
    v.live(*TO_THE_MASK, Cable("printer", "after 120 cable out"), Touch(Press.MASK_ON), see(s.TicketOnScreen))
    v.live(Touch(Press.UNDERSTOOD), see(s.Welcome), Cable("printer", "cable in"))
    v.live(Eventually(lambda k: k.devices.printer is None), *TO_THE_MASK, Touch(Press.MASK_ON))
    v.live(see(s.TicketInHand), Touch(Press.UNDERSTOOD), see(s.Welcome))
    v.live(Eventually(lambda k: [each.ticket.number for each in k.doubtful] == [1]))
    v.live(*SIGN_IN, act("reprint@1"), see(s.TicketInHand))
    assert v.kiosk.state.ticket.number == 1
    v.live(Eventually(lambda _: state_of(v, 1) == ("printed", 1)))


def test_a_database_that_comes_late_still_tells_of_what_was_left(visitor: Open, monkeypatch) -> None:
    v = visitor()
    v.live(READY)
    taken(v, 1)
    v.house.close()
    away = threading.Event()
    opens = House._open_books

    def opened(house: House):
        if not away.is_set():
            raise StoreError(Cause.AWAY, "kiosk.sqlite", "the disk is not there yet")
        return opens(house)

    monkeypatch.setattr(House, "_open_books", opened)
    v.house = v._house()
    v.live(Eventually(lambda k: k.devices.store is not None))
    away.set()
    v.live(Eventually(lambda k: [each.ticket.number for each in k.doubtful] == [1]))
    v.live(Eventually(lambda _: v.bells == 1))
