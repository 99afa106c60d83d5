"""Small signs on buttons, and the large check mark. They take the colour of the text beside them."""

from __future__ import annotations

import math

from kiosk.ui.drawing.pictograms.pen import LINE, Pen, arc_points

BOLD = LINE + 4


def back(pen: Pen) -> None:
    pen.line((84, 50), (18, 50), width=BOLD)
    pen.line((44, 24), (18, 50), (44, 76), width=BOLD)


def forward(pen: Pen) -> None:
    pen.line((16, 50), (82, 50), width=BOLD)
    pen.line((56, 24), (82, 50), (56, 76), width=BOLD)


def cancel(pen: Pen) -> None:
    pen.line((24, 24), (76, 76), width=BOLD)
    pen.line((76, 24), (24, 76), width=BOLD)


def tick(pen: Pen) -> None:
    pen.line((16, 54), (40, 78), (84, 26), width=BOLD + 1)


def bell(pen: Pen) -> None:
    pen.curve(
        (50, 16),
        (68, 24),
        (73, 46),
        (77, 62),
        (84, 72),
        (50, 73),
        (16, 72),
        (23, 62),
        (27, 46),
        (32, 24),
        fill="line",
        width=LINE,
    )
    pen.arc(50, 78, 10, 0, 180, width=LINE + 3)
    pen.dot(50, 13, 5.5)


def globe(pen: Pen) -> None:
    pen.circle(50, 50, 36, fill=None, width=LINE + 2)
    pen.line((14, 50), (86, 50), width=LINE + 1)
    pen.curve((50, 14), (66, 30), (70, 50), (66, 70), (50, 86), width=LINE + 1)
    pen.curve((50, 14), (34, 30), (30, 50), (34, 70), (50, 86), width=LINE + 1)


def erase(pen: Pen) -> None:
    pen.line((34, 22), (88, 22), (88, 78), (34, 78), (10, 50), width=LINE + 2, closed=True)
    pen.line((48, 38), (72, 62), width=LINE + 2)
    pen.line((72, 38), (48, 62), width=LINE + 2)


def again(pen: Pen) -> None:
    pen.arc(50, 52, 32, -60, 220, width=BOLD)
    pen.line((46, 4), (66, 24), (44, 40), width=BOLD)


def check(pen: Pen) -> None:
    """The large check mark: it is well."""
    pen.circle(50, 50, 43, fill="leaf", line=None)
    pen.line((29, 52), (44, 67), (72, 35), role="fill", width=LINE + 5)


def hand_raised(pen: Pen) -> None:
    """Still here: an open hand."""
    for x, top in ((30, 34), (42, 22), (54, 20), (66, 28)):
        pen.line((x, top), (x, 60), width=BOLD + 2)
    pen.line((82, 48), (68, 72), width=BOLD + 2)
    pen.box(25.5, 50, 70.5, 88, radius=14, fill="line", line=None)


def lock(pen: Pen) -> None:
    pen.arc(50, 42, 18, 180, 360, width=BOLD - 1)
    pen.line((32, 42), (32, 52), width=BOLD - 1)
    pen.line((68, 42), (68, 52), width=BOLD - 1)
    pen.box(22, 48, 78, 88, radius=6, fill="line", line=None)


def letters(pen: Pen) -> None:
    """A large and a small letter, and a circle half dark: how the screen looks."""
    pen.line((6, 84), (30, 18), (54, 84), width=BOLD)
    pen.line((16, 62), (44, 62), width=BOLD - 1)
    pen.line((62, 84), (77, 50), (92, 84), width=BOLD - 2)
    pen.line((68, 74), (86, 74), width=BOLD - 3)
    pen.circle(77, 25, 13, fill=None, width=LINE + 2)
    pen.area(*arc_points(77, 25, 12, 90, 270), fill="line", line=None)


def lower(pen: Pen) -> None:
    """Someone in a wheelchair, and the way down."""
    pen.dot(30, 15, 9)
    pen.line((30, 32), (33, 56), (58, 56), (68, 82), (78, 80), width=BOLD)
    pen.line((32, 43), (52, 43), width=BOLD - 2)
    pen.arc(36, 70, 21, 20, 236, width=BOLD - 2)
    pen.line((80, 10), (80, 46), width=BOLD - 1)
    pen.line((66, 33), (80, 48), (94, 33), width=BOLD - 1)


def speaker(pen: Pen) -> None:
    pen.area((8, 38), (26, 38), (48, 18), (48, 82), (26, 62), (8, 62), fill="line", line="line")
    pen.arc(48, 50, 18, -45, 45, width=BOLD - 1)
    pen.arc(48, 50, 36, -45, 45, width=BOLD - 1)


def louder(pen: Pen) -> None:
    pen.area((8, 38), (22, 38), (42, 20), (42, 80), (22, 62), (8, 62), fill="line", line="line")
    pen.line((74, 28), (74, 72), width=BOLD)
    pen.line((52, 50), (96, 50), width=BOLD)


def warning(pen: Pen) -> None:
    """Something to look after: a triangle with its mark cut out."""
    pen.line((50, 14), (90, 84), (10, 84), width=BOLD, closed=True)
    pen.line((50, 40), (50, 58), width=BOLD)
    pen.dot(50, 72, 5)


def pause(pen: Pen) -> None:
    pen.line((34, 22), (34, 78), width=BOLD + 6)
    pen.line((66, 22), (66, 78), width=BOLD + 6)


def plus(pen: Pen) -> None:
    pen.line((50, 18), (50, 82), width=BOLD)
    pen.line((18, 50), (82, 50), width=BOLD)


def star(pen: Pen) -> None:
    points = []
    for n in range(10):
        turn, radius = math.radians(-90 + 36 * n), 42 if n % 2 == 0 else 18
        points.append((50 + radius * math.cos(turn), 54 + radius * math.sin(turn)))
    pen.area(*points, fill="line", line="line")


def leave(pen: Pen) -> None:
    """Out of a door."""
    pen.line((50, 14), (18, 14), (18, 86), (50, 86), width=BOLD)
    pen.line((38, 50), (88, 50), width=BOLD)
    pen.line((66, 28), (88, 50), (66, 72), width=BOLD)


def box(pen: Pen) -> None:
    """Something that may be ticked."""
    pen.box(16, 16, 84, 84, radius=8, fill=None, width=9)


def box_ticked(pen: Pen) -> None:
    box(pen)
    pen.line((32, 52), (46, 66), (72, 34), width=11)


def print_(pen: Pen) -> None:
    pen.line((30, 36), (30, 12), (70, 12), (70, 36), width=BOLD - 1)
    pen.box(10, 36, 90, 70, radius=6, fill="line", line=None)
    pen.line((28, 62), (28, 90), (72, 90), (72, 62), width=BOLD - 1)


def calendar(pen: Pen) -> None:
    pen.line((14, 22), (86, 22), (86, 88), (14, 88), width=BOLD - 1, closed=True)
    pen.line((14, 40), (86, 40), width=BOLD)
    for x in (34, 66):
        pen.line((x, 10), (x, 26), width=BOLD)
    for x in (32, 50, 68):
        for y in (56, 72):
            pen.dot(x, y, 5)


DRAWINGS = {
    "back": back,
    "forward": forward,
    "cancel": cancel,
    "tick": tick,
    "bell": bell,
    "globe": globe,
    "erase": erase,
    "again": again,
    "check": check,
    "box": box,
    "box_ticked": box_ticked,
    "hand": hand_raised,
    "lock": lock,
    "letters": letters,
    "lower": lower,
    "speaker": speaker,
    "louder": louder,
    "warning": warning,
    "pause": pause,
    "plus": plus,
    "star": star,
    "leave": leave,
    "print": print_,
    "calendar": calendar,
}
SIGNS = frozenset(DRAWINGS) - {"check"}
