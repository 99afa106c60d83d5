"""A finger and an eye for scripts: real touches through the window, pictures of what is really on it."""

from __future__ import annotations

from typing import Any

from kivy.base import EventLoop
from kivy.core.window import Window
from kivy.input.motionevent import MotionEvent
from kivy.uix.widget import Widget
from PIL import Image

from kiosk.rules.events import Press
from kiosk.ui.widgets.target import Target


class Finger(MotionEvent):
    """One finger at ``x``, ``y`` (window pixels)."""

    def __init__(self, x: float, y: float) -> None:
        super().__init__("script", 99, {"x": x / (Window.width - 1), "y": y / (Window.height - 1)})

    def depack(self, args: Any) -> None:
        self.is_touch = True
        self.type_id = "touch"
        self.sx, self.sy = args["x"], args["y"]
        self.profile = ["pos"]
        super().depack(args)


def tap(target: Widget) -> None:
    """Press and let go in the middle of ``target``."""
    finger = Finger(target.center_x, target.center_y)
    for what in ("begin", "end"):
        EventLoop.post_dispatch_input(what, finger)


def find(root: Widget, press: Press, value: str = "") -> Target | None:
    """The target on show that would dispatch ``press`` (and ``value``, when one is given)."""
    for widget in root.walk():
        if (
            isinstance(widget, Target)
            and widget.press is press
            and value in ("", widget.value)
            and widget.present
            and widget.get_root_window() is not None
        ):
            return widget
    return None


def picture() -> Image.Image:
    """The window as it is shown now."""
    from kivy.graphics.opengl import GL_RGB, GL_UNSIGNED_BYTE, glReadPixels

    width, height = Window.size
    pixels = glReadPixels(0, 0, width, height, GL_RGB, GL_UNSIGNED_BYTE)
    return Image.frombytes("RGB", (width, height), pixels).transpose(Image.Transpose.FLIP_TOP_BOTTOM)
