"""What stands at the same place on every screen: the ground, the header and the way so far."""

from __future__ import annotations

from datetime import datetime

from kivy.graphics import Callback, Color, Rectangle
from kivy.graphics.opengl import GL_BLEND, glDisable, glEnable

from kiosk.rules.events import Press
from kiosk.ui import dates
from kiosk.ui.kit import Kit, Speech
from kiosk.ui.widgets.bare import Bare
from kiosk.ui.widgets.block import Block
from kiosk.ui.widgets.target import Target
from kiosk.ui.widgets.text import Text


class Corner(Target):
    """The officer's corner: a rosette of the cloth, nothing that asks to be touched."""

    def __init__(self, kit: Kit) -> None:
        super().__init__(kit, Press.CORNER)
        with self.canvas:
            Color(1, 1, 1, 1)
            self._image = Rectangle(size=(0, 0))

    def height_for(self, width: int, squeeze: float) -> int:
        return self.theme.px("target")

    def lay(self, x: int, y: int, width: int, height: int, squeeze: float) -> None:
        super().lay(x, y, width, height, squeeze)
        side = min(self.theme.px("seal"), width, height)
        self._image.texture = self.kit.pictures.seal(side, "gold", "band")
        self._image.size = side, side
        self._image.pos = x + (width - side) // 2, y + (height - side) // 2


class Header(Block):
    """A band of cloth: whose kiosk this is, the time, and the corner.

    Where the screens stand low, the cloth goes on up to the panel's edge, with a rosette in it.
    """

    def __init__(self, kit: Kit) -> None:
        super().__init__(kit)
        theme = kit.theme
        with self.canvas.before:
            Color(1, 1, 1, 1)
            self._cloth = Rectangle(texture=kit.pictures.cloth("band", "band_motif"))
            self._rosette = Rectangle(size=(0, 0))
            Color(*theme.colour("gold"))
            self._border = Rectangle()
        tall = theme.portrait
        self.office = Text(
            kit,
            "small" if kit.theme.small else "label",
            colour="on_band",
            bold=True,
            align="left",
            valign="bottom" if tall else "middle",
            most_lines=1,
        )
        self.day = Text(kit, "small", colour="on_band", align="left", valign="top", most_lines=1)
        self.clock = Text(
            kit,
            "small" if kit.theme.small else "label",
            colour="on_band",
            bold=True,
            align="right",
            most_lines=1,
        )
        self.corner = Corner(kit)
        for part in (self.office, self.day, self.clock, self.corner):
            self.add_widget(part)
        self._said: object = None
        self._day = ""

    def show(self, name: str, local: datetime, speech: Speech, extra: str) -> None:
        """``extra`` takes the name's place where there is no room for both."""
        tall = self.theme.portrait
        texts = (
            name if tall or not extra else extra,
            dates.long_day(local, speech) if tall else "",
            dates.clock(local),
        )
        if self.theme.small:
            # The band is the place of the keys there; the welcome screen has the name and the time.
            texts = ("", "", "")
        if texts != self._said:
            self._said = texts
            self.office.set(texts[0])
            self._day = texts[1]
            self.day.set(self._day)
            self.clock.set(texts[2])
            self.arrange()

    def height_for(self, width: int, squeeze: float) -> int:
        return self.theme.px(self.theme.header)

    def lay(self, x: int, y: int, width: int, height: int, squeeze: float) -> None:
        super().lay(x, y, width, height, squeeze)
        tile, border = self.theme.px("tile"), self.theme.px("band_border")
        roof = self.theme.roof
        self._cloth.pos, self._cloth.size = (x, y), (width, height + roof)
        across, up = width / tile, (height + roof) / tile
        side = min(self.theme.px("seal_roof"), round(roof * self.theme.ratio("seal_in_roof")))
        if side > tile:
            self._rosette.texture = self.kit.pictures.seal(side, "gold", "band")
            self._rosette.size = side, side
            self._rosette.pos = x + (width - side) // 2, y + height + (roof - side) // 2
        self._cloth.tex_coords = (0, 0, across, 0, across, up, 0, up)
        self._border.pos, self._border.size = (x, y), (width, max(1, border // 4))
        self.arrange()

    def corner_width(self) -> int:
        """Pixels of the officer's corner, from the right edge."""
        target = max(self.theme.least("target"), self.theme.px("seal"))
        return max(target, self.theme.px("margin") + self.theme.px("seal") if self.theme.portrait else 0)

    def arrange(self) -> None:
        if self.width <= 1:
            return
        theme = self.theme
        x, y, width, height = int(self.x), int(self.y), int(self.width), int(self.height)
        margin, gap = theme.px("margin"), theme.px("gap")
        corner = self.corner_width()
        if theme.small:
            self.corner.lay(x + width - corner, y, corner, height, 0)
            return
        clock = self.clock.width_for(0) + 2 if self.clock.text else 0
        right = x + width - corner - gap
        left = x + margin
        room = right - clock - gap - left
        if not theme.portrait:
            self.office.lay(left, y, room, height, 0)
            self.clock.lay(right - clock, y, clock, height, 0)
            self.corner.lay(x + width - corner, y, corner, height, 0)
            return
        # Where name and time are too long for one line, the name takes the date's line too.
        self.office.most_lines = 1
        two = not self.office.possible(room)
        self.office.most_lines = 1 + two
        self.day.set("" if two else self._day)
        office, day = self.office.height_for(room, 0), self.day.height_for(room, 0)
        between = theme.px("gap_small") if day else 0
        bottom = y + (height - office - day - between) // 2
        if theme.roof:
            # Large letters fill the header; above it there is more of the same cloth.
            bottom = max(bottom, y + theme.px("gap"))
        self.office.lay(left, bottom + day + between, room, office, 0)
        self.day.lay(left, bottom, room, day, 0)
        self.clock.lay(right - clock, y, clock, height, 0)
        self.corner.lay(x + width - corner, y, corner, height, 0)


class Progress(Block):
    """Where the visit is: "langkah 3 dari 6", and as many steps."""

    MOST = 8

    def __init__(self, kit: Kit) -> None:
        super().__init__(kit)
        self.label = Text(kit, "small", colour="muted", align="left", most_lines=1)
        self.add_widget(self.label)
        self.now = self.total = 0
        self._said: object = None
        with self.canvas:
            self._colours, self._bars = [], []
            for _ in range(self.MOST):
                self._colours.append(Color(*self.theme.colour("step_todo")))
                self._bars.append(Rectangle(size=(0, 0)))

    def set(self, now: int, total: int, text: str) -> None:
        self.shown = bool(total)
        if (now, total, text) != self._said:
            self._said = now, total, text
            self.now, self.total = now, total
            # Across, the header says it.
            self.label.set(text if self.theme.portrait else "")
            self.arrange()

    def height_for(self, width: int, squeeze: float) -> int:
        step = self.theme.px("step")
        if not self.theme.portrait:
            return step
        return (
            round(self.theme.font("small") * self.theme.ratio("line_height"))
            + self.theme.px("gap_small")
            + step
        )

    def lay(self, x: int, y: int, width: int, height: int, squeeze: float) -> None:
        super().lay(x, y, width, height, squeeze)
        self.arrange()

    def arrange(self) -> None:
        theme, step = self.theme, self.theme.px("step")
        if self.width <= 1:
            return
        x, y, width = int(self.x), int(self.y), int(self.width)
        gap = theme.px("gap_small") // 2 + 1
        each = (width - gap * (self.total - 1)) // max(1, self.total)
        for i, (bar, colour) in enumerate(zip(self._bars, self._colours, strict=True)):
            here = i < self.total
            colour.rgba = theme.colour("step_done" if i < self.now else "step_todo")
            # Done steps are also higher: colour is never the only sign.
            high = step if i < self.now else max(1, step // 3)
            bar.pos, bar.size = (x + i * (each + gap), y), ((each, high) if here else (0, 0))
        if theme.portrait:
            self.label.lay(
                x, y + step + theme.px("gap_small"), width, int(self.height) - step - theme.px("gap_small"), 0
            )


class Ground(Bare):
    """The paper everything stands on, with the cloth's motif hardly darker than the paper.

    It hides all that was there before, so it is drawn without mixing: without a graphics card every pixel that is
    mixed is the processor's work.
    """

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self.theme = kit.theme
        with self.canvas:
            Callback(lambda _instruction: glDisable(GL_BLEND))
            Color(1, 1, 1, 1)
            self._cloth = Rectangle(texture=kit.pictures.cloth("paper", "motif"))
            Callback(lambda _instruction: glEnable(GL_BLEND))

    def lay(self, x: int, y: int, width: int, height: int) -> None:
        self.pos, self.size = (x, y), (width, height)

    def covered(self, below: int, above: int) -> None:
        """Other cloth lies over so many pixels at its lower and upper edge, which need not be drawn."""
        tile = self.theme.px("tile")
        height = int(self.height) - below - above
        across, bottom, top = self.width / tile, below / tile, (below + height) / tile
        self._cloth.pos, self._cloth.size = (self.x, self.y + below), (self.width, height)
        self._cloth.tex_coords = (0, bottom, across, bottom, across, top, 0, top)
