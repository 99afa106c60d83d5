"""What a kiosk makes of the codes that stood in its books when it was started."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from kiosk.rules import commands as c
from kiosk.rules import events as e
from kiosk.rules import states as s
from kiosk.rules.kiosk import Kiosk
from kiosk.rules.opening import WIB
from kiosk.rules.visit import step
from tests.rules.kiosks import DAY, MORNING, NOW, Book, kiosk_in

BOOK = Book()
KNOWN = kiosk_in(s.Welcome()).returning


def told(minutes: float, code: str = "431") -> tuple[Kiosk, tuple[c.Command, ...]]:
    at = MORNING + timedelta(minutes=minutes)
    return step(kiosk_in(s.Welcome()), e.Remembered("", False, returning=((code, at),)), BOOK)


@pytest.mark.parametrize(("minutes", "wait"), [(3, 180), (0, 0), (-10, 0), (90, 300)])
def test_a_code_holds_from_its_time_on_and_nobody_waits_longer_than_the_pause(
    minutes: int, wait: int
) -> None:
    kiosk, asked = told(minutes)
    found = kiosk.returning[-1]
    assert (found.code, found.service, found.check, found.ready - NOW.steady) == ("431", "", 2, wait)
    assert found.ready_local == MORNING + timedelta(seconds=wait)
    assert asked == ()


def test_a_clock_set_back_by_the_power_cut_keeps_the_codes_and_their_day() -> None:
    at_first = replace(kiosk_in(s.Welcome()), now=replace(NOW, local=datetime(1970, 1, 1, 7, 0, tzinfo=WIB)))
    kiosk, asked = step(at_first, e.Remembered("", False, returning=(("431", MORNING),)), BOOK)
    assert (kiosk.returning[-1].day, kiosk.returning[-1].ready - NOW.steady, asked) == (DAY, 300, ())


@pytest.mark.parametrize("minutes", [-15, -16, -24 * 60, -50 * 365 * 24 * 60])
def test_a_code_past_its_time_is_forgotten(minutes: int) -> None:
    kiosk, asked = told(minutes)
    assert kiosk.returning == KNOWN
    assert asked == (c.ForgetReturn("431"),)


def test_books_that_are_opened_anew_bring_nobody_twice() -> None:
    kiosk, asked = told(2, KNOWN[0].code)
    assert (kiosk.returning, asked) == (KNOWN, ())


def test_with_it_the_person_says_again_what_they_came_for() -> None:
    kiosk, _ = told(0)
    kiosk, _ = step(kiosk, e.Touch(e.Press.RETURN), BOOK)
    for digit in "431":
        kiosk, asked = step(kiosk, e.Touch(e.Press.DIGIT, digit), BOOK)
    assert isinstance(kiosk.state, s.ChoosingService)
    assert kiosk.visit is not None
    assert (kiosk.visit.check, kiosk.returning) == (2, KNOWN)
    assert asked == (c.ForgetReturn("431"),)
