"""Is the mask on, over nose and mouth?"""

from __future__ import annotations

from kiosk.rules.events import Press
from kiosk.rules.kiosk import Kiosk
from kiosk.ui.kit import Speech
from kiosk.ui.screens.screen import Screen
from kiosk.ui.widgets.button import OTHER, Button


class ConfirmingMaskScreen(Screen):
    footer = (Press.CANCEL,)
    picture = "mask_on"
    picture_spare = 0

    def build(self) -> None:
        # On a small panel the pictures on the answers say it.
        self.image.spare = 1 if self.theme.small else 0
        self.yes = Button(self.kit, Press.MASK_ON, pictogram="mask_on", icon="icon_answer")
        self.no = Button(self.kit, Press.NO_MASK, look=OTHER, pictogram="mask_missing", icon="icon_answer")
        self.answers = [self.yes, self.no]

    def fill(self, kiosk: Kiosk, say: Speech) -> None:
        self.question.set(say("mask.question"))
        self.yes.set(say("mask.yes"))
        self.no.set(say("mask.no"))
