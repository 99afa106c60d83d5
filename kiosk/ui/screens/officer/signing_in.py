"""The officer's PIN."""

from __future__ import annotations

from kiosk.rules.events import Press
from kiosk.rules.kiosk import Kiosk
from kiosk.rules.states import OfficerSigningIn, PinRefusal
from kiosk.ui import dates
from kiosk.ui.kit import Speech
from kiosk.ui.screens.screen import Screen
from kiosk.ui.widgets.pieces import Entry, Keypad
from kiosk.ui.widgets.text import Text

PIN_PLACES = 6


class OfficerSigningInScreen(Screen):
    aided = False
    beside = True
    tall_answers = True
    left = "narrow_column"

    def build(self) -> None:
        kit = self.kit
        self.hint = Text(kit, "body")
        self.entry = Entry(kit, PIN_PLACES, hidden=True)
        self.body = [self.hint, self.entry]
        self.answers = [Keypad(kit)]

    def keys(self, kiosk: Kiosk, say: Speech) -> dict[Press, tuple[Press, tuple[str, ...]]]:
        return {Press.BACK: (Press.CLOSE, (say("officer.close"),))}

    def fill(self, kiosk: Kiosk, say: Speech) -> None:
        state = kiosk.state
        assert isinstance(state, OfficerSigningIn)
        self.question.set(say("pin.question"))
        typed = PIN_PLACES if state.checking and not state.badge else len(state.entered)
        self.entry.set("•" * typed)
        match state.refused:
            case _ if state.checking:
                self.hint.set(say("pin.checking"))
            case PinRefusal.WRONG:
                self.hint.set(say("pin.wrong"))
            case PinRefusal.BADGE:
                self.hint.set(say("pin.badge"))
            case PinRefusal.LOCKED if state.locked_until:
                until = state.locked_until.astimezone(kiosk.now.local.tzinfo)
                self.hint.set(say("pin.locked", time=dates.clock(until)))
            case PinRefusal.LOCKED | PinRefusal.STORE:
                self.hint.set(say("pin.store"))
            case None:
                self.hint.set(say("pin.hint_badge" if self.kit.settings.scanner.there else "pin.hint"))
