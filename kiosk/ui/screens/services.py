"""What brings you here? The most wanted service first, each with its picture."""

from __future__ import annotations

from kiosk.rules.events import Press
from kiosk.rules.states import Kiosk
from kiosk.ui.kit import Speech
from kiosk.ui.screens.screen import Screen
from kiosk.ui.widgets.block import Grid
from kiosk.ui.widgets.button import OTHER, QUIET, Button, Turn

UPRIGHT, ACROSS, SMALL = 7, 9, 4
"""Cells on one page: upright, across, and on a panel as small as a hand."""


class ChoosingServiceScreen(Screen):
    footer = (Press.CANCEL, Press.LANGUAGE)

    def build(self) -> None:
        kit = self.kit
        services = kit.settings.services
        tall = kit.theme.portrait
        cells = UPRIGHT if tall else (SMALL if kit.theme.small else ACROSS)
        # One cell is kept for the way to the next page when not all services fit on one.
        self.per_page = len(services) if len(services) <= cells else cells - 1
        self.page = 0
        self.cards = []
        for i, service in enumerate(services):
            first = tall and i == 0
            self.cards.append(
                Button(
                    kit,
                    Press.SERVICE,
                    service.code,
                    look=OTHER,
                    size="card",
                    role="heading" if first else "label",
                    pictogram=service.pictogram,
                    icon="icon_large",
                    above=tall and not first,
                    align="center" if tall else "left",
                )
            )
        self.more = Turn(kit, self._turn, look=QUIET, size="card", sign="forward", above=tall)
        if tall:
            self.body = [
                self.cards[0],
                Grid(kit, *self.cards[1:], self.more, columns=2, stretch=1, gap="gap_target"),
            ]
        else:
            columns = 2 if kit.theme.small else 3
            self.body = [Grid(kit, *self.cards, self.more, columns=columns, stretch=1)]

    def fill(self, kiosk: Kiosk, say: Speech) -> None:
        self.question.set(say("services.question"))
        services = self.kit.settings.services
        start = self.page * self.per_page
        for i, (card, service) in enumerate(zip(self.cards, services, strict=True)):
            card.set(say.of(service.name))
            card.shown = start <= i < start + self.per_page
        self.more.shown = len(services) > self.per_page
        self.more.set(say("services.more"))
        self._last = kiosk, say

    def leave(self) -> None:
        self.page = 0

    def _turn(self) -> None:
        pages = -(-len(self.cards) // self.per_page)
        self.page = (self.page + 1) % pages
        self.show(*self._last)
