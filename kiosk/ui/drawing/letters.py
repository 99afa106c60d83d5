"""Letters as a texture, to be drawn pixel for pixel in whatever colour."""

from __future__ import annotations

from kivy.core.text import Label as CoreLabel
from kivy.graphics.texture import Texture


def letters(
    text: str, size: float, *, bold: bool = False, align: str = "left", line_height: float = 1.0
) -> Texture:
    """White letters, ``size`` in pixels, in lines divided as ``text`` is."""
    label = CoreLabel(
        text=text, font_size=size, bold=bold, halign=align, line_height=line_height, color=(1, 1, 1, 1)
    )
    label.refresh()
    # To look at four neighbours for each pixel costs software a quarter of a frame.
    label.texture.mag_filter = label.texture.min_filter = "nearest"
    return label.texture
