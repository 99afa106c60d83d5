"""Jlamprang, Pekalongan's own motif, drawn by code: rosettes in a lattice of circles, as on an old jlamprang cloth.

One tile repeats in both directions. It is meant to be quiet: two tones close together.
"""

from __future__ import annotations

import math

from PIL import Image, ImageDraw

OVERSAMPLE = 4
PETALS = 8


def tile(pixels: int, ground: str, motif: str, accent: str) -> Image.Image:
    """A square of ``pixels`` that repeats without a seam; colours as ``#rrggbb``."""
    side = pixels * OVERSAMPLE
    image = Image.new("RGB", (side, side), ground)
    draw = ImageDraw.Draw(image)
    # The lattice: circles on the corners and in the middle touch each other along the diagonals.
    for x, y in ((0, 0), (1, 0), (0, 1), (1, 1), (0.5, 0.5)):
        _rosette(draw, x * side, y * side, side * 0.353, ground, motif, accent)
    for x, y in ((0.5, 0), (0.5, 1), (0, 0.5), (1, 0.5)):
        _star(draw, x * side, y * side, side * 0.115, motif, ground)
    return image.resize((pixels, pixels), Image.Resampling.LANCZOS)


def seal(pixels: int, motif: str, ground: str) -> Image.Image:
    """One rosette on a clear ground: the mark in the header."""
    side = pixels * OVERSAMPLE
    image = Image.new("RGBA", (side, side), motif + "00")
    draw = ImageDraw.Draw(image)
    _rosette(draw, side / 2, side / 2, side * 0.49, ground, motif, motif)
    return image.convert("RGBa").resize((pixels, pixels), Image.Resampling.LANCZOS).convert("RGBA")


def _rosette(
    draw: ImageDraw.ImageDraw, x: float, y: float, radius: float, ground: str, motif: str, accent: str
) -> None:
    _ring(draw, x, y, radius, radius * 0.055, motif, ground)
    dots = 24
    for i in range(dots):
        angle = math.tau * i / dots
        _disc(
            draw,
            x + radius * 0.86 * math.cos(angle),
            y + radius * 0.86 * math.sin(angle),
            radius * 0.035,
            motif,
        )
    for i in range(PETALS):
        _petal(draw, x, y, math.tau * i / PETALS, radius * 0.2, radius * 0.76, radius * 0.135, motif)
    for i in range(PETALS):
        _petal(draw, x, y, math.tau * i / PETALS, radius * 0.34, radius * 0.64, radius * 0.055, ground)
    for i in range(PETALS):
        angle = math.tau * (i + 0.5) / PETALS
        _disc(
            draw,
            x + radius * 0.66 * math.cos(angle),
            y + radius * 0.66 * math.sin(angle),
            radius * 0.045,
            accent,
        )
    _disc(draw, x, y, radius * 0.2, ground)
    _ring(draw, x, y, radius * 0.17, radius * 0.05, motif, ground)
    _disc(draw, x, y, radius * 0.07, accent)


def _petal(
    draw: ImageDraw.ImageDraw,
    x: float,
    y: float,
    angle: float,
    start: float,
    end: float,
    half: float,
    fill: str,
) -> None:
    along, across = (math.cos(angle), math.sin(angle)), (-math.sin(angle), math.cos(angle))
    steps = 16
    edge = []
    for sign in (1, -1):
        for i in range(steps + 1):
            t = i / steps if sign == 1 else 1 - i / steps
            reach, width = start + (end - start) * t, half * math.sin(math.pi * t**0.8) * sign
            edge.append((x + along[0] * reach + across[0] * width, y + along[1] * reach + across[1] * width))
    draw.polygon(edge, fill=fill)


def _star(draw: ImageDraw.ImageDraw, x: float, y: float, radius: float, motif: str, ground: str) -> None:
    points = []
    for i in range(8):
        reach = radius if i % 2 == 0 else radius * 0.38
        points.append((x + reach * math.cos(math.tau * i / 8), y + reach * math.sin(math.tau * i / 8)))
    draw.polygon(points, fill=motif)
    _disc(draw, x, y, radius * 0.17, ground)


def _disc(draw: ImageDraw.ImageDraw, x: float, y: float, radius: float, fill: str) -> None:
    draw.ellipse((x - radius, y - radius, x + radius, y + radius), fill=fill)


def _ring(
    draw: ImageDraw.ImageDraw, x: float, y: float, radius: float, width: float, fill: str, ground: str
) -> None:
    _disc(draw, x, y, radius, fill)
    _disc(draw, x, y, radius - width, ground)
