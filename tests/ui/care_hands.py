"""Hands on the technician's tests of the glass, the picture and the keys; printed as JSON: what came of it."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import Any

from kiosk.rules.events import Press, Touch
from kiosk.ui.drawing import testcards
from kiosk.ui.look.theme import TextSize
from kiosk.ui.samples import kiosks
from tests.ui.fingers import Finger, taken, target
from tests.ui.window import answer, live

told: dict[str, Any] = {}
"""What came of the story that is being lived."""


def touching(face: Any, touches: list[Touch], finger: Finger) -> Iterator[None]:
    screen = face.screen
    one_mm = screen.theme.px_per_mm
    told["first"] = screen.words.text
    told["crosses"] = len(screen.crosses)
    while (asked := screen.asked) is not None:
        finger.up(finger.down(screen.x + asked[0] + one_mm, screen.y + asked[1]))
        yield
    told["result"] = screen.words.text
    told["still here"] = {press for press, _ in taken(touches)} == {"STILL_HERE"}
    net = screen.net
    wiping = finger.down(screen.x + 2, screen.y + 2)
    for cell in range(net.cells):
        left, bottom, wide, high = net.box(cell)
        finger.move(wiping, screen.x + left + wide / 2, screen.y + bottom + high / 2)
    finger.up(wiping)
    yield
    told["wiped"] = [len(screen.touched), net.cells, screen.words.text]
    finger.tap(screen.again)
    yield
    told["again"] = screen.words.text
    taken(touches)
    finger.tap(target(face, Press.BACK))
    yield
    told["way back"] = taken(touches)


def looking(face: Any, touches: list[Touch], finger: Finger) -> Iterator[None]:
    from kiosk.ui.finger import picture

    screen = face.screen
    middle = screen.center
    seen = []
    for _ in testcards.CARDS:
        finger.up(finger.down(*middle))
        yield
        yield
        shown = picture()
        width, height = shown.size
        here = shown.crop((width // 2, height // 2, width // 2 + 2, height // 2 + 2))
        edge = shown.getpixel((0, 0))
        seen.append([[list(pixel) for pixel in here.getdata()], list(edge)])
    told["cards"] = seen
    told["words on a card"] = screen.card.present
    taken(touches)
    finger.up(finger.down(*middle))
    yield
    told["after the last"] = taken(touches)


def typing(face: Any, touches: list[Touch], _finger: Finger) -> Iterator[None]:
    screen = face.screen
    for key in "123456789*0":
        face.key(key)
        yield
    told["all but one"] = screen.hint.text
    face.key("#")
    yield
    told["all"] = screen.hint.text
    told["typed"] = {press for press, _ in taken(touches)} == {"STILL_HERE"}


def hearing(face: Any, touches: list[Touch], finger: Finger) -> Iterator[None]:
    screen = face.screen
    for button in (*screen.sides.values(), *screen.spoken.values()):
        finger.tap(button)
        yield
        told.setdefault("heard", []).append(screen.heard.text)
    told["nothing else"] = {press for press, _ in taken(touches)} == {"STILL_HERE"}


STORIES = {
    "care-touch": touching,
    "care-screen": looking,
    "care-keypad": typing,
    "care-sound": hearing,
}


def main() -> None:
    size, scale = sys.argv[1:3]
    everything: dict[str, Any] = {}

    def steps(face: Any, touches: list[Touch]) -> Iterator[None]:
        hours = [100.0]
        face.taps._clock = lambda: hours[0]
        face._clock = lambda: hours[0]
        yield
        for name, story in STORIES.items():
            told.clear()
            face.show(kiosks.moments("en")[name])
            yield
            taken(touches)
            for _ in story(face, touches, Finger()):
                hours[0] += 1.0
                yield
            # Left, and come to again: nothing of the one before is there.
            face.show(kiosks.moments("en")["welcome"])
            yield
            face.show(kiosks.moments("en")[name])
            yield
            parts = (getattr(face.screen, part, None) for part in ("words", "hint", "heard"))
            told["anew"] = next(part.text for part in parts if part is not None)
            everything[name] = dict(told)
            hours[0] += 1.0

    live(size, float(scale), TextSize.STANDARD, steps)
    answer(everything)


if __name__ == "__main__":
    main()
