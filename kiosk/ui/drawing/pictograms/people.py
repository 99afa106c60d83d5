"""People and what they are asked to do."""

from __future__ import annotations

from kiosk.ui.drawing.pictograms.pen import FINE, LINE, Pen, arc_points


def bust(pen: Pen, x: float, y: float, size: float, fill: str = "cloth", skin: str = "skin") -> None:
    """Head and shoulders, ``size`` wide, standing on ``y``."""
    shoulders = [
        *arc_points(x, y, size / 2, 180, 360, squash=1.05),
    ]
    pen.area(*shoulders, fill=fill)
    pen.circle(x, y - size * 0.78, size * 0.29, fill=skin)


def face(pen: Pen, mask: bool) -> None:
    """A head from the front, with hair, the mask on or not."""
    pen.area(*arc_points(50, 104, 38, 180, 360, squash=0.82), fill="cloth")
    pen.box(41, 66, 59, 80, radius=6, fill="skin", line=None)
    pen.curve((27, 38), (29, 58), (38, 71), (50, 75), (62, 71), (71, 58), (73, 38), (50, 16), fill="skin")
    pen.circle(27, 47, 4.2, fill="skin", width=FINE)
    pen.circle(73, 47, 4.2, fill="skin", width=FINE)
    pen.box(29, 38, 71, 52, radius=3, fill="skin", line=None)
    pen.curve(
        (26, 41),
        (27, 24),
        (38, 12),
        (52, 9),
        (66, 14),
        (74, 26),
        (74, 41),
        (70, 32),
        (56, 26),
        (40, 29),
        (31, 32),
        fill="line",
        width=0,
    )
    pen.dot(40, 44, 2.6)
    pen.dot(60, 44, 2.6)
    if mask:
        shape = ((30, 52), (50, 48.5), (70, 52), (67, 65), (59, 73), (50, 76), (41, 73), (33, 65))
        pen.area(*shape, fill="fill")
        for y in (57.5, 64):
            pen.line((40, y), (60, y), width=FINE, role="cloth")
        pen.line((30, 53), (26.5, 47), width=FINE)
        pen.line((70, 53), (73.5, 47), width=FINE)
    else:
        pen.line((50, 48), (48, 56), (51, 57), width=FINE)
        pen.arc(50, 60, 8, 35, 145, width=FINE)


def mask_on(pen: Pen) -> None:
    face(pen, mask=True)


def mask_missing(pen: Pen) -> None:
    face(pen, mask=False)


def forehead(pen: Pen) -> None:
    """A head that looks at the sensor, which measures at the forehead."""
    with pen.moved(-9, 14, 0.86) as p:
        face(p, mask=False)
    for x, half in ((66, 5), (71.5, 8), (77, 11)):
        pen.arc(52, 44, x - 52, -half * 2.6, half * 2.6, role="soga", width=FINE)
    pen.box(82, 32, 96, 56, radius=4, fill="accent")
    pen.dot(86, 44, 2.6)


def stand_here(pen: Pen) -> None:
    """Two feet on the marks, toes to the kiosk."""
    pen.box(14, 20, 86, 86, radius=9, fill="accent", line=None)
    pen.box(20, 26, 80, 80, radius=6, fill="fill", line=None)
    for x, side in ((38, -1), (62, 1)):
        pen.curve(
            (x - 7 + side, 40),
            (x, 33),
            (x + 7 + side, 40),
            (x + 6, 53),
            (x + 5, 65),
            (x, 71),
            (x - 5, 65),
            (x - 6, 53),
            fill="line",
            width=0,
        )
        pen.line((x - 6, 57), (x + 6, 57), role="fill", width=FINE)
    pen.line((50, 17), (50, 4))
    pen.line((42, 11), (50, 3), (58, 11))


def come_closer(pen: Pen) -> None:
    """A person steps towards the sensor."""
    bust(pen, 26, 88, 40)
    pen.line((50, 52), (70, 52), role="soga", width=LINE + 1.6)
    pen.line((62, 43), (71, 52), (62, 61), role="soga", width=LINE + 1.6)
    pen.box(80, 30, 96, 74, radius=4, fill="accent")
    pen.dot(85, 52, 3)


def rest(pen: Pen) -> None:
    """A person on a chair, and a clock."""
    pen.line((20, 46), (20, 92))
    pen.line((20, 70), (52, 70))
    pen.line((50, 70), (50, 92))
    pen.circle(36, 27, 10, fill="skin")
    pen.curve((27, 66), (27, 50), (31, 42), (38, 41), (45, 45), (47, 56), (47, 66), fill="cloth")
    pen.line((44, 65), (60, 67), (62, 90), (69, 90), width=LINE + 2.4)
    pen.line((42, 52), (56, 57), width=LINE)
    clock(pen, 74, 27, 20)


def clock(pen: Pen, x: float, y: float, radius: float) -> None:
    pen.circle(x, y, radius, fill="accent")
    pen.line((x, y - radius * 0.58), (x, y), (x + radius * 0.44, y + radius * 0.2), width=FINE)


def officer(pen: Pen) -> None:
    """A person with a cap and a badge, ready to help."""
    pen.area(*arc_points(50, 96, 40, 180, 360, squash=0.92), fill="cloth")
    pen.line((39, 61), (50, 76), (61, 61), width=FINE)
    pen.line((50, 76), (50, 94), width=FINE)
    pen.circle(50, 43, 17, fill="skin")
    pen.dot(44, 44, 2.2)
    pen.dot(56, 44, 2.2)
    pen.arc(50, 47, 7, 35, 145, width=FINE)
    pen.area((28, 30), (33, 13), (50, 8), (67, 13), (72, 30), (50, 26), fill="line")
    pen.circle(50, 18, 4, fill="accent", line=None)
    pen.line((30, 33), (50, 29), (70, 33), width=LINE + 1)
    pen.area((66, 72), (76, 72), (76, 80), (71, 85), (66, 80), fill="accent", width=FINE)


def distance(pen: Pen) -> None:
    """Two people with room between them."""
    bust(pen, 20, 82, 34)
    bust(pen, 80, 82, 34, fill="accent")
    pen.line((42, 66), (58, 66), width=FINE)
    pen.line((46, 61), (41, 66), (46, 71), width=FINE)
    pen.line((54, 61), (59, 66), (54, 71), width=FINE)


def still_there(pen: Pen) -> None:
    """A person and a question."""
    bust(pen, 36, 92, 56)
    pen.circle(74, 29, 21, fill="accent")
    pen.curve((67, 24), (69, 18), (75, 16), (81, 20), (80, 27), (75, 31), (74, 35), width=LINE)
    pen.dot(74, 42, 2.8)


DRAWINGS = {
    "mask_on": mask_on,
    "mask_missing": mask_missing,
    "forehead": forehead,
    "stand_here": stand_here,
    "come_closer": come_closer,
    "rest": rest,
    "officer": officer,
    "distance": distance,
    "still_there": still_there,
}
