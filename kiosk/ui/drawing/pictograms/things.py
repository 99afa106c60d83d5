"""Things a visit meets: water, paper, a phone, a printer, a clock."""

from __future__ import annotations

from kiosk.ui.drawing.pictograms.pen import FINE, LINE, Pen
from kiosk.ui.drawing.pictograms.people import clock
from kiosk.ui.drawing.pictograms.services import lines, sheet


def wash_hands(pen: Pen) -> None:
    """A tap, water, and two hands below it."""
    pen.box(52, 6, 68, 14, radius=3, fill="accent", width=FINE)
    pen.line((60, 14), (60, 22))
    pen.area((30, 22), (92, 22), (92, 36), (47, 36), (45, 44), (29, 44), (27, 32), fill="cloth")
    for x, y in ((37, 52), (37, 62)):
        drop(pen, x, y)
    drop(pen, 28, 57)
    drop(pen, 46, 57)
    hand = (
        (4, 76),
        (22, 70),
        (40, 73),
        (56, 72),
        (62, 77),
        (56, 81),
        (70, 81),
        (74, 86),
        (68, 90),
        (40, 93),
        (20, 92),
        (4, 94),
    )
    pen.curve(*hand, fill="skin")
    pen.curve((95, 73), (80, 74), (70, 77), (62, 77), width=LINE)
    pen.curve((95, 94), (84, 92), (74, 87), width=LINE)
    pen.line((34, 82), (56, 81), width=FINE)


def drop(pen: Pen, x: float, y: float, size: float = 5) -> None:
    pen.curve(
        (x, y - size),
        (x + size * 0.62, y + size * 0.3),
        (x, y + size),
        (x - size * 0.62, y + size * 0.3),
        fill="cloth",
        width=FINE,
    )


def ticket(pen: Pen) -> None:
    pen.area(
        (22, 8),
        (78, 8),
        (78, 84),
        (71, 92),
        (64, 84),
        (57, 92),
        (50, 84),
        (43, 92),
        (36, 84),
        (29, 92),
        (22, 84),
    )
    pen.box(22, 8, 78, 22, radius=2, fill="accent")
    code(pen, 36, 31, 4)
    pen.line((34, 70), (66, 70), width=LINE)


def code(pen: Pen, left: float, top: float, module: float) -> None:
    """A hint of a QR code: seven by seven modules, three of them finders."""
    rows = ("1110101", "1010011", "1110110", "0001001", "1110111", "1011010", "1110101")
    for y, row in enumerate(rows):
        for x, dark in enumerate(row):
            if dark == "1":
                a, b = left + x * module, top + y * module
                pen.box(a, b, a + module, b + module, radius=0, fill="line", line=None)


def phone_chat(pen: Pen) -> None:
    pen.box(10, 8, 52, 92, radius=8)
    pen.box(17, 20, 45, 78, radius=2, fill="cloth", line=None)
    pen.dot(31, 85, 2.6)
    pen.line((27, 14), (35, 14), width=FINE)
    pen.curve((38, 46), (40, 26), (62, 18), (86, 26), (92, 44), (82, 60), (62, 64), (54, 61), fill="accent")
    pen.area((54, 60), (44, 72), (44, 54), fill="accent", line=None)
    pen.line((54, 61.5), (43, 73), (43.5, 55))
    for x in (54, 66, 78):
        pen.dot(x, 42, 3.6)


def papers(pen: Pen) -> None:
    pen.area((34, 6), (88, 6), (88, 80), (34, 80), fill="accent")
    pen.area((14, 18), (70, 18), (70, 94), (14, 94))
    for y in (36, 55, 74):
        pen.line((23, y), (28, y + 5), (36, y - 5), role="leaf", width=FINE + 0.8)
        pen.line((44, y), (60, y), width=FINE, role="cloth")


def printer(pen: Pen) -> None:
    pen.box(26, 8, 74, 40, radius=3, fill="fill")
    pen.box(8, 34, 92, 74, radius=8, fill="cloth")
    pen.dot(78, 46, 3.2, role="accent")
    pen.area(
        (26, 60),
        (74, 60),
        (74, 86),
        (68, 92),
        (62, 86),
        (56, 92),
        (50, 86),
        (44, 92),
        (38, 86),
        (32, 92),
        (26, 86),
    )
    lines(pen, 36, 64, 70, 79)


def closed(pen: Pen) -> None:
    clock(pen, 50, 50, 40)
    for x, y in ((50, 17), (83, 50), (50, 83), (17, 50)):
        pen.dot(x, y, 2.4)


def write_down(pen: Pen) -> None:
    """A number to be written down: paper and pencil."""
    sheet(pen, 10, 12, 66, 92)
    lines(pen, 20, 52, 40, 54, 68)
    pen.area((58, 70), (86, 20), (96, 26), (68, 76), (56, 84), fill="accent")
    pen.line((60, 70), (68, 75), width=FINE)


def full(pen: Pen) -> None:
    """All tickets are gone: an empty roll of numbers."""
    pen.box(12, 20, 88, 80, radius=7, fill="cloth")
    for x in (31, 50, 69):
        pen.box(x - 8, 36, x + 8, 64, radius=2, fill="fill", width=FINE)
        pen.line((x - 4, 51), (x - 1, 54), (x + 5, 46), width=FINE, role="leaf")


DRAWINGS = {
    "wash_hands": wash_hands,
    "ticket": ticket,
    "phone_chat": phone_chat,
    "papers": papers,
    "printer": printer,
    "closed": closed,
    "write_down": write_down,
    "full": full,
}
