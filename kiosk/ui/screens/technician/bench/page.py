"""The technician's pages at the bench: one arrangement, filled by the sheet of the page and step on show."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import ClassVar

from kiosk.rules.desk import Desk
from kiosk.rules.events import Press
from kiosk.rules.kiosk import Kiosk
from kiosk.rules.states import TechnicianAtWork
from kiosk.ui.kit import Speech
from kiosk.ui.screens.officer.signing_in import PIN_PLACES
from kiosk.ui.screens.screen import Screen
from kiosk.ui.screens.technician.bench import calibration_sheets, check_sheets
from kiosk.ui.screens.technician.bench.sheet import Choice, Sheet
from kiosk.ui.widgets.button import ANSWER, OTHER, QUIET, Button, Turn
from kiosk.ui.widgets.layout import Grid, Stack
from kiosk.ui.widgets.pads import NumberPad
from kiosk.ui.widgets.pieces import Entry, Keypad, Qr
from kiosk.ui.widgets.plots import Plot
from kiosk.ui.widgets.text import Text

LINES = 9
CELLS_UPRIGHT, CELLS_ACROSS, CELLS_SHORT = 6, 4, 3
"""Choices on one page."""
NOTHING = "…"


class BenchScreen(Screen):
    """Subclasses name the ``sheet``. Whether a second touch is awaited, and which page of the choices is shown, is the
    screen's own, as a turned page is."""

    aided = False
    beside = True
    tall_answers = True
    left = "bench_column"
    question_role = "heading"
    question_align = "left"
    sheet: ClassVar[Callable[[Kiosk, Desk, Speech], Sheet]]

    def build(self) -> None:
        kit, tall = self.kit, self.theme.portrait
        align = "left"
        self.lines = [Text(kit, "body", align=align, gap="gap_small") for _ in range(LINES)]
        self.notice = Text(kit, "label", bold=True, align=align, colour="soga_ink")
        self.plot = Plot(kit, stretch=1)
        self.qr = Qr(kit, most="qr_least", least="qr_least" if not self.theme.small else "qr_record")
        # In the column of lines they begin where the lines begin; above a pad they stand in its middle.
        align = "left" if self.theme.short else "center"
        self.asked = Text(kit, "label", bold=True, align=align)
        self.entered = Text(kit, "heading", bold=True, colour="soga_ink", gap="gap_small", align=align)
        self.pad = NumberPad(kit)
        self.dots = Entry(kit, PIN_PLACES, hidden=True)
        self.keypad = Keypad(kit)
        self.main = self._choice(ANSWER)
        cells = CELLS_UPRIGHT if tall else CELLS_SHORT if self.theme.short else CELLS_ACROSS
        self.choices = [self._choice(OTHER) for _ in range(cells)]
        self.grid = Grid(kit, *self.choices, columns=1, even=False)
        self.more = self._turn("forward", self._turn_page)
        self.unsure = self._turn("cancel", self._ask)
        self.keep = self._turn("back", self._ask)
        self.sure = self._choice(OTHER)
        turns = Stack(kit, self.more, self.unsure, self.sure, self.keep)
        for turn in (self.unsure, self.sure, self.keep):
            turn.gap = "gap_target"
        typed = [self.asked, self.entered, self.dots]
        pads = [self.pad, self.keypad, self.main, self.grid, turns]
        # A short panel has room for a pad and nothing above it.
        beside = self.theme.short
        self.body = [*self.lines, self.notice, *(typed if beside else ()), self.plot, self.qr]
        self.answers = pads if beside else [*typed, *pads]
        self.page, self.asking, self.apart, self.noticed, self.fewer = 0, False, 0, "", 0

    def _choice(self, look: object) -> Button:
        small = self.theme.small
        return Button(
            self.kit,
            Press.WORK,
            look=look,  # type: ignore[arg-type]
            size="target",
            role="small" if small else "label",
            second="small",
            pad="pad_key" if small else "pad_small",
            sign="" if look is ANSWER or small else "tick",
            icon="icon_key",
            align="center" if look is ANSWER else "left",
        )

    def _turn(self, sign: str, turn: Callable[[], None]) -> Turn:
        small = self.theme.small
        return Turn(
            self.kit,
            turn,
            look=QUIET,
            size="target",
            role="small" if small else "label",
            sign="" if small else sign,
            icon="icon_key",
            pad="pad_key" if small else "pad_small",
            align="left",
        )

    def keys(self, kiosk: Kiosk, say: Speech) -> dict[Press, tuple[Press, tuple[str, ...]]]:
        under_way = self.desk.calibration.progress is not None and not self.desk.calibration.progress.over
        pause = under_way and isinstance(self, CalibrationScreen)
        return {Press.BACK: (Press.BACK, (say("bench.pause" if pause else "bench.back"),))}

    # ----------------------------------------------------------------------------------- what it says

    def fill(self, kiosk: Kiosk, say: Speech) -> None:
        state = kiosk.state
        assert isinstance(state, TechnicianAtWork)
        self._last = kiosk, say
        sheet = type(self).sheet(kiosk, self.desk, say)
        if sheet.notice != self.noticed:
            # Something new is said: it is read before anything else.
            self.noticed, self.apart, self.page = sheet.notice, 0, 0
        parts = self._parts()
        before = len(parts)
        pages = before + self._pages(sheet)
        self.page %= pages
        if self.page < before:
            # What was refused stands on pages of its own, and what can be done on the next.
            sheet = Sheet(sheet.title, notice=parts[self.page])
        elif before:
            sheet = replace(sheet, notice="")
        self.question.set(sheet.title)
        self._write(sheet)
        self.plot.set(sheet.figure)
        self.qr.set(sheet.qr)
        self.qr.shown = bool(sheet.qr)
        self._pads(sheet, state)
        self._choose(sheet, self.page - before, say)
        # What was read needs no way back where a pad or all the choices fill the panel.
        self.more.shown = pages > 1 and not (before and self.page == before == pages - 1)
        self.more.set(say("officer.more"))

    def arrange(self) -> None:
        super().arrange()
        while self.squeeze > 1 and self.noticed and self.apart != 1:
            said = len(self.noticed.splitlines())
            self.apart, self.page = (self.apart + 1) // 2 if self.apart else said, 0
            self.fill(*self._last)
            super().arrange()
        if self.squeeze > 1 and not self.fewer:
            self.fewer = 1
            self.fill(*self._last)
            super().arrange()

    def _parts(self) -> list[str]:
        """The notice, so many of its sentences on a page as fit; nothing while it stands above the choices."""
        said = self.noticed.splitlines()
        return (
            ["\n".join(said[at : at + self.apart]) for at in range(0, len(said), self.apart)]
            if self.apart
            else []
        )

    def _write(self, sheet: Sheet) -> None:
        for place, text in enumerate(self.lines):
            line = sheet.lines[place] if place < len(sheet.lines) else None
            text.bold = line is not None and line.bold
            text.spare = 0 if line is None else line.spare
            text.set("" if line is None else line.text.replace(" °C", "\u00a0°C"))
        self.notice.set(sheet.notice)
        # A chart makes room for words on a panel as small as a hand, never the other way round.
        self.plot.spare = 6 if self.theme.small else 0

    def _pads(self, sheet: Sheet, state: TechnicianAtWork) -> None:
        self.asked.set(sheet.asks)
        self.entered.set((state.entered or NOTHING) if sheet.enter else "")
        self.pad.shown = bool(sheet.enter)
        self.pad.enter.value = sheet.enter
        for block in (self.dots, self.keypad):
            block.shown = sheet.pin
        self.dots.set("•" * (PIN_PLACES if state.checking else len(state.entered)))

    def _choices(self, sheet: Sheet) -> tuple[tuple[Choice, ...], int]:
        """What can be chosen, and how many of them stand on one page."""
        crowded = self.theme.small and bool(sheet.enter)
        choices = () if (self.asking and sheet.sure is not None) or crowded else sheet.others
        cells = len(self.choices) - self.fewer
        return choices, cells if len(choices) <= cells else cells - 1

    def _pages(self, sheet: Sheet) -> int:
        choices, places = self._choices(sheet)
        return max(1, -(-len(choices) // places))

    def _choose(self, sheet: Sheet, page: int, say: Speech) -> None:
        self.asking = self.asking and sheet.sure is not None
        choices, places = self._choices(sheet)
        here = choices[max(0, page) * places :][:places]
        self._say(self.main, None if self.asking else sheet.main)
        for place, button in enumerate(self.choices):
            self._say(button, here[place] if place < len(here) else None)
        self.unsure.shown = bool(sheet.unsure) and not self.asking
        self.unsure.set(sheet.unsure)
        self._say(self.sure, sheet.sure if self.asking else None)
        self.keep.shown = self.asking
        self.keep.set(say("bench.keep"))

    def _say(self, button: Button, choice: Choice | None) -> None:
        button.shown = choice is not None
        if choice is None:
            return
        button.value = choice.key
        button.set(choice.text, "" if self.theme.short else choice.second)
        if button is not self.main:
            plain = "" if self.theme.small else "forward"
            button.signed({True: "box_ticked", False: "box", None: plain}[choice.ticked])

    # -------------------------------------------------------------------------------------- its pages

    def leave(self) -> None:
        self.page, self.asking, self.apart, self.noticed, self.fewer = 0, False, 0, "", 0
        self._said = None  # it is divided anew, even if it says the same again

    def _turn_page(self) -> None:
        self.page += 1
        self.show(*self._last)

    def _ask(self) -> None:
        self.asking = not self.asking
        self.show(*self._last)


class CalibrationScreen(BenchScreen):
    sheet = staticmethod(calibration_sheets.calibration)


class QuickCheckScreen(BenchScreen):
    sheet = staticmethod(check_sheets.quick)


class HistoryScreen(BenchScreen):
    sheet = staticmethod(check_sheets.history)
