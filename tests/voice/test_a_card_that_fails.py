"""A sound card that is taken away, refuses, or never ends: the kiosk is silent then, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.rules.kiosk import Kiosk
from kiosk.ui.samples import kiosks
from kiosk.ui.sound.voice import LATE, SoundCard
from kiosk.voice.speaker import Speaker
from kiosk.words import Words
from tests.voice.moments import LANGUAGES, settings


class Sound:
    """A sound of Kivy on a card that is not there any more: it begins, and is never heard to end."""

    state, length, volume = "stop", 3.0, 1.0

    def play(self) -> None:
        self.state = "play"

    def stop(self) -> None:
        raise OSError("no such device")

    def unload(self) -> None:
        raise AssertionError("it was let go of already")


class Bench:
    """A speaker on a card that fails, and a clock."""

    def __init__(self, folder: Path, *loaded: object) -> None:
        self.now, self._folder, self._loaded = 100.0, folder, list(loaded)
        self.made: list[Path] = []
        self.card = SoundCard(self._load, lambda: self.now)
        self.speaker = Speaker(
            settings(), Words(LANGUAGES), self.card, self._join, lambda work, done: done(work())
        )

    def _load(self, _path: str) -> object:
        loaded = self._loaded.pop(0)
        if isinstance(loaded, Exception):
            raise loaded
        return loaded

    def _join(self, _clips: object) -> Path:
        self.made.append(self._folder / f"{len(self.made)}.wav")
        self.made[-1].write_text("sound")
        return self.made[-1]


def at(name: str) -> Kiosk:
    from dataclasses import replace

    return replace(kiosks.moments()[name], audio=True)


def test_a_sound_that_never_says_that_it_is_over_is_over_with_its_time(tmp_path: Path) -> None:
    bench = Bench(tmp_path, Sound())
    bench.speaker.follow(at("mask"))
    assert bench.speaker.speaking
    bench.now += Sound.length + LATE
    assert not bench.speaker.speaking


def test_a_card_that_lets_go_of_nothing_does_not_keep_the_next_screen(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    bench = Bench(tmp_path, Sound(), Sound())
    bench.speaker.follow(at("hands"))
    bench.speaker.follow(at("mask"))
    assert bench.speaker.speaking
    assert "did not let go" in caplog.text
    assert not any(path.exists() for path in bench.made)


@pytest.mark.parametrize("refuses", [None, OSError("device lost")], ids=["cannot", "raises"])
def test_a_card_that_refuses_leaves_a_silent_kiosk_that_tries_again(tmp_path: Path, refuses: object) -> None:
    bench = Bench(tmp_path, refuses, Sound())
    bench.speaker.follow(at("hands"))
    assert not bench.speaker.speaking
    bench.speaker.follow(at("mask"))
    assert bench.speaker.speaking
    assert not any(path.exists() for path in bench.made)
