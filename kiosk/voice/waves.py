"""Sounds as they are joined: one channel, 16 bits, 22 050 samples a second, without silence at the ends."""

from __future__ import annotations

import sys
import wave
from array import array
from collections.abc import Iterable, Sequence
from pathlib import Path

RATE = 22_050
QUIET = 330
"""A sample this near to nothing (1 % of full scale) counts as silence."""
KEPT = 0.015
"""Seconds of silence kept around the sound, so that no consonant is clipped."""

Samples = array  # of "h"


class BadRecording(Exception):
    """A WAV file that cannot be joined to others; the message says why."""


def read(path: Path) -> Samples[int]:
    """The samples of a WAV file, in our own form whatever they were recorded in. Raises BadRecording."""
    try:
        with wave.open(str(path), "rb") as file:
            channels, width, rate = file.getnchannels(), file.getsampwidth(), file.getframerate()
            data = file.readframes(file.getnframes())
    except (OSError, EOFError, wave.Error) as error:
        raise BadRecording(f"{path}: {error}") from None
    if width != 2:
        raise BadRecording(f"{path}: save it as a WAV file of 16 bits, not of {8 * width}")
    samples = array("h", data[: len(data) // (2 * channels) * 2 * channels])
    if sys.byteorder == "big":
        samples.byteswap()
    if channels > 1:
        parts = [samples[channel::channels] for channel in range(channels)]
        samples = array("h", (sum(frame) // channels for frame in zip(*parts, strict=True)))
    return samples if rate == RATE else _resampled(samples, rate)


def _resampled(samples: Samples[int], rate: int) -> Samples[int]:
    """Straight lines between samples: speech has little above the frequencies this would spoil."""
    count = len(samples) * RATE // rate
    last = len(samples) - 1
    out = array("h", bytes(2 * count))
    for n in range(count):
        whole, part = divmod(n * rate, RATE)
        here = samples[whole]
        out[n] = here + (samples[min(last, whole + 1)] - here) * part // RATE
    return out


def trimmed(samples: Samples[int]) -> Samples[int]:
    """Without the silence before and after."""
    loud = [n for n in range(0, len(samples), 16) if abs(samples[n]) > QUIET]
    if not loud:
        return array("h")
    spare = round(KEPT * RATE)
    return samples[max(0, loud[0] - spare) : loud[-1] + 16 + spare]


def joined(parts: Iterable[tuple[Samples[int], float]]) -> Samples[int]:
    """One sound: each part, then so many seconds of silence."""
    whole = array("h")
    for samples, pause in parts:
        whole.extend(samples)
        whole.frombytes(bytes(2 * round(pause * RATE)))
    return whole


def write(path: Path, samples: Samples[int]) -> None:
    """Raises OSError."""
    data = samples
    if sys.byteorder == "big":
        data = array("h", samples)
        data.byteswap()
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(data.tobytes())


def seconds(samples: Sequence[int]) -> float:
    return len(samples) / RATE
