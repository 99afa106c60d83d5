"""Textures of everything that is drawn by code, drawn once and kept packed: in memory, and on disk for the next start.

Pillow is loaded only when a picture is not on disk yet, so a usual start draws nothing.
"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING
from weakref import WeakValueDictionary

from kivy.graphics.texture import Texture

from kiosk.cache import keep
from kiosk.ui.look.theme import Theme

if TYPE_CHECKING:
    from PIL import Image

HERE = Path(__file__).resolve().parent
SOURCES = (HERE / "pictures.py", HERE / "batik.py", *sorted((HERE / "pictograms").glob("*.py")))
ROSETTE = "rosette"
Key = tuple[object, ...]
Pixels = tuple[int, int, bytes]
"""Width, height, and RGBA from the lowest row on."""
PALETTE = ("line", "fill", "skin", "accent", "cloth", "soga", "leaf")


class Kept:
    """What has been drawn for any theme: textures as long as something shows them, and all pictures packed, which
    take a hundredth of the room and are unpacked in a millisecond."""

    def __init__(self) -> None:
        self.textures: WeakValueDictionary[Key, Texture] = WeakValueDictionary()
        self.packed: dict[Key, bytes] = {}


class Pictures:
    """Pictures in the colours of one theme. ``cache`` is a folder for drawn pixels, None for none; ``kept`` is shared
    by themes, for what looks the same in them."""

    def __init__(self, theme: Theme, cache: Path | None = None, kept: Kept | None = None) -> None:
        self._theme, self._cache = theme, cache
        self._kept = kept or Kept()
        self._stamp = "".join(f"{source.stat().st_mtime_ns:x}" for source in SOURCES)

    def pictogram(self, name: str, pixels: int) -> Texture:
        """A pictogram in full colour."""
        if name == ROSETTE:
            return self.seal(pixels, "soga", "paper")
        palette = {role: self._theme.hex(role) for role in PALETTE}

        def draw() -> Image.Image:
            from kiosk.ui.drawing.pictograms import drawing
            from kiosk.ui.drawing.pictograms.pen import Pen

            pen = Pen(pixels, palette)
            drawing(name)(pen)
            return pen.picture()

        return self._texture(("pictogram", name, pixels, *palette.values()), draw)

    def sign(self, name: str, pixels: int, role: str) -> Texture:
        """A small sign in the single colour ``role``."""
        colour = self._theme.hex(role)

        def draw() -> Image.Image:
            from kiosk.ui.drawing.pictograms import drawing
            from kiosk.ui.drawing.pictograms.pen import Pen

            pen = Pen(pixels, dict.fromkeys(PALETTE, colour))
            drawing(name)(pen)
            return pen.picture()

        return self._texture(("sign", name, pixels, colour), draw)

    def cloth(self, ground: str, motif: str) -> Texture:
        """A repeating tile of jlamprang in two roles."""
        pixels = self._theme.px("tile")
        colours = self._theme.hex(ground), self._theme.hex(motif)

        def draw() -> Image.Image:
            from kiosk.ui.drawing import batik

            return batik.tile(pixels, *colours, colours[1]).convert("RGBA")

        texture = self._texture(("cloth", pixels, *colours), draw)
        texture.wrap = "repeat"
        return texture

    def seal(self, pixels: int, motif: str, ground: str) -> Texture:
        """One rosette of the cloth."""
        colours = self._theme.hex(motif), self._theme.hex(ground)

        def draw() -> Image.Image:
            from kiosk.ui.drawing import batik

            return batik.seal(pixels, *colours)

        return self._texture(("seal", pixels, *colours), draw)

    def box(
        self, fill: str, edge: str | None, lip: str | None, radius: int, outline: int, depth: int
    ) -> Texture:
        """A rounded box to be stretched from its middle; ``lip`` is the darker edge below that makes it a button."""
        colours = [self._theme.hex(role) if role else "" for role in (fill, edge, lip)]

        def draw() -> Image.Image:
            return _box(*colours, radius, outline, depth)

        return self._texture(("box", *colours, radius, outline, depth), draw)

    def _texture(self, key: Key, draw: Callable[[], Image.Image]) -> Texture:
        texture = self._kept.textures.get(key)
        if texture is None:
            width, height, pixels = self._pixels(key, draw)
            texture = Texture.create(size=(width, height), colorfmt="rgba")
            texture.blit_buffer(pixels, colorfmt="rgba", bufferfmt="ubyte")
            # Every picture is drawn pixel for pixel; to look at four neighbours costs software a quarter of a frame.
            texture.mag_filter = texture.min_filter = "nearest"
            self._kept.textures[key] = texture
        return texture

    def _pixels(self, key: Key, draw: Callable[[], Image.Image]) -> Pixels:
        found = _unpacked(self._kept.packed.get(key, b"")) or self._read(key)
        if found is None:
            image = draw()
            # Kivy's textures begin at the bottom.
            found = image.width, image.height, image.transpose(1).tobytes()
            self._kept.packed[key] = _packed(*found)
            if self._cache and not keep(self._file(self._cache, key), self._kept.packed[key]):
                self._cache = None
        return found

    def _read(self, key: Key) -> Pixels | None:
        """What an earlier start has drawn."""
        file = self._file(self._cache, key) if self._cache else None
        if file is None or not file.exists():
            return None
        packed = file.read_bytes()
        found = _unpacked(packed)
        if found is not None:
            self._kept.packed[key] = packed
        return found

    def _file(self, cache: Path, key: Key) -> Path:
        name = hashlib.blake2b(repr((self._stamp, key)).encode(), digest_size=12).hexdigest()
        return cache / f"{name}.rgba"


def _packed(width: int, height: int, pixels: bytes) -> bytes:
    return f"{width} {height}\n".encode() + zlib.compress(pixels, 1)


def _unpacked(data: bytes) -> Pixels | None:
    """What a kept picture holds; None when it was cut short, so that it is drawn again."""
    try:
        head, packed = data.split(b"\n", 1)
        width, height = (int(part) for part in head.split())
        pixels = zlib.decompress(packed)
    except (ValueError, zlib.error):
        return None
    return (width, height, pixels) if len(pixels) == width * height * 4 else None


def _box(fill: str, edge: str, lip: str, radius: int, outline: int, depth: int) -> Image.Image:
    from PIL import Image, ImageDraw

    over = 4
    side = 2 * (radius + depth) + 4
    big = Image.new("RGBA", (side * over, side * over), fill + "00")
    draw = ImageDraw.Draw(big)
    last = side * over - 1
    if lip:
        draw.rounded_rectangle((0, 0, last, last), radius * over, fill=lip)
    bottom = last - depth * over
    if edge:
        draw.rounded_rectangle((0, 0, last, bottom), radius * over, fill=edge)
        inset = outline * over
        draw.rounded_rectangle(
            (inset, inset, last - inset, bottom - inset), max(0, (radius - outline) * over), fill=fill
        )
    else:
        draw.rounded_rectangle((0, 0, last, bottom), radius * over, fill=fill)
    return big.convert("RGBa").resize((side, side), Image.Resampling.LANCZOS).convert("RGBA")
