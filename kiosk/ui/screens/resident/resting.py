"""A rest before the second check, and the way back to it."""

from __future__ import annotations

from kiosk.rules.events import Press
from kiosk.rules.kiosk import Kiosk
from kiosk.rules.states import EnteringReturnCode, Resting, ReturnRefusal
from kiosk.ui import dates
from kiosk.ui.kit import Speech
from kiosk.ui.screens.screen import Screen
from kiosk.ui.widgets.button import Button
from kiosk.ui.widgets.layout import Card
from kiosk.ui.widgets.pieces import Entry, Keypad
from kiosk.ui.widgets.text import Text

CODE_PLACES = 3


class RestingScreen(Screen):
    beside = True
    picture = "rest"

    def build(self) -> None:
        kit = self.kit
        self.why = Text(kit, "body", spare=2)
        self.caption = Text(kit, "label", colour="muted")
        self.code = Text(kit, "code", bold=True, colour="soga_ink", gap="gap_small")
        self.when = Text(kit, "heading", bold=True)
        self.card = Card(kit, self.caption, self.code)
        self.body = [self.why, self.when, self.card]
        self.done = Button(kit, Press.UNDERSTOOD, sign="tick")
        self.answers = [self.done]

    def make_room(self) -> None:
        super().make_room()
        self.caption.spare = 1

    def fill(self, kiosk: Kiosk, say: Speech) -> None:
        state = kiosk.state
        assert isinstance(state, Resting)
        self.question.set(say("resting.question"))
        self.why.set(say("resting.why"))
        self.when.set(say("resting.when", time=dates.clock(state.ready_local)))
        self.caption.set(say("resting.code"))
        self.code.set(" ".join(state.code))
        self.card.shown = self.done.shown = bool(state.code)
        self.done.set(say("common.understood"))


class EnteringReturnCodeScreen(Screen):
    beside = True
    tall_answers = True
    left = "narrow_column"
    footer = (Press.BACK,)

    def build(self) -> None:
        kit = self.kit
        self.hint = Text(kit, "body")
        self.entry = Entry(kit, CODE_PLACES, hidden=False)
        self.body = [self.hint, self.entry]
        self.answers = [Keypad(kit)]

    def make_room(self) -> None:
        self.question.spare = 2

    def fill(self, kiosk: Kiosk, say: Speech) -> None:
        state = kiosk.state
        assert isinstance(state, EnteringReturnCode)
        self.question.set(say("return.question"))
        self.entry.set(state.entered)
        # What was wrong with the last code is never left out.
        self.hint.spare = 1 if self.theme.tight and state.refused is None else 0
        match state.refused:
            case ReturnRefusal.UNKNOWN:
                self.hint.set(say("return.unknown"))
            case ReturnRefusal.TOO_EARLY if state.ready_local:
                self.hint.set(say("return.too_early", time=dates.clock(state.ready_local)))
            case _:
                self.hint.set(say("return.hint"))
