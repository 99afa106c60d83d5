"""Who asks for the voice gets it on every screen, and twice the time, until the visit ends; and nobody else."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kiosk.rules import states as s
from kiosk.rules.events import Press, Tick, Touch
from kiosk.rules.kiosk import LOUDNESSES, USUAL_LOUDNESS, Kiosk
from kiosk.rules.visit import step
from tests.rules.kiosks import NOW, RESIDENT_STATES, Book, kiosk_in
from tests.rules.test_visit_table import name

ON, OFF, LOUDER = Touch(Press.SPEAK), Touch(Press.SPEAK, "off"), Touch(Press.LOUDER)


def after(kiosk: Kiosk, seconds: float) -> Kiosk:
    later = replace(kiosk, now=replace(NOW, steady=NOW.steady + seconds))
    return step(later, Tick(), Book())[0]


@pytest.mark.parametrize("state", RESIDENT_STATES, ids=name)
def test_the_voice_is_asked_for_and_silenced_without_leaving_the_screen(state: s.State) -> None:
    heard, commands = step(kiosk_in(state), ON, Book())
    assert (heard.audio, heard.state, commands) == (True, state, ())
    assert not step(heard, OFF, Book())[0].audio


def test_louder_goes_round_without_leaving_the_screen() -> None:
    kiosk, heard = replace(kiosk_in(s.CheckingPapers()), audio=True), []
    for _ in range(LOUDNESSES):
        kiosk, commands = step(kiosk, LOUDER, Book())
        assert (kiosk.state, commands) == (s.CheckingPapers(), ())
        heard.append(kiosk.loudness)
    assert heard == [2, 0, USUAL_LOUDNESS]


def test_the_next_person_hears_the_usual_loudness() -> None:
    loud = replace(kiosk_in(s.CheckingPapers()), audio=True, loudness=2)
    assert step(loud, Touch(Press.CANCEL), Book())[0].loudness == USUAL_LOUDNESS
    left = after(replace(kiosk_in(s.Welcome()), audio=True, loudness=0), 121)
    assert left.loudness == USUAL_LOUDNESS


def test_the_idle_question_waits_twice_as_long_for_who_listens() -> None:
    listening, _ = step(kiosk_in(s.CheckingPapers()), ON, Book())
    assert isinstance(after(listening, 61).state, s.CheckingPapers)
    asked = after(listening, 121)
    assert isinstance(asked.state, s.StillThere)
    assert asked.state.until == pytest.approx(NOW.steady + 121 + 60)


def test_the_number_stays_twice_as_long_for_who_listens() -> None:
    usual, long = Book.patience, Book.patience.unhurried
    assert long.ticket_screen == 2 * usual.ticket_screen
    assert long.good_news == 2 * usual.good_news
    assert long.held == usual.held
    assert long.printer_answer == usual.printer_answer


def test_the_voice_answers_the_idle_question_too() -> None:
    asked = kiosk_in(s.StillThere(s.CheckingPapers(), 1030.0))
    here, _ = step(asked, ON, Book())
    assert here.audio
    assert here.state == s.CheckingPapers()


def test_the_next_person_finds_a_silent_kiosk() -> None:
    listening = replace(kiosk_in(s.CheckingPapers()), audio=True, language="en")
    gone, _ = step(listening, Touch(Press.CANCEL), Book())
    assert (gone.audio, gone.language) == (False, "id")


def test_who_asked_and_left_before_beginning_leaves_nothing_behind() -> None:
    asked = replace(kiosk_in(s.Welcome()), audio=True, language="en")
    assert after(asked, 61).audio
    left = after(asked, 121)
    assert (left.audio, left.language) == (False, "id")


@pytest.mark.parametrize("over", [s.Welcome(), s.CheckingPapers()], ids=name)
def test_an_officers_page_knows_no_voice_key(over: s.Resident) -> None:
    page = kiosk_in(s.OfficerSigningIn(over))
    assert not step(page, ON, Book())[0].audio
