"""``python -m kiosk.ui.gallery --out DIR``: every state as a picture, in a window of the given size."""

from __future__ import annotations

import argparse
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kiosk.settings import load
from kiosk.settings.model import Panel
from kiosk.ui import environment, samples
from kiosk.ui.theme import Contrast, TextSize, Theme

if TYPE_CHECKING:
    from PIL import Image

INI = Path(__file__).resolve().parent.parent.parent / "kiosk.ini"
PANELS = {
    "1080x1920": Panel(1080, 1920, 267.8),
    "1920x1080": Panel(1920, 1080, 344.0),
    "1280x800": Panel(1280, 800, 217.0),
    "800x480": Panel(800, 480, 153.0),
}


def main() -> None:
    options = _options()
    panel = PANELS[options.size]
    scale = options.scale
    frame = environment.Frame(round(panel.width_px * scale), round(panel.height_px * scale), scale)
    with tempfile.TemporaryDirectory() as home:
        environment.prepare(panel, home=Path(home), frame=frame)
        _draw(options, panel, scale)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--size", choices=PANELS, default="1080x1920")
    parser.add_argument("--scale", type=float, default=1.0, help="0.5 draws the panel at half its pixels")
    parser.add_argument("--language", default="id")
    parser.add_argument("--large", action="store_true", help="large text")
    parser.add_argument("--high", action="store_true", help="high contrast")
    parser.add_argument("--only", default="", help="states whose name contains this")
    return parser.parse_args()


def _draw(options: argparse.Namespace, panel: Panel, scale: float) -> None:
    from kivy.app import App
    from kivy.clock import Clock
    from kivy.core.window import Window

    from kiosk.ui.face import Face

    settings = replace(load(INI), panel=panel)
    theme = Theme(
        panel,
        scale,
        TextSize.LARGE if options.large else TextSize.STANDARD,
        Contrast.HIGH if options.high else Contrast.STANDARD,
    )
    face = Face(settings, theme, lambda touch: None, moving=False)
    moments = [(n, k) for n, k in samples.moments(options.language).items() if options.only in n]
    options.out.mkdir(parents=True, exist_ok=True)

    class Gallery(App):
        def build(self) -> Face:
            return face

        def on_start(self) -> None:
            Clock.schedule_once(self.next_one, 0)

        def next_one(self, _elapsed: float) -> None:
            if not moments:
                self.stop()
                return
            name, kiosk = moments.pop(0)
            face.show(kiosk)
            Clock.schedule_once(lambda _: self.keep(name), 0)

        def keep(self, name: str) -> None:
            picture_of(Window).save(options.out / f"{name}.png")
            Clock.schedule_once(self.next_one, 0)

    Gallery().run()


def picture_of(window: Any) -> Image.Image:
    """The pixels that are really in the window, drawn anew."""
    from kivy.graphics.opengl import GL_RGB, GL_UNSIGNED_BYTE, glReadPixels
    from PIL import Image

    window.canvas.ask_update()
    window.dispatch("on_draw")
    pixels = glReadPixels(0, 0, *window.size, GL_RGB, GL_UNSIGNED_BYTE)
    return Image.frombytes("RGB", window.size, pixels).transpose(Image.Transpose.FLIP_TOP_BOTTOM)


if __name__ == "__main__":
    main()
