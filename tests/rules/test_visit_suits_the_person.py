"""Four ways to see a screen, a low one, and a keypad: asked for by one person, gone with the visit."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kiosk.rules import states as s
from kiosk.rules.events import Press, Tick, Touch
from kiosk.rules.kiosk import Kiosk, Look
from kiosk.rules.visit import step
from tests.rules.kiosks import NOW, RESIDENT_STATES, Book, kiosk_in
from tests.rules.test_visit_table import name

LOOK, LOW, KEYPAD = Touch(Press.LOOK), Touch(Press.LOW), Touch(Press.KEYPAD)


def after(kiosk: Kiosk, seconds: float) -> Kiosk:
    later = replace(kiosk, now=replace(NOW, steady=NOW.steady + seconds))
    return step(later, Tick(), Book())[0]


def test_one_button_goes_through_the_four_ways_and_comes_round() -> None:
    kiosk, seen = kiosk_in(s.Welcome()), []
    for _ in range(5):
        kiosk, commands = step(kiosk, LOOK, Book())
        assert commands == ()
        seen.append((kiosk.look.large, kiosk.look.high))
    assert seen == [(True, False), (False, True), (True, True), (False, False), (True, False)]


@pytest.mark.parametrize("touch", [LOOK, LOW, KEYPAD], ids=lambda touch: touch.press.name)
@pytest.mark.parametrize("state", RESIDENT_STATES, ids=name)
def test_a_screen_is_seen_otherwise_without_being_left(state: s.Resident, touch: Touch) -> None:
    kiosk = kiosk_in(state)
    suited, commands = step(kiosk, touch, Book())
    assert (suited.state, commands) == (state, ())
    assert (suited.look, suited.keypad) != (kiosk.look, kiosk.keypad)


def test_how_high_it_stands_is_another_matter_than_how_it_looks() -> None:
    low, _ = step(kiosk_in(s.CheckingPapers()), LOW, Book())
    large, _ = step(low, LOOK, Book())
    assert large.look == Look(large=True, low=True)
    assert step(large, LOW, Book())[0].look == Look(large=True)


@pytest.mark.parametrize("touch", [LOOK, KEYPAD], ids=lambda touch: touch.press.name)
def test_large_letters_and_the_keypad_have_twice_the_time(touch: Touch) -> None:
    slow, _ = step(kiosk_in(s.CheckingPapers()), touch, Book())
    assert isinstance(after(slow, 119).state, s.CheckingPapers)
    asked = after(slow, 121)
    assert isinstance(asked.state, s.StillThere)
    assert asked.state.until == pytest.approx(NOW.steady + 121 + 60)


def test_high_contrast_alone_has_the_usual_time() -> None:
    high = replace(kiosk_in(s.CheckingPapers()), look=Look(high=True))
    assert isinstance(after(high, 61).state, s.StillThere)


def test_the_idle_question_may_be_answered_by_asking_for_large_letters() -> None:
    here, _ = step(kiosk_in(s.StillThere(s.CheckingPapers(), 1030.0)), LOOK, Book())
    assert here.look.large
    assert here.state == s.CheckingPapers()


@pytest.mark.parametrize("state", [s.CheckingPapers(), s.Welcome()], ids=name)
def test_the_next_person_finds_the_kiosk_as_it_was(state: s.Resident) -> None:
    suited = replace(kiosk_in(state), look=Look(True, True, True), keypad=True)
    gone = (
        after(suited, 121) if isinstance(state, s.Welcome) else step(suited, Touch(Press.CANCEL), Book())[0]
    )
    assert (gone.look, gone.keypad) == (Look(), False)


@pytest.mark.parametrize(
    ("page", "touch"),
    [
        (s.ReadingPrivacy(), Touch(Press.UNDERSTOOD)),
        (s.ReadingOnlineWays(), Touch(Press.UNDERSTOOD)),
        (s.ReadingOnlineWays(), Touch(Press.BACK)),
        (s.EnteringReturnCode(), Touch(Press.BACK)),
    ],
    ids=lambda value: name(value) if not isinstance(value, Touch) else value.press.name,
)
def test_who_turns_back_to_the_welcome_keeps_what_was_chosen(page: s.Resident, touch: Touch) -> None:
    """And whoever comes next, when this one has gone, does not."""
    chosen = {"language": "en", "look": Look(True, True, True), "keypad": True, "audio": True, "loudness": 2}
    kiosk = replace(kiosk_in(page), **chosen)
    back, _ = step(kiosk, touch, Book())
    assert back.state == s.Welcome()
    assert {key: getattr(back, key) for key in chosen} == chosen
    left = after(back, 121)
    assert (left.language, left.look, left.keypad, left.audio) == ("id", Look(), False, False)


def test_the_officer_finds_the_screen_as_the_resident_left_it() -> None:
    large = replace(kiosk_in(s.Held(s.Check.MASK)), look=Look(large=True))
    page, _ = step(large, Touch(Press.CORNER), Book())
    assert page.look == Look(large=True)
    assert step(page, LOOK, Book())[0].look == page.look


@pytest.mark.parametrize("slow", [False, True], ids=["usual", "large letters"])
def test_whoever_is_asked_may_answer_ten_times_and_is_let_go_then(slow: bool) -> None:
    """60 and 30 seconds, twice that for who sees, hears or presses otherwise."""
    times = 2 if slow else 1
    kiosk = replace(kiosk_in(s.CheckingPapers()), look=Look(large=slow), touched=NOW.steady)

    def passes(kiosk: Kiosk, seconds: float) -> Kiosk:
        later = replace(kiosk, now=replace(kiosk.now, steady=kiosk.now.steady + seconds))
        return step(later, Tick(), Book())[0]

    for _ in range(Book.patience.extensions):
        assert isinstance(passes(kiosk, 60 * times - 1).state, s.CheckingPapers)
        kiosk = passes(kiosk, 60 * times + 1)
        assert isinstance(kiosk.state, s.StillThere)
        assert isinstance(passes(kiosk, 30 * times - 1).state, s.StillThere)
        assert passes(kiosk, 30 * times + 1).state == s.Welcome()
        kiosk, _ = step(kiosk, Touch(Press.STILL_HERE), Book())
        assert kiosk.state == s.CheckingPapers()
    assert Book.patience.extensions == 10
    last = passes(kiosk, 60 * times + 1)
    assert passes(last, 0.1).state == s.Welcome()
