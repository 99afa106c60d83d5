"""Buttons that look like buttons: a face, an edge and a lip that goes down under the finger."""

from __future__ import annotations

from collections.abc import Callable

from kivy.graphics import BorderImage, Color, Rectangle

from kiosk.rules.events import Press
from kiosk.ui.kit import Kit
from kiosk.ui.widgets.target import Target
from kiosk.ui.widgets.text import Text


class Look:
    """The roles of one kind of button."""

    def __init__(self, fill: str, edge: str | None, lip: str, pressed: str, ink: str) -> None:
        self.fill, self.edge, self.lip, self.pressed, self.ink = fill, edge, lip, pressed, ink


ANSWER = Look("answer", None, "answer_lip", "answer_pressed", "on_answer")
OTHER = Look("card", "card_edge", "card_lip", "card_pressed", "ink")
QUIET = Look("quiet", "quiet_edge", "quiet_lip", "quiet_pressed", "ink")


class Button(Target):
    """A label, with a sign or a pictogram beside or above it."""

    def __init__(
        self,
        kit: Kit,
        press: Press,
        value: str = "",
        *,
        look: Look = ANSWER,
        size: str = "answer",
        least: str = "",
        role: str = "label",
        sign: str = "",
        after: bool = False,
        pictogram: str = "",
        icon: str = "icon",
        above: bool = False,
        pad: str = "",
        second: str = "",
        align: str = "center",
        bold: bool = True,
        **options: object,
    ) -> None:
        super().__init__(kit, press, value, **options)
        self._pads = (pad, pad) if pad else ("pad", "pad_small")
        self.look, self.high, self.icon_size, self.above, self.align = look, size, icon, above, align
        self.sign, self.pictogram, self.after = sign, pictogram, after
        theme = kit.theme
        self._radius, self._depth = theme.px("radius"), theme.px("lip")
        outline = theme.px("outline")
        edge = self._radius + self._depth
        pictures = kit.pictures
        self._up = pictures.box(look.fill, look.edge, look.lip, self._radius, outline, self._depth)
        self._down = pictures.box(look.pressed, look.edge, None, self._radius, outline, 0)
        with self.canvas.before:
            Color(1, 1, 1, 1)
            self._box = BorderImage(texture=self._up, border=(edge, self._radius, self._radius, self._radius))
        with self.canvas:
            Color(1, 1, 1, 1)
            if pictogram and look is ANSWER:
                # Dark lines need a light ground.
                ground = pictures.box("card", None, None, self._radius, outline, 0)
                self._patch = BorderImage(texture=ground, border=(self._radius,) * 4, size=(0, 0))
            else:
                self._patch = None
            self._image = Rectangle(size=(0, 0))
        left = align == "left" or (bool(sign or pictogram) and not above)
        self.label = Text(
            kit,
            role,
            colour=look.ink,
            bold=bold,
            align="left" if left else "center",
            valign="middle",
        )
        self.add_widget(self.label)
        self.second = Text(kit, second or "small", colour=look.ink, align=self.label.align, valign="top")
        self.second.shown = False
        self.add_widget(self.second)
        self._laid: tuple[int, int, int, int, float] | None = None

    def picture(self, name: str) -> None:
        """Another pictogram than before."""
        self.pictogram = name
        self._place()

    def signed(self, name: str) -> None:
        """Another sign than before."""
        self.sign = name
        self._place()

    def set(self, text: str, second: str = "") -> None:
        self.label.set(text)
        self.second.set(second)

    def blocks(self):  # type: ignore[no-untyped-def]
        return (self.label, self.second)

    @property
    def text(self) -> str:
        return self.label.text

    def _below_icon(self, squeeze: float) -> int:
        return self.theme.squeezed(self._pads[1], squeeze) // 2

    def _icon(self, squeeze: float) -> int:
        if not (self.sign or self.pictogram):
            return 0
        return self.theme.squeezed(self.icon_size, squeeze)

    def _side(self, squeeze: float) -> int:
        """Beside the words; those that begin at the left begin where the corner's curve ends, except on a panel as
        small as a hand, where two acts beside each other are worth more than their margins."""
        pad = self.theme.squeezed(self._pads[0], squeeze)
        if self.align != "left" or self.theme.small:
            return pad
        return max(pad, self.theme.squeezed("radius", squeeze) * 3 // 4)

    def _room(self, width: int, squeeze: float) -> int:
        room = width - 2 * self._side(squeeze)
        if self._icon(squeeze) and not self.above:
            room -= self._icon(squeeze) + self.theme.squeezed(self._pads[1], squeeze)
            room -= self.theme.px("rim") if self._patch is not None else 0
        return room

    def height_for(self, width: int, squeeze: float) -> int:
        room = self._room(width, squeeze)
        words = self.label.height_for(room, squeeze)
        if self.second.text:
            words += self.second.height_for(room, squeeze) + self.theme.squeezed("gap_small", squeeze)
        pad = self.theme.squeezed(self._pads[1], squeeze)
        icon = self._icon(squeeze)
        inner = words + (icon + self._below_icon(squeeze) if self.above and icon else 0)
        if not self.above:
            inner = max(inner, icon)
        return max(self.theme.squeezed(self.high, squeeze), inner + 2 * pad + self._depth)

    def lay(self, x: int, y: int, width: int, height: int, squeeze: float) -> None:
        super().lay(x, y, width, height, squeeze)
        self._laid = (x, y, width, height, squeeze)
        self._place()

    def show_pressed(self) -> None:
        self._box.texture = self._down if self.down else self._up
        self._place()

    def _place(self) -> None:
        if self._laid is None:
            return
        x, y, width, height, squeeze = self._laid
        depth = self._depth
        self._box.pos, self._box.size = (x, y), (width, height - (depth if self.down else 0))
        base = y if self.down else y + depth
        face = height - depth
        pad, icon = self._side(squeeze), self._icon(squeeze)
        room = self._room(width, squeeze)
        if self.above:
            self._place_above(x, base, width, face, icon, room, pad, squeeze)
        else:
            self._place_beside(x, base, width, face, icon, room, pad, squeeze)
        if not icon:
            self._image.size = 0, 0
        else:
            name, ink = self.sign or self.pictogram, self.look.ink
            pictures = self.kit.pictures
            self._image.texture = (
                pictures.sign(name, icon, ink) if self.sign else pictures.pictogram(name, icon)
            )
            self._image.size = icon, icon
            if self._patch is not None:
                rim = self.theme.px("rim")
                self._patch.pos = self._image.pos[0] - rim, self._image.pos[1] - rim
                self._patch.size = icon + 2 * rim, icon + 2 * rim

    def _words(self, room: int, face: int, squeeze: float) -> tuple[int, int, int]:
        """Heights of the label, the space below it, and the second text."""
        second = self.second.height_for(room, squeeze) if self.second.text else 0
        between = self.theme.squeezed("gap_small", squeeze) if second else 0
        label = min(self.label.height_for(room, squeeze), face - second - between)
        return label, between, second

    def _place_beside(
        self, x: int, base: int, width: int, face: int, icon: int, room: int, pad: int, squeeze: float
    ) -> None:
        label, between, second = self._words(room, face, squeeze)
        left = x + pad
        gap = self.theme.squeezed(self._pads[1], squeeze) if icon and self.text else 0
        gap += self.theme.px("rim") if self._patch is not None else 0
        if self.align == "center" and icon:
            wide = self._wide(room, squeeze)
            left = x + (width - icon - gap - wide) // 2
        if icon:
            right = left + self._wide(room, squeeze) + gap
            self._image.pos = right if self.after else left, base + (face - icon) // 2
            left += 0 if self.after else icon + gap
            room = self._wide(room, squeeze) + 1
        bottom = base + (face - label - between - second) // 2
        self.label.lay(left, bottom + second + between, room, label, squeeze)
        self.second.lay(left, bottom, room, second, squeeze)

    def _wide(self, room: int, squeeze: float) -> int:
        from kiosk.ui.widgets.text import width_of

        widest = 0
        for text in (self.label, self.second):
            if text.text:
                size, lines = text.fitted(room, squeeze)
                widest = max(widest, *(width_of(line, size, text.bold) for line in lines))
        return widest

    def _place_above(
        self, x: int, base: int, width: int, face: int, icon: int, room: int, pad: int, squeeze: float
    ) -> None:
        gap = self._below_icon(squeeze) if icon else 0
        label, between, second = self._words(room, face - icon - gap, squeeze)
        bottom = base + (face - icon - gap - label - between - second) // 2
        self.second.lay(x + pad, bottom, room, second, squeeze)
        self.label.lay(x + pad, bottom + second + between, room, label, squeeze)
        if icon:
            self._image.pos = x + (width - icon) // 2, bottom + second + between + label + gap


class Turn(Button):
    """Turns a page of its screen. Nothing of the visit changes, but the kiosk hears that somebody is here."""

    def __init__(self, kit: Kit, turn: Callable[[], None], **options: object) -> None:
        super().__init__(kit, Press.STILL_HERE, **options)
        self._turn = turn

    def badge_size(self) -> str:
        """Small: it has no room to spare."""
        return "badge"

    def act(self) -> None:
        self._turn()
        super().act()
