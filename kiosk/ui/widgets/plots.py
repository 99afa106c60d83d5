"""A chart in the look of the house: limits as quiet lines, values as marks, the scale at the left."""

from __future__ import annotations

from decimal import Decimal

from kivy.graphics import Color, Ellipse, InstructionGroup, Line, Rectangle

from kiosk.ui.drawing.letters import letters
from kiosk.ui.kit import Kit
from kiosk.ui.widgets.block import Block
from kiosk.ui.widgets.figures import Figure, Point, Series


class Plot(Block):
    """Shows one ``Figure``; set again and again while readings come, it is drawn anew without being laid out anew."""

    def __init__(self, kit: Kit, **options: object) -> None:
        super().__init__(kit, **options)  # type: ignore[arg-type]
        self.figure: Figure | None = None
        self.shown = False
        self._drawing = InstructionGroup()
        self._labels: dict[str, object] = {}
        self.canvas.add(self._drawing)

    def set(self, figure: Figure | None) -> None:
        if figure == self.figure:
            return
        self.figure = figure
        self.shown = figure is not None
        self._draw()

    def height_for(self, width: int, squeeze: float) -> int:
        return self.theme.squeezed("plot", squeeze)

    def tallest_for(self, width: int, squeeze: float) -> int:
        return self.theme.px("plot_most")

    def lay(self, x: int, y: int, width: int, height: int, squeeze: float) -> None:
        super().lay(x, y, width, height, squeeze)
        self._draw()

    def _draw(self) -> None:
        drawing, figure = self._drawing, self.figure
        drawing.clear()
        if figure is None or self.width < 2 or self.height < 2:
            return
        theme = self.theme
        left, bottom, wide, high = self._frame(figure)
        thin = max(2, theme.px("outline"))
        drawing.add(Color(*theme.colour("card")))
        drawing.add(Rectangle(pos=(left, bottom), size=(wide, high)))
        low, top = figure.span()
        first, last = figure.reach()
        pad = theme.px("bullet") * 2

        def place(point: Point) -> Point:
            x, y = point
            return (
                left + pad + (wide - 2 * pad) * (x - first) / (last - first),
                bottom + high * (y - low) / (top - low),
            )

        for limit in figure.limits:
            drawing.add(Color(*theme.colour(limit.colour)))
            drawing.add(Rectangle(pos=(left, place((first, limit.value))[1] - thin / 2), size=(wide, thin)))
        for series in figure.series:
            self._series(series, [place(point) for point in series.points])
        drawing.add(Color(*theme.colour("card_edge")))
        drawing.add(Line(rectangle=(left, bottom, wide, high), width=max(1, thin // 2)))

    def _series(self, series: Series, places: list[Point]) -> None:
        theme, drawing = self.theme, self._drawing
        drawing.add(Color(*theme.colour(series.colour)))
        if series.joined and len(places) > 1:
            flat = [part for place in places for part in place]
            drawing.add(Line(points=flat, width=max(1.0, theme.px("outline") / 2), joint="round"))
        if series.marked:
            side = theme.px("bullet") * 1.5
            for x, y in places:
                drawing.add(Ellipse(pos=(x - side / 2, y - side / 2), size=(side, side)))

    def _frame(self, figure: Figure) -> tuple[float, float, float, float]:
        """Where the chart itself stands: right of its scale, whose two ends are written beside it."""
        theme, (low, top) = self.theme, figure.span()
        labels = [self._label(figure, value) for value in (low, top)]
        gap = theme.px("gap_small")
        room = max(label.width for label in labels) + gap
        for label, y in zip(labels, (self.y, self.top - labels[1].height), strict=True):
            self._drawing.add(Color(*theme.colour("muted")))
            self._drawing.add(
                Rectangle(
                    texture=label,
                    pos=(self.x + room - gap - label.width, y),
                    size=(label.width, label.height),
                )
            )
        return self.x + room, self.y, self.width - room, self.height

    def _label(self, figure: Figure, value: float):  # type: ignore[no-untyped-def]
        text = f"{Decimal(value):.{figure.places}f}".replace("-", "\N{MINUS SIGN}")
        text = text.replace(".", ",") if figure.comma else text
        if text not in self._labels:
            if len(self._labels) > 50:
                self._labels.clear()
            self._labels[text] = letters(text, round(self.theme.least_font("small")))
        return self._labels[text]
