"""One way the whole screen looks: ground, header, way so far, footer, and the screens, all in one theme."""

from __future__ import annotations

from kiosk.rules.states import Kiosk
from kiosk.ui import journey
from kiosk.ui.chooser import SCREENS, screen_for
from kiosk.ui.kit import Kit, Speech
from kiosk.ui.screens.screen import Screen
from kiosk.ui.widgets.bare import Bare
from kiosk.ui.widgets.footer import Footer
from kiosk.ui.widgets.furniture import Ground, Header, Progress


class Dress(Bare):
    """Screens are built once, when first shown or by :meth:`warm_one`, and stay."""

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self.kit, self.theme = kit, kit.theme
        self.ground = Ground(kit)
        self.header, self.progress, self.footer = Header(kit), Progress(kit), Footer(kit)
        for part in (self.ground, self.header, self.progress, self.footer):
            self.add_widget(part)
        self.screen: Screen | None = None
        self.screens: dict[type, Screen] = {}

    def show(self, kiosk: Kiosk) -> bool:
        """Make it say what ``kiosk`` is; True when the screen is another one than before."""
        screen = self.built(type(kiosk.state))
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
        screen.show(kiosk, say)
        return changed

    def put(self, screen: Screen | None) -> None:
        """This screen instead of the one that stands there."""
        if self.screen is not None:
            self.screen.leave()
            self.remove_widget(self.screen)
        self.screen = screen
        if screen is not None:
            self.add_widget(screen)
            if self.width > 1:
                screen.lay(*self.room())

    def warm_one(self) -> bool:
        """Build one more screen; False when all are there."""
        kind = next((kind for kind in SCREENS if kind not in self.screens), None)
        if kind is not None:
            self.built(kind)
        return kind is not None

    def built(self, kind: type) -> Screen:
        if kind not in self.screens:
            self.screens[kind] = screen_for(kind)(self.kit)
        return self.screens[kind]

    # ---------------------------------------------------------------------------------------- places

    def lay(self, x: int, y: int, width: int, height: int) -> None:
        """Below the theme's roof, into which the header's cloth goes on."""
        theme = self.theme
        self.pos, self.size = (x, y), (width, height - theme.roof)
        self.ground.lay(x, y, width, height)
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
            self.footer.lay(x + margin, y + gap, theme.px("rail"), height - high - steps - 2 * gap, 0)
        if self.screen is not None:
            self.screen.lay(*self.room())

    def room(self) -> tuple[int, int, int, int]:
        """Where the screen of the state stands."""
        theme = self.theme
        x, y, width, height = int(self.x), int(self.y), int(self.width), int(self.height)
        margin, gap = theme.px("margin"), theme.px("gap")
        top = y + height - theme.px(theme.header) - gap - self.progress.height_for(0, 0)
        if theme.portrait:
            bottom = y + self.footer.height_for(width, 0) + gap
            return x + margin, bottom, width - 2 * margin, top - gap - bottom
        bottom = y + gap
        if theme.small:
            return x + margin, bottom, width - 2 * margin, top - bottom
        rail = margin + theme.px("rail") + gap
        return x + rail + gap, bottom, width - rail - gap - margin, top - bottom
