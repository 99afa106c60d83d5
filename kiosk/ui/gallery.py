"""``python -m kiosk.ui.gallery --out DIR``: every state as a picture, in a window of the given size.

``live`` is what it shares with everything else that looks at screens: a face in a window, one step a frame.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kiosk.rules.events import Touch
from kiosk.settings import load
from kiosk.settings.model import Panel, Settings
from kiosk.ui import environment
from kiosk.ui.look.theme import Contrast, TextSize, Theme
from kiosk.ui.samples import kiosks
from kiosk.ui.samples.desks import desk

if TYPE_CHECKING:
    from PIL import Image

INI = Path(__file__).resolve().parent.parent.parent / "kiosk.ini"
PANELS = {
    "1080x1920": Panel(1080, 1920, 267.8),
    "1080x1920-15": Panel(1080, 1920, 194.0),
    "1920x1080": Panel(1920, 1080, 344.0),
    "1280x800": Panel(1280, 800, 217.0),
    "800x480": Panel(800, 480, 153.0),
}
"""The panels that the screens are made for: 21.5 and 15.6 inches upright, 15.6, 10.1 and 7 inches across."""
LANGUAGES = ("id", "en", "jv")
DRAFT = "kia"
"""A service whose list of papers is only a draft."""

Steps = Callable[[Any, list[Touch]], Iterator[None]]
"""What is done with a face, one step a frame; the list collects what its touches dispatch."""


def settings_for(panel: str) -> Settings:
    """The shipped settings on one of the PANELS, with all languages shown, and with what an office may well set: in
    the policy of the samples' day 30 places for one service, 30 people inside, inside without a notice of its own in
    the next; and one list of papers that is only a draft."""
    shipped = load(INI)
    first, second, *others = shipped.policies
    limited = replace(first, service_quotas={"kk": 30}, room=30)
    policies = (limited, replace(second, room=30, notice={}), *others)
    services = tuple(replace(each, draft=each.draft or each.code == DRAFT) for each in shipped.services)
    return replace(shipped, panel=PANELS[panel], languages=LANGUAGES, policies=policies, services=services)


def live(
    settings: Settings,
    steps: Steps,
    *,
    scale: float = 1.0,
    text: TextSize = TextSize.STANDARD,
    contrast: Contrast = Contrast.STANDARD,
    moving: bool = False,
    speaks: bool = True,
    words: Any = None,
) -> None:
    """Run ``steps`` with a face in a window, then end. Kivy must not have been loaded before."""
    panel = settings.panel
    frame = environment.Frame(round(panel.width_px * scale), round(panel.height_px * scale), scale)
    with tempfile.TemporaryDirectory() as home:
        environment.prepare(panel, home=Path(home), frame=frame)
        from kivy.app import App
        from kivy.clock import Clock

        from kiosk.ui.face import Face

        touches: list[Touch] = []
        theme = Theme(panel, scale, text, contrast)
        face = Face(settings, theme, touches.append, words=words, moving=moving, speaks=speaks)
        running = steps(face, touches)

        class Window(App):
            def build(self) -> Face:
                return face

            def on_start(self) -> None:
                Clock.schedule_once(self.go_on, 0)

            def go_on(self, _elapsed: float) -> None:
                try:
                    next(running)
                except StopIteration:
                    self.stop()
                else:
                    Clock.schedule_once(self.go_on, 0)

        Window().run()


def main() -> None:
    options = _options()
    options.out.mkdir(parents=True, exist_ok=True)

    def steps(face: Any, _touches: list[Touch]) -> Iterator[None]:
        from kivy.core.window import Window

        yield
        for name, kiosk in kiosks.moments(options.language).items():
            if options.only in name:
                face.show(kiosk, desk(name))
                yield
                picture_of(Window).save(options.out / f"{name}.png")

    live(
        settings_for(options.size),
        steps,
        scale=options.scale,
        text=TextSize.LARGE if options.large else TextSize.STANDARD,
        contrast=Contrast.HIGH if options.high else Contrast.STANDARD,
    )


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


def picture_of(window: Any) -> Image.Image:
    """The pixels that are really in the window, drawn anew."""
    from kivy.graphics.opengl import GL_RGB, GL_UNSIGNED_BYTE, glReadPixels
    from PIL import Image

    window.canvas.ask_update()
    window.on_draw()
    pixels = glReadPixels(0, 0, *window.size, GL_RGB, GL_UNSIGNED_BYTE)
    return Image.frombytes("RGB", window.size, pixels, "raw", "RGB", 0, -1)  # OpenGL begins at the bottom


@contextmanager
def only_pictures(window: Any) -> Iterator[None]:
    """While this lasts only ``picture_of`` draws: no frame is made that nobody looks at."""

    def unseen(_window: Any) -> bool:
        return True  # and the window's own handler is not reached

    window.bind(on_draw=unseen, on_flip=unseen)
    try:
        yield
    finally:
        window.unbind(on_draw=unseen, on_flip=unseen)


if __name__ == "__main__":
    main()
