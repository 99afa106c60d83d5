"""What is kept of a visit, in three lines with a picture each: the notice behind the lock on the welcome screen."""

from __future__ import annotations

from kiosk.rules.events import Press
from kiosk.rules.kiosk import Kiosk
from kiosk.rules.plan import checks_temperature
from kiosk.ui.kit import Kit, Speech
from kiosk.ui.screens.screen import Screen
from kiosk.ui.widgets.block import Picture
from kiosk.ui.widgets.button import QUIET, Button, Turn
from kiosk.ui.widgets.layout import Card, Row, Stack
from kiosk.ui.widgets.text import Text


class Line(Row):
    """A picture, and one thing said about what is kept."""

    def __init__(self, kit: Kit, pictogram: str) -> None:
        self.words = Text(kit, "body", align="left", valign="middle")
        tall = kit.theme.portrait
        most = "icon_large" if tall else "icon"
        picture = Picture(kit, pictogram, most=most, least=most)
        said = Stack(kit, self.words, centred=True)
        super().__init__(
            kit, picture, said, weights=(0.2, 0.8) if tall else (0.12, 0.88), between="pad_small"
        )


class ReadingPrivacyScreen(Screen):
    """Nothing of it is left out, for it is a promise: what does not fit comes on the next page."""

    def build(self) -> None:
        kit = self.kit
        self.temperature, self.number, self.choice = (
            Line(kit, pictogram) for pictogram in ("forehead", "ticket", "officer")
        )
        # It is what the key said that opened the page.
        self.question.spare = int(kit.theme.short)
        self.lines = [self.temperature, self.number, self.choice]
        self.body = [Card(kit, *self.lines, pad="pad_small" if kit.theme.small else "pad")]
        self.more = Turn(kit, self._turn, look=QUIET, sign="forward", after=True)
        self.done = Button(kit, Press.UNDERSTOOD, sign="tick")
        self.answers = [Row(kit, self.more, self.done)]
        self.told: list[Line] = []
        self.page, self.at_once = 0, len(self.lines)

    def fill(self, kiosk: Kiosk, say: Speech) -> None:
        self.question.set(say("privacy.question"))
        self.temperature.words.set(say("privacy.temperature"))
        self.number.words.set(say("privacy.number"))
        self.choice.words.set(say("privacy.choice"))
        self.more.set(say("common.go_on"))
        self.done.set(say("common.done"))
        measured = checks_temperature(self.kit.settings.policies, kiosk.now.local.date())
        self.told = self.lines if measured else [self.number]

    def leave(self) -> None:
        self.page, self._said = 0, None

    def arrange(self) -> None:
        width, height = int(self.width), int(self.height)
        if width <= 0:
            return
        for at_once in range(len(self.told), 0, -1):
            self.at_once = at_once
            if all(self._fits(page, width, height) for page in range(self._pages)):
                break
        self.page %= self._pages
        self._show(self.page)
        super().arrange()

    @property
    def _pages(self) -> int:
        return -(-len(self.told) // self.at_once)

    def _fits(self, page: int, width: int, height: int) -> bool:
        self._show(page)
        self.question.left_out = bool(self.question.spare)
        fits = self.root.height_for(width, 1.0) <= height
        self.question.left_out = False
        return fits

    def _show(self, page: int) -> None:
        here = self.told[page * self.at_once : (page + 1) * self.at_once]
        for line in self.lines:
            line.shown = line in here
        self.more.shown = self._pages > 1

    def _turn(self) -> None:
        self.page += 1
        self.arrange()
        self.when_shown()
