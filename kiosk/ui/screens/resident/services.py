"""What brings you here? The most wanted service first, each with its picture."""

from __future__ import annotations

from collections.abc import Sequence

from kiosk.rules.door import service_full
from kiosk.rules.events import Press
from kiosk.rules.kiosk import Kiosk
from kiosk.rules.opening import policy_for
from kiosk.rules.policy import Service
from kiosk.ui.kit import Speech
from kiosk.ui.look.theme import TextSize
from kiosk.ui.screens.screen import Screen
from kiosk.ui.widgets.button import OTHER, QUIET, Button, Turn
from kiosk.ui.widgets.layout import Grid

UPRIGHT, ACROSS, LOW, LOW_LARGE, SMALL = 7, 9, 8, 6, 4
"""Cells on one page: upright, across, where height is short, with large letters there, and on a panel as small as a
hand."""
LEAST = 3
"""Cells that a page has at least: two services, and the way to the next."""


class ChoosingServiceScreen(Screen):
    """As many cards as fit one page; more services than cards are turned page by page."""

    footer = (Press.CANCEL,)

    def build(self) -> None:
        kit, tall = self.kit, self.theme.portrait
        # On a panel as small as a hand the cards say what is asked.
        self.question.spare = int(kit.theme.small)
        self.cells, columns = self._places()
        self.most = self.cells
        self.page = 0
        self.cards = [self._card(large=tall and i == 0) for i in range(self.cells)]
        self.more = Turn(kit, self._turn, look=QUIET, size="card", sign="forward", above=tall, after=not tall)
        if tall:
            rest = Grid(kit, *self.cards[1:], self.more, columns=2, stretch=1, gap="gap_target")
            self.body = [self.cards[0], rest]
        else:
            even = not kit.theme.small
            self.body = [Grid(kit, *self.cards, self.more, columns=columns, even=even, stretch=1)]

    def _places(self) -> tuple[int, int]:
        """Cells on one page, and columns they stand in."""
        theme = self.theme
        if theme.portrait:
            return UPRIGHT, 2
        if theme.small:
            return SMALL, 2
        if theme.short:
            return (LOW_LARGE if theme.text is TextSize.LARGE else LOW), 2
        return ACROSS, 3

    def _card(self, *, large: bool) -> Button:
        tall = self.theme.portrait
        return Button(
            self.kit,
            Press.SERVICE,
            look=OTHER,
            size="card",
            role="heading" if large else "label",
            pictogram="dokumen",
            icon="icon_large",
            second="body",
            above=tall and not large,
            align="center" if tall else "left",
        )

    def fill(self, kiosk: Kiosk, say: Speech) -> None:
        self.question.set(say("services.question"))
        services = self._offered(kiosk)
        # One cell is kept for the way to the next page when not all services fit on one.
        turning = len(services) > self.cells
        per_page = self.cells - 1 if turning else self.cells
        self.pages = -(-len(services) // per_page)
        here = services[self.page * per_page :][:per_page]
        for i, card in enumerate(self.cards):
            card.shown = i < len(here)
            if card.shown:
                card.value = here[i].code
                card.picture(here[i].pictogram)
                name, full = say.of(here[i].name), service_full(kiosk, self.kit.settings, here[i].code)
                # It can still be chosen: what to do instead stands behind it.
                if not full:
                    card.set(name)
                elif self.theme.short:
                    # Where height is dear the note stays in the name's line.
                    card.set(f"{name} \N{MIDDLE DOT} {say('services.full_short')}")
                else:
                    card.set(name, say("services.full"))
        self.more.shown = turning
        self.more.set(say("services.more"))
        self._last = kiosk, say

    def _offered(self, kiosk: Kiosk) -> Sequence[Service]:
        """What the day's policy offers, in its order."""
        settings = self.kit.settings
        day = kiosk.visit.day if kiosk.visit else kiosk.now.local.date()
        offered: Sequence[Service] = policy_for(settings.policies, day).services
        return offered or settings.services

    def leave(self) -> None:
        self.page, self.cells = 0, self.most

    def arrange(self) -> None:
        """Names are the office's own, and a full service says so: where a page has no room for all, it has fewer."""
        super().arrange()
        while self.squeeze > 1 and self.cells > LEAST:
            first = self.page * (self.cells - 1)
            self.cells -= 1
            self.page = first // (self.cells - 1)
            self.fill(*self._last)
            super().arrange()

    def _turn(self) -> None:
        self.page = (self.page + 1) % self.pages
        self.show(*self._last)
