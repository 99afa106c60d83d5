"""One way the whole screen looks: ground, header, way so far, footer, and the screens, all in one theme."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kiosk.rules.events import Press
from kiosk.rules.kiosk import Kiosk
from kiosk.rules.states import TechnicianAtWork
from kiosk.ui import journey
from kiosk.ui.chooser import Place, place_of, screen_for
from kiosk.ui.hands.keypad import STAR, marks
from kiosk.ui.kit import Kit, Speech
from kiosk.ui.screens.screen import Screen
from kiosk.ui.widgets.bare import Bare
from kiosk.ui.widgets.button import Turn
from kiosk.ui.widgets.footer import Footer
from kiosk.ui.widgets.furniture import Ground, Header, Progress
from kiosk.ui.widgets.target import Target
from kiosk.voice.answers import answers
from kiosk.voice.keys import FIXED

if TYPE_CHECKING:
    from kiosk.rules.desk import Desk

LAST_DIGIT = 9


def _empty_desk() -> Desk:
    # With all the rules of a calibration: not read before a technician comes.
    from kiosk.rules.desk import Desk

    return Desk()


class Dress(Bare):
    """Screens are built once, when first shown or rehearsed, and stay."""

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self.kit, self.theme = kit, kit.theme
        self.ground = Ground(kit)
        self.header, self.progress, self.footer = Header(kit), Progress(kit), Footer(kit)
        for part in (self.ground, self.header, self.progress, self.footer):
            self.add_widget(part)
        self.screen: Screen | None = None
        self.screens: dict[Place, Screen] = {}
        self._kiosk: Kiosk | None = None
        self._marked = False
        self._laid: tuple[int, int, int, int] | None = None

    def show(self, kiosk: Kiosk, desk: Desk | None) -> bool:
        """Make it say what ``kiosk`` is; True when the screen is another one than before."""
        screen = self.built(place_of(kiosk.state))
        if isinstance(kiosk.state, TechnicianAtWork):
            screen.desk = desk or _empty_desk()
        changed = screen is not self.screen
        if changed:
            self.put(screen)
        settings = self.kit.settings
        say = Speech(self.kit.words, kiosk.language)
        now, total = journey.progress(kiosk, settings)
        step = say("progress", now=now, total=total) if total else ""
        self.progress.set(now, total, step)
        self.header.show(settings.office.short_name, kiosk.now.local, say, step)
        self.footer.show(screen.keys(kiosk, say), screen.other_language(say))
        self._kiosk = kiosk
        screen.show(kiosk, say)
        return changed

    def _mark(self) -> None:
        """Number what can be given by keypad, or take the numbers off again."""
        kiosk = self._kiosk
        if kiosk is None or not (kiosk.keypad or self._marked):
            return
        self._marked = kiosk.keypad
        signs = marks(kiosk, self.kit.settings, self.way()) if kiosk.keypad else {}
        for target in self._targets():
            if target.parent is self.footer:
                sign = signs.get((target.press, ""), "")
                # What an answer says already is not numbered once more.
                target.marked(sign if sign in (STAR, FIXED.get(target.press)) else "")
            else:
                target.marked(signs.get((target.press, target.value), ""))
        self.footer.arrange()
        turning = self.turning()
        if kiosk.keypad and turning is not None:
            turning.marked(self.turn_sign(kiosk))

    def way(self) -> tuple[Press, ...]:
        """The keys in the footer that mean what they say."""
        return tuple(place for place, key in self.footer.keys.items() if key.present and key.press is place)

    def turning(self) -> Turn | None:
        """What turns the pages of this screen."""
        return next((t for t in self._targets() if isinstance(t, Turn) and t.present), None)

    def turn_sign(self, kiosk: Kiosk) -> str:
        """The digit that turns a page: the one after the last answer."""
        after = len(answers(kiosk, self.kit.settings)) + 1
        return str(after) if after <= LAST_DIGIT else ""

    def _targets(self) -> Iterator[Target]:
        for widget in self.walk():
            if isinstance(widget, Target):
                yield widget

    def put(self, screen: Screen | None) -> None:
        """This screen instead of the one that stands there."""
        if self.screen is not None:
            self.fade(1.0)
            self.screen.rest()
            self.remove_widget(self.screen)
        self.screen = screen
        if screen is not None:
            self.add_widget(screen)
            if self.header.shown is screen.whole:
                for part in (self.header, self.progress, self.footer):
                    part.shown = not screen.whole
                self._cover()
            if self.width > 1:
                screen.lay(*self.room(screen))

    def fade(self, seen: float) -> None:
        """How much of the screen is seen, from 0 to 1: each of its pixels is mixed with what it stands on as it is
        drawn, so that no pixel is drawn twice for it."""
        if self.screen is not None:
            self.screen.opacity = seen

    def rehearse(self, kiosk: Kiosk) -> None:
        """Show it where nobody sees it, as if it were its turn; the screen that stands there is left alone."""
        screen = self.built(place_of(kiosk.state))
        if screen is not self.screen:
            screen.lay(*self.room(screen))
            screen.show(kiosk, Speech(self.kit.words, kiosk.language))
            screen.rest()

    def built(self, kind: Place) -> Screen:
        if kind not in self.screens:
            self.screens[kind] = screen_for(kind)(self.kit)
            self.screens[kind].when_shown = self._mark
        return self.screens[kind]

    # ---------------------------------------------------------------------------------------- places

    def lay(self, x: int, y: int, width: int, height: int) -> None:
        """Below the theme's roof, into which the header's cloth goes on."""
        theme = self.theme
        if (x, y, width, height) == self._laid:
            return
        self._laid = x, y, width, height
        self.pos, self.size = (x, y), (width, height - theme.roof)
        self.ground.lay(x, y, width, height)
        self._cover()
        height -= theme.roof
        margin, gap, high = theme.px("margin"), theme.px("gap"), theme.px(theme.header)
        steps = self.progress.height_for(0, 0)
        top = y + height - high
        self.header.lay(x, top, width, high, 0)
        if theme.portrait:
            self.progress.lay(x + margin, top - gap - steps, width - 2 * margin, steps, 0)
            self.footer.lay(x, y, width, self.footer.height_for(width, 0), 0)
        elif theme.small:
            self.progress.lay(x, top - steps, width, steps, 0)
            pad = (high - theme.px("target")) // 2
            keys = width - margin - gap - self.header.corner_width()
            self.footer.lay(x + margin, top + pad, keys, high - 2 * pad, 0)
        else:
            self.progress.lay(x, top - steps, width, steps, 0)
            self.footer.lay(x + margin, y + gap, theme.px(theme.rail), height - high - steps - 2 * gap, 0)
        if self.screen is not None:
            self.screen.lay(*self.room(self.screen))
            self.screen.arrange()

    def _cover(self) -> None:
        """Tell the ground how much of it the header and the footer's hem hide."""
        theme = self.theme
        above = theme.px(theme.header) + theme.roof
        self.ground.covered(*((self.footer.cloth_height(), above) if self.header.shown else (0, 0)))

    def room(self, screen: Screen) -> tuple[int, int, int, int]:
        """Where this screen stands when it is its turn."""
        theme = self.theme
        x, y, width, height = int(self.x), int(self.y), int(self.width), int(self.height)
        if screen.whole:
            return x, y, width, height
        margin, gap = theme.px("margin"), theme.px("gap")
        top = y + height - theme.px(theme.header) - gap - self.progress.height_for(0, 0)
        if theme.portrait:
            bottom = y + self.footer.height_for(width, 0) + gap
            return x + margin, bottom, width - 2 * margin, top - gap - bottom
        bottom = y + gap
        if theme.small:
            return x + margin, bottom, width - 2 * margin, top - bottom
        rail = margin + theme.px(theme.rail) + gap
        return x + rail + gap, bottom, width - rail - gap - margin, top - bottom
