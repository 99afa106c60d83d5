"""The record's plots, drawn as vectors: errors, residuals, and all readings."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from kiosk.record.paper import ACCENT, BAD, FAIR, GOOD, INK, LINE, QUIET, Colour, Paper
from kiosk.rules.calibration.calibration import Calibration
from kiosk.rules.calibration.decision import Rule
from kiosk.rules.calibration.points import Direction, PointResult

STEPS = (0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0)
BAND: Colour = (226, 240, 230)
MOST_TICKS = 7


@dataclass(frozen=True, slots=True)
class Frame:
    """A plot's box in millimetres, and what its edges mean."""

    x: float
    y: float
    width: float
    height: float
    left: float
    right: float
    low: float
    high: float

    def across(self, value: float) -> float:
        return self.x + (value - self.left) / (self.right - self.left) * self.width

    def up(self, value: float) -> float:
        return self.y + self.height - (value - self.low) / (self.high - self.low) * self.height


def error_plot(pdf: Paper, record: Calibration, x: float, y: float, width: float, height: float) -> None:
    """As-found and as-left errors with U, within the permitted band."""
    mpe = float(record.plan.mpe.limit)
    u = float(record.uncertainty.stated) if record.uncertainty else 0.0
    points = (*record.as_found, *record.as_left)
    reach = max(mpe, *(abs(float(p.error)) + u for p in points)) * 1.12
    frame = _frame(pdf, points, reach, x, y, width, height, "axis-reference", "axis-error", "plot-error")
    pdf.set_fill_color(*BAND)
    pdf.rect(frame.x, frame.up(mpe), frame.width, frame.up(-mpe) - frame.up(mpe), style="F")
    _grid(pdf, frame)
    _level(pdf, frame, mpe, GOOD)
    if record.plan.rule is not Rule.SIMPLE and 0 < u < mpe:
        _level(pdf, frame, mpe - u, GOOD, dashed=True)
    for point in points:
        colour, mark = _STYLE[point.direction]
        shift = (
            0.0 if point.direction is Direction.CHECK else (-0.5 if point.direction is Direction.UP else 0.5)
        )
        at = frame.across(float(point.reference)) + shift
        _bar(pdf, frame, at, float(point.error), u, colour)
        mark(pdf, at, frame.up(float(point.error)), colour)
    words = pdf.words
    entries = [("legend-up", Direction.UP), ("legend-down", Direction.DOWN), ("legend-left", Direction.CHECK)]
    shown = {point.direction for point in points}
    marks: list[tuple[str, Callable[[float, float], None]]] = [
        (words(key), _drawn(pdf, *_STYLE[way])) for key, way in entries if way in shown
    ]
    marks.append((words("legend-mpe"), _line_sample(pdf, GOOD, dashed=False)))
    if record.plan.rule is not Rule.SIMPLE and 0 < u < mpe:
        marks.append((words("legend-guard"), _line_sample(pdf, GOOD, dashed=True)))
    _legend(pdf, frame, marks)


def residual_plot(pdf: Paper, record: Calibration, x: float, y: float, width: float, height: float) -> None:
    """What the fit leaves, against the third of the MPE that it may leave."""
    assert record.fit is not None
    divisor = record.plan.fit.residual_divisor
    limit = float(record.plan.mpe.limit) / divisor
    residuals = record.fit.residuals
    reach = max(limit, *(abs(float(r.value)) for r in residuals)) * 1.2
    frame = _frame(
        pdf, record.as_found, reach, x, y, width, height, "axis-reference", "axis-residual", "plot-residual"
    )
    pdf.set_fill_color(*BAND)
    pdf.rect(frame.x, frame.up(limit), frame.width, frame.up(-limit) - frame.up(limit), style="F")
    _grid(pdf, frame)
    _level(pdf, frame, limit, GOOD)
    for residual in residuals:
        colour = ACCENT if residual.fitted else FAIR
        at, height_at = frame.across(residual.nominal / 100), frame.up(float(residual.value))
        pdf.set_draw_color(*colour)
        pdf.set_line_width(0.35)
        pdf.line(at, frame.up(0), at, height_at)
        _disc(pdf, at, height_at, colour)
    words = pdf.words
    marks = [(words("legend-fitted"), _drawn(pdf, ACCENT, _disc))]
    if not all(r.fitted for r in residuals):
        marks.append((words("legend-unfitted"), _drawn(pdf, FAIR, _disc)))
    marks.append((words("legend-limit", n=divisor), _line_sample(pdf, GOOD, dashed=False)))
    _legend(pdf, frame, marks)


def readings_plot(pdf: Paper, record: Calibration, x: float, y: float, width: float, height: float) -> None:
    """Every reading in the order taken, each visit about its own mean: noise and drift lie open."""
    points = (*record.as_found, *record.as_left)
    away = [[r / 100 - float(p.raw) for r in p.readings] for p in points]
    reach = max(0.05, *(abs(value) for visit in away for value in visit)) * 1.15
    _title(pdf, "plot-readings", x, y)
    frame = Frame(x + 11, y + 6, width - 12, height - 14, 0, len(points), -reach, reach)
    _grid(pdf, frame)
    _axis_names(pdf, frame, "", "axis-deviation")
    for number, (point, visit) in enumerate(zip(points, away, strict=True)):
        if number:
            pdf.set_draw_color(*LINE)
            pdf.set_line_width(0.2)
            pdf.line(frame.across(number), frame.y, frame.across(number), frame.y + frame.height)
        colour, _ = _STYLE[point.direction]
        places = [frame.across(number + (i + 1) / (len(visit) + 1)) for i in range(len(visit))]
        pdf.set_draw_color(*colour)
        pdf.set_line_width(0.2)
        pdf.polyline(list(zip(places, [frame.up(value) for value in visit], strict=True)))
        for at, value in zip(places, visit, strict=True):
            _disc(pdf, at, frame.up(value), colour, 0.55)
        pdf.ink(6.4, "", QUIET)
        pdf.set_xy(frame.across(number), frame.y + frame.height + 0.6)
        name = f"{pdf.words.number(Decimal(point.nominal) / 100, 1)} {pdf.words.of(point.direction)}"
        pdf.cell(frame.width / len(points), 3.4, name, align="C")


def _frame(
    pdf: Paper,
    points: Sequence[PointResult],
    reach: float,
    x: float,
    y: float,
    width: float,
    height: float,
    across: str,
    upwards: str,
    title: str,
) -> Frame:
    _title(pdf, title, x, y)
    values = [float(point.reference) for point in points]
    frame = Frame(x + 11, y + 6, width - 12, height - 20, min(values) - 0.6, max(values) + 0.6, -reach, reach)
    pdf.set_draw_color(*LINE)
    pdf.set_line_width(0.2)
    pdf.ink(6.6, "", QUIET)
    step = _step(frame.right - frame.left)
    at = -(-frame.left // step) * step
    while at <= frame.right:
        pdf.line(frame.across(at), frame.y + frame.height, frame.across(at), frame.y + frame.height + 0.9)
        pdf.set_xy(frame.across(at) - 6, frame.y + frame.height + 1)
        pdf.cell(12, 3, pdf.words.number(Decimal(str(round(at, 3))), 1 if step >= 0.1 else 2), align="C")
        at += step
    _axis_names(pdf, frame, across, upwards)
    return frame


def _title(pdf: Paper, key: str, x: float, y: float) -> None:
    pdf.set_xy(x, y)
    pdf.ink(8, "B")
    pdf.cell(80, 4.5, pdf.words(key))


def _axis_names(pdf: Paper, frame: Frame, across: str, upwards: str) -> None:
    pdf.ink(6.6, "", QUIET)
    if across:
        pdf.set_xy(frame.x, frame.y + frame.height + 4.2)
        pdf.cell(frame.width, 3, pdf.words(across), align="C")
    name, turn_x, turn_y = pdf.words(upwards), frame.x - 9.4, frame.y + frame.height / 2
    with pdf.rotation(90, turn_x, turn_y):
        # text, not cell: the turned line begins left of the sheet, where a cell cannot be put
        pdf.text(turn_x - pdf.get_string_width(name) / 2, turn_y + 0.8, name)


def _step(span: float) -> float:
    return next((step for step in STEPS if span / step <= MOST_TICKS), STEPS[-1])


def _grid(pdf: Paper, frame: Frame) -> None:
    step = _step(frame.high - frame.low)
    places = 2 if step < 0.1 else 1
    count = int(frame.high / step)
    for number in range(-count, count + 1):
        value = number * step
        pdf.set_draw_color(*(INK if number == 0 else LINE))
        pdf.set_line_width(0.25 if number == 0 else 0.12)
        pdf.line(frame.x, frame.up(value), frame.x + frame.width, frame.up(value))
        pdf.ink(6.6, "", QUIET)
        pdf.set_xy(frame.x - 9, frame.up(value) - 1.5)
        pdf.cell(8.4, 3, pdf.words.number(Decimal(str(round(value, 3))), places, sign=True), align="R")
    pdf.set_draw_color(*QUIET)
    pdf.set_line_width(0.2)
    pdf.rect(frame.x, frame.y, frame.width, frame.height)


def _level(pdf: Paper, frame: Frame, value: float, colour: Colour, *, dashed: bool = False) -> None:
    pdf.set_draw_color(*colour)
    pdf.set_line_width(0.3)
    if dashed:
        pdf.set_dash_pattern(dash=1.2, gap=0.9)
    for level in (value, -value):
        pdf.line(frame.x, frame.up(level), frame.x + frame.width, frame.up(level))
    pdf.set_dash_pattern()


def _bar(pdf: Paper, frame: Frame, at: float, value: float, u: float, colour: Colour) -> None:
    if not u:
        return
    pdf.set_draw_color(*colour)
    pdf.set_line_width(0.25)
    pdf.line(at, frame.up(value - u), at, frame.up(value + u))
    for end in (value - u, value + u):
        pdf.line(at - 0.8, frame.up(end), at + 0.8, frame.up(end))


Mark = Callable[[Paper, float, float, Colour], None]


def _triangle(pdf: Paper, x: float, y: float, colour: Colour, way: int) -> None:
    pdf.set_fill_color(*colour)
    pdf.set_draw_color(*colour)
    pdf.polygon([(x - 1.15, y + way * 0.9), (x + 1.15, y + way * 0.9), (x, y - way * 1.15)], style="F")


def _upward(pdf: Paper, x: float, y: float, colour: Colour) -> None:
    _triangle(pdf, x, y, colour, 1)


def _downward(pdf: Paper, x: float, y: float, colour: Colour) -> None:
    _triangle(pdf, x, y, colour, -1)


def _disc(pdf: Paper, x: float, y: float, colour: Colour, radius: float = 1.05) -> None:
    pdf.set_fill_color(*colour)
    pdf.circle(x, y, radius, style="F")


_STYLE: dict[Direction, tuple[Colour, Mark]] = {
    Direction.UP: (BAD, _upward),
    Direction.DOWN: (FAIR, _downward),
    Direction.CHECK: (ACCENT, _disc),
}


def _drawn(pdf: Paper, colour: Colour, mark: Mark) -> Callable[[float, float], None]:
    return lambda x, y: mark(pdf, x, y, colour)


def _line_sample(pdf: Paper, colour: Colour, *, dashed: bool) -> Callable[[float, float], None]:
    def draw(x: float, y: float) -> None:
        pdf.set_draw_color(*colour)
        pdf.set_line_width(0.3)
        if dashed:
            pdf.set_dash_pattern(dash=1.2, gap=0.9)
        pdf.line(x - 2.2, y, x + 2.2, y)
        pdf.set_dash_pattern()

    return draw


def _legend(pdf: Paper, frame: Frame, entries: Sequence[tuple[str, Callable[[float, float], None]]]) -> None:
    pdf.ink(6.6)
    widths = [7 + pdf.get_string_width(text) + 2.5 for text, _ in entries]
    x, y = frame.x + max(0.0, (frame.width - sum(widths)) / 2), frame.y + frame.height + 9.4
    for (text, draw), width in zip(entries, widths, strict=True):
        draw(x + 3.2, y)
        pdf.ink(6.6)
        pdf.set_xy(x + 6.2, y - 1.6)
        pdf.cell(width - 6, 3.2, text)
        x += width
