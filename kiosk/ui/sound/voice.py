"""The voice joined to Kivy: sounds through its audio, slow work on a thread of its own.

``voice(settings, words)`` gives the speaker. Let it ``follow`` every Kiosk that is shown; when the key with the
loudspeaker is pressed, dispatch ``Touch(Press.SPEAK, speaker.key())``.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from kiosk.settings.model import Settings, Speak
from kiosk.ui.sound.bell import can_sound
from kiosk.voice.shelf import Shelf
from kiosk.voice.speaker import Speaker
from kiosk.words import Words

log = logging.getLogger("kiosk.voice")

LATE = 2.0
"""Seconds after its length at which a sound is over, whatever the card says."""


def voice(settings: Settings, words: Words, shelf: Shelf | None = None) -> Speaker | None:
    """The speaker of this kiosk; None when kiosk.ini wants it never to speak, and then there is no key for it.

    Without a sound card it follows all the same and is not heard.
    """
    if settings.voice.speak is Speak.NEVER:
        return None
    shelf = shelf or Shelf()
    player: SoundCard | Silence = SoundCard() if can_sound() else Silence()
    if isinstance(player, Silence):
        log.warning("this machine has no sound card: nothing will be read aloud")
        return Speaker(settings, words, player, lambda clips: None, _at_once)
    return Speaker(settings, words, player, shelf.join, Aside())


class SoundCard:
    """One sound at a time. The file is read whole and deleted.

    A card that is taken away while it plays may never say that a sound is over: it is over when its time is. What a
    card refuses is logged, and the screen goes on.
    """

    def __init__(
        self, load: Callable[[str], Any] | None = None, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._load, self._clock = load or _loaded, clock
        self._sound: Any = None
        self._over = 0.0

    @property
    def playing(self) -> bool:
        return self._sound is not None and self._sound.state == "play" and self._clock() < self._over

    def play(self, path: Path, volume: float) -> None:
        self.stop()
        try:
            sound = self._load(str(path))
            if sound is None:
                log.warning("this machine cannot play sounds")
                return
            self._sound, self._over = sound, self._clock() + sound.length + LATE
            sound.volume = volume
            sound.play()
        except Exception:  # whatever a sound library raises, nobody is served worse for it than by silence
            log.exception("the sound card refused a sound")
            self._sound = None
        finally:
            path.unlink(missing_ok=True)

    def loud(self, volume: float) -> None:
        if self._sound is not None:
            self._sound.volume = volume

    def stop(self) -> None:
        sound, self._sound = self._sound, None
        if sound is not None:
            try:
                sound.stop()
                sound.unload()
            except Exception:
                log.exception("the sound card did not let go of a sound")


def _loaded(path: str) -> Any:
    from kivy.core.audio import SoundLoader

    return SoundLoader.load(path)


class Silence:
    """A machine without a sound card."""

    playing = False

    def play(self, path: Path, volume: float) -> None:
        path.unlink(missing_ok=True)

    def loud(self, volume: float) -> None:
        """Nothing sounds."""

    def stop(self) -> None:
        """Nothing sounds."""


class Aside:
    """Runs slow work on one thread and gives its result back on Kivy's."""

    def __init__(self) -> None:
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="voice")

    def __call__(self, work: Callable[[], Path | None], done: Callable[[Path | None], None]) -> None:
        from kivy.clock import Clock

        def run() -> None:
            path: Path | None = None
            try:
                path = work()
            except Exception:
                log.exception("the voice could not be prepared")
            Clock.schedule_once(lambda _elapsed: done(path), 0)

        self._pool.submit(run)


def _at_once(work: Callable[[], Path | None], done: Callable[[Path | None], None]) -> None:
    done(work())
