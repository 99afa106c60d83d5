"""Everything that must stand before Kivy is loaded: its environment, its one input, its window.

Kivy reads the environment and its configuration while it is being imported, so :func:`prepare` is called
before anything that imports it. Nothing here imports Kivy at module level.
"""

from __future__ import annotations

import ctypes
import ctypes.util
import os
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

MM_PER_INCH = 25.4
ROOM = 0.92
"""Share of a desktop's height that a window may fill: the rest is the desktop's own bars."""
OPEN_DOORS = ("KIVY_", "KCFG_")
"""How the names of the variables begin that Kivy and its configuration obey."""
SMALLEST = 0.2
"""Below a fifth of its size the kiosk is no longer a picture of itself."""


class Panel(Protocol):
    """The display the kiosk is made for: pixels as mounted, and the width in millimetres."""

    @property
    def width_px(self) -> int: ...
    @property
    def height_px(self) -> int: ...
    @property
    def width_mm(self) -> float: ...


@dataclass(frozen=True, slots=True)
class Frame:
    """The window: its size in pixels, and the factor by which the panel's picture is scaled to fit it."""

    width: int
    height: int
    scale: float


def display_size() -> tuple[int, int] | None:
    """Pixels of the X display, or None when there is no X display that can be asked."""
    if not os.environ.get("DISPLAY"):
        return None
    try:
        x11 = ctypes.CDLL(ctypes.util.find_library("X11") or "libX11.so.6")
    except OSError:
        return None
    x11.XOpenDisplay.restype = ctypes.c_void_p
    x11.XOpenDisplay.argtypes = [ctypes.c_char_p]
    for call in (x11.XDisplayWidth, x11.XDisplayHeight):
        call.argtypes = [ctypes.c_void_p, ctypes.c_int]
    x11.XCloseDisplay.argtypes = [ctypes.c_void_p]
    display = x11.XOpenDisplay(None)
    if not display:
        return None
    try:
        return x11.XDisplayWidth(display, 0), x11.XDisplayHeight(display, 0)
    finally:
        x11.XCloseDisplay(display)


def fit(panel: Panel, display: tuple[int, int] | None, *, fullscreen: bool, beside: int = 0) -> Frame:
    """The window for ``panel`` on ``display``: scaled down so that all of it is seen, never cut, never enlarged.

    ``beside`` is a width in pixels kept free for another window. Without a known display, the panel's size.
    """
    scale = 1.0
    if display is not None:
        room = 1.0 if fullscreen else ROOM
        scale = min(1.0, (display[0] - beside) / panel.width_px, display[1] * room / panel.height_px)
        if not fullscreen and panel.height_px <= display[1] and panel.width_px <= display[0] - beside:
            scale = 1.0
    scale = max(SMALLEST, scale)
    return Frame(round(panel.width_px * scale), round(panel.height_px * scale), scale)


def prepare(
    panel: Panel,
    *,
    home: Path,
    frame: Frame | None = None,
    fullscreen: bool = False,
    touch_device: bool = False,
    position: tuple[int, int] | None = None,
    show_cursor: bool = True,
) -> Frame:
    """Set Kivy up for an unattended panel and return the window's frame.

    ``home`` is a folder Kivy may call its own. ``touch_device`` reads the touch device directly instead of the
    display server's pointer: never both, or each touch would be felt twice. ``position`` is the window's left
    and top. RuntimeError when Kivy is loaded already, since half of this would then do nothing.
    """
    if "kivy" in sys.modules:
        raise RuntimeError("prepare() must run before Kivy is imported")
    frame = frame or fit(panel, display_size(), fullscreen=fullscreen)
    home.mkdir(parents=True, exist_ok=True)
    # Whoever can set a variable could else load code into the kiosk or give it back its settings panel.
    for name in [name for name in os.environ if name.startswith(OPEN_DOORS)]:
        del os.environ[name]
    os.environ.update(
        KIVY_NO_ARGS="1",
        KIVY_NO_ENV_CONFIG="1",
        KIVY_NO_CONFIG="1",
        KIVY_NO_FILELOG="1",
        KIVY_LOG_MODE="PYTHON",
        KIVY_HOME=str(home),
        KIVY_DPI=str(round(panel.width_px / panel.width_mm * MM_PER_INCH * frame.scale)),
        KIVY_METRICS_DENSITY="1",
        KIVY_WINDOW="sdl2",
        KIVY_TEXT="sdl2",
        KIVY_IMAGE="sdl2",
        KIVY_CLIPBOARD="dummy",
        KIVY_VIDEO="null",
    )
    _configure(frame, fullscreen, touch_device, position, show_cursor)
    return frame


def _configure(
    frame: Frame, fullscreen: bool, touch_device: bool, position: tuple[int, int] | None, show_cursor: bool
) -> None:
    from kivy.config import Config

    for name in Config.options("input"):
        Config.remove_option("input", name)
    if touch_device:
        Config.set("input", "panel", "probesysfs,provider=hidinput")
    else:
        Config.set("input", "mouse", "mouse,disable_multitouch")
    for section, key, value in (
        ("kivy", "exit_on_escape", 0),
        ("kivy", "desktop", 0),
        ("kivy", "keyboard_mode", "system"),
        ("graphics", "width", frame.width),
        ("graphics", "height", frame.height),
        ("graphics", "borderless", int(fullscreen)),
        ("graphics", "fullscreen", 0),
        ("graphics", "resizable", 0),
        ("graphics", "multisamples", 0),
        ("graphics", "maxfps", 60),
        ("graphics", "show_cursor", int(show_cursor)),
        ("postproc", "double_tap_time", 0),
        ("postproc", "triple_tap_time", 0),
    ):
        Config.set(section, key, str(value))
    if position is not None or fullscreen:
        left, top = position or (0, 0)
        Config.set("graphics", "position", "custom")
        Config.set("graphics", "left", str(left))
        Config.set("graphics", "top", str(top))
