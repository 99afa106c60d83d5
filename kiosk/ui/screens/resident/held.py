"""An officer decides how the visit goes on. Kind, quiet, and without the reason: the next in line reads too."""

from __future__ import annotations

from kiosk.rules.events import Press
from kiosk.rules.kiosk import Kiosk
from kiosk.rules.policy import Check
from kiosk.rules.states import Held
from kiosk.ui.kit import Speech
from kiosk.ui.screens.screen import Screen
from kiosk.ui.widgets.button import OTHER, Button
from kiosk.ui.widgets.layout import Row
from kiosk.ui.widgets.pieces import Notice
from kiosk.ui.widgets.text import Text


class HeldScreen(Screen):
    footer = (Press.CANCEL,)
    picture = "officer"

    def build(self) -> None:
        kit = self.kit
        self.why = Text(kit, "body", spare=2 if kit.theme.small else 0)
        self.called = Notice(kit, "bell")
        self.body = [self.why, self.called]
        self.call = Button(kit, Press.CALL_OFFICER, sign="bell")
        self.masked = Button(kit, Press.MASK_ON, look=OTHER)
        self.again = Button(kit, Press.AGAIN, look=OTHER, sign="again")
        more = [self.masked, self.again]
        # Three answers below each other do not fit a panel as small as a hand.
        self.answers = [Row(kit, self.call, *more)] if kit.theme.small else [self.call, *more]

    def fill(self, kiosk: Kiosk, say: Speech) -> None:
        state = kiosk.state
        assert isinstance(state, Held)
        self.question.set(say("held.question"))
        self.why.set(say("held.why"))
        self.called.set(say("held.called") if state.called else "")
        self.call.set(say("held.call_again") if state.called else say("footer.call_officer"))
        self.masked.shown = state.check is Check.MASK
        self.masked.set(say("held.masked"))
        self.again.shown = state.check is Check.DEVICE and kiosk.devices.thermometer is None
        self.again.set(say("held.again"))
