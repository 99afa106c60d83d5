"""Are all papers at hand? Asked before a place is spent."""

from __future__ import annotations

from kiosk.rules.door import service
from kiosk.rules.events import Press
from kiosk.rules.kiosk import Kiosk
from kiosk.ui.kit import Speech
from kiosk.ui.screens.screen import Screen
from kiosk.ui.widgets.button import OTHER, QUIET, Button, Turn
from kiosk.ui.widgets.layout import Card
from kiosk.ui.widgets.pieces import Bullets
from kiosk.ui.widgets.text import Text

EASY = 0.75
"""How far a page of the list may be squeezed before there are more pages instead: it must be read, not deciphered."""


class CheckingPapersScreen(Screen):
    """A list too long for the panel is turned page by page: no line of it is left out."""

    footer = (Press.BACK, Press.CANCEL)
    picture = "papers"
    picture_spare = 3
    picture_least = "icon_large"
    answers_below = True

    def build(self) -> None:
        kit = self.kit
        self.service = Text(kit, "label", bold=True, colour="soga_ink", align="left", spare=1)
        self.list = Bullets(kit, "body")
        self.draft = Text(kit, "small", colour="muted", align="left", spare=2)
        self.body = [Card(kit, self.service, self.list, self.draft)]
        self.more = Turn(kit, self._turn, look=QUIET, sign="forward", after=True)
        self.yes = Button(kit, Press.PAPERS_READY, sign="" if kit.theme.small else "tick")
        self.no = Button(kit, Press.CANCEL, look=OTHER)
        self.answers = [self.more, self.yes, self.no]
        self.lines: tuple[str, ...] = ()
        self.page, self.pages = 0, 1

    def make_room(self) -> None:
        """The list says what the question asks."""
        self.question.spare = 1

    def fill(self, kiosk: Kiosk, say: Speech) -> None:
        assert kiosk.visit is not None
        chosen = service(self.kit.settings, kiosk.visit.service)
        lines = tuple(say.of(chosen.papers))
        if lines != self.lines:
            self.lines, self.page, self._said = lines, 0, None
        self.question.set(say("papers.question"))
        self.service.set(say.of(chosen.name))
        self.draft.set(say("papers.draft") if chosen.draft else "")
        small = self.theme.small
        self.yes.set(say("papers.yes_short" if small else "papers.yes"))
        self.no.set(say("papers.no_short" if small else "papers.no"))
        self._say = say

    def leave(self) -> None:
        self.page, self._said = 0, None

    def arrange(self) -> None:
        """First all lines on one page; if there is no room for them, in pages."""
        width, height = int(self.width), int(self.height)
        if width <= 0:
            return
        parts = self._split(width, height)
        self.pages = len(parts)
        self.page %= self.pages
        self._show(parts[self.page])
        super().arrange()

    def _split(self, width: int, height: int) -> list[tuple[str, ...]]:
        for squeeze in (1.0,) if self.theme.small else (EASY, 1.0):
            for count in range(1, len(self.lines) + 1):
                self.pages = count
                parts = self._in(count)
                if all(self._fits(part, width, height, squeeze) for part in parts):
                    return parts
        return parts

    def _in(self, count: int) -> list[tuple[str, ...]]:
        """The lines in ``count`` pages, as even as they can be by length."""
        total = sum(len(line) for line in self.lines)
        parts: list[list[str]] = [[] for _ in range(count)]
        seen = 0
        for line in self.lines:
            parts[min(count - 1, int((seen + len(line) / 2) * count / total))].append(line)
            seen += len(line)
        return [tuple(part) for part in parts if part]

    def _fits(self, lines: tuple[str, ...], width: int, height: int, squeeze: float) -> bool:
        self._show(lines)
        spared = [block for block in (self.image, self.service, self.draft, self.question) if block.spare]
        for block in spared:
            block.left_out = True
        fits = self.root.height_for(width, squeeze) <= height
        for block in spared:
            block.left_out = False
        return fits

    def _show(self, lines: tuple[str, ...]) -> None:
        self.list.set(lines)
        self.more.shown = self.pages > 1
        self.more.set(
            self._say(
                "papers.more_short" if self.theme.small else "papers.more",
                page=self.page + 1,
                pages=self.pages,
            )
        )

    def _turn(self) -> None:
        self.page += 1
        self.arrange()
