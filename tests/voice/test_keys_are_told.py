"""Who hears the screens and sees nothing learns every key from the voice, and nothing that is not so."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from kiosk.rules import states as s
from kiosk.rules.events import Press, Touch
from kiosk.rules.kiosk import Kiosk
from kiosk.rules.visit import step
from kiosk.ui.hands.keypad import numbers
from kiosk.voice.items import Item, Number, Own, Say
from kiosk.voice.keys import way
from kiosk.voice.script import script
from kiosk.words import Words
from tests.voice.moments import LANGUAGES, moments, settings

STAFF = s.OfficerSigningIn | s.OfficerDeciding | s.TechnicianAtWork
AIDS = (Press.LANGUAGE, Press.LOOK, Press.SPEAK, Press.LOUDER)
SAID = {
    "voice.key_again": ("0", Press.SPEAK),
    "voice.key_back": ("*", Press.BACK),
    "voice.key_cancel": ("*", Press.CANCEL),
    "voice.key_officer": ("9", Press.CALL_OFFICER),
    "voice.key_louder": ("6", Press.LOUDER),
    "voice.key_look": ("7", Press.LOOK),
    "voice.key_language": ("8", Press.LANGUAGE),
}
NUMERALS = {
    "id": {"0": "nol", "*": "bintang", "9": "sembilan", "6": "enam", "7": "tujuh", "8": "delapan"},
    "en": {"0": "zero", "*": "star", "9": "nine", "6": "six", "7": "seven", "8": "eight"},
    "jv": {"0": "nol", "*": "bintang", "9": "sanga", "6": "enem", "7": "pitu", "8": "wolu"},
}
NEVER_SAID = {(s.Held, Press.MASK_ON)}
"""Read aloud it would tell the next in line why; the officer comes, and gives it."""


def by_keypad(language: str = "id") -> Iterator[tuple[str, Kiosk]]:
    for name, kiosk in moments(language):
        if not isinstance(kiosk.state, STAFF):
            yield name, replace(kiosk, keypad=True, audio=True)


def told(kiosk: Kiosk, language: str = "id") -> tuple[dict[str, str], list[tuple[str, Press]]]:
    """What is heard: the answer said after each "press n", and the other keys."""
    answers, keys = {}, []
    digit = ""
    for item in script(kiosk, settings(), language):
        match item:
            case Say(name="voice.press", values={"n": Number(n)}):
                digit = str(n)
            case Say(name=name) if name in SAID:
                keys.append(SAID[name])
            case Say() | Own() if digit:
                answers[digit] = item.name
                digit = ""
    return answers, keys


def does(kiosk: Kiosk) -> dict[str, Touch]:
    return numbers(kiosk, settings(), (*way(kiosk.state), *AIDS))


def test_a_key_that_is_told_does_what_is_told() -> None:
    for name, kiosk in by_keypad():
        if isinstance(kiosk.state, s.StillThere):
            continue
        _, keys = told(kiosk)
        for key, press in keys:
            assert does(kiosk)[key].press is press, (name, key)


def test_every_answer_is_told_with_the_key_that_gives_it() -> None:
    from kiosk.voice.answers import answers

    for name, kiosk in by_keypad():
        heard, _ = told(kiosk)
        for n, answer in enumerate(answers(kiosk, settings()), 1):
            if (type(kiosk.state), answer.press) in NEVER_SAID:
                assert str(n) not in heard
            else:
                assert heard[str(n)] == answer.sentence, (name, n)


def test_every_way_out_of_a_screen_is_told_on_it() -> None:
    for name, kiosk in by_keypad():
        if isinstance(kiosk.state, s.EnteringReturnCode | s.StillThere):
            continue
        _, keys = told(kiosk)
        for press in (Press.BACK, Press.CANCEL, Press.CALL_OFFICER):
            given = [key for key, touch in does(kiosk).items() if touch == Touch(press) and key in "*9"]
            if given:
                assert (given[0], press) in keys, (name, press)


def test_where_a_visit_begins_every_key_is_told() -> None:
    kiosk = dict(by_keypad())["welcome"]
    _, keys = told(kiosk)
    assert {key for key, _ in keys} == {"0", "6", "7", "8"}
    others = {key for key in does(kiosk) if key not in "#12345"}
    assert others == {"0", "6", "7", "8"}


def test_a_code_and_the_idle_question_tell_their_own_keys() -> None:
    kiosk = dict(by_keypad())
    code = [item.name for item in script(kiosk["return-code"], settings(), "id") if isinstance(item, Say)]
    assert "voice.key_erase" in code
    still = [item.name for item in script(kiosk["still-there"], settings(), "id") if isinstance(item, Say)]
    assert "voice.any_key" in still
    assert "voice.touch" not in still


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_key_is_called_by_its_number_in_every_language(language: str) -> None:
    words = Words(LANGUAGES)
    for name, (key, _) in SAID.items():
        assert NUMERALS[language][key] in words(language, name).lower(), name


def test_the_key_to_another_language_is_told_in_that_language() -> None:
    kiosk = dict(by_keypad())["welcome"]
    (item,) = [i for i in script(kiosk, settings(), "id") if _named(i, "voice.key_language")]
    assert isinstance(item, Say)
    assert item.language == "en"


def test_by_keypad_only_this_screen_is_silenced() -> None:
    """Whoever cannot see the next one would be lost."""
    kiosk = dict(by_keypad())["mask"]
    assert step(kiosk, Touch(Press.SPEAK, "off"), settings())[0].audio
    by_touch = replace(kiosk, keypad=False)
    assert not step(by_touch, Touch(Press.SPEAK, "off"), settings())[0].audio


def _named(item: Item, name: str) -> bool:
    return isinstance(item, Say) and item.name == name
