"""The temperature: guided while it settles, once more if need be, and well."""

from __future__ import annotations

from kiosk.rules.events import Press
from kiosk.rules.kiosk import Kiosk
from kiosk.rules.stable_reading import Guidance, Settling, UnsettledReason
from kiosk.rules.states import MeasureAgain, Measuring
from kiosk.ui.kit import Speech
from kiosk.ui.screens.screen import Screen
from kiosk.ui.widgets.button import Button
from kiosk.ui.widgets.pieces import Settle
from kiosk.ui.widgets.text import Text

GUIDES = {
    Guidance.STAND_HERE: ("measuring.stand_here", "stand_here"),
    Guidance.COME_CLOSER: ("measuring.come_closer", "come_closer"),
    Guidance.HOLD_STILL: ("measuring.hold_still", "forehead"),
    Guidance.ALMOST_DONE: ("measuring.almost_done", "forehead"),
}
AGAIN = {
    None: "again.unsure",
    UnsettledReason.NOBODY: "again.nobody",
    UnsettledReason.WALKED_AWAY: "again.walked_away",
    UnsettledReason.TOO_FAR: "again.too_far",
    UnsettledReason.STILL_CHANGING: "again.still_changing",
    UnsettledReason.TIMEOUT: "again.timeout",
}


class MeasuringScreen(Screen):
    footer = (Press.BACK, Press.CANCEL)
    picture = "stand_here"
    picture_spare = 0

    def build(self) -> None:
        self.settle = Settle(self.kit, gap="gap_wide")
        self.why = Text(self.kit, "body")
        self.body = [self.settle, self.why]

    def fill(self, kiosk: Kiosk, say: Speech) -> None:
        state = kiosk.state
        assert isinstance(state, Measuring)
        sentence, picture = GUIDES[state.settling.guidance]
        self.question.set(say(sentence))
        self.image.set(picture)
        self.why.set(say("measuring.why"))
        self.settle.set(self._share(state.settling))

    def _share(self, settling: Settling) -> float:
        """How far it is: steps of the guidance, and within "hold still" the samples collected."""
        match settling.guidance:
            case Guidance.STAND_HERE:
                return 0.0
            case Guidance.COME_CLOSER:
                return 0.2
            case Guidance.HOLD_STILL:
                needed = self.kit.settings.reading.min_samples
                return 0.4 + 0.4 * min(1.0, len(settling.window) / needed)
            case Guidance.ALMOST_DONE:
                return 1.0


class MeasureAgainScreen(Screen):
    footer = (Press.BACK, Press.CANCEL, Press.CALL_OFFICER)
    picture = "forehead"

    def build(self) -> None:
        self.why = Text(self.kit, "body")
        self.body = [self.why]
        self.again = Button(self.kit, Press.AGAIN, sign="again")
        self.answers = [self.again]

    def fill(self, kiosk: Kiosk, say: Speech) -> None:
        state = kiosk.state
        assert isinstance(state, MeasureAgain)
        self.question.set(say("again.question"))
        self.why.set(say(AGAIN[state.reason]))
        self.again.set(say("again.again"))


class TemperaturePassedScreen(Screen):
    picture = "check"
    picture_spare = 0

    def build(self) -> None:
        self.why = Text(self.kit, "body")
        self.body = [self.why]
        self.on = Button(self.kit, Press.UNDERSTOOD, sign="forward", after=True)
        self.answers = [self.on]

    def fill(self, kiosk: Kiosk, say: Speech) -> None:
        self.question.set(say("passed.question"))
        self.why.set(say("passed.why"))
        self.on.set(say("common.go_on"))
