"""The sound that makes an officer look up: two soft tones, made once and kept."""

from __future__ import annotations

import logging
import math
import os
import struct
import wave
from pathlib import Path

log = logging.getLogger("kiosk.bell")

RATE = 22_050
TONES = ((880.0, 0.28), (660.0, 0.42))
"""Hertz and seconds: a falling third carries through a waiting room without frightening anyone."""
LOUDNESS = 0.35
_sounds: dict[Path, object] = {}


def ring(folder: Path) -> None:
    """Play the call once. A machine without a sound card stays silent; the screen says the same."""
    file = folder / "call.wav"
    if file not in _sounds and not can_sound():
        log.warning("this machine has no sound card")
        _sounds[file] = None
    elif file not in _sounds:
        from kivy.core.audio import SoundLoader

        if not file.exists():
            _write(file)
        _sounds[file] = SoundLoader.load(str(file))
        if _sounds[file] is None:
            log.warning("this machine cannot play sounds")
    sound = _sounds[file]
    if sound is not None:
        sound.play()  # type: ignore[attr-defined]


def can_sound() -> bool:
    """Asked before SDL is, which complains at length where there is no card."""
    server = Path(os.environ.get("XDG_RUNTIME_DIR", "/nowhere"))
    return Path("/dev/snd").exists() or (server / "pulse").exists() or "PULSE_SERVER" in os.environ


def _write(file: Path) -> None:
    samples = bytearray()
    for pitch, seconds in TONES:
        count = round(RATE * seconds)
        for n in range(count):
            fade = math.exp(-4.0 * n / count)
            value = LOUDNESS * fade * math.sin(2 * math.pi * pitch * n / RATE)
            samples += struct.pack("<h", round(value * 32_767))
    with wave.open(str(file), "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(RATE)
        out.writeframes(bytes(samples))
