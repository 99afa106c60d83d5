"""The whole picture: whether every point of it lights up as it should, and how sharp it is."""

from __future__ import annotations

from kivy.graphics import Color, Rectangle
from kivy.graphics.texture import Texture

from kiosk.rules.events import Press, Touch
from kiosk.rules.kiosk import Kiosk
from kiosk.rules.touching import Place
from kiosk.ui.drawing import testcards
from kiosk.ui.kit import Speech
from kiosk.ui.screens.technician.care.glass import Glass, WholeScreen
from kiosk.ui.widgets.layout import Card
from kiosk.ui.widgets.text import Text


class CareScreenScreen(WholeScreen):
    """One test card after another; a touch turns to the next, after the last one the page is left."""

    def build(self) -> None:
        kit = self.kit
        self.question.shown = False
        self.words = Text(kit, "small" if self.theme.small else "body", bold=True)
        self.card = Card(kit, self.words, pad="pad_small")
        self.glass = Glass(kit, self._heard, self.card)
        self.shown_card = 0

    def leave(self) -> None:
        self.shown_card = 0

    def _heard(self, _place: Place, down: bool) -> None:
        if not down:
            return
        self.shown_card += 1
        if self.shown_card > len(testcards.CARDS):
            self.shown_card = 0
            self.kit.dispatch(Touch(Press.BACK))
            return
        self.alive()
        self.show(*self._last)

    def fill(self, kiosk: Kiosk, say: Speech) -> None:
        """The first thing seen says what comes, for a card that is to be looked at carries no words."""
        self._last = kiosk, say
        self.words.set(say("care.screen_hint", n=len(testcards.CARDS)) if self.shown_card == 0 else "")
        self.card.shown = self.shown_card == 0

    @property
    def shape(self) -> str:
        return f"card {self.shown_card}"

    def _signature(self) -> tuple[object, ...]:
        return (*super()._signature(), self.shown_card)

    def place(self) -> None:
        wide = round(self.width * 0.7)
        tall = self.card.height_for(wide, 0)
        left = self.x + (self.width - wide) // 2
        self.card.lay(int(left), int(self.y + (self.height - tall) // 2), wide, int(tall), 0.0)

    def draw(self) -> None:
        drawn = self.glass.drawn
        drawn.clear()
        if self.shown_card == 0:
            drawn.add(Color(*self.theme.colour("paper")))
            drawn.add(Rectangle(pos=self.pos, size=self.size))
            return
        card = testcards.CARDS[self.shown_card - 1]
        width, height = int(self.width), int(self.height)
        for box, colour in testcards.boxes(card, width, height):
            drawn.add(Color(*colour))
            drawn.add(Rectangle(pos=(self.x + box[0], self.y + box[1]), size=box[2:]))
        pattern = testcards.pattern(card)
        if pattern is not None:
            side, pixels = pattern
            texture = Texture.create(size=(side, side), colorfmt="luminance")
            texture.blit_buffer(pixels, colorfmt="luminance", bufferfmt="ubyte")
            texture.mag_filter = texture.min_filter = "nearest"
            texture.wrap = "repeat"
            across, up = width / side, height / side
            drawn.add(Color(1, 1, 1, 1))
            drawn.add(
                Rectangle(
                    texture=texture,
                    pos=self.pos,
                    size=self.size,
                    tex_coords=(0, 0, across, 0, across, up, 0, up),
                )
            )
