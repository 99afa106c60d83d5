"""Small screens around a visit: hands and marks, and "are you still here?"."""

from __future__ import annotations

from math import ceil

from kiosk.rules.events import Press
from kiosk.rules.kiosk import Kiosk
from kiosk.rules.states import StillThere
from kiosk.ui.kit import Speech
from kiosk.ui.screens.screen import Screen
from kiosk.ui.widgets.block import Picture
from kiosk.ui.widgets.button import Button
from kiosk.ui.widgets.layout import Row
from kiosk.ui.widgets.text import Text


class WashingHandsScreen(Screen):
    """Two things to do, one after the other, each with its picture."""

    footer = (Press.BACK, Press.CANCEL)

    def build(self) -> None:
        kit = self.kit
        self.hands = Text(kit, "body", valign="top")
        self.marks = Text(kit, "body", valign="top")
        pictures = Row(
            kit,
            Picture(kit, "wash_hands"),
            Picture(kit, "stand_here"),
            between="gap_wide",
            stretch=3,
        )
        words = Row(kit, self.hands, self.marks, between="gap_wide", spare=2)
        self.body = [pictures, words]
        self.ready = Button(kit, Press.HANDS_READY, sign="forward", after=True)
        self.answers = [self.ready]

    def fill(self, kiosk: Kiosk, say: Speech) -> None:
        self.question.set(say("hands.question"))
        self.hands.set(say("hands.wash"))
        self.marks.set(say("hands.stand"))
        self.ready.set(say("hands.ready"))


class StillThereScreen(Screen):
    picture = "still_there"

    def build(self) -> None:
        self.why = Text(self.kit, "body")
        self.body = [self.why]
        self.yes = Button(
            self.kit, Press.STILL_HERE, size="answer_first", role="heading", sign="hand", icon="icon_large"
        )
        self.answers = [self.yes]

    def fill(self, kiosk: Kiosk, say: Speech) -> None:
        state = kiosk.state
        assert isinstance(state, StillThere)
        left = max(0, ceil(state.until - kiosk.now.steady))
        self.question.set(say("still.question"))
        self.why.set(say.counted("still.why", left))
        self.yes.set(say("still.yes"))
