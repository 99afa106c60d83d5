"""What every screen is made of: a block, nothing, or a picture.

A block says how high it is for a width and a squeeze (0 = as generous as the theme wishes, 1 = as tight as it
allows), and is then laid into a rectangle. Kivy's own layouts settle over several frames; a screen of this face
is right in its first.
"""

from __future__ import annotations

from collections.abc import Iterable

from kivy.graphics import Color, Rectangle

from kiosk.ui.kit import Kit
from kiosk.ui.widgets.bare import Bare

ENDLESS = 1 << 20
"""Higher than any panel."""


class Block(Bare):
    """``gap`` is the size role of the space above it; ``spare`` blocks are left out first when room is short.

    ``stretch`` is its share of the room left over.
    """

    gap = "gap"
    spare = 0
    stretch = 0.0
    _shown = True
    _left_out = False

    def __init__(
        self, kit: Kit, *, gap: str | None = None, spare: int = 0, stretch: float | None = None
    ) -> None:
        super().__init__()
        self.kit, self.theme = kit, kit.theme
        if gap is not None:
            self.gap = gap
        if spare:
            self.spare = spare
        if stretch is not None:
            self.stretch = stretch

    @property
    def shown(self) -> bool:
        """Wanted by its screen."""
        return self._shown

    @shown.setter
    def shown(self, wanted: bool) -> None:
        if wanted != self._shown:
            self._shown = wanted
            self.appear()

    @property
    def left_out(self) -> bool:
        """There is no room for it."""
        return self._left_out

    @left_out.setter
    def left_out(self, left_out: bool) -> None:
        if left_out != self._left_out:
            self._left_out = left_out
            self.appear()

    @property
    def present(self) -> bool:
        """Wanted by its screen, and there is room for it."""
        return self._shown and not self._left_out

    def appear(self) -> None:
        """Seen only while it is present, and so is the block that holds it, which may be there only for what it holds.

        Widgets keep their place in the tree, so nothing is rebuilt.
        """
        seen = 1 if self.present else 0
        if seen != self.opacity:
            self.opacity = seen
            if isinstance(self.parent, Block):
                self.parent.appear()

    def height_for(self, width: int, squeeze: float) -> int:
        raise NotImplementedError

    def tallest_for(self, width: int, squeeze: float) -> int:
        """How high a stretching block can still make good use of."""
        return ENDLESS

    def lay(self, x: int, y: int, width: int, height: int, squeeze: float) -> None:
        self.pos = x, y
        self.size = width, height

    def blocks(self) -> Iterable[Block]:
        """The blocks inside it."""
        return ()

    def recall(self) -> None:
        """Draw again what was let go; nothing to do for what was not."""

    def let_go(self) -> None:
        """Give back pixels that are drawn again in no time: they are most of what a screen costs in memory."""

    def on_touch_down(self, touch):  # type: ignore[no-untyped-def]
        return self.present and super().on_touch_down(touch)


class Space(Block):
    """Nothing, that takes what is left over."""

    gap = "gap_small"

    def __init__(self, kit: Kit, stretch: float = 1.0) -> None:
        super().__init__(kit, stretch=stretch)

    def height_for(self, width: int, squeeze: float) -> int:
        return 0


class Picture(Block):
    """A pictogram in the middle of its room, as large as ``most`` allows and not smaller than ``least``."""

    def __init__(
        self,
        kit: Kit,
        name: str = "",
        *,
        most: str = "picture",
        least: str = "picture_least",
        align: str = "center",
        **options: object,
    ) -> None:
        super().__init__(kit, **options)  # type: ignore[arg-type]
        self.name, self.most, self.least, self.align = name, most, least, align
        self.shown = bool(name)
        with self.canvas:
            Color(1, 1, 1, 1)
            self._image = Rectangle()
        self._drawn: tuple[str, int] | None = None

    def set(self, name: str) -> None:
        if name != self.name:
            self.name = name
            self.shown = bool(name)
            self._draw()

    def height_for(self, width: int, squeeze: float) -> int:
        return min(width, self.theme.px(self.least) if squeeze < 1 else self.theme.least(self.least))

    def tallest_for(self, width: int, squeeze: float) -> int:
        return min(width, self.theme.px(self.most))

    def lay(self, x: int, y: int, width: int, height: int, squeeze: float) -> None:
        super().lay(x, y, width, height, squeeze)
        self._draw()

    def _draw(self) -> None:
        side = int(min(self.width, self.height, self.theme.px(self.most)))
        if side < 8 or not self.name:
            self._image.size = (0, 0)
            self._drawn = None
            return
        # In steps, so that nearly equal rooms share one drawing.
        side -= side % 4
        self._drawn = self.name, side
        self.recall()
        left = self.x + {"left": 0, "right": self.width - side}.get(self.align, (self.width - side) // 2)
        self._image.pos = int(left), int(self.y + (self.height - side) // 2)
        self._image.size = side, side

    def recall(self) -> None:
        if self._drawn is not None:
            self._image.texture = self.kit.pictures.pictogram(*self._drawn)

    def let_go(self) -> None:
        self._image.texture = None
