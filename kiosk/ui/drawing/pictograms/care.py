"""What a technician looks at: plugs, a printer, a finger on glass, test fields, a loudspeaker, keys, a ruler."""

from __future__ import annotations

from kiosk.ui.drawing.pictograms.pen import FINE, LINE, Pen


def devices(pen: Pen) -> None:
    """A plug before its socket."""
    pen.box(6, 34, 40, 66, radius=6, fill="cloth")
    pen.line((40, 42), (54, 42))
    pen.line((40, 58), (54, 58))
    pen.box(64, 26, 94, 74, radius=6, fill="fill")
    pen.line((72, 42), (80, 42), width=FINE)
    pen.line((72, 58), (80, 58), width=FINE)


def instrument(pen: Pen) -> None:
    """A thermometer, and what it says as a line."""
    pen.box(12, 8, 32, 64, radius=10, fill="fill")
    pen.circle(22, 76, 15, fill="accent")
    pen.line((22, 30), (22, 70), role="accent", width=7)
    pen.line((46, 60), (56, 60), (62, 34), (70, 78), (76, 52), (94, 52), width=LINE)


def test_ticket(pen: Pen) -> None:
    """A printer with a slip that carries a tick instead of a number."""
    pen.box(12, 8, 88, 44, radius=6, fill="cloth")
    pen.line((22, 36), (78, 36))
    pen.area((28, 38), (72, 38), (72, 92), (28, 92), fill="fill")
    pen.line((38, 64), (47, 74), (63, 52), role="leaf", width=LINE + 2)


def touch(pen: Pen) -> None:
    """A finger on a cross."""
    pen.box(6, 6, 94, 94, radius=6, fill="fill")
    pen.line((40, 14), (40, 60), width=FINE)
    pen.line((16, 38), (64, 38), width=FINE)
    pen.circle(40, 38, 12, fill=None, width=FINE)
    pen.curve((46, 92), (48, 66), (38, 46), (44, 40), (54, 54), (68, 60), (74, 74), (72, 92), fill="skin")


def fields(pen: Pen) -> None:
    """A screen of fields."""
    pen.box(6, 14, 94, 74, radius=5, fill="fill")
    pen.box(14, 22, 38, 66, radius=1, fill="line", width=FINE)
    pen.box(38, 22, 62, 66, radius=1, fill="cloth", width=FINE)
    pen.box(62, 22, 86, 66, radius=1, fill="accent", width=FINE)
    pen.line((36, 88), (64, 88))
    pen.line((50, 76), (50, 86))


def loudspeaker(pen: Pen) -> None:
    pen.area((10, 38), (26, 38), (48, 18), (48, 82), (26, 62), (10, 62), fill="cloth")
    pen.arc(48, 50, 18, -50, 50)
    pen.arc(48, 50, 34, -50, 50)


def keys(pen: Pen) -> None:
    """The keys of a keypad."""
    pen.box(16, 4, 84, 96, radius=8, fill="cloth")
    for row in range(4):
        for column in range(3):
            left, top = 24 + 19 * column, 12 + 20 * row
            pen.box(left, top, left + 14, top + 14, radius=3, fill="fill", width=FINE)


def ruler(pen: Pen) -> None:
    """A screen measured with a ruler."""
    pen.box(10, 10, 90, 62, radius=5, fill="fill")
    pen.box(6, 68, 94, 92, radius=3, fill="accent")
    for n in range(8):
        x = 15 + 10 * n
        pen.line((x, 68), (x, 80 if n % 2 else 75), width=FINE)


DRAWINGS = {
    "devices": devices,
    "instrument": instrument,
    "test_ticket": test_ticket,
    "touch": touch,
    "fields": fields,
    "loudspeaker": loudspeaker,
    "keys": keys,
    "ruler": ruler,
}
