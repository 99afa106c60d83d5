"""Every screen of a resident while nothing happens to it but time, as JSON: in how many frames it looked otherwise."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

from kiosk.rules.states import OfficerDeciding, OfficerSigningIn, TechnicianAtWork
from kiosk.ui.look.theme import TextSize
from kiosk.ui.samples import kiosks
from tests.ui.fingers import Hours
from tests.ui.window import answer, live

FRAME = 0.1
FRAMES = 30
SETTLED = 3
"""Frames in which the screen before may still fade."""
told: dict[str, list[int]] = {}


def steps(face: Any, _touches: list[Any]) -> Iterator[None]:
    from kiosk.ui.finger import picture

    hours = Hours()
    face._clock = face.taps._clock = hours
    yield
    for name, kiosk in kiosks.moments().items():
        if isinstance(kiosk.state, OfficerSigningIn | OfficerDeciding | TechnicianAtWork):
            continue
        before, changed = 0, []
        for frame in range(FRAMES):
            hours.now += FRAME
            now = replace(
                kiosk.now,
                steady=kiosk.now.steady + frame * FRAME,
                local=kiosk.now.local + timedelta(seconds=frame * FRAME),
            )
            face.show(replace(kiosk, now=now))
            yield
            seen = zlib.crc32(picture().tobytes())
            if frame > SETTLED and seen != before:
                changed.append(frame)
            before = seen
        told[name] = changed


def main() -> None:
    live("1080x1920", 0.25, TextSize.STANDARD, steps, moving=True)
    answer(told)


if __name__ == "__main__":
    main()
