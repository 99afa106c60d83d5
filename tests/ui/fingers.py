"""Fingers on a face, one story each; printed as JSON: what the touches dispatched."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import Any

from kiosk.rules.events import Press, Touch
from kiosk.ui.look.theme import TextSize
from kiosk.ui.samples import kiosks
from tests.ui.window import answer, live

told: list[Any] = []


def target(face: Any, press: Press, value: str = "") -> Any:
    from kiosk.ui.widgets.target import Target

    for widget in face.walk():
        if (
            isinstance(widget, Target)
            and widget.present
            and widget.press is press
            and value in ("", widget.value)
        ):
            return widget
    raise LookupError(press)


class Finger:
    """Touches as the window would deliver them."""

    def __init__(self) -> None:
        from kivy.base import EventLoop
        from kivy.core.window import Window

        self._window, self._loop, self._id = Window, EventLoop, 0

    def down(self, x: float, y: float) -> Any:
        from kivy.input.motionevent import MotionEvent

        window = self._window

        class One(MotionEvent):
            def depack(self, args: Any) -> None:
                self.is_touch = True
                self.type_id = "touch"
                self.sx, self.sy = args
                self.profile = ["pos"]
                super().depack(args)

        self._id += 1
        one = One("test", self._id, (x / (window.width - 1), y / (window.height - 1)))
        self._loop.post_dispatch_input("begin", one)
        return one

    def move(self, one: Any, x: float, y: float) -> None:
        one.move((x / (self._window.width - 1), y / (self._window.height - 1)))
        self._loop.post_dispatch_input("update", one)

    def up(self, one: Any) -> None:
        self._loop.post_dispatch_input("end", one)

    def tap(self, widget: Any) -> None:
        self.up(self.down(*widget.center))


class Hours:
    """A clock that stands still until it is told."""

    now = 100.0

    def __call__(self) -> float:
        return self.now


def taken(touches: list[Touch]) -> list[list[str]]:
    got = [[touch.press.name, touch.value] for touch in touches]
    touches.clear()
    return got


def story(face: Any, touches: list[Touch]) -> Iterator[None]:
    yield
    finger, hours, moments = Finger(), Hours(), kiosks.moments()
    face.taps._clock = hours
    results: dict[str, Any] = {}

    face.show(moments["welcome"])
    yield
    start = target(face, Press.START)
    before = start._box.texture
    one = finger.down(*start.center)
    results["pressed at once"] = start.down and start._box.texture is not before
    results["nothing before release"] = taken(touches)
    finger.up(one)
    results["release inside"] = taken(touches)

    hours.now += 0.3
    finger.tap(start)
    results["same tap again"] = taken(touches)
    hours.now += 0.6
    finger.tap(start)
    results["later tap"] = taken(touches)

    hours.now += 1
    one = finger.down(*start.center)
    finger.move(one, start.center_x, start.top + 40)
    results["looks let go outside"] = not start.down
    finger.up(one)
    results["release outside"] = taken(touches)

    hours.now += 1
    one = finger.down(start.center_x, start.top + 40)
    finger.move(one, *start.center)
    finger.up(one)
    results["slid onto"] = taken(touches)

    hours.now += 1
    one = finger.down(*start.center)
    palm = finger.down(*target(face, Press.ONLINE_WAYS).center)
    finger.up(palm)
    finger.up(one)
    results["palm beside the finger"] = taken(touches)

    hours.now += 1
    palm = finger.down(*target(face, Press.ONLINE_WAYS).center)
    hours.now += 0.5
    finger.tap(start)
    results["finger beside a palm that has just come"] = taken(touches)
    hours.now += 5
    finger.tap(start)
    results["finger beside a palm that rests"] = taken(touches)
    finger.up(palm)
    results["the palm is lifted"] = taken(touches)

    hours.now += 1
    one = finger.down(*start.center)
    hours.now += 5
    finger.up(one)
    results["slow finger"] = taken(touches)

    hours.now += 1
    both = finger.down(*start.center), finger.down(*start.center)
    for one in both:
        finger.up(one)
    results["two fingers on one answer"] = taken(touches)

    hours.now += 1
    one = finger.down(*start.center)
    face.show(moments["choosing-service"])
    yield
    finger.up(one)
    results["screen changed under the finger"] = taken(touches)

    face.show(moments["mask"])
    yield
    hours.now += 1
    yes = target(face, Press.MASK_ON)
    place = yes.center
    finger.tap(yes)
    taken(touches)
    face.show(moments["preparing"])
    face.show(moments["ticket"])
    yield
    hours.now += 0.2
    finger.up(finger.down(*place))
    results["second tap lands on the next screen"] = taken(touches)

    face.show(moments["signing-in"])
    yield
    hours.now += 1
    for _ in range(2):
        finger.tap(target(face, Press.DIGIT, "1"))
        hours.now += 0.2
    results["the same digit twice"] = taken(touches)

    face.show(moments["welcome"])
    yield
    hours.now += 1
    finger.tap(target(face, Press.LANGUAGE))
    results["language"] = taken(touches)
    face.show(kiosks.moments("en")["welcome"])
    yield
    results["in English"] = target(face, Press.START).text
    hours.now += 1
    finger.tap(target(face, Press.LANGUAGE))
    results["language back"] = taken(touches)
    face.show(moments["welcome"])
    yield
    results["in Indonesian"] = target(face, Press.START).text

    hours.now += 1
    finger.tap(target(face, Press.CORNER))
    results["corner"] = taken(touches)
    told.append(results)


def rebuilt(face: Any, _touches: list[Touch]) -> Iterator[None]:
    """Does showing everything twice build anything twice?"""
    yield
    moments = kiosks.moments()
    counts = []
    for _ in range(2):
        for kiosk in moments.values():
            face.show(kiosk)
            yield
        counts.append([len(list(face.walk())), len(face.dress.screens), len(face.children)])
    told.append(counts)


def main() -> None:
    live("1080x1920", 0.5, TextSize.STANDARD, {"story": story, "rebuilt": rebuilt}[sys.argv[1]])
    answer(told[0])


if __name__ == "__main__":
    main()
