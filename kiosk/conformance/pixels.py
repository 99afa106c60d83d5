"""Contrast as it really is on the screen, taken from the pixels: roles say what was meant, pixels what was drawn."""

from __future__ import annotations

from collections import Counter

from PIL import Image, ImageOps

Rgb = tuple[int, int, int]
INK = 0.004
"""The least share of a text's box that must be ink: single odd pixels are smoothing, not ink."""
EDGE = 0.3
"""The least share of an edge that must stand out for the eye to follow it."""
FEW, MANY = 1 << 10, 1 << 18
"""Colours to make room for: a text has few, and room for many takes longer than counting them."""


def ratio(one: Rgb, other: Rgb) -> float:
    """WCAG contrast ratio."""
    a, b = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (a + 0.05) / (b + 0.05)


def text_contrast(part: Image.Image) -> float | None:
    """Between the ground and the ink in a picture of one text; None when nothing is written in it."""
    counted = _counted(part)
    ground = counted.most_common(1)[0][0]
    least = max(2.0, INK * part.width * part.height)
    # Smoothed edges are lighter than the ink itself; the furthest colour with some area is the ink.
    found = [
        ratio(ground, colour) for colour, count in counted.items() if count >= least and colour != ground
    ]
    return round(max(found), 2) if found else None


def edge_contrast(
    picture: Image.Image, box: tuple[int, int, int, int], depth: int, *, right: bool = False
) -> float | None:
    """Between what surrounds a target and its outline or face, at its left (or right) edge and half its height.

    ``box`` is left, top, right, bottom in pixels; ``depth`` how many pixels the outline may be away from it.
    """
    if right:
        near = picture.crop((box[2] - 3 * (depth + 2), 0, box[2] + 3 * (depth + 2), picture.height))
        picture, box = ImageOps.mirror(near), (3 * (depth + 2), box[1], 0, box[3])
    left, top, _, bottom = box
    third = (bottom - top) // 3
    high = (top + third, bottom - third)
    outside = picture.crop((max(0, left - depth - 2), high[0], max(1, left - 1), high[1]))
    inside = picture.crop((left, high[0], left + depth + 2, high[1]))
    if not outside.width or not inside.width or high[1] <= high[0]:
        return None
    ground = _counted(outside).most_common(1)[0][0]
    least = EDGE * inside.height
    found = [ratio(ground, colour) for colour, count in _counted(inside).items() if count >= least]
    return round(max(found), 2) if found else None


def _counted(part: Image.Image) -> Counter[Rgb]:
    flat = part.convert("RGB")
    colours = flat.getcolors(FEW) or flat.getcolors(MANY) or []
    return Counter({colour: count for count, colour in colours})  # type: ignore[misc]


def _luminance(colour: Rgb) -> float:
    def linear(part: int) -> float:
        share = part / 255
        return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4

    red, green, blue = (linear(part) for part in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
