"""The pieces of the counter's page: the verdict, the line, the keys."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from kivy.graphics import BorderImage, Color, Rectangle

from kiosk.counter.look import ON, SIGNS, palette
from kiosk.counter.sentences import Mood, Said, Speaker
from kiosk.counter.text import pace
from kiosk.rules.events import Press
from kiosk.store.counter import Line
from kiosk.ui.drawing.pictures import Pictures
from kiosk.ui.kit import Kit
from kiosk.ui.widgets.block import Block, Picture, Space
from kiosk.ui.widgets.button import Button, Look
from kiosk.ui.widgets.layout import Card, Row, Stack
from kiosk.ui.widgets.target import Target
from kiosk.ui.widgets.text import Text

TIGHTEST = 2.0
NUMBER_SHARE = 0.42
"""Of the verdict's sheet."""
ROWS = 4
"""So many of those who wait are named beside the verdict."""


class DeskPictures(Pictures):
    """The kiosk's pictures, and the signs of a verdict."""

    def verdict(self, name: str, pixels: int, role: str):  # type: ignore[no-untyped-def]
        colour = self._theme.hex(role)

        def draw():  # type: ignore[no-untyped-def]
            from kiosk.ui.drawing.pictograms.pen import Pen

            pen = Pen(pixels, palette(colour))
            SIGNS[name](pen)
            return pen.picture()

        return self._texture(("verdict", name, pixels, colour, SIGNS[name].__code__.co_code), draw)


def fit(block: Block, x: int, y: int, width: int, height: int) -> None:
    """Lay ``block`` as generously as it fits."""
    steps = int(block.theme.ratio("squeeze_steps"))
    tries = (step / steps for step in range(round(TIGHTEST * steps)))
    squeeze = next((s for s in tries if block.height_for(width, s) <= height), TIGHTEST)
    block.lay(x, y, width, height, squeeze)


class DoButton(Button):
    """A button of the counter: what it does is handed in, with the key that does the same."""

    def __init__(self, kit: Kit, do: Callable[[], None], *, look: Look, **options: object) -> None:
        super().__init__(kit, Press.CLOSE, look=look, **options)
        self._do = do

    def act(self) -> None:
        self._do()


class VerdictCard(Block):
    """In a glance: a field of colour with its sign and three words; below, number and service; then the rest."""

    def __init__(self, kit: Kit) -> None:
        super().__init__(kit)
        self.mood = Mood.IDLE
        with self.canvas.before:
            Color(1, 1, 1, 1)
            edge = kit.theme.px("radius")
            self._field = BorderImage(border=(edge,) * 4)
            self._sheet = BorderImage(border=(edge,) * 4)
        with self.canvas:
            Color(1, 1, 1, 1)
            self._sign = Rectangle(size=(0, 0))
        self.headline = Text(kit, "title", bold=True, align="left", most_lines=2)
        self.number = Text(kit, "number", bold=True)
        self.service = Text(kit, "heading", bold=True, align="left")
        self.lines = [Text(kit, "label", align="left", gap="gap_small") for _ in range(5)]
        self.facts = Stack(kit, self.service, *self.lines, centred=True)
        self.picture = Picture(kit, "ticket")
        for part in (self.headline, self.number, self.picture, self.facts):
            self.add_widget(part)

    def show(self, said: Said) -> None:
        self.mood = said.mood
        self.headline.set(said.headline)
        self.headline.paint(ON[said.mood])
        self.number.set(said.number)
        self.picture.shown = not said.number
        self.service.set(said.service)
        for i, text in enumerate(self.lines):
            text.set(said.lines[i] if i < len(said.lines) else "")
        self.arrange()

    def height_for(self, width: int, squeeze: float) -> int:
        return 0

    def lay(self, x: int, y: int, width: int, height: int, squeeze: float) -> None:
        super().lay(x, y, width, height, squeeze)
        self.arrange()

    def arrange(self) -> None:
        if self.width <= 1:
            return
        theme, pictures = self.theme, self.kit.pictures
        assert isinstance(pictures, DeskPictures)
        x, y, width, height = int(self.x), int(self.y), int(self.width), int(self.height)
        radius, rim, pad, gap = (theme.px(role) for role in ("radius", "rim", "pad", "gap"))
        head = height * 2 // 7
        self._field.texture = pictures.box(self.mood.value, None, None, radius, rim, 0)
        self._field.pos, self._field.size = (x, y), (width, height)
        self._sheet.texture = pictures.box(f"{self.mood.value}_wash", None, None, radius, rim, 0)
        below = height - head - 2 * rim
        self._sheet.pos, self._sheet.size = (x + 2 * rim, y + 2 * rim), (width - 4 * rim, below)
        side = head - 2 * pad
        side -= side % 4
        self._sign.texture = pictures.verdict(self.mood.value, side, ON[self.mood])
        self._sign.size = side, side
        self._sign.pos = x + pad, y + height - head + (head - side) // 2
        left = x + pad + side + gap
        self.headline.lay(left, y + height - head, x + width - pad - left, head, 0)
        inside, bottom, tall = x + 2 * rim + pad, y + 2 * rim + pad, below - 2 * pad
        room = width - 4 * rim - 2 * pad
        number = round(room * NUMBER_SHARE) if self.facts.present else room
        self.number.lay(inside, bottom, number, tall, 0)
        self.picture.lay(inside, bottom, number, tall, 0)
        facts = inside + number + gap
        fit(self.facts, facts, bottom, inside + room - facts, tall)


class Waiting(Target):
    """One who waits: number, service by its picture, minutes. Touched, it is looked up."""

    def __init__(self, kit: Kit, choose: Callable[[int], None]) -> None:
        super().__init__(kit, Press.CLOSE, gap="gap_small")
        self._choose = choose
        self.chosen = 0
        theme = kit.theme
        with self.canvas.before:
            self._ground = Color(*theme.colour("card"))
            self._box = Rectangle()
            Color(*theme.colour("card_lip"))
            self._edge = Rectangle()
        with self.canvas:
            Color(1, 1, 1, 1)
            self._image = Rectangle(size=(0, 0))
        self.number = Text(kit, "heading", bold=True, align="right", most_lines=1)
        self.waited = Text(kit, "body", align="right", most_lines=1, valign="middle")
        self.parts = (self.number, self.waited)
        self.first = False
        self.pictogram = ""
        for part in self.parts:
            self.add_widget(part)

    def set(self, number: int, waited: str, pictogram: str, *, first: bool) -> None:
        """``first``: before everybody who only has a smaller number."""
        self.chosen, self.pictogram, self.first = number, pictogram, first
        self.number.set(str(number))
        self.waited.set(waited)

    def act(self) -> None:
        self._choose(self.chosen)

    def show_pressed(self) -> None:
        self._paint()

    def height_for(self, width: int, squeeze: float) -> int:
        return self.theme.squeezed("target", squeeze)

    def lay(self, x: int, y: int, width: int, height: int, squeeze: float) -> None:
        super().lay(x, y, width, height, squeeze)
        theme = self.theme
        pad, line = theme.px("pad_key"), max(1, theme.px("outline") // 2)
        self._box.pos, self._box.size = (x, y), (width, height)
        self._edge.pos, self._edge.size = (x, y), (width, line)
        number = width * 27 // 100
        self.number.lay(x, y, number, height, 0)
        side = min(theme.px("icon"), height - 2 * pad)
        side -= side % 4
        self._image.texture = self.kit.pictures.pictogram(self.pictogram, side)
        left = x + number + 2 * pad
        self._image.pos, self._image.size = (left, y + (height - side) // 2), (side, side)
        left += side + pad
        room = x + width - pad - left
        self.waited.lay(left, y, room, height, 0)
        self._paint()

    def _paint(self) -> None:
        ground = "card_pressed" if self.down else "wash" if self.first else "card"
        self._ground.rgba = self.theme.colour(ground)


class LineCard(Card):
    """How many wait, who is next, how it goes; or why that is not known."""

    def __init__(self, kit: Kit, choose: Callable[[int], None], pictogram: Callable[[str], str]) -> None:
        self._pictogram = pictogram
        self.title = Text(kit, "label", bold=True, colour="soga_ink")
        self.count = Text(kit, "heading", bold=True, colour="soga_ink", align="left")
        self.topline = Row(kit, self.title, self.count, weights=(0.68, 0.32))
        self.rows = [Waiting(kit, choose) for _ in range(ROWS)]
        self.more = Text(kit, "small", gap="gap_small")
        self.room = Space(kit)
        self.facts = [Text(kit, "small", gap="gap_small") for _ in range(3)]
        super().__init__(kit, self.topline, *self.rows, self.more, self.room, *self.facts, pad="pad_small")

    def show(self, line: Line | None, away: list[str], say: Speaker, now: datetime) -> None:
        """``away``: sentences in place of the line."""
        waiting = line.waiting if line is not None else ()
        self.title.align = "center" if line is None else "right"
        self.title.set(away[0] if line is None else say("counter.line.waiting"))
        self.count.set("" if line is None else str(len(waiting)))
        for i, row in enumerate(self.rows):
            row.shown = i < len(waiting)
            if row.shown:
                found = waiting[i]
                waited = say("counter.line.minutes", n=say.minutes(now - found.taken_at))
                if found.priority:
                    waited = say("counter.line.priority")
                row.set(found.number, waited, self._pictogram(found.service), first=found.priority)
        hidden = len(waiting) - ROWS
        self.more.set(say("counter.line.more", n=hidden) if hidden > 0 else "")
        self.room.shown = line is not None
        facts = away[1:] if line is None else pace(line, say)
        for i, text in enumerate(self.facts):
            text.set(facts[i] if i < len(facts) else "")
