"""What the office does: one picture a service."""

from __future__ import annotations

from kiosk.ui.drawing.pictograms.pen import FINE, LINE, Pen
from kiosk.ui.drawing.pictograms.people import bust


def sheet(pen: Pen, left: float = 20, top: float = 8, right: float = 80, bottom: float = 92) -> None:
    """A paper with a folded corner."""
    fold = 16.0
    pen.area((left, top), (right - fold, top), (right, top + fold), (right, bottom), (left, bottom))
    pen.area((right - fold, top), (right - fold, top + fold), (right, top + fold), fill="accent", width=FINE)


def lines(pen: Pen, left: float, right: float, *heights: float) -> None:
    for y in heights:
        pen.line((left, y), (right, y), width=FINE, role="cloth")


def family_card(pen: Pen) -> None:
    pen.box(8, 14, 92, 86, radius=6)
    pen.box(8, 14, 92, 28, radius=6, fill="accent")
    bust(pen, 29, 74, 25)
    bust(pen, 71, 74, 25)
    bust(pen, 50, 77, 19, fill="accent")


def identity_card(pen: Pen) -> None:
    pen.box(6, 20, 94, 80, radius=7)
    pen.box(6, 20, 94, 33, radius=7, fill="accent")
    bust(pen, 28, 72, 27)
    lines(pen, 52, 84, 46, 56)
    pen.line((52, 67), (72, 67), width=FINE, role="cloth")


def moving(pen: Pen) -> None:
    house(pen, 4, 50, 36, fill="fill")
    house(pen, 60, 34, 36, fill="accent")
    pen.line((26, 28), (34, 16), (50, 12), role="soga", width=LINE)
    pen.line((42, 6), (51, 12), (45, 21), role="soga", width=LINE)


def house(pen: Pen, left: float, top: float, size: float, fill: str) -> None:
    wall, middle = top + size * 0.46, left + size / 2
    pen.box(left + size * 0.12, wall - 2, left + size * 0.88, top + size * 1.12, radius=2, fill=fill)
    pen.area((left, wall), (middle, top), (left + size, wall), fill="cloth")
    pen.box(middle - 5, wall + size * 0.3, middle + 5, top + size * 1.12, radius=1, fill="cloth", width=FINE)


def confirm_data(pen: Pen) -> None:
    sheet(pen, 12, 8, 68, 88)
    lines(pen, 22, 50, 30, 42, 54, 66)
    pen.line((78, 78), (92, 94), width=LINE + 3)
    pen.circle(64, 63, 20, fill="accent")
    pen.line((54, 63), (62, 71), (75, 55), width=LINE + 0.6)


def child_card(pen: Pen) -> None:
    pen.box(6, 18, 94, 82, radius=7)
    pen.box(6, 18, 94, 31, radius=7, fill="accent")
    pen.circle(32, 56, 15, fill="skin")
    pen.curve((26, 43), (31, 38), (36, 41), (33, 44), width=FINE)
    pen.dot(27, 55, 2)
    pen.dot(37, 55, 2)
    pen.arc(32, 58, 6, 25, 155, width=FINE)
    lines(pen, 58, 84, 46, 57)
    pen.line((58, 68), (74, 68), width=FINE, role="cloth")


def birth(pen: Pen) -> None:
    sheet(pen)
    pen.curve((50, 40), (66, 52), (67, 70), (50, 84), (33, 70), (34, 52), fill="accent")
    pen.circle(50, 46, 12, fill="skin")
    pen.arc(50, 47, 5, 25, 155, width=FINE)
    pen.line((38, 62), (62, 74), width=FINE)
    pen.line((62, 62), (38, 74), width=FINE)


def death(pen: Pen) -> None:
    """A frangipani, the flower of remembrance."""
    sheet(pen)
    from math import cos, radians, sin

    x, y = 50.0, 54.0
    for turn in range(5):
        angle = radians(turn * 72 - 90)
        along, across = (cos(angle), sin(angle)), (-sin(angle), cos(angle))
        shape = [
            (x + along[0] * a + across[0] * b, y + along[1] * a + across[1] * b)
            for a, b in ((2, 0), (12, 7.5), (19, 5), (20.5, -1), (12, -6.5))
        ]
        pen.curve(*shape, fill="fill", width=FINE)
    pen.dot(x, y, 5.5, role="accent")


def document(pen: Pen) -> None:
    sheet(pen)
    lines(pen, 32, 68, 38, 50)
    pen.line((32, 62), (52, 62), width=FINE, role="cloth")
    pen.circle(63, 74, 8.5, fill="accent", width=FINE)


DRAWINGS = {
    "kk": family_card,
    "ktp-el": identity_card,
    "pindah-datang": moving,
    "konfirmasi-data": confirm_data,
    "kia": child_card,
    "akta-kelahiran": birth,
    "akta-kematian": death,
    "dokumen": document,
}
