"""A face in a window, for the processes that look at it: not a test itself."""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from typing import Any

from kiosk.settings import load
from kiosk.settings.model import Settings
from kiosk.ui import gallery
from kiosk.ui.look.theme import Contrast, TextSize


def settings_for(size: str) -> Settings:
    """The shipped settings as they are, languages and all, on one of the gallery's panels."""
    return replace(load(gallery.INI), panel=gallery.PANELS[size])


def live(
    size: str,
    scale: float,
    text: TextSize,
    steps: gallery.Steps,
    contrast: Contrast = Contrast.STANDARD,
    moving: bool = False,
) -> None:
    """Run ``steps`` with a silent face in a window, one step a frame, then end."""
    gallery.live(
        settings_for(size), steps, scale=scale, text=text, contrast=contrast, moving=moving, speaks=False
    )


def answer(value: Any) -> None:
    sys.stdout.write(json.dumps(value) + "\n")
