"""Clips: recorded ones win, made ones are kept until their words change, and none at all is no catastrophe."""

from __future__ import annotations

import itertools
import logging
import math
import shutil
import wave
from array import array
from pathlib import Path

import pytest

from kiosk.voice import espeak, waves
from kiosk.voice.clips import Clip
from kiosk.voice.inventory import inventory
from kiosk.voice.shelf import Shelf
from kiosk.words import Words
from tests.voice.moments import LANGUAGES, settings

GREETING = Clip("id", "welcome.greeting", "Selamat datang")


def tone(
    path: Path, *, seconds: float = 0.3, rate: int = waves.RATE, channels: int = 1, silence: float = 0.2
) -> None:
    """A beep between two silences."""
    quiet = [0] * round(silence * rate) * channels
    beep = [
        round(12_000 * math.sin(2 * math.pi * 440 * n / rate))
        for n in range(round(seconds * rate))
        for _ in range(channels)
    ]
    path.parent.mkdir(parents=True, exist_ok=True)
    with wave.open(str(path), "wb") as file:
        file.setnchannels(channels)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes(array("h", quiet + beep + quiet).tobytes())


class Studio:
    """A maker that beeps and counts."""

    def __init__(self) -> None:
        self.made: list[tuple[str, str]] = []

    def __call__(self, text: str, language: str, out: Path) -> None:
        self.made.append((language, text))
        tone(out)


@pytest.fixture
def studio() -> Studio:
    return Studio()


@pytest.fixture
def shelf(tmp_path: Path, studio: Studio) -> Shelf:
    return Shelf(
        recorded=tmp_path / "recorded", cache=tmp_path / "cache", make=studio, stamp=lambda language: "1"
    )


def test_a_clip_is_made_once(shelf: Shelf, studio: Studio) -> None:
    assert shelf.fetch(GREETING) == shelf.fetch(GREETING)
    assert studio.made == [("id", "Selamat datang")]


def test_changed_words_are_made_anew_and_the_old_ones_go(shelf: Shelf, studio: Studio) -> None:
    shelf.fetch(GREETING)
    fresh = shelf.fetch(Clip("id", "welcome.greeting", "Sugeng rawuh"))
    assert [said for _, said in studio.made] == ["Selamat datang", "Sugeng rawuh"]
    assert list(fresh.parent.iterdir()) == [fresh]


def test_a_recording_with_the_same_name_is_played_instead(shelf: Shelf, studio: Studio) -> None:
    tone(shelf.recording(GREETING))
    assert shelf.fetch(GREETING) == shelf.recording(GREETING)
    assert studio.made == []


def test_silence_around_a_made_clip_is_cut(shelf: Shelf) -> None:
    assert waves.seconds(waves.read(shelf.fetch(GREETING))) == pytest.approx(0.3, abs=0.05)


def test_joined_clips_keep_their_pauses(shelf: Shelf) -> None:
    path = shelf.join([GREETING, Clip("id", "number.7", "tujuh", 0.02)])
    assert path is not None
    assert waves.seconds(waves.read(path)) == pytest.approx(0.3 + 0.45 + 0.3 + 0.02, abs=0.1)
    path.unlink()


@pytest.mark.parametrize(("rate", "channels"), [(44_100, 2), (48_000, 1), (16_000, 1)])
def test_recordings_may_have_any_rate_and_two_channels(tmp_path: Path, rate: int, channels: int) -> None:
    tone(tmp_path / "a.wav", rate=rate, channels=channels, silence=0)
    samples = waves.read(tmp_path / "a.wav")
    assert waves.seconds(samples) == pytest.approx(0.3, abs=0.01)
    crossings = sum(1 for a, b in itertools.pairwise(samples) if a < 0 <= b)
    assert crossings == pytest.approx(440 * 0.3, abs=2)


def test_a_spoiled_recording_is_left_out_and_named_once(
    shelf: Shelf, caplog: pytest.LogCaptureFixture
) -> None:
    bad = shelf.recording(GREETING)
    bad.parent.mkdir(parents=True)
    bad.write_text("no sound")
    for _ in range(2):
        path = shelf.join([GREETING, Clip("id", "number.7", "tujuh")])
        assert path is not None
        path.unlink()
    assert caplog.text.count("welcome.greeting cannot be said") == 1


@pytest.mark.parametrize("left", [b"", b"RIFF", None])
def test_a_made_clip_that_is_damaged_or_gone_is_made_anew(
    shelf: Shelf, studio: Studio, left: bytes | None
) -> None:
    """A power cut leaves files that are cut off or empty."""
    made = shelf.fetch(GREETING)
    if left is None:
        made.unlink()
    else:
        made.write_bytes(left)
    path = shelf.join([GREETING])
    assert path is not None
    path.unlink()
    assert len(studio.made) == 2
    assert waves.seconds(waves.read(shelf.fetch(GREETING))) == pytest.approx(0.3, abs=0.05)


def test_a_cache_that_cannot_be_written_keeps_the_screen_going(
    tmp_path: Path, studio: Studio, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "cache").write_text("a file where the folder should be")
    shelf = Shelf(recorded=tmp_path / "r", cache=tmp_path / "cache", make=studio, stamp=lambda language: "1")
    with caplog.at_level(logging.WARNING):
        assert shelf.join([GREETING]) is None
    assert caplog.text.count("welcome.greeting cannot be said") == 1


def test_made_clips_are_put_beside_recordings_and_replace_none(tmp_path: Path, studio: Studio) -> None:
    """For a machine that has no synthesiser: what is heard there was made elsewhere."""

    def nobody(language: str) -> str:
        raise espeak.NoVoice("espeak-ng is not installed")

    seven, folder = Clip("id", "number.7", "tujuh"), tmp_path / "recorded"
    shelf = Shelf(recorded=folder, cache=tmp_path / "cache", make=studio, stamp=lambda language: "1")
    tone(shelf.recording(GREETING), seconds=1.0)
    assert shelf.put([GREETING, seven], "id") == 1
    assert waves.seconds(waves.read(shelf.recording(GREETING))) > 1.0
    elsewhere = Shelf(recorded=folder, cache=tmp_path / "empty", stamp=nobody)
    assert elsewhere.fetch(seven) == shelf.recording(seven)
    assert elsewhere.fetch(GREETING) == shelf.recording(GREETING)
    with pytest.raises(espeak.NoVoice):
        elsewhere.fetch(Clip("id", "number.7", "pitu"))
    assert shelf.put([GREETING, Clip("id", "number.7", "pitu")], "id") == 1
    assert (
        Shelf(recorded=folder, cache=tmp_path / "empty", stamp=nobody)
        .fetch(Clip("id", "number.7", "pitu"))
        .exists()
    )


def test_a_machine_without_a_synthesiser_stays_silent(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    def nobody(language: str) -> str:
        raise espeak.NoVoice("espeak-ng is not installed")

    shelf = Shelf(recorded=tmp_path / "r", cache=tmp_path / "c", stamp=nobody)
    with caplog.at_level(logging.WARNING):
        assert shelf.join([GREETING, Clip("id", "number.7", "tujuh")]) is None
    assert caplog.text.count("espeak-ng is not installed") == 1


# ------------------------------------------------------------------------------------ the synthesiser


@pytest.fixture
def synthesiser() -> None:
    if shutil.which(espeak.PROGRAM) is None:
        pytest.fail(f"{espeak.PROGRAM} is missing: apt-get install {espeak.PROGRAM}")


@pytest.mark.usefixtures("synthesiser")
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_synthesiser_speaks_every_language(tmp_path: Path, language: str) -> None:
    shelf = Shelf(recorded=tmp_path / "r", cache=tmp_path / "c")
    every = inventory(Words(LANGUAGES), settings(), language)
    for name in ("welcome.greeting", "number.17", "voice.number-1"):
        length = waves.seconds(waves.read(shelf.fetch(every[name])))
        assert 0.2 < length < 4, (name, length)


@pytest.mark.usefixtures("synthesiser")
def test_it_is_said_where_another_languages_voice_stands_in() -> None:
    assert not espeak.voice_for("id").stands_in
    assert not espeak.voice_for("en").stands_in
    jv = espeak.voice_for("jv")
    assert jv.stands_in == (jv.name != "jv")


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("Sumangga", "Sumonggo"),
        ("punika", "puniko"),
        ("sadaya", "sadoyo"),
        ("dhateng", "dateng"),
        ("wonten", "wonten"),
    ],
)
def test_javanese_is_spelled_so_that_an_indonesian_voice_reads_it_rightly(written: str, said: str) -> None:
    assert espeak.respelled(written) == said
