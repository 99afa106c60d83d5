"""The page of care: where each device, each test and each check is; and what all its pages share."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from kiosk.rules.care import Device, Note
from kiosk.rules.deeds import CARE_TILES, Deed
from kiosk.rules.events import Press
from kiosk.rules.kiosk import Kiosk
from kiosk.rules.states import Page, Trouble
from kiosk.ui import dates
from kiosk.ui.kit import Speech
from kiosk.ui.screens.officer.words import TROUBLES
from kiosk.ui.screens.screen import Screen
from kiosk.ui.screens.technician.figures import technical
from kiosk.ui.widgets.button import OTHER, QUIET, Button, Turn
from kiosk.ui.widgets.facts import Fact, Facts
from kiosk.ui.widgets.layout import Grid

TILE = {
    Page.CARE_DEVICES: ("care.devices", "devices"),
    Page.CARE_THERMOMETER: ("care.thermometer", "instrument"),
    Page.CARE_PRINTER: ("care.printer", "test_ticket"),
    Page.CARE_TOUCH: ("care.touch", "touch"),
    Page.CARE_SCREEN: ("care.screen", "fields"),
    Page.CARE_SOUND: ("care.sound", "loudspeaker"),
    Page.CARE_KEYPAD: ("care.keypad", "keys"),
    Page.CARE_PANEL: ("care.panel", "ruler"),
}
"""The words of a page's tile, which are its heading too, and its picture."""
DEVICES = {
    Device.THERMOMETER: "part.thermometer",
    Device.PRINTER: "part.printer",
    Device.DATABASE: "part.database",
    Device.CLOCK: "part.clock",
}
MANY, FEW = 14, 8
"""Rows on one page at most: upright and across."""
LONGEST, LONGEST_SMALL = 160, 80
"""Characters of what a row says: an error may be a whole paragraph."""
LONG_WORD, LONG_WORD_SMALL = 26, 18


def shortened(text: str, most: int, longest: int = LONG_WORD) -> str:
    """The beginning of a text that is longer than ``most``, with a sign that it goes on. A name as long as a path keeps
    its beginning and its end: no line of a narrow screen holds all of it."""
    ahead, behind = longest // 2 - 1, longest // 2 - 2
    text = " ".join(
        word if len(word) <= longest else f"{word[:ahead]}…{word[-behind:]}" for word in text.split(" ")
    )
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


class CarePage(Screen):
    """``rows`` says what stands in the table; what does not fit is turned to."""

    aided = False
    question_role = "heading"
    answers_below = True
    heading = ""
    share = 0.42

    def build(self) -> None:
        theme = self.theme
        self.image.shown = False
        self.question.spare = 3 if theme.small else 0
        self.at_once = MANY if theme.portrait else FEW
        self._rows: list[Fact] = []
        self.facts = Facts(self.kit, most=self.at_once, share=self.share)
        self.more = Turn(self.kit, self._turn, **self._style("forward"))
        self.page = 0
        self.body = [self.facts]
        self.answers = [*self.buttons(), self.more]

    def buttons(self) -> Sequence[Button]:
        """What can be done here."""
        return ()

    def rows(self, kiosk: Kiosk, say: Speech) -> Sequence[Fact]:
        """Everything that the table says."""
        raise NotImplementedError

    def fill(self, kiosk: Kiosk, say: Speech) -> None:
        self._last = kiosk, say
        self.question.set(say(self.heading))
        self.more.set(say("care.more"))
        most = LONGEST_SMALL if self.theme.short else LONGEST
        longest = LONG_WORD_SMALL if self.theme.short else LONG_WORD
        self._rows = [
            replace(row, name=shortened(row.name, most, longest), said=shortened(row.said, most, longest))
            for row in self.rows(kiosk, say)
        ]
        self._cut()

    def arrange(self) -> None:
        self._cut()
        super().arrange()

    def _cut(self) -> None:
        """As many rows as fit without being squeezed beyond the least, the rest on further pages."""
        pages = self._pages()
        self.page %= len(pages)
        self.facts.set(pages[self.page])
        self.more.shown = len(pages) > 1

    def _pages(self) -> list[list[Fact]]:
        width = int(self.width)
        room = float("inf") if width <= 1 else self._room(width)
        pages: list[list[Fact]] = [[]]
        used = 0.0
        for row in self._rows:
            high = 0 if width <= 1 else self.facts.high_of(row, width)
            if pages[-1] and (used + high > room or len(pages[-1]) == self.at_once):
                pages.append([])
                used = 0.0
            pages[-1].append(row)
            used += high
        return pages

    def _room(self, width: int) -> int:
        """Pixels for the rows, with the heading (where it may not be left out) and the answers at their least."""
        theme = self.theme
        heading = 0 if self.question.spare else self.question.height_for(width, 1.0) + theme.least("gap")
        below = theme.least("gap_small") + 2 * theme.least("gap_target")
        if theme.portrait:
            answers = sum(theme.least("target") + theme.least("gap_target") for _ in self.answers)
        else:
            answers = theme.least("target") + theme.least("gap_target")
        return int(self.height) - heading - below - answers

    def keys(self, kiosk: Kiosk, say: Speech) -> dict[Press, tuple[Press, tuple[str, ...]]]:
        return {Press.BACK: (Press.BACK, (say("footer.back"),))}

    def leave(self) -> None:
        self.page = 0

    def _turn(self) -> None:
        self.page += 1
        self.show(*self._last)

    def do(self, deed: Deed, sign: str) -> Button:
        """A button for ``deed``."""
        return Button(self.kit, Press.WORK, deed.value, **self._style(sign))

    def aside(self, act: Callable[[], None], sign: str) -> Turn:
        """A button for what the screen does by itself."""
        return Turn(self.kit, act, **self._style(sign))

    def _style(self, sign: str) -> dict[str, object]:
        small = self.theme.small
        return {
            "look": QUIET,
            "size": "target",
            "role": "small" if self.theme.short else "label",
            "sign": "" if small else sign,
            "icon": "icon_key",
            "pad": "pad_key" if small else "pad_small",
        }


class CareScreen(Screen):
    aided = False
    question_role = "heading"

    def build(self) -> None:
        small, tall = self.theme.small, self.theme.portrait
        self.image.shown = False
        self.question.spare = 3 if small else 0
        self.tiles = {page: self._tile(page) for page in CARE_TILES}
        grid = Grid(self.kit, *self.tiles.values(), columns=2 if tall or self.theme.short else 4)
        self.body = [] if tall else [grid]
        self.answers = [grid] if tall else []
        self.answers_below = not tall

    def _tile(self, page: Page) -> Button:
        small = self.theme.small
        return Button(
            self.kit,
            Press.PAGE,
            page.value,
            look=OTHER,
            size="target" if self.theme.short else "card",
            role="small" if self.theme.short else "label",
            pictogram=TILE[page][1],
            icon="icon_key" if small else "icon" if self.theme.short else "icon_answer",
            above=not self.theme.short,
            pad="pad_key" if small else "pad_small",
            stretch=0.0,
        )

    def keys(self, kiosk: Kiosk, say: Speech) -> dict[Press, tuple[Press, tuple[str, ...]]]:
        return {Press.BACK: (Press.BACK, (say("footer.back"),))}

    def fill(self, kiosk: Kiosk, say: Speech) -> None:
        self.question.set(say("care.question"))
        for page, tile in self.tiles.items():
            tile.set(say(TILE[page][0]))


class CareDevicesScreen(CarePage):
    """How each device is and since when, what was last wrong with it, and the ports that this machine has."""

    heading = "care.devices"
    share = 0.36

    def rows(self, kiosk: Kiosk, say: Speech) -> list[Fact]:
        return [*self._devices(kiosk, say), *self._ports(say)]

    def _devices(self, kiosk: Kiosk, say: Speech) -> list[Fact]:
        facts = []
        for note in self.desk.notes:
            since = dates.moment(note.since, kiosk.now.local)
            name = say(DEVICES[note.device])
            if note.trouble:
                facts.append(Fact(name, say("care.ill", since=since, why=self._why(note, say)), False))
                continue
            said = say("care.well", since=since)
            if note.last_at is not None:
                at, why = dates.moment(note.last_at, kiosk.now.local), self._why(note, say)
                said += " " + say("care.last_error", at=at, why=why)
            facts.append(Fact(name, said, True))
        return facts

    def _why(self, note: Note, say: Speech) -> str:
        error = note.trouble or note.last_error
        return say(TROUBLES[Trouble[error]]) if note.device is Device.PRINTER else technical(error, say)

    def _ports(self, say: Speech) -> list[Fact]:
        facts = []
        for port in self.desk.ports:
            about = [port.usb_id, port.serial and say("care.serial", serial=port.serial), port.about]
            use = "" if port.use is None else say("care.used_by", device=say(DEVICES[port.use]))
            said = ", ".join(part for part in (*about, use) if part)
            facts.append(Fact(port.name, said or say("care.unused")))
        return facts
