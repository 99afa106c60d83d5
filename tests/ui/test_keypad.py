"""Which key means what: pure, for every screen."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kiosk.rules import states as s
from kiosk.rules.events import Press, Touch
from kiosk.rules.visit import step
from kiosk.ui.hands.keypad import KEYS, MISTAKEN, OTHER, PAD, character, marks, numbers, symbol
from kiosk.ui.samples import kiosks
from kiosk.voice.answers import answers
from tests.rules.test_visit_table import name
from tests.ui.window import settings_for

SETTINGS = settings_for("1080x1920")
WAY = (Press.BACK, Press.CANCEL, Press.CALL_OFFICER, Press.LANGUAGE, Press.LOOK, Press.SPEAK)
MODIFIERS = ("shift", "ctrl", "alt", "meta")


@pytest.mark.parametrize("held", MODIFIERS[1:])
def test_no_key_says_anything_with_a_modifier(held: str) -> None:
    for code in range(400):
        if MISTAKEN.get(code) != held:
            assert symbol(code, [held]) == ""
        assert symbol(code, ["shift", held]) == ""


def test_the_keypads_own_zero_is_not_taken_for_alt() -> None:
    """As Kivy does: with it nobody could hear a screen again, nor type a code with a 0 in it."""
    assert symbol(PAD, ["alt"]) == symbol(PAD, ["alt", "numlock"]) == "0"
    assert symbol(PAD, ["ctrl", "alt"]) == ""
    assert character(PAD, ["alt"]) == "0"


def test_only_the_keys_of_a_keypad_say_something() -> None:
    saying = {code for code in range(2000) if symbol(code, [])}
    assert saying == set(KEYS)
    assert {symbol(code, ["numlock"]) for code in saying} == set("0123456789*#.")


def test_a_telephones_keypad_sends_its_signs_with_shift() -> None:
    assert symbol(ord("8"), ["shift"]) == "*"
    assert symbol(ord("3"), ["shift"]) == "#"
    assert symbol(ord("1"), ["shift"]) == ""


@pytest.mark.parametrize("moment", kiosks.moments(), ids=str)
def test_every_answer_of_every_screen_has_its_digit(moment: str) -> None:
    kiosk = kiosks.moments()[moment]
    keys = numbers(kiosk, SETTINGS, WAY)
    for n, answer in enumerate(answers(kiosk, SETTINGS), 1):
        touch = keys[str(n)]
        assert touch.press is answer.press
        assert step(kiosk, touch, SETTINGS) != (kiosk, ())
    if answers(kiosk, SETTINGS):
        assert keys["#"] == keys["1"]


def test_a_digit_keeps_its_meaning_unless_an_answer_needs_it() -> None:
    keys = numbers(kiosks.kiosk(s.MeasureAgain(None)), SETTINGS, WAY)
    assert [keys[key].press for key in "7890*"] == [
        Press.LOOK, Press.LANGUAGE, Press.CALL_OFFICER, Press.SPEAK, Press.BACK,
    ]  # fmt: skip


@pytest.mark.parametrize("moment", kiosks.moments(), ids=str)
def test_a_key_that_answers_nothing_gives_no_answer(moment: str) -> None:
    kiosk = kiosks.moments()[moment]
    if not isinstance(kiosk.state, s.StillThere):
        assert OTHER not in numbers(kiosk, SETTINGS, WAY)


def test_any_key_says_still_here() -> None:
    keys = numbers(kiosks.kiosk(s.StillThere(s.CheckingPapers(), 1030.0)), SETTINGS, WAY)
    assert {touch.press for touch in keys.values()} == {Press.STILL_HERE}


def test_a_code_is_typed_and_taken_back() -> None:
    empty = kiosks.kiosk(s.EnteringReturnCode())
    assert numbers(empty, SETTINGS, WAY)["0"] == Touch(Press.DIGIT, "0")
    assert numbers(empty, SETTINGS, WAY)["*"] == Touch(Press.BACK)
    typed = replace(empty, state=s.EnteringReturnCode("48"))
    assert numbers(typed, SETTINGS, WAY)["*"] == Touch(Press.ERASE)


@pytest.mark.parametrize("state", [s.OfficerDeciding(s.Welcome(), kiosks.OFFICER)], ids=name)
def test_no_key_decides_for_an_officer(state: s.State) -> None:
    assert numbers(kiosks.kiosk(state), SETTINGS, WAY) == {}


def test_what_is_shown_on_the_buttons_is_what_the_keys_do() -> None:
    kiosk = kiosks.kiosk(s.OfferedOnline())
    assert marks(kiosk, SETTINGS, (Press.BACK, Press.LOOK)) == {
        (Press.ONLINE, ""): "1",
        (Press.IN_PERSON, ""): "2",
        (Press.BACK, ""): "*",
        (Press.LOOK, ""): "7",
    }
