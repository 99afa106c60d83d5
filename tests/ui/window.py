"""A face in a window, for the processes that look at it: not a test itself."""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from kiosk.rules.events import Touch
from kiosk.settings import load
from kiosk.settings.model import Settings
from kiosk.ui import environment, gallery
from kiosk.ui.theme import Contrast, TextSize, Theme

Steps = Callable[[Any, list[Touch]], Iterator[None]]


def settings_for(size: str) -> Settings:
    return replace(load(gallery.INI), panel=gallery.PANELS[size])


def live(
    size: str,
    scale: float,
    text: TextSize,
    steps: Steps,
    contrast: Contrast = Contrast.STANDARD,
    moving: bool = False,
) -> None:
    """Run ``steps`` with a face in a window, one step a frame, then end."""
    settings = settings_for(size)
    panel = settings.panel
    frame = environment.Frame(round(panel.width_px * scale), round(panel.height_px * scale), scale)
    home = tempfile.TemporaryDirectory()
    environment.prepare(panel, home=Path(home.name), frame=frame)
    from kivy.app import App
    from kivy.clock import Clock

    from kiosk.ui.face import Face

    touches: list[Touch] = []
    face = Face(settings, Theme(panel, scale, text, contrast), touches.append, moving=moving)
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
    home.cleanup()


def answer(value: Any) -> None:
    sys.stdout.write(json.dumps(value) + "\n")
