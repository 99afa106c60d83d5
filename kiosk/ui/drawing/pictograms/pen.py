"""A pen on a square of 100 by 100, origin at the top left, drawn large and made small for smooth edges."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from itertools import pairwise

from PIL import Image, ImageDraw

SIDE = 100.0
OVERSAMPLE = 4
LINE = 4.4
"""Width of the usual line, in hundredths of the side."""
FINE = 3.0

Point = tuple[float, float]


class Pen:
    """Draws in colour roles; ``palette`` maps them to ``#rrggbb``."""

    def __init__(
        self, pixels: int, palette: Mapping[str, str], shift: Point = (0, 0), zoom: float = 1.0
    ) -> None:
        self._pixels = pixels
        self._palette = palette
        self._unit = pixels * OVERSAMPLE / SIDE
        self._zoom, self._shift = zoom, shift
        self._image = Image.new("RGBA", (pixels * OVERSAMPLE,) * 2, (0, 0, 0, 0))
        self._draw = ImageDraw.Draw(self._image)

    def picture(self) -> Image.Image:
        """The finished drawing at its final size."""
        small = self._image.convert("RGBa").resize((self._pixels,) * 2, Image.Resampling.LANCZOS)
        return small.convert("RGBA")

    def moved(self, x: float, y: float, zoom: float) -> _Moved:
        """Within ``with``: the same drawing smaller and elsewhere, lines keeping their width."""
        return _Moved(self, x, y, zoom)

    def line(self, *points: Point, role: str = "line", width: float = LINE, closed: bool = False) -> None:
        """A line with round ends and corners."""
        path = [*points, points[0]] if closed else list(points)
        half = width / 2
        for start, end in pairwise(path):
            self._band(start, end, half, role)
        for point in path:
            self._round(point, half, role)

    def area(
        self, *points: Point, fill: str | None = "fill", line: str | None = "line", width: float = LINE
    ) -> None:
        if fill:
            self._draw.polygon([self._at(p) for p in points], fill=self._palette[fill])
        if line:
            self.line(*points, role=line, width=width, closed=True)

    def box(
        self,
        left: float,
        top: float,
        right: float,
        bottom: float,
        radius: float = 4,
        fill: str | None = "fill",
        line: str | None = "line",
        width: float = LINE,
    ) -> None:
        """A rectangle with round corners; the line is centred on its edge."""
        if fill:
            self._rounded(left, top, right, bottom, radius, fill)
        if line:
            self.line(*_rounded_path(left, top, right, bottom, radius), role=line, width=width, closed=True)

    def circle(
        self,
        x: float,
        y: float,
        radius: float,
        fill: str | None = "fill",
        line: str | None = "line",
        width: float = LINE,
    ) -> None:
        if line:
            self._round((x, y), radius + width / 2 / self._zoom, line)
            if fill:
                self._round((x, y), radius - width / 2 / self._zoom, fill)
            else:
                self._clear(x, y, radius - width / 2 / self._zoom)
        elif fill:
            self._round((x, y), radius, fill, zoomed=True)

    def dot(self, x: float, y: float, radius: float, role: str = "line") -> None:
        self.circle(x, y, radius, fill=role, line=None)

    def arc(
        self,
        x: float,
        y: float,
        radius: float,
        start: float,
        end: float,
        role: str = "line",
        width: float = LINE,
        squash: float = 1.0,
    ) -> None:
        """Part of a circle; degrees clockwise from three o'clock."""
        self.line(*arc_points(x, y, radius, start, end, squash), role=role, width=width)

    def curve(self, *points: Point, role: str = "line", width: float = LINE, fill: str | None = None) -> None:
        """A smooth line through ``points``; with ``fill``, closed and filled."""
        path = smooth(points, closed=fill is not None)
        if fill:
            self._draw.polygon([self._at(p) for p in path], fill=self._palette[fill])
        if width:
            self.line(*path, role=role, width=width, closed=fill is not None)

    def dashes(
        self, *points: Point, role: str = "line", width: float = FINE, dash: float = 5, gap: float = 5
    ) -> None:
        """A broken line along a path."""
        drawn, left = True, dash
        for (x0, y0), (x1, y1) in pairwise(points):
            length, done = math.hypot(x1 - x0, y1 - y0), 0.0
            while done < length:
                go = min(left, length - done)
                if drawn:
                    a, b = done / length, (done + go) / length
                    self.line(
                        (x0 + (x1 - x0) * a, y0 + (y1 - y0) * a),
                        (x0 + (x1 - x0) * b, y0 + (y1 - y0) * b),
                        role=role,
                        width=width,
                    )
                done, left = done + go, left - go
                if left <= 0:
                    drawn, left = not drawn, gap if drawn else dash

    # ------------------------------------------------------------------------------------ in pixels

    def _at(self, point: Point) -> Point:
        x, y = point
        return (x * self._zoom + self._shift[0]) * self._unit, (y * self._zoom + self._shift[1]) * self._unit

    def _round(self, point: Point, radius: float, role: str, zoomed: bool = True) -> None:
        x, y = self._at(point)
        r = radius * self._unit * (self._zoom if zoomed else 1)
        self._draw.ellipse((x - r, y - r, x + r, y + r), fill=self._palette[role])

    def _clear(self, x: float, y: float, radius: float) -> None:
        px, py = self._at((x, y))
        r = radius * self._unit * self._zoom
        self._draw.ellipse((px - r, py - r, px + r, py + r), fill=(0, 0, 0, 0))

    def _band(self, start: Point, end: Point, half: float, role: str) -> None:
        (x0, y0), (x1, y1) = self._at(start), self._at(end)
        length = math.hypot(x1 - x0, y1 - y0)
        if not length:
            return
        h = half * self._unit * self._zoom
        nx, ny = -(y1 - y0) / length * h, (x1 - x0) / length * h
        corners = [(x0 + nx, y0 + ny), (x1 + nx, y1 + ny), (x1 - nx, y1 - ny), (x0 - nx, y0 - ny)]
        self._draw.polygon(corners, fill=self._palette[role])

    def _rounded(
        self, left: float, top: float, right: float, bottom: float, radius: float, role: str
    ) -> None:
        corners = (*self._at((left, top)), *self._at((right, bottom)))
        self._draw.rounded_rectangle(
            corners, radius=radius * self._unit * self._zoom, fill=self._palette[role]
        )


class _Moved:
    def __init__(self, pen: Pen, x: float, y: float, zoom: float) -> None:
        self._pen, self._to = pen, (x, y, zoom)

    def __enter__(self) -> Pen:
        x, y, zoom = self._to
        self._kept = self._pen._shift, self._pen._zoom
        (sx, sy), outer = self._kept
        self._pen._shift = (sx + x * outer, sy + y * outer)
        self._pen._zoom = outer * zoom
        return self._pen

    def __exit__(self, *_: object) -> None:
        self._pen._shift, self._pen._zoom = self._kept


def arc_points(
    x: float, y: float, radius: float, start: float, end: float, squash: float = 1.0
) -> list[Point]:
    steps = max(4, round(abs(end - start) / 4))
    turns = (math.radians(start + (end - start) * i / steps) for i in range(steps + 1))
    return [(x + radius * math.cos(t), y + radius * squash * math.sin(t)) for t in turns]


def smooth(points: Sequence[Point], closed: bool) -> list[Point]:
    """A Catmull-Rom curve through ``points``."""
    count = len(points)
    path: list[Point] = []

    def at(i: int) -> Point:
        return points[i % count] if closed else points[min(max(i, 0), count - 1)]

    for i in range(count if closed else count - 1):
        a, b, c, d = at(i - 1), at(i), at(i + 1), at(i + 2)
        for step in range(10):
            t = step / 10
            path.append((_spline(a[0], b[0], c[0], d[0], t), _spline(a[1], b[1], c[1], d[1], t)))
    if not closed:
        path.append(points[-1])
    return path


def _spline(a: float, b: float, c: float, d: float, t: float) -> float:
    return 0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t**2 + (3 * b - a - 3 * c + d) * t**3)


def _rounded_path(left: float, top: float, right: float, bottom: float, radius: float) -> list[Point]:
    path: list[Point] = []
    for x, y, start in (
        (right - radius, top + radius, 270),
        (right - radius, bottom - radius, 0),
        (left + radius, bottom - radius, 90),
        (left + radius, top + radius, 180),
    ):
        path.extend(arc_points(x, y, radius, start, start + 90))
    return path
