"""Who speaks: reads each screen of a visit that asked for it, and falls silent when the next one comes.

Nothing is said until somebody presses the key with the loudspeaker, and nothing after that visit has ended. The
same key stops what is being said, or says it again.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Protocol

from kiosk.rules.kiosk import USUAL_LOUDNESS, Kiosk
from kiosk.rules.states import EnteringReturnCode, Welcome
from kiosk.settings.model import Settings, Speak
from kiosk.voice.clips import Clip, clips
from kiosk.voice.script import script, spoken_language
from kiosk.words import Words

STEPS = (0.35, 0.6, 1.0)
"""Loudness by the step of Kiosk.loudness, as a share of what the amplifier gives."""
OFF = "off"


class Player(Protocol):
    """What makes a file heard. A machine without a sound card has one that does nothing."""

    @property
    def playing(self) -> bool: ...
    def play(self, path: Path, volume: float) -> None: ...
    def loud(self, volume: float) -> None: ...
    def stop(self) -> None: ...


Slow = Callable[[Callable[[], Path | None], Callable[[Path | None], None]], None]
"""Runs the first elsewhere and hands what it returns to the second, on the screen's thread."""


class Speaker:
    """``follow`` each new Kiosk; ``key`` when the loudspeaker's key is pressed. Both on the screen's thread.

    ``join`` makes one sound of clips and may take its time; ``slow`` keeps it off the screen's thread.
    """

    def __init__(
        self,
        settings: Settings,
        words: Words,
        player: Player,
        join: Callable[[Sequence[Clip]], Path | None],
        slow: Slow,
    ) -> None:
        self._settings, self._words, self._player = settings, words, player
        self._join, self._slow = join, slow
        self._always = settings.voice.speak is Speak.ALWAYS
        self._step = USUAL_LOUDNESS
        self._kind: type | None = None
        self._said: tuple[Clip, ...] = ()
        self._language = ""
        self._asked = 0
        self._waiting = False

    @property
    def speaking(self) -> bool:
        return self._waiting or self._player.playing

    @property
    def volume(self) -> float:
        return STEPS[self._step]

    def key(self) -> str:
        """The loudspeaker's key was pressed. Returns the value of the touch to dispatch: "off" while speaking."""
        if self.speaking:
            self._hush()
            return OFF
        self._said = ()
        return ""

    def follow(self, kiosk: Kiosk) -> None:
        """Say what there is to say now, if this visit wants it. Called again and again, with or without news."""
        changed = type(kiosk.state) is not self._kind
        self._kind = type(kiosk.state)
        self._turn_to(kiosk.loudness)
        if not (kiosk.audio or self._always):
            if self._said or self.speaking:
                self._hush()
            self._said = ()
            return
        language = spoken_language(kiosk, self._settings)
        items = script(kiosk, self._settings, language)
        wanted = clips(items, self._words, language)
        if changed or language != self._language:
            self._hush()
            self._said = ()
        elif isinstance(kiosk.state, EnteringReturnCode) and wanted != self._said:
            # Each digit is heard as it is typed.
            self._hush()
        self._language = language
        if not self.speaking and wanted != self._said and self._is_news(kiosk):
            self._begin(wanted)

    def _turn_to(self, step: int) -> None:
        """What is being said goes on at this loudness; where nothing is, the screen is said again, to be judged."""
        if step == self._step:
            return
        self._step = step
        self._player.loud(self.volume)
        if not self.speaking:
            self._said = ()

    def _is_news(self, kiosk: Kiosk) -> bool:
        """How many numbers are left may change at any moment: nobody wants all to be read again for that."""
        return not (self._said and isinstance(kiosk.state, Welcome))

    def _begin(self, wanted: tuple[Clip, ...]) -> None:
        fresh = wanted[_common(self._said, wanted) :]
        self._said = wanted
        if not fresh:
            return
        self._asked += 1
        asked = self._asked
        self._waiting = True

        def done(path: Path | None) -> None:
            if asked != self._asked:
                if path is not None:
                    path.unlink(missing_ok=True)
                return
            self._waiting = False
            if path is not None:
                self._player.play(path, self.volume)

        self._slow(lambda: self._join(fresh), done)

    def _hush(self) -> None:
        self._asked += 1
        self._waiting = False
        self._player.stop()


def _common(said: tuple[Clip, ...], wanted: tuple[Clip, ...]) -> int:
    """How many clips both begin with: on the same screen only what is new is said."""
    same = 0
    for one, other in zip(said, wanted, strict=False):
        if (one.language, one.name) != (other.language, other.name):
            break
        same += 1
    return same
