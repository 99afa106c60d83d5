"""What is read aloud in every state and every language, and what never is."""

from __future__ import annotations

import ast
import re
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from kiosk.rules.kiosk import Kiosk
from kiosk.rules.policy import Check
from kiosk.rules.states import (
    EnteringReturnCode,
    Held,
    OfficerSigningIn,
    Ticket,
    TicketInHand,
    Welcome,
)
from kiosk.settings.model import Voice
from kiosk.ui.samples import kiosks
from kiosk.voice import script as script_module
from kiosk.voice.inventory import SENTENCES, inventory
from kiosk.voice.script import spoken_language
from kiosk.words import Words
from tests.voice.moments import LANGUAGES, moments, said, settings

TEMPERATURE = re.compile(
    r"suhu|panas|demam|derajat|termometer|bentèr|temperature|fever|degree|hot\b|warm|thermometer|°|celsius",
    re.I,
)
NOTICE = "privacy."
"""The notice says that a temperature is read and not kept, which is nobody's."""
FILE_NAME = re.compile(r"[a-z][a-z0-9._-]*")


@pytest.fixture(scope="module")
def words(tmp_path_factory: pytest.TempPathFactory) -> Words:
    return Words(LANGUAGES, cache=tmp_path_factory.mktemp("words"))


@pytest.mark.parametrize("keypad", [False, True])
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_state_says_something_and_every_clip_of_it_can_be_made(
    words: Words, language: str, keypad: bool
) -> None:
    known = {own: inventory(words, settings(), own) for own in LANGUAGES}
    for name, kiosk in moments(language):
        heard = said(kiosk, words, keypad=keypad)
        assert heard, name
        for clip in heard:
            assert FILE_NAME.fullmatch(clip.name), clip
            assert clip.text.strip(), clip
            if not clip.name.startswith("holiday."):
                assert known[clip.language][clip.name].text == clip.text, (name, clip)


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_that_is_said_speaks_of_a_temperature(words: Words, language: str) -> None:
    for name, kiosk in moments(language):
        for clip in said(kiosk, words):
            assert clip.name.startswith(NOTICE) or not TEMPERATURE.search(clip.text), (name, clip)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_clip_there_can_be_speaks_of_a_temperature(words: Words, language: str) -> None:
    for clip in inventory(words, settings(), language).values():
        assert clip.name.startswith(NOTICE) or not TEMPERATURE.search(clip.text), clip


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_held_visit_sounds_the_same_whatever_holds_it(words: Words, language: str) -> None:
    out_of_order = replace(kiosks.kiosk(Held(Check.DEVICE), language), devices=_no_thermometer())
    heard = {
        said(kiosks.kiosk(Held(check, absolute=absolute), language), words)
        for check in (Check.TEMPERATURE, Check.MASK)
        for absolute in (False, True)
    } | {said(out_of_order, words)}
    assert len(heard) == 1


def _no_thermometer() -> object:
    from kiosk.rules.kiosk import Devices

    return Devices(thermometer="gone")


def test_a_pin_is_never_said(words: Words) -> None:
    silent = said(kiosks.kiosk(OfficerSigningIn(Welcome())), words)
    typed = said(kiosks.kiosk(OfficerSigningIn(Welcome(), entered="48213")), words)
    assert typed == silent
    assert not [clip for clip in typed if clip.name.startswith("number.")]


def test_a_return_code_is_heard_digit_by_digit_as_it_is_typed(words: Words) -> None:
    assert [c.text for c in said(kiosks.kiosk(EnteringReturnCode("48")), words)] == ["empat", "delapan"]


def test_the_ticket_is_read_as_people_would_read_it(words: Words) -> None:
    kiosk = kiosks.kiosk(TicketInHand(Ticket(17, "T", 4), 0))
    heard = " ".join(clip.text.strip(",") for clip in said(kiosk, words))
    assert heard.startswith(
        "Terima kasih Nomor antrean Bapak Ibu tujuh belas Layanan Kartu Keluarga (KK) Ada empat nomor sebelum"
    )
    assert "Silakan menunggu di ruang tunggu di depan loket" in heard
    english = " ".join(clip.text.strip(",") for clip in said(replace(kiosk, language="en"), words))
    assert english.startswith("Thank you Your queue number is seventeen")
    krama = " ".join(clip.text.strip(",") for clip in said(replace(kiosk, language="jv"), words))
    assert krama.startswith("Matur nuwun Nomer antrian panjenengan pitulas")


def test_whoever_is_called_first_hears_it_instead_of_how_many_come_before(words: Words) -> None:
    kiosk = kiosks.kiosk(TicketInHand(Ticket(17, "T", 4, priority=True), 0))
    heard = " ".join(clip.text for clip in said(kiosk, words))
    assert "PRIORITAS: dipanggil lebih dahulu" in heard
    assert "sebelum nomor ini" not in heard


def test_with_a_keypad_each_answer_comes_with_its_digit(words: Words) -> None:
    heard = [c.text.strip(",:") for c in said(kiosks.moments()["mask"], words, keypad=True)]
    assert heard[1:] == [
        "Tekan",
        "satu",
        "Ya, saya memakai masker",
        "Tekan",
        "dua",
        "Saya tidak punya masker",
        "Tekan bintang untuk batal.",
    ]


def test_what_is_missing_in_a_language_is_said_in_the_first_ones_voice(words: Words) -> None:
    names = {c.name: c for c in said(kiosks.moments("jv")["choosing-service"], words)}
    assert names["service.kk"].language == "id"
    assert names["services.question"].language == "jv"
    assert {c.language for c in said(kiosks.moments("en")["choosing-service"], words)} == {"en"}


# ------------------------------------------------------------------------------------------- Thursdays


def on_thursday(language: str = "id") -> Kiosk:
    kiosk = kiosks.moments(language)["welcome"]
    return replace(kiosk, now=replace(kiosk.now, local=kiosk.now.local + timedelta(days=2)))


def test_on_thursdays_the_kiosk_speaks_javanese() -> None:
    assert spoken_language(on_thursday(), settings()) == "jv"
    assert spoken_language(kiosks.moments()["welcome"], settings()) == "id"


def test_whoever_chose_a_language_hears_it_on_thursdays_too() -> None:
    assert spoken_language(on_thursday("en"), settings()) == "en"


def test_thursdays_are_like_other_days_where_javanese_is_not_shown_or_not_wanted() -> None:
    assert spoken_language(on_thursday(), replace(settings(), languages=("id", "en"))) == "id"
    assert spoken_language(on_thursday(), replace(settings(), voice=Voice(thursday=False))) == "id"


# -------------------------------------------------------------------------------------- the inventory


def test_the_inventory_names_exactly_what_the_script_can_say() -> None:
    known = Words(LANGUAGES)
    named = set()
    folder = Path(script_module.__file__ or "").parent
    for source in (folder / "script.py", folder / "items.py", folder / "answers.py", folder / "keys.py"):
        for node in ast.walk(ast.parse(source.read_text())):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and "." in node.value:
                named.add(node.value)
    sentences = set()
    for name in named:
        try:
            known("id", name)
        except KeyError:
            continue
        sentences.add(name)
    days = {name for name in SENTENCES if name.startswith(("day.", "month."))}
    assert set(SENTENCES) - days == sentences
    assert len(SENTENCES) == len(set(SENTENCES))
