"""The technician's home page: how the machine is, and where to go."""

from __future__ import annotations

from kiosk.rules.deeds import TILES
from kiosk.rules.events import Press
from kiosk.rules.kiosk import Kiosk
from kiosk.rules.states import Page, TechnicianAtWork
from kiosk.ui.kit import Speech
from kiosk.ui.screens.officer import words
from kiosk.ui.screens.screen import Screen
from kiosk.ui.widgets.button import OTHER, Button
from kiosk.ui.widgets.layout import Card, Grid
from kiosk.ui.widgets.officers import Standing
from kiosk.ui.widgets.text import Text

TILE = {
    Page.CALIBRATION: ("technician.calibration", "calibration"),
    Page.QUICK_CHECK: ("technician.quick_check", "quick_check"),
    Page.HISTORY: ("technician.history", "history"),
    Page.CARE: ("technician.care", "care"),
    Page.READINESS: ("technician.readiness", "readiness"),
}
"""The words of a page's tile, and its picture."""


class TechnicianHomeScreen(Screen):
    aided = False
    beside = True
    left = "bench_column"
    question_role = "heading"

    def build(self) -> None:
        kit, small, tall = self.kit, self.theme.small, self.theme.portrait
        short = self.theme.short
        self.beside = not short
        self.what = Text(kit, "label", bold=True, align="left", spare=2 if small else 0)
        self.standing = Standing(kit)
        self.card = Card(kit, self.what, self.standing, pad="pad_small" if short else "pad", spare=short)
        self.tiles = {page: self._tile(page) for page in TILES}
        grid = Grid(kit, *self.tiles.values(), columns=2 if tall or short else 1, even=not short)
        self.body = [self.card]
        self.answers = [grid]

    def _tile(self, page: Page) -> Button:
        small, tall = self.theme.small, self.theme.portrait
        return Button(
            self.kit,
            Press.PAGE,
            page.value,
            look=OTHER,
            size="card" if tall else "target",
            role="body" if small else "label",
            pictogram=TILE[page][1],
            icon="icon" if not tall else "icon_large",
            above=tall,
            pad="pad_key" if small else "pad_small",
        )

    def keys(self, kiosk: Kiosk, say: Speech) -> dict[Press, tuple[Press, tuple[str, ...]]]:
        return {Press.BACK: (Press.CLOSE, (say("technician.finish"),))}

    def fill(self, kiosk: Kiosk, say: Speech) -> None:
        state = kiosk.state
        assert isinstance(state, TechnicianAtWork)
        self.question.set(say("technician.question", name=state.technician.name))
        lines = words.standing(kiosk, self.kit.settings, say)
        bad = [line for line in lines if not line[0]]
        self.what.set("" if bad else say("officer.all_well"))
        self.standing.set(bad if self.theme.small else lines)
        for page, tile in self.tiles.items():
            tile.set(say(TILE[page][0]))
