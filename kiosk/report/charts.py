"""The report's charts, drawn as vectors; every bar carries its figure, so that a copy in black and white reads."""

from __future__ import annotations

from collections.abc import Sequence

from kiosk.record.paper import ACCENT, INK, LINE, QUIET, WASH, Colour, Paper

# From dark to light, so that neighbours differ on a printer without colour too.
SHADES: tuple[Colour, ...] = (
    (14, 84, 98),
    (224, 142, 36),
    (120, 182, 190),
    (146, 60, 60),
    (190, 200, 120),
    (90, 90, 120),
    (214, 190, 170),
)
_STEPS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10000)


def stacked(
    pdf: Paper,
    places: Sequence[str],
    layers: Sequence[tuple[str, Sequence[float]]],
    *,
    height: float,
    legend: bool = True,
    unit: str = "",
) -> None:
    """Bars over ``places``, each of one part a layer (name, values); the sum stands above its bar."""
    tall = 7 if legend else 0
    pdf.room_for(height + tall)
    left, top, width = pdf.l_margin + 9, pdf.get_y() + 4, pdf.width - 9
    sums = [sum(values[i] for _, values in layers) for i in range(len(places))]
    step = next((s for s in _STEPS if max(sums) / s <= 5), _STEPS[-1])
    reach = max(step, -(-max(sums) // step) * step)
    body = height - 10
    _grid(pdf, left, top, width, body, reach, step, unit)
    slot = width / len(places)
    for i, place in enumerate(places):
        x, y = left + slot * i, top + body
        wide = min(slot * 0.68, 16)
        for n, (_, values) in enumerate(layers):
            part = values[i] / reach * body
            y -= part
            pdf.set_fill_color(*SHADES[n % len(SHADES)])
            pdf.rect(x + (slot - wide) / 2, y, wide, part, style="F")
        if sums[i]:
            pdf.set_fill_color(255, 255, 255)  # so that no grid line runs through the figure
            pdf.rect(x + slot / 2 - 3, y - 3.6, 6, 3.2, style="F")
            _text(pdf, x, y - 3.6, slot, f"{sums[i]:.0f}", 7 if slot > 6 else 5.4, INK)
        _text(pdf, x, top + body + 1, slot, place, 7.4 if slot > 6 else 6, QUIET)
    pdf.set_y(top + body + 6)
    if legend:
        _legend(pdf, [name for name, _ in layers])
    pdf.ln(1)


def levels(pdf: Paper, rows: Sequence[tuple[str, int]], *, name_width: float = 66) -> None:
    """A name, a bar and a figure a line."""
    most = max((n for _, n in rows), default=0) or 1
    room = pdf.width - name_width - 14
    for name, n in rows:
        pdf.room_for(5)
        y = pdf.get_y()
        pdf.ink(8.2)
        pdf.set_xy(pdf.l_margin, y)
        pdf.cell(name_width, 4.6, name)
        pdf.set_fill_color(*WASH)
        pdf.rect(pdf.l_margin + name_width, y + 0.7, room, 3.2, style="F")
        pdf.set_fill_color(*ACCENT)
        pdf.rect(pdf.l_margin + name_width, y + 0.7, room * n / most, 3.2, style="F")
        pdf.ink(8.2, "B")
        pdf.set_xy(pdf.l_margin + name_width + room, y)
        pdf.cell(14, 4.6, str(n), align="R")
        pdf.set_xy(pdf.l_margin, y + 4.9)
    pdf.ln(1)


def tiles(pdf: Paper, facts: Sequence[tuple[str, str, str]]) -> None:
    """A row of boxes: a large figure, what it counts, and what it is compared with."""
    gap, high = 3.0, 21.0
    wide = (pdf.width - gap * (len(facts) - 1)) / len(facts)
    top = pdf.get_y()
    for i, (figure, what, beside) in enumerate(facts):
        x = pdf.l_margin + i * (wide + gap)
        pdf.set_fill_color(*WASH)
        pdf.rect(x, top, wide, high, style="F", round_corners=True, corner_radius=1.6)
        pdf.ink(17, "B", ACCENT)
        pdf.set_xy(x + 2.4, top + 2.2)
        pdf.cell(wide - 4, 7.4, figure)
        pdf.ink(7.8, "B")
        pdf.set_xy(x + 2.4, top + 10.6)
        pdf.cell(wide - 4, 3.8, what)
        pdf.ink(7, "", QUIET)
        pdf.set_xy(x + 2.4, top + 14.8)
        pdf.cell(wide - 4, 3.6, beside)
    pdf.set_xy(pdf.l_margin, top + high + 2)


def _grid(
    pdf: Paper, left: float, top: float, width: float, body: float, reach: float, step: float, unit: str
) -> None:
    pdf.set_draw_color(*LINE)
    pdf.set_line_width(0.15)
    for n in range(int(reach / step) + 1):
        y = top + body - n * step / reach * body
        pdf.line(left, y, left + width, y)
        pdf.ink(6.6, "", QUIET)
        pdf.set_xy(pdf.l_margin, y - 1.6)
        pdf.cell(7.5, 3.2, f"{n * step:.0f}", align="R")
    if unit:
        pdf.set_xy(pdf.l_margin, top - 5.4)
        pdf.cell(20, 3, unit)


def _legend(pdf: Paper, names: Sequence[str]) -> None:
    x = pdf.l_margin + 9
    for n, name in enumerate(names):
        pdf.ink(7.4)
        wide = pdf.get_string_width(name) + 9
        if x + wide > pdf.l_margin + pdf.width:
            x = pdf.l_margin + 9
            pdf.ln(4.4)
        y = pdf.get_y()
        pdf.set_fill_color(*SHADES[n % len(SHADES)])
        pdf.rect(x, y + 0.6, 2.8, 2.8, style="F")
        pdf.set_xy(x + 3.8, y)
        pdf.cell(wide - 4, 4, name)
        x += wide
        pdf.set_xy(pdf.l_margin, y)
    pdf.ln(5)


def _text(pdf: Paper, x: float, y: float, width: float, text: str, size: float, colour: Colour) -> None:
    pdf.ink(size, "", colour)
    pdf.set_xy(x, y)
    pdf.cell(width, 3.4, text, align="C")
