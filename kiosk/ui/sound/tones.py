"""A tone from one side or from both, as a file that is played once."""

from __future__ import annotations

import math
import os
import tempfile
import wave
from array import array
from enum import Enum
from pathlib import Path

RATE = 22_050
SECONDS = 0.8
PITCH = 660.0
LOUDNESS = 0.4
EDGE = 0.02
"""Seconds in which it swells and fades: no click."""


class Side(Enum):
    LEFT = (1, 0)
    RIGHT = (0, 1)
    BOTH = (1, 1)


def tone(side: Side, folder: Path | None = None) -> Path:
    """A file of two channels; it is the caller's to delete. Raises OSError."""
    handle, name = tempfile.mkstemp(suffix=".wav", prefix="kiosk-tone-", dir=folder)
    os.close(handle)
    with wave.open(name, "wb") as out:
        out.setnchannels(2)
        out.setsampwidth(2)
        out.setframerate(RATE)
        out.writeframes(_samples(side).tobytes())
    return Path(name)


def _samples(side: Side) -> array[int]:
    count = round(RATE * SECONDS)
    found = array("h")
    for n in range(count):
        swell = min(1.0, n / (RATE * EDGE), (count - n) / (RATE * EDGE))
        value = round(32_767 * LOUDNESS * swell * math.sin(2 * math.pi * PITCH * n / RATE))
        found.extend(value * channel for channel in side.value)
    return found
