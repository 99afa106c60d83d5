"""The installed panel, measured: how large and how far apart things really are on this glass."""

from __future__ import annotations

from collections.abc import Sequence

from kiosk.rules.care import Measured
from kiosk.rules.deeds import Deed
from kiosk.rules.kiosk import Kiosk
from kiosk.ui.kit import Speech
from kiosk.ui.screens.technician.care.page import CarePage
from kiosk.ui.screens.technician.figures import figure
from kiosk.ui.widgets.button import Button
from kiosk.ui.widgets.facts import Fact

FIGURES = {
    "main_side": ("care.main_side", "care.mm"),
    "small_side": ("care.small_side", "care.mm"),
    "gap": ("care.gap", "care.mm"),
    "capital": ("care.capital", "care.mm"),
    "contrast": ("care.contrast", "care.to_one"),
    "edge": ("care.edge", "care.to_one"),
}
HALF = 0.05
"""A figure that is rounded to the least that is asked meets it."""


class CarePanelScreen(CarePage):
    heading = "care.panel"
    share = 0.55

    def buttons(self) -> Sequence[Button]:
        self.measure = self.do(Deed.MEASURE_PANEL, "again")
        return (self.measure,)

    def fill(self, kiosk: Kiosk, say: Speech) -> None:
        super().fill(kiosk, say)
        self.measure.set(say("care.measure"))
        self.measure.shown = self.desk.panel.state is not Measured.RUNNING

    def rows(self, kiosk: Kiosk, say: Speech) -> list[Fact]:
        view, panel = self.desk.panel, self.kit.settings.panel
        size = say(
            "care.panel_said",
            wide=panel.width_px,
            high=panel.height_px,
            mm=figure(say, panel.width_mm, 1),
            dpi=figure(say, panel.dpi, 0),
        )
        facts = [Fact(say("care.panel_ini"), size)]
        match view.state:
            case Measured.NOT:
                facts.append(Fact(say("care.measured"), say("care.not_measured")))
            case Measured.RUNNING:
                facts.append(
                    Fact(say("care.measured"), say("care.measuring_said", done=view.done, all=view.of))
                )
            case Measured.FAILED:
                facts.append(Fact(say("care.measured"), view.said, False))
            case Measured.DONE:
                wrong = len(view.wrong)
                name = "care.measured_wrong" if wrong else "care.measured_well"
                facts.append(Fact(say("care.measured"), say(name, n=view.screens, bad=wrong), not wrong))
        for key, value, least in view.figures:
            name, unit = FIGURES[key]
            said = say(unit, value=figure(say, value, 1), least=figure(say, least, 1))
            facts.append(Fact(say(name), said, value >= least - HALF))
        return [*facts, *(Fact(wrong, "", False) for wrong in view.wrong)]
