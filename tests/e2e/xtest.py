"""Keys and clicks as the display server gets them from a real keyboard and a real panel, thousands a second.

The XTEST extension through its C library; xdotool uses the same, with a pause after each event.
"""

from __future__ import annotations

import ctypes
import ctypes.util
from collections.abc import Iterable
from types import TracebackType

KEYCODES = range(9, 256)
"""All that X knows; 8 is the least there is, and no key."""
LEFT = 1
MODIFIERS = {"shift": 50, "ctrl": 37, "alt": 64, "super": 133, "altgr": 108}
"""Keycodes of the usual keyboard, which Xvfb has too."""


class Hands:
    """Two hands on one display."""

    def __init__(self, display: str) -> None:
        x11, test = (ctypes.util.find_library(name) for name in ("X11", "Xtst"))
        if not x11 or not test:
            raise RuntimeError("libXtst is missing: apt-get install libxtst6")
        self._x11, self._test = ctypes.CDLL(x11), ctypes.CDLL(test)
        self._x11.XOpenDisplay.restype = ctypes.c_void_p
        self._x11.XOpenDisplay.argtypes = [ctypes.c_char_p]
        found = self._x11.XOpenDisplay(display.encode())
        if not found:
            raise RuntimeError(f"no display {display}")
        self._display = ctypes.c_void_p(found)

    def __enter__(self) -> Hands:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._x11.XCloseDisplay(self._display)

    def press(self, keycodes: Iterable[int], held: Iterable[str] = ()) -> None:
        """Each key down and up, one after the other, while the modifiers ``held`` are down."""
        held = list(held)
        for name in held:
            self._key(MODIFIERS[name], down=True)
        for code in keycodes:
            self._key(code, down=True)
            self._key(code, down=False)
        for name in reversed(held):
            self._key(MODIFIERS[name], down=False)
        self._sent()

    def click(self, places: Iterable[tuple[int, int]], button: int = LEFT) -> None:
        """Down and up at each place; pixels from the display's left and top."""
        for x, y in places:
            self._test.XTestFakeMotionEvent(self._display, -1, x, y, ctypes.c_ulong(0))
            for down in (1, 0):
                self._test.XTestFakeButtonEvent(self._display, button, down, ctypes.c_ulong(0))
        self._sent()

    def _key(self, code: int, *, down: bool) -> None:
        self._test.XTestFakeKeyEvent(self._display, code, int(down), ctypes.c_ulong(0))

    def _sent(self) -> None:
        """All of it has reached the server."""
        self._x11.XSync(self._display, 0)
