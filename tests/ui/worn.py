"""Looks put on and taken off, one story each; printed as JSON."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import psutil

from kiosk.rules.events import Press, Touch
from kiosk.rules.kiosk import Look
from kiosk.ui.look.theme import TextSize
from kiosk.ui.samples import kiosks
from tests.ui.fingers import Finger, Hours, taken, target
from tests.ui.window import answer, live

LOOKS = [Look(large, high, low) for large in (False, True) for high in (False, True) for low in (False, True)]
VISIT = ("welcome", "choosing-service", "papers", "hands", "measuring-still", "mask", "preparing", "ticket")
told: list[Any] = []


def visits(face: Any, _touches: list[Touch]) -> Iterator[None]:
    """Memory after each third of many visits, in which the look changes from screen to screen."""
    yield
    moments, process = kiosks.moments(), psutil.Process()
    sizes = []
    count = int(sys.argv[2])
    for visit in range(count):
        for place, name in enumerate(VISIT):
            face.show(replace(moments[name], look=LOOKS[(visit + place) % len(LOOKS)]))
            yield
        face.show(moments["welcome"])
        yield
        if (visit + 1) % (count // 3) == 0:
            sizes.append(process.memory_info().rss)
    told.append({"sizes": sizes, "widgets": len(list(face.walk())), "dresses": len(face._dresses)})


def night(face: Any, touches: list[Touch]) -> Iterator[None]:
    """A closed kiosk that nobody has touched for long goes dark; whoever touches it presses nothing."""
    yield
    finger, hours, closed = Finger(), Hours(), kiosks.moments()["welcome-weekend"]
    face.taps._clock = hours
    results: dict[str, Any] = {}
    face.show(closed)
    yield
    results["lit while touched lately"] = not face.asleep
    face.show(replace(closed, touched=closed.now.steady - 3600))
    yield
    results["dark when left"] = face.asleep
    finger.tap(target(face, Press.ONLINE_WAYS))
    results["woken by"] = taken(touches)
    results["lit again"] = not face.asleep
    hours.now += 1
    finger.tap(target(face, Press.ONLINE_WAYS))
    results["then pressed"] = taken(touches)
    face.show(replace(closed, touched=closed.now.steady - 3600))
    face.key("1")
    results["woken by a key"] = taken(touches)
    face.show(replace(kiosks.moments()["welcome"], touched=closed.now.steady - 3600))
    results["never dark while numbers are given"] = not face.asleep
    told.append(results)


def keys(face: Any, touches: list[Touch]) -> Iterator[None]:
    """The window's own key events, as they arrive."""
    from kivy.core.window import Window

    from kiosk.ui.hands.keypad import Keypad

    yield
    hours, results = Hours(), {}
    face._clock = hours
    keypad = Keypad(Window, face.key)

    def press(code: int, *modifiers: str, again: int = 0) -> list[list[str]]:
        hours.now += 1
        for _ in range(1 + again):
            handled = Window.dispatch("on_key_down", code, 0, None, list(modifiers))
        Window.dispatch("on_key_up", code, 0)
        assert handled
        return taken(touches)

    welcome = kiosks.moments()["welcome"]
    face.show(welcome)
    results["first"] = press(257)
    face.show(replace(welcome, keypad=True, audio=True))
    results["numbered"] = target(face, Press.START).mark
    results["one"] = press(257)
    results["held down"] = press(258, again=20)
    results["with ctrl"] = press(257, "ctrl")
    results["f1"] = press(282)
    press(257)
    face.key("1")
    results["trembling"] = taken(touches)
    face.show(replace(kiosks.moments()["choosing-service"], keypad=True))
    results["third service"] = press(259)
    results["star"] = press(268)
    results["language"] = press(264)
    face.show(replace(kiosks.moments()["again-unsure"], keypad=True))
    results["officer"] = press(265)
    results["zero"] = press(256)
    face.show(welcome)
    results["numbers gone"] = target(face, Press.START).mark
    later = ("papers", "hands", "welcome", "papers")
    for name in later:
        face.show(replace(kiosks.moments()[name], keypad=name == "papers"))
    face.show(welcome)
    face.show(kiosks.moments()["papers"])
    results["of the person before"] = target(face, Press.PAPERS_READY).mark
    del keypad
    told.append(results)


def main() -> None:
    story = {"visits": visits, "night": night, "keys": keys}[sys.argv[1]]
    live("1080x1920", 0.5, TextSize.STANDARD, story)
    answer(told[0])


if __name__ == "__main__":
    main()
