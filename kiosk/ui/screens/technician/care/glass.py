"""The whole glass, and where touches are heard on it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from kivy.graphics import Color, InstructionGroup, Line, Point, Rectangle

from kiosk.rules.events import Press
from kiosk.rules.kiosk import Kiosk
from kiosk.rules.touching import Net, Place, accuracy, crosses
from kiosk.ui.kit import Kit, Speech
from kiosk.ui.screens.screen import Screen
from kiosk.ui.screens.technician.figures import figure
from kiosk.ui.widgets.block import Block
from kiosk.ui.widgets.button import QUIET, Button, Turn
from kiosk.ui.widgets.layout import Card, Row, Stack
from kiosk.ui.widgets.text import Text


class Glass(Block):
    """Everything there is; ``heard`` gets each place a finger is put down or moved to, in pixels of the glass;
    ``lifted`` is told when it is gone."""

    stretch = 1.0

    def __init__(
        self,
        kit: Kit,
        heard: Callable[[Place, bool], None],
        *parts: Block,
        lifted: Callable[[], None] = lambda: None,
    ) -> None:
        super().__init__(kit)
        self._heard, self._lifted = heard, lifted
        self.parts = parts
        self.drawn = InstructionGroup()
        self.canvas.before.add(self.drawn)
        for part in parts:
            self.add_widget(part)

    def blocks(self) -> Iterable[Block]:
        return self.parts

    def height_for(self, width: int, squeeze: float) -> int:
        return 0

    def _place(self, touch: Any) -> Place:
        return touch.x - self.x, touch.y - self.y

    def on_touch_down(self, touch):  # type: ignore[no-untyped-def]
        if not self.collide_point(*touch.pos):
            return False
        if not super().on_touch_down(touch):
            touch.grab(self)
            self._heard(self._place(touch), True)
        return True

    def on_touch_move(self, touch):  # type: ignore[no-untyped-def]
        if touch.grab_current is self and self.collide_point(*touch.pos):
            self._heard(self._place(touch), False)
            return True
        return super().on_touch_move(touch)

    def on_touch_up(self, touch):  # type: ignore[no-untyped-def]
        if touch.grab_current is self:
            touch.ungrab(self)
            self._lifted()
            return True
        return super().on_touch_up(touch)


class WholeScreen(Screen):
    """Fills the panel with one :class:`Glass`. Whoever touches it is still there."""

    aided = False
    whole = True
    glass: Glass

    def _upright(self) -> Block:
        return self.glass

    def _across(self) -> Block:
        return self.glass

    def arrange(self) -> None:
        if self.width <= 0:
            return
        self.squeeze = 0.0
        self.glass.lay(int(self.x), int(self.y), int(self.width), int(self.height), 0.0)
        self.place()
        self.draw()

    def place(self) -> None:
        """Lay what stands on the glass."""

    def draw(self) -> None:
        """Draw what is seen on it."""

    def alive(self) -> None:
        self.kit.press(Press.STILL_HERE, "")


class CareTouchScreen(WholeScreen):
    """First nine crosses, for the accuracy; then the glass as a net, every cell of which is to be touched."""

    def build(self) -> None:
        kit, small = self.kit, self.theme.small
        self.question.shown = False
        self.words = Text(kit, "small" if small else "body", bold=True)
        style: dict[str, Any] = {
            "look": QUIET,
            "role": "small" if self.theme.short else "label",
            "pad": "pad_key" if small else "pad_small",
        }
        self.again = Turn(kit, self._begin, size="target", **style)
        self.finish = Button(kit, Press.BACK, size="answer", **style)
        self.card = Card(kit, self.words, pad="pad_small")
        self.buttons = Row(kit, self.again, self.finish)
        self.panel = Stack(kit, self.card, self.buttons)
        self.glass = Glass(kit, self._heard, self.panel, lifted=self._lifted)
        self._forget()

    def _forget(self) -> None:
        self.pairs: list[tuple[Place, Place]] = []
        self.touched: set[int] = set()
        self.marks: list[Place] = []
        self.wiping = False

    def leave(self) -> None:
        self._forget()

    def _begin(self) -> None:
        self._forget()
        self.show(*self._last)

    # ----------------------------------------------------------------------------------------- what is heard

    @property
    def crosses(self) -> tuple[Place, ...]:
        return crosses(self.width, self.height, self.edge)

    @property
    def edge(self) -> int:
        """From the panel's edge to the outer crosses: nearer, no finger finds them behind a frame."""
        return round(self.theme.px("target") * 0.7)

    @property
    def net(self) -> Net:
        return Net.over(self.width, self.height, self.theme.px("target"))

    @property
    def asked(self) -> Place | None:
        """The cross that is to be touched now; None when all have been."""
        every = self.crosses
        return every[len(self.pairs)] if len(self.pairs) < len(every) else None

    def _heard(self, place: Place, down: bool) -> None:
        asked = self.asked
        if asked is not None:
            if not down:
                return
            self.pairs.append((asked, place))
        else:
            self.wiping = not down
            cell = self.net.cell(place)
            if cell is not None:
                self.touched.add(cell)
        self.marks = [*self.marks[-400:], place]
        if down:
            self.alive()
        self.show(*self._last)

    def _lifted(self) -> None:
        if self.wiping:
            self.wiping = False
            self.show(*self._last)

    # ------------------------------------------------------------------------------------------ what is seen

    def fill(self, kiosk: Kiosk, say: Speech) -> None:
        self._last = kiosk, say
        self.panel.shown = (
            not self.wiping
        )  # it stands in the way of the finger, and of what is still to be wiped
        self.again.set(say("care.begin_again"))
        self.finish.set(say("care.finish"))
        found = accuracy(self.pairs, self.theme.px_per_mm)
        if found is None:
            self.words.set(say("care.touch_cross"))
        elif self.asked is not None:
            self.words.set(
                say(
                    "care.touch_next",
                    n=len(self.pairs),
                    all=len(self.crosses),
                    mm=figure(say, found.worst, 1),
                )
            )
        else:
            name = (
                "care.touch_good" if found.good else "care.touch_fair" if found.bearable else "care.touch_bad"
            )
            done = say("care.touch_net", n=len(self.touched), all=self.net.cells)
            if len(self.touched) == self.net.cells:
                done = say("care.touch_all")
            shift = say(
                "care.touch_result",
                mean=figure(say, found.mean, 1),
                worst=figure(say, found.worst, 1),
                right=figure(say, found.right, 1),
                up=figure(say, found.up, 1),
            )
            self.words.set(f"{say(name)} {shift}\n{done}")

    def _signature(self) -> tuple[object, ...]:
        return (*super()._signature(), len(self.pairs), len(self.touched), tuple(self.marks[-1:]))

    def place(self) -> None:
        """Clear of every cross: upright between two rows of them, across between two columns. What it covers of the
        net is wiped over from beside it."""
        wide, high, clear = int(self.width), int(self.height), self.edge + self.theme.px("target") // 2
        broad = self.theme.portrait or self.asked is None
        left, room = clear, (wide - 2 * clear if broad else wide // 2 - clear - clear // 2)
        tallest = high // 2 - clear if broad else high // 2
        squeeze = next((s / 4 for s in range(4) if self.panel.height_for(room, s / 4) <= tallest), 1.0)
        tall = self.panel.height_for(room, squeeze)
        bottom = max(self.theme.px("gap_small"), high // 4 - tall // 2)
        self.panel.lay(int(self.x) + left, int(self.y) + bottom, room, tall, squeeze)

    def draw(self) -> None:
        theme, drawn = self.theme, self.glass.drawn
        drawn.clear()
        drawn.add(Color(*theme.colour("paper")))
        drawn.add(Rectangle(pos=self.pos, size=self.size))
        if self.asked is None:
            self._draw_net()
        thick, arm = theme.px("outline"), theme.px("target") * 0.5
        if self.asked is not None:
            x, y = self.x + self.asked[0], self.y + self.asked[1]
            drawn.add(Color(*theme.colour("ink")))
            drawn.add(Line(points=(x - arm, y, x + arm, y), width=thick))
            drawn.add(Line(points=(x, y - arm, x, y + arm), width=thick))
            drawn.add(Line(circle=(x, y, arm * 0.6), width=thick))
        drawn.add(Color(*theme.colour("soga")))
        dots = [part for x, y in self.marks for part in (self.x + x, self.y + y)]
        drawn.add(Point(points=dots, pointsize=2 * thick))

    def _draw_net(self) -> None:
        """A finger that wipes is followed at once: one colour after the other, not one cell after the other."""
        net, drawn, line = self.net, self.glass.drawn, self.theme.px("outline")
        drawn.add(Color(*self.theme.colour("card_edge")))
        drawn.add(Rectangle(pos=self.pos, size=self.size))
        untouched = set(range(net.cells)) - self.touched
        for role, cells in (("card", untouched), ("leaf_wash", self.touched)):
            drawn.add(Color(*self.theme.colour(role)))
            for left, bottom, wide, high in map(net.box, cells):
                drawn.add(
                    Rectangle(
                        pos=(self.x + left + line, self.y + bottom + line),
                        size=(wide - 2 * line, high - 2 * line),
                    )
                )
