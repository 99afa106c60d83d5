"""The whole screen as everybody meets it. Shows a Kiosk, in the look this person asked for; dispatches touches."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from kivy.clock import Clock
from kivy.graphics import Color, Rectangle
from kivy.uix.floatlayout import FloatLayout

from kiosk.cache import cache_folder
from kiosk.rules.door import Bar, door
from kiosk.rules.events import Press, Touch
from kiosk.rules.kiosk import Kiosk, Look
from kiosk.rules.states import OfficerDeciding, OfficerSigningIn, StillThere, TechnicianAtWork, Welcome
from kiosk.ui.drawing.pictures import Kept, Pictures
from kiosk.ui.dress import Dress
from kiosk.ui.hands.keypad import numbers, types_code
from kiosk.ui.hands.taps import Taps
from kiosk.ui.kit import Dispatch, Kit
from kiosk.ui.look.theme import Theme, Tone
from kiosk.ui.widgets.target import KEY_PAUSE
from kiosk.words import Words

if TYPE_CHECKING:
    from kiosk.rules.desk import Desk

STAFF = OfficerSigningIn | OfficerDeciding | TechnicianAtWork
KEPT = 6
"""Dresses, each some megabytes: the one nobody has worn for longest is made anew when it is wanted again."""

REHEARSAL_PAUSE = 0.05
"""Seconds between two screens of a rehearsal: a touch that falls into it waits for one at most."""


class Voice(Protocol):
    """Who reads the screens aloud (kiosk.voice.speaker)."""

    def key(self) -> str: ...
    def follow(self, kiosk: Kiosk) -> None: ...


class Face(FloatLayout):
    """``show(kiosk)`` is the only way to change it. ``moving`` lets one screen fade into the next; ``speaks`` gives it
    a key with a loudspeaker, and ``voice`` may be set later.

    Must be used on Kivy's thread.
    """

    def __init__(
        self,
        settings: Any,
        theme: Theme,
        dispatch: Dispatch,
        *,
        words: Words | None = None,
        cache: Path | None = None,
        clock: Callable[[], float] = time.monotonic,
        moving: bool = True,
        speaks: bool = False,
        **options: Any,
    ) -> None:
        super().__init__(**options)
        self.settings, self.moving = settings, moving
        self.taps = Taps(settings.patience.double_tap, theme.ratio("same_place") * theme.px_per_mm, clock)
        self.voice: Voice | None = None
        self._usual = theme
        self._words = words or Words(settings.languages)
        self._cache = cache or cache_folder() / "pictures"
        self._dispatch, self._speaks = dispatch, speaks
        self._clock = clock
        self._pictures = Kept()
        self._dresses: dict[tuple[object, ...], Dress] = {}
        self._kiosk: Kiosk | None = None
        self._last_key = ("", float("-inf"))
        self.asleep = False
        self.dress = self._made(theme)
        self.add_widget(self.dress)
        with self.canvas.after:
            self._night = Color(*theme.colour("band")[:3], 0)
            self._night_box = Rectangle(size=(0, 0))
        self._appearing = Clock.create_trigger(self._appear, 0, interval=True)
        self._shown_at = 0.0
        self._rehearsing = Clock.create_trigger(self._one_more, REHEARSAL_PAUSE, interval=True)
        self._rehearsed: Tone | None = None
        self._rehearsal: Iterator[Kiosk] = iter(())
        self._when_warm: Callable[[], None] | None = None
        self.bind(size=self._laid, pos=self._laid)

    # What stands on the screen now, for whoever looks at it.
    theme = property(lambda self: self.dress.theme)
    kit = property(lambda self: self.dress.kit)
    screen = property(lambda self: self.dress.screen)
    header = property(lambda self: self.dress.header)
    progress = property(lambda self: self.dress.progress)
    footer = property(lambda self: self.dress.footer)

    def show(self, kiosk: Kiosk, desk: Desk | None = None) -> None:
        """Make the screen say what ``kiosk`` is, as this person wants to see it; ``desk`` is for the technician, None
        an empty one."""
        look, first = kiosk.look, self._kiosk is None
        self._kiosk = kiosk
        # A finger on a screen that is seen otherwise from now on presses nothing of the new one.
        changed = self._wear(self.dressed(look, kiosk.now.local, staff=isinstance(kiosk.state, STAFF)))
        if self.dress.show(kiosk, desk) or changed:
            self.taps.release()
            if self.moving and not first:
                self._shown_at = self._clock()
                self._appear()
                self._appearing()
        if self._rehearsed is not None and self._rehearsed is not Tone.at(kiosk.now.local):
            self._rehearse(kiosk)
        self._sleep(self._should_sleep(kiosk))
        if self.voice is not None:
            self.voice.follow(kiosk)

    # -------------------------------------------------------------------------------- the dark screen

    def _should_sleep(self, kiosk: Kiosk) -> bool:
        """Long untouched, at an hour when nobody is served."""
        quiet = kiosk.now.steady - kiosk.touched
        if not isinstance(kiosk.state, Welcome) or quiet < self.settings.patience.dim:
            return False
        return door(kiosk, self.settings).bar is Bar.HOURS

    def _sleep(self, asleep: bool) -> None:
        self.asleep = asleep
        self._night.a = self._usual.ratio("night") if asleep else 0.0
        # What cannot be seen would still be drawn, pixel by pixel.
        self._night_box.size = self.size if asleep else (0, 0)

    def wake(self) -> bool:
        """Light the screen; False when it is lit already."""
        if not self.asleep:
            return False
        self._sleep(False)
        self._dispatch(Touch(Press.STILL_HERE))
        return True

    def on_touch_down(self, touch):  # type: ignore[no-untyped-def]
        """A touch that wakes the screen presses nothing."""
        return self.wake() or super().on_touch_down(touch)

    def key(self, symbol: str) -> None:
        """A key of the keypad was pressed. The first one of a visit only numbers the answers and says them."""
        kiosk, now = self._kiosk, self._clock()
        if kiosk is None:
            return
        if not self.asleep and self.screen is not None and self.screen.typed(symbol):
            self._dispatch(Touch(Press.STILL_HERE))
            return
        coded = types_code(kiosk)
        pause = KEY_PAUSE if coded else self.settings.patience.double_tap
        if symbol == self._last_key[0] and now - self._last_key[1] < pause:
            return
        self._last_key = symbol, now
        if self.wake():
            # It gives no answer; but who cannot see that it is light must hear that it is awake.
            self._dispatch(Touch(Press.KEYPAD))
            return
        if not kiosk.keypad and not isinstance(kiosk.state, STAFF):
            self._dispatch(Touch(Press.KEYPAD))
            if not coded and not isinstance(kiosk.state, StillThere):
                return
        turning = self.dress.turning()
        if turning is not None and symbol == self.dress.turn_sign(kiosk):
            turning.act()
            return
        touch = numbers(kiosk, self.settings, self.dress.way()).get(symbol)
        if touch is None:
            return
        key = self.footer.keys.get(touch.press)
        if key is not None and key.present and key.press is touch.press and not touch.value:
            key.act()
        else:
            self._dispatch(touch)

    def _wear(self, dress: Dress) -> bool:
        """Put on another dress; False when it is worn already."""
        if dress is self.dress:
            return False
        # Left as it would be found by the next person: no page turned, no screen half shown.
        self.dress.put(None)
        self.remove_widget(self.dress)
        self.dress = dress
        self.add_widget(dress)
        self._laid()
        return True

    def warm(self, done: Callable[[], None] = lambda: None) -> None:
        """Rehearse every screen while nobody is at the kiosk, so that no touch ever waits for one; then, and after
        each other time when the tone of the day has changed, call ``done``."""
        self._when_warm = done
        if self._kiosk is not None:
            self._rehearse(self._kiosk)

    def _rehearse(self, kiosk: Kiosk) -> None:
        from kiosk.ui.rehearsal import rehearsal

        self._rehearsed = Tone.at(kiosk.now.local)
        self._rehearsal = rehearsal(self, kiosk)
        self._rehearsing()

    def _one_more(self, _elapsed: float) -> None:
        if self._kiosk is None or not isinstance(self._kiosk.state, Welcome):
            return
        if next(self._rehearsal, None) is None:
            self._rehearsing.cancel()
            if self._when_warm is not None:
                self._when_warm()

    def dressed(self, look: Look, local: datetime, *, staff: bool = False) -> Dress:
        """What somebody who asks for this look finds at this hour, at its place."""
        tone = Tone.at(local)
        dress = self._made(
            self._usual.worn(large=look.large, high=look.high, low=look.low, tone=tone, staff=staff)
        )
        if self._sized() and dress is not self.dress:
            dress.lay(int(self.x), int(self.y), int(self.width), int(self.height))
        return dress

    def _made(self, theme: Theme) -> Dress:
        key = theme.key()
        if key in self._dresses:
            # The newest stands last.
            self._dresses[key] = self._dresses.pop(key)
        else:
            if len(self._dresses) >= KEPT:
                usual = self._usual.key()
                del self._dresses[next(old for old in self._dresses if old != usual)]
            pictures = Pictures(theme, self._cache, self._pictures)
            speak = self._key_pressed if self._speaks else None
            kit = Kit(theme, pictures, self.taps, self._words, self.settings, self._dispatch, speak)
            self._dresses[key] = Dress(kit)
        return self._dresses[key]

    def _key_pressed(self) -> str:
        return self.voice.key() if self.voice is not None else ""

    def _appear(self, _elapsed: float = 0.0) -> None:
        """The screen comes out of the paper it stands on: its first frame shows it already, though pale."""
        gone = (self._clock() - self._shown_at) / self.theme.ratio("fade_seconds")
        pale = self.theme.ratio("fade_from")
        self.dress.fade(min(1.0, pale + (1.0 - pale) * max(0.0, gone)))
        if gone >= 1:
            self._appearing.cancel()

    def _sized(self) -> bool:
        """Has the window given its size yet? Kivy's first guess is a hundred pixels."""
        panel, scale = self._usual.panel, self._usual.scale
        return bool(self.width * 2 > panel.width_px * scale and self.height * 2 > panel.height_px * scale)

    def _laid(self, *_: object) -> None:
        if not self._sized():
            return
        x, y, width, height = int(self.x), int(self.y), int(self.width), int(self.height)
        self.dress.lay(x, y, width, height)
        self._night_box.pos = x, y
        self._sleep(self.asleep)
