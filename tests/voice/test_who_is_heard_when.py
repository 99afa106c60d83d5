"""The speaker: silent until asked, cut when the screen changes, once more on demand, and reset after each visit."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from kiosk.rules.kiosk import LOUDNESSES, USUAL_LOUDNESS, Kiosk
from kiosk.rules.stable_reading import Guidance
from kiosk.rules.states import Measuring, Welcome
from kiosk.settings.model import Speak, Voice
from kiosk.ui.samples import kiosks
from kiosk.voice.clips import Clip
from kiosk.voice.speaker import OFF, STEPS, Speaker
from kiosk.words import Words
from tests.voice.moments import LANGUAGES, settings


class Card:
    """A sound card that keeps what was played."""

    def __init__(self) -> None:
        self.heard: list[tuple[str, float]] = []
        self.cut = 0
        self.playing = False

    def play(self, path: Path, volume: float) -> None:
        self.heard.append((path.name, volume))
        self.playing = True

    def loud(self, volume: float) -> None:
        if self.playing:
            self.heard[-1] = self.heard[-1][0], volume

    def stop(self) -> None:
        self.cut += self.playing
        self.playing = False

    def said(self) -> list[str]:
        return [name for name, _ in self.heard]


def names(clips: Sequence[Clip]) -> Path:
    return Path(" ".join(clip.text.strip(",:.") for clip in clips))


class Later:
    """Work that is done when the test says so."""

    def __init__(self) -> None:
        self.waiting: list[tuple[Callable[[], Path | None], Callable[[Path | None], None]]] = []

    def __call__(self, work: Callable[[], Path | None], done: Callable[[Path | None], None]) -> None:
        self.waiting.append((work, done))

    def run(self) -> None:
        for work, done in self.waiting:
            done(work())
        self.waiting.clear()


@pytest.fixture
def card() -> Card:
    return Card()


@pytest.fixture
def speaker(card: Card) -> Speaker:
    return speaker_with(card, lambda work, done: done(work()))


def speaker_with(card: Card, slow: Callable[..., None], speak: Speak = Speak.ON_REQUEST) -> Speaker:
    told = replace(settings(), voice=Voice(speak))
    return Speaker(told, Words(LANGUAGES), card, names, slow)


def at(name: str, language: str = "id", *, audio: bool = True) -> Kiosk:
    return replace(kiosks.moments(language)[name], audio=audio)


def test_nobody_hears_anything_who_has_not_asked(speaker: Speaker, card: Card) -> None:
    for name in kiosks.moments():
        speaker.follow(at(name, audio=False))
    assert card.heard == []


def test_each_screen_is_read_once(speaker: Speaker, card: Card) -> None:
    for _ in range(3):
        speaker.follow(at("mask"))
        card.playing = False
    assert len(card.heard) == 1
    assert card.said()[0].startswith("Masker menutup hidung dan mulut?")


def test_the_next_screen_cuts_what_is_being_said(speaker: Speaker, card: Card) -> None:
    speaker.follow(at("hands"))
    speaker.follow(at("mask"))
    assert card.cut == 1
    assert card.said()[-1].startswith("Masker")


def test_the_key_stops_and_says_again(speaker: Speaker, card: Card) -> None:
    speaker.follow(at("mask"))
    assert speaker.key() == OFF
    assert not card.playing
    speaker.follow(at("mask", audio=False))
    assert speaker.key() == ""
    speaker.follow(at("mask"))
    assert len(card.heard) == 2
    card.playing = False
    assert speaker.key() == ""
    speaker.follow(at("mask"))
    assert len(card.heard) == 3


def test_another_language_is_heard_at_once(speaker: Speaker, card: Card) -> None:
    speaker.follow(at("mask"))
    speaker.follow(at("mask", "en"))
    assert card.cut == 1
    assert card.said()[-1].startswith("Does your mask")


def test_guidance_lets_the_sentence_end_before_it_says_the_next(speaker: Speaker, card: Card) -> None:
    speaker.follow(at("measuring-stand"))
    speaker.follow(at("measuring-closer"))
    assert len(card.heard) == 1
    card.playing = False
    speaker.follow(at("measuring-still"))
    assert card.said()[1:] == ["Baik, mohon diam sebentar"]


def test_on_the_same_screen_only_what_is_new_is_said(speaker: Speaker, card: Card) -> None:
    speaker.follow(at("held-mask"))
    card.playing = False
    kiosk = at("held-mask")
    speaker.follow(replace(kiosk, state=replace(kiosk.state, called=True)))
    assert card.said()[1] == "Petugas sudah dipanggil Panggil Petugas lagi"


def test_a_digit_interrupts_and_is_heard(speaker: Speaker, card: Card) -> None:
    kiosk = at("return-code")
    speaker.follow(replace(kiosk, state=replace(kiosk.state, entered="")))
    speaker.follow(replace(kiosk, state=replace(kiosk.state, entered="4")))
    speaker.follow(replace(kiosk, state=replace(kiosk.state, entered="48")))
    assert card.said()[1:] == ["empat", "delapan"]


def test_places_that_others_take_do_not_start_the_welcome_again(speaker: Speaker, card: Card) -> None:
    speaker.follow(at("welcome"))
    card.playing = False
    speaker.follow(replace(at("welcome"), issued=13))
    assert len(card.heard) == 1


def test_what_was_not_ready_in_time_is_never_heard(card: Card) -> None:
    later = Later()
    speaker = speaker_with(card, later)
    speaker.follow(at("hands"))
    speaker.follow(at("mask"))
    assert speaker.speaking
    later.run()
    assert len(card.heard) == 1
    assert card.said()[0].startswith("Masker")


def test_there_is_a_loudness_for_every_step() -> None:
    assert len(STEPS) == LOUDNESSES
    assert list(STEPS) == sorted(STEPS)


def test_what_is_being_said_gets_louder_and_goes_on(speaker: Speaker, card: Card) -> None:
    speaker.follow(at("hands"))
    assert card.heard[-1][1] == STEPS[USUAL_LOUDNESS]
    speaker.follow(replace(at("hands"), loudness=2))
    assert (len(card.heard), card.cut) == (1, 0)
    assert card.heard[-1][1] == STEPS[2]


def test_where_nothing_is_being_said_the_screen_is_said_again_at_the_new_loudness(
    speaker: Speaker, card: Card
) -> None:
    speaker.follow(at("hands"))
    card.playing = False
    speaker.follow(replace(at("hands"), loudness=0))
    assert len(card.heard) == 2
    assert card.heard[-1] == (card.heard[0][0], STEPS[0])


def test_the_next_visit_is_as_loud_as_every_first(speaker: Speaker, card: Card) -> None:
    speaker.follow(replace(at("ticket"), loudness=2))
    assert card.heard[-1][1] == STEPS[2]
    speaker.follow(at("welcome", audio=False))
    speaker.follow(at("welcome"))
    assert card.heard[-1][1] == STEPS[USUAL_LOUDNESS]


def test_the_voice_falls_silent_with_the_visit(speaker: Speaker, card: Card) -> None:
    speaker.follow(at("ticket"))
    speaker.follow(at("welcome", audio=False))
    assert not card.playing
    assert len(card.heard) == 1


def test_a_kiosk_that_always_speaks_needs_no_key(card: Card) -> None:
    speaker = speaker_with(card, lambda work, done: done(work()), Speak.ALWAYS)
    speaker.follow(at("mask", audio=False))
    assert card.said()[0].startswith("Masker")


def test_nothing_to_play_is_not_speaking(card: Card) -> None:
    speaker = Speaker(settings(), Words(LANGUAGES), card, lambda clips: None, lambda work, done: done(work()))
    speaker.follow(at("mask"))
    assert not speaker.speaking


def test_guidance_and_welcome_are_the_states_they_are_tested_as() -> None:
    state = at("measuring-stand").state
    assert isinstance(state, Measuring)
    assert state.settling.guidance is Guidance.STAND_HERE
    assert isinstance(at("welcome").state, Welcome)
