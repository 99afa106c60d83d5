"""An X server for looking at screens on a machine without one, or whose own is too small."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager

SIDE = 2000
"""Pixels: more than the longest side of any panel."""
PATIENCE = 10.0
"""Seconds until the server must have ended."""


class NoDisplay(Exception):
    """There is no X server to draw on; the message says what to install."""


@contextmanager
def display(width: int = SIDE, height: int = SIDE) -> Iterator[str]:
    """The name, like ``:7``, of a display of so many pixels that nobody else draws on. Raises NoDisplay."""
    if shutil.which("Xvfb") is None:
        raise NoDisplay("Xvfb is missing: apt-get install xvfb")
    readable, writable = os.pipe()
    server = subprocess.Popen(
        # -noreset: the server stays when its only window closes and the next one opens.
        [
            *("Xvfb", "-displayfd", str(writable), "-screen", "0", f"{width}x{height}x24"),
            *("-nolisten", "tcp", "-noreset"),
        ],
        pass_fds=(writable,),
        stderr=subprocess.DEVNULL,
    )
    os.close(writable)
    try:
        with os.fdopen(readable) as told:
            number = told.readline().strip()
        if not number:
            raise NoDisplay("Xvfb did not start")
        yield f":{number}"
    finally:
        server.terminate()
        server.wait(PATIENCE)
