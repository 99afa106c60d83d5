"""One screen into the next, frame by frame, as JSON: how much of the new one is there, and whether the rest stands."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from kiosk.ui.look.theme import TextSize
from kiosk.ui.samples import kiosks
from tests.ui.fingers import Hours
from tests.ui.window import answer, live

FRAME = 0.02
told: dict[str, Any] = {}


def steps(face: Any, _touches: list[Any]) -> Iterator[None]:
    from PIL import ImageChops, ImageStat

    from kiosk.ui.finger import picture

    hours = Hours()
    face._clock = face.taps._clock = hours
    yield
    moments = kiosks.moments()
    face.show(moments["choosing-service"])
    face.dress.screen.opacity = 0.0
    yield
    ground = picture()
    face.show(moments["welcome"])
    yield
    face.show(moments["choosing-service"])
    frames = []
    for _ in range(12):
        yield
        frames.append(picture())
        hours.now += FRAME
    last = frames[-1]
    header = (0, 0, last.width, last.height - int(face.header.y))

    def off(one: Any, other: Any) -> float:
        return float(
            sum(ImageStat.Stat(ImageChops.difference(one.convert("RGB"), other.convert("RGB"))).mean)
        )

    whole = off(ground, last)
    told["seen"] = [round(1 - off(frame, last) / whole, 3) for frame in frames]
    told["header stands"] = all(off(frame.crop(header), last.crop(header)) == 0 for frame in frames)
    # Left in the middle of its fade, and come back to.
    face.show(moments["welcome"])
    yield
    face.show(moments["choosing-service"])
    hours.now += 1.0
    yield
    yield
    told["found whole again"] = off(picture(), last) == 0
    for name, frame in zip("abc", frames, strict=False):
        if len(sys.argv) > 1:
            frame.save(Path(sys.argv[1]) / f"fading-{name}.png")


def main() -> None:
    live("1080x1920", 0.25, TextSize.STANDARD, steps, moving=True)
    answer(told)


if __name__ == "__main__":
    main()
