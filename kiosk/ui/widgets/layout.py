"""Blocks that hold blocks: once, top down, in whole pixels, without waiting for a frame."""

from __future__ import annotations

from collections.abc import Iterable

from kivy.graphics import BorderImage, Color

from kiosk.ui.kit import Kit
from kiosk.ui.widgets.block import Block


class Stack(Block):
    """Blocks from the top down. Room left over goes to those that stretch, else stays at the bottom.

    ``centred`` puts what is left over above and below instead.
    """

    def __init__(self, kit: Kit, *children: Block, centred: bool = False, **options: object) -> None:
        super().__init__(kit, **options)  # type: ignore[arg-type]
        self.parts = list(children)
        self.centred = centred
        for child in children:
            self.add_widget(child)
        self.appear()

    def blocks(self) -> Iterable[Block]:
        return self.parts

    @property
    def present(self) -> bool:
        """An empty stack is not there either, so that it takes no gap and no column."""
        return super().present and any(part.present for part in self.parts)

    def there(self) -> list[Block]:
        return [part for part in self.parts if part.present]

    def height_for(self, width: int, squeeze: float) -> int:
        height = 0
        for i, part in enumerate(self.there()):
            height += self._gap(part, squeeze) if i else 0
            height += part.height_for(width, squeeze)
        return height

    def lay(self, x: int, y: int, width: int, height: int, squeeze: float) -> None:
        super().lay(x, y, width, height, squeeze)
        there = self.there()
        wanted = [part.height_for(width, squeeze) for part in there]
        gaps = [self._gap(part, squeeze) if i else 0 for i, part in enumerate(there)]
        spare = max(0, height - sum(wanted) - sum(gaps))
        spare -= self._stretch(there, wanted, spare, width, squeeze)
        top = y + height - (spare // 2 if self.centred else 0)
        for part, high, gap in zip(there, wanted, gaps, strict=True):
            top -= gap + high
            part.lay(x, top, width, high, squeeze)

    def _stretch(self, there: list[Block], wanted: list[int], spare: int, width: int, squeeze: float) -> int:
        """Give ``spare`` to those that stretch, up to what each can use; how much was given."""
        hungry = {i: part.tallest_for(width, squeeze) for i, part in enumerate(there) if part.stretch}
        given = 0
        while hungry and spare > given:
            total = sum(there[i].stretch for i in hungry)
            left = spare - given
            shares = {i: int(left * there[i].stretch / total) for i in hungry}
            full = {i for i, share in shares.items() if wanted[i] + share >= hungry[i]}
            # The ones that cannot use their share are filled first, so that the others get what they leave.
            for i in full or set(hungry):
                more = max(0, min(shares[i], hungry[i] - wanted[i]))
                wanted[i] += more
                given += more
                del hungry[i]
        return given

    def _gap(self, part: Block, squeeze: float) -> int:
        return self.theme.squeezed(part.gap, squeeze)


class Row(Block):
    """Blocks side by side, sharing the width by ``weights``, each as high as the highest."""

    def __init__(
        self,
        kit: Kit,
        *children: Block,
        weights: tuple[float, ...] = (),
        between: str = "gap_target",
        **options: object,
    ) -> None:
        super().__init__(kit, **options)  # type: ignore[arg-type]
        self.parts = list(children)
        self.weights = weights or (1.0,) * len(children)
        self.between = between
        for child in children:
            self.add_widget(child)

    def blocks(self) -> Iterable[Block]:
        return self.parts

    def _widths(self, width: int, squeeze: float) -> list[tuple[Block, int]]:
        there = [(part, w) for part, w in zip(self.parts, self.weights, strict=True) if part.present]
        room = width - self.theme.squeezed(self.between, squeeze) * (len(there) - 1)
        total = sum(w for _, w in there)
        return [(part, int(room * w / total)) for part, w in there]

    def height_for(self, width: int, squeeze: float) -> int:
        return max((part.height_for(wide, squeeze) for part, wide in self._widths(width, squeeze)), default=0)

    def lay(self, x: int, y: int, width: int, height: int, squeeze: float) -> None:
        super().lay(x, y, width, height, squeeze)
        for part, wide in self._widths(width, squeeze):
            part.lay(x, y, wide, height, squeeze)
            x += wide + self.theme.squeezed(self.between, squeeze)


class Grid(Block):
    """Cells in ``columns``; what is not present takes no cell. Rows are equal unless ``even`` is false."""

    def __init__(
        self, kit: Kit, *children: Block, columns: int, even: bool = True, **options: object
    ) -> None:
        super().__init__(kit, **options)  # type: ignore[arg-type]
        self.parts = list(children)
        self.columns, self.even = columns, even
        for child in children:
            self.add_widget(child)
        self.appear()

    def blocks(self) -> Iterable[Block]:
        return self.parts

    @property
    def present(self) -> bool:
        return super().present and any(part.present for part in self.parts)

    def _rows(self, width: int, squeeze: float) -> tuple[int, int, list[tuple[int, list[Block]]]]:
        """Between cells, a cell's width, and each row with its height."""
        between = self.theme.squeezed("gap_target", squeeze)
        wide = (width - between * (self.columns - 1)) // self.columns
        there = [part for part in self.parts if part.present]
        rows = [there[at : at + self.columns] for at in range(0, len(there), self.columns)]
        highs = [max(part.height_for(wide, squeeze) for part in row) for row in rows]
        if self.even and highs:
            highs = [max(highs)] * len(highs)
        return between, wide, list(zip(highs, rows, strict=True))

    def height_for(self, width: int, squeeze: float) -> int:
        between, _, rows = self._rows(width, squeeze)
        return sum(high for high, _ in rows) + max(0, len(rows) - 1) * between

    def lay(self, x: int, y: int, width: int, height: int, squeeze: float) -> None:
        super().lay(x, y, width, height, squeeze)
        between, wide, rows = self._rows(width, squeeze)
        more = max(0, height - self.height_for(width, squeeze)) // max(1, len(rows))
        top = y + height
        for high, row in rows:
            top -= high + more
            for column, part in enumerate(row):
                part.lay(x + column * (wide + between), top, wide, high + more, squeeze)
            top -= between


class Card(Stack):
    """A sheet of paper with a thin edge that holds blocks; never touchable."""

    def __init__(
        self, kit: Kit, *children: Block, fill: str = "card", pad: str = "pad", **options: object
    ) -> None:
        super().__init__(kit, *children, **options)
        self.pad = pad
        theme = kit.theme
        radius = theme.px("radius")
        with self.canvas.before:
            Color(1, 1, 1, 1)
            self._box = BorderImage(
                texture=kit.pictures.box(
                    fill, "quiet_lip", None, radius, max(1, theme.px("outline") // 2), 0
                ),
                border=(radius,) * 4,
            )

    def _pads(self, squeeze: float) -> tuple[int, int]:
        """At the sides and above; no word begins inside the curve of a corner, unless a panel as small as a hand has
        no room left at all."""
        pad = self.theme.squeezed(self.pad, squeeze)
        if self.theme.small and squeeze >= 1:
            return pad, pad
        return max(pad, self.theme.squeezed("radius", squeeze)), pad

    def height_for(self, width: int, squeeze: float) -> int:
        side, pad = self._pads(squeeze)
        return super().height_for(width - 2 * side, squeeze) + 2 * pad

    def lay(self, x: int, y: int, width: int, height: int, squeeze: float) -> None:
        side, pad = self._pads(squeeze)
        super().lay(x + side, y + pad, width - 2 * side, height - 2 * pad, squeeze)
        self.pos, self.size = (x, y), (width, height)
        self._box.pos, self._box.size = self.pos, self.size
