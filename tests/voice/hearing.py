"""A face that speaks in a real window, on SDL's silent sound card; printed as JSON: what happened."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from kiosk.rules.kiosk import Kiosk
from kiosk.ui.gallery import live, settings_for
from kiosk.ui.samples import kiosks
from kiosk.voice.shelf import Shelf
from kiosk.words import Words

PATIENCE = 20.0
told: dict[str, Any] = {}


def shown(name: str) -> Kiosk:
    return replace(kiosks.moments()[name], audio=True)


def until(wanted: Any, face: Any, kiosk: Kiosk) -> Iterator[None]:
    """Frames until ``wanted()``; the kiosk is shown again and again, as every tick does."""
    end = time.monotonic() + PATIENCE
    while not wanted() and time.monotonic() < end:
        face.show(kiosk)
        yield


def steps(face: Any, _touches: list[Any]) -> Iterator[None]:
    from kiosk.ui.sound.voice import voice

    settings = settings_for("800x480")
    shelf = Shelf(cache=Path(sys.argv[1]))
    speaker = voice(settings, Words(settings.languages), shelf)
    assert speaker is not None
    face.voice = speaker
    player: Any = speaker._player
    yield from until(lambda: player.playing, face, shown("passed"))
    told["card"], told["heard"] = type(player).__name__, player.playing
    yield from until(lambda: not speaker.speaking, face, shown("passed"))
    told["ends by itself"] = not speaker.speaking
    yield from until(lambda: player.playing, face, shown("mask"))
    first = player._sound
    yield from until(lambda: player.playing and player._sound is not first, face, shown("hands"))
    told["the next screen cuts it"] = player._sound is not first
    told["key"] = speaker.key()
    told["silent after the key"] = not speaker.speaking
    told["left behind"] = [path.name for path in Path("/dev/shm").glob("kiosk-voice-*")]


def main() -> None:
    live(settings_for("800x480"), steps)
    sys.stdout.write(json.dumps(told) + "\n")


if __name__ == "__main__":
    main()
