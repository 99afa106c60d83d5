"""The whole screen: header, way so far, the screen of the state, footer. Shows a Kiosk, dispatches touches."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from kivy.clock import Clock
from kivy.graphics import Color, Rectangle
from kivy.uix.floatlayout import FloatLayout

from kiosk.rules.states import Kiosk
from kiosk.ui import journey
from kiosk.ui.chooser import SCREENS, screen_for
from kiosk.ui.kit import Dispatch, Kit, Speech
from kiosk.ui.pictures import Pictures
from kiosk.ui.screens.screen import Screen
from kiosk.ui.taps import Taps
from kiosk.ui.theme import Theme
from kiosk.ui.widgets.furniture import Footer, Ground, Header, Progress
from kiosk.words import Words, cache_folder


class Face(FloatLayout):
    """``show(kiosk)`` is the only way to change it. ``moving`` lets one screen fade into the next.

    Screens are built once, when first shown or by :meth:`warm`, and stay. Must be used on Kivy's thread.
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
        **options: Any,
    ) -> None:
        super().__init__(**options)
        self.theme, self.settings, self.moving = theme, settings, moving
        reach = theme.ratio("same_place") * theme.px_per_mm
        self.taps = Taps(settings.patience.double_tap, reach, clock)
        self.kit = Kit(
            theme,
            Pictures(theme, cache or cache_folder() / "pictures"),
            self.taps,
            words or Words(settings.languages),
            settings,
            dispatch,
        )
        self.screen: Screen | None = None
        self._screens: dict[type, Screen] = {}
        self._clock = clock
        self._build()
        self.bind(size=self._laid, pos=self._laid)

    def _build(self) -> None:
        kit, theme = self.kit, self.theme
        self.ground = Ground(kit)
        self.header, self.progress, self.footer = Header(kit), Progress(kit), Footer(kit)
        for part in (self.ground, self.header, self.progress, self.footer):
            self.add_widget(part)
        paper = theme.colour("paper")[:3]
        with self.canvas.after:
            self._veil = Color(*paper, 0)
            self._veil_box = Rectangle(size=(0, 0))
        self._unveil = Clock.create_trigger(self._fade, 0, interval=True)
        self._veiled_at = 0.0

    def show(self, kiosk: Kiosk) -> None:
        """Make the screen say what ``kiosk`` is."""
        kind = type(kiosk.state)
        screen = self._screen(kind)
        changed = screen is not self.screen
        if changed:
            self._change(screen)
        say = Speech(self.kit.words, kiosk.language)
        now, total = journey.progress(kiosk, self.settings)
        step = say("progress", now=now, total=total) if total else ""
        self.progress.set(now, total, step)
        self.header.show(self.settings.office.short_name, kiosk.now.local, say, step)
        self.footer.show(screen.keys(kiosk, say), screen.other_language(say))
        screen.show(kiosk, say)

    def warm(self) -> None:
        """Build one more screen a frame until all are there, so that no touch ever waits for a screen."""
        self._warming = Clock.schedule_interval(self._warm_one, 0)

    def _warm_one(self, _elapsed: float) -> bool:
        kind = next((kind for kind in SCREENS if kind not in self._screens), None)
        if kind is None:
            return False
        self._screen(kind)
        return True

    def _screen(self, kind: type) -> Screen:
        if kind not in self._screens:
            self._screens[kind] = screen_for(kind)(self.kit)
        return self._screens[kind]

    def _change(self, screen: Screen) -> None:
        """Nothing that was pressed on the old screen may still act."""
        self.taps.release()
        if self.screen is not None:
            self.screen.leave()
            self.remove_widget(self.screen)
        first = self.screen is None
        self.screen = screen
        self.add_widget(screen)
        if self._sized():
            screen.lay(*self._room())
        if self.moving and not first:
            self._veil.a, self._veiled_at = 1.0, self._clock()
            self._unveil()

    def _fade(self, _elapsed: float) -> None:
        gone = (self._clock() - self._veiled_at) / self.theme.ratio("fade_seconds")
        self._veil.a = max(0.0, 1.0 - gone)
        if gone >= 1:
            self._unveil.cancel()

    def _room(self) -> tuple[int, int, int, int]:
        """Where the screen of the state stands."""
        theme = self.theme
        x, y, width, height = int(self.x), int(self.y), int(self.width), int(self.height)
        margin, gap = theme.px("margin"), theme.px("gap")
        high = theme.px(theme.header)
        if theme.portrait:
            bottom = y + margin + theme.px("footer") + gap
            top = y + height - high - gap - self.progress.height_for(0, 0) - gap
            return x + margin, bottom, width - 2 * margin, top - bottom
        bottom, top = y + gap, y + height - high - gap - self.progress.height_for(0, 0)
        if theme.small:
            return x + margin, bottom, width - 2 * margin, top - bottom
        rail = margin + theme.px("rail") + gap
        return x + rail + gap, bottom, width - rail - gap - margin, top - bottom

    def _sized(self) -> bool:
        """Has the window given its size yet? Kivy's first guess is a hundred pixels."""
        panel, scale = self.theme.panel, self.theme.scale
        return bool(self.width * 2 > panel.width_px * scale and self.height * 2 > panel.height_px * scale)

    def _laid(self, *_: object) -> None:
        if not self._sized():
            return
        theme = self.theme
        x, y, width, height = int(self.x), int(self.y), int(self.width), int(self.height)
        margin, gap, high = theme.px("margin"), theme.px("gap"), theme.px(theme.header)
        self.ground.lay(x, y, width, height)
        self.header.lay(x, y + height - high, width, high, 0)
        steps = self.progress.height_for(0, 0)
        if theme.portrait:
            self.progress.lay(x + margin, y + height - high - gap - steps, width - 2 * margin, steps, 0)
            self.footer.lay(x + margin, y + margin, width - 2 * margin, theme.px("footer"), 0)
        elif theme.small:
            self.progress.lay(x, y + height - high - steps, width, steps, 0)
            pad = (high - theme.px("target")) // 2
            keys = width - margin - gap - self.header.corner_width()
            self.footer.lay(x + margin, y + height - high + pad, keys, high - 2 * pad, 0)
        else:
            self.progress.lay(x, y + height - high - steps, width, steps, 0)
            self.footer.lay(x + margin, y + gap, theme.px("rail"), height - high - steps - 2 * gap, 0)
        room = self._room()
        left, bottom, wide, tall = room
        self._veil_box.pos, self._veil_box.size = (left - margin, bottom), (wide + 2 * margin, tall)
        if self.screen is not None:
            self.screen.lay(*room)
