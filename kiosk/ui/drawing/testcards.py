"""Test cards for a screen: plain fields for dead points, grey steps, the frame of the picture, and lines of one pixel.

Their colours are not the face's: they are what a panel is tested with.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum

Colour = tuple[float, float, float, float]
Box = tuple[int, int, int, int]

BLACK, WHITE = (0.0, 0.0, 0.0, 1.0), (1.0, 1.0, 1.0, 1.0)
GREYS = 16
FRAME = 4
"""Pixels of the line around the picture: all of it must be seen."""


class Card(Enum):
    """What each shows a technician."""

    BLACK = "black"  # points that always shine
    WHITE = "white"  # points that never do, dirt
    RED = "red"
    GREEN = "green"
    BLUE = "blue"
    GREYS = "greys"  # all steps must be told apart
    FRAME = "frame"  # nothing of the picture is cut off
    CHECKS = "checks"  # sharpness: another resolution than the panel's own shows bands
    LINES = "lines"


CARDS = tuple(Card)
FIELDS: dict[Card, Colour] = {
    Card.BLACK: BLACK,
    Card.WHITE: WHITE,
    Card.RED: (1.0, 0.0, 0.0, 1.0),
    Card.GREEN: (0.0, 1.0, 0.0, 1.0),
    Card.BLUE: (0.0, 0.0, 1.0, 1.0),
}


def boxes(card: Card, width: int, height: int) -> Iterator[tuple[Box, Colour]]:
    """Left, bottom, width, height of each field in whole pixels, and its colour; together they cover everything."""
    match card:
        case Card.GREYS:
            yield from _greys(width, height)
        case Card.FRAME:
            yield (0, 0, width, height), WHITE
            yield (FRAME, FRAME, width - 2 * FRAME, height - 2 * FRAME), BLACK
        case _:
            yield (0, 0, width, height), FIELDS.get(card, BLACK)


def _greys(width: int, height: int) -> Iterator[tuple[Box, Colour]]:
    """Along the longer side, from black to white."""
    long = max(width, height)
    for step in range(GREYS):
        start, end = long * step // GREYS, long * (step + 1) // GREYS
        value = step / (GREYS - 1)
        box = (start, 0, end - start, height) if width >= height else (0, start, width, end - start)
        yield box, (value, value, value, 1.0)


def pattern(card: Card) -> tuple[int, bytes] | None:
    """A square of so many pixels that is repeated over the panel, one byte a pixel; None where there is none."""
    match card:
        case Card.CHECKS:
            return 2, bytes((0, 255, 255, 0))
        case Card.LINES:
            return 4, bytes((0, 0, 255, 255) * 4)
        case _:
            return None
