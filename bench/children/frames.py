"""A face, or an empty Kivy program, that times its own frames: one JSON object on the last line, by kind of frame
a list of its milliseconds by the clock and of the processor.

The finger is put into Kivy's own queue, so that only the display server and the glass are left out. A frame ends
when it has been handed to the display and the pixels are really there (glFinish).
"""

from __future__ import annotations

import json
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from kiosk.rules.events import Press, Touch
from kiosk.rules.kiosk import Look
from kiosk.settling import settled
from kiosk.ui import gallery
from kiosk.ui.environment import Frame, prepare
from kiosk.ui.samples import kiosks

PANEL = "1080x1920"
STILL, ROUNDS = 60, 12
VISIT = ("welcome", "choosing-service", "offered-online", "papers", "hands", "mask", "ticket")
LOOKS = (Look(large=True), Look(high=True), Look(True, True), Look(low=True))

Spent = tuple[float, float]


def main() -> None:
    settings = gallery.settings_for(PANEL)
    width, height = settings.panel.width_px, settings.panel.height_px
    with tempfile.TemporaryDirectory() as home:
        prepare(settings.panel, home=Path(home), frame=Frame(width, height, 1.0))
        from kivy.app import App
        from kivy.clock import Clock
        from kivy.config import Config

        # No pause between frames: what is measured is work, not waiting for the next sixtieth of a second.
        Config.set("graphics", "maxfps", "0")
        touches: list[Touch] = []
        widget, story = _empty() if sys.argv[1] == "empty" else _face(settings, touches)

        class Frames(App):
            def build(self) -> Any:
                return widget

            def on_start(self) -> None:
                Clock.schedule_once(lambda _dt: self.run_story(), 1.0)

            def run_story(self) -> None:
                results: dict[str, list[Spent]] = {}
                for name, spent in story:
                    results.setdefault(name, []).append(spent)
                print(json.dumps(results), flush=True)
                self.stop()

        Frames().run()


def since(begun: Spent) -> Spent:
    return (time.perf_counter() * 1000 - begun[0], time.process_time() * 1000 - begun[1])


def frame() -> Spent:
    """Draw one frame now, to its last pixel."""
    from kivy.base import EventLoop
    from kivy.core.window import Window
    from kivy.graphics.opengl import GL_RGB, GL_UNSIGNED_BYTE, glReadPixels

    begun = since((0.0, 0.0))
    Window.canvas.ask_update()
    EventLoop.idle()
    # Reading a pixel waits for all that was asked of the graphics before it.
    glReadPixels(0, 0, 1, 1, GL_RGB, GL_UNSIGNED_BYTE)
    return since(begun)


def _empty() -> tuple[Any, Iterator[tuple[str, Spent]]]:
    from kivy.uix.button import Button

    button = Button(text="Ambil Nomor Antrean")

    def story() -> Iterator[tuple[str, Spent]]:
        for _ in range(STILL):
            yield "still", frame()
        for n in range(STILL):
            begun = since((0.0, 0.0))
            button.text = f"Ambil Nomor Antrean {n}"
            frame()
            yield "feedback", since(begun)

    return button, story()


def _face(settings: Any, touches: list[Touch]) -> tuple[Any, Iterator[tuple[str, Spent]]]:
    from kiosk.ui.face import Face
    from kiosk.ui.rehearsal import rehearsal

    now = [0.0]
    face = Face(settings, gallery.Theme(settings.panel), touches.append, clock=lambda: now[0], speaks=True)
    moments = kiosks.moments()
    face.show(moments["welcome"])

    def story() -> Iterator[tuple[str, Spent]]:
        for _ in rehearsal(face, moments["welcome"]):
            pass
        settled()
        for kind, parts in (
            ("nothing", ()),
            ("ground", (face.dress.ground,)),
            ("still", tuple(face.dress.children)),
        ):
            yield from alone(kind, parts)
        for _ in range(ROUNDS):
            for name in VISIT:
                yield from transition(name)
        for look in LOOKS * 3:
            for name in VISIT:
                face.show(moments[name])
                frame()
                begun = since((0.0, 0.0))
                face.show(replace(moments[name], look=look))
                frame()
                yield "look", since(begun)

    def alone(kind: str, parts: tuple[Any, ...]) -> Iterator[tuple[str, Spent]]:
        """Frames at rest of some parts of the face, without the others."""
        every = face.dress.children[::-1]
        face.dress.clear_widgets([part for part in every if part not in parts])
        frame()
        for _ in range(STILL):
            yield kind, frame()
        face.dress.clear_widgets()
        for part in every:
            face.dress.add_widget(part)

    def transition(name: str) -> Iterator[tuple[str, Spent]]:
        """A finger comes down on the first answer, goes up, and the next screen fades in."""
        from kivy.base import EventLoop

        from kiosk.ui.finger import Finger, find

        target = next(
            (t for press in (Press.START, Press.UNDERSTOOD, Press.IN_PERSON) if (t := find(face, press))),
            None,
        )
        now[0] += 1.0
        if target is not None:
            finger = Finger(*target.center)
            begun = since((0.0, 0.0))
            EventLoop.post_dispatch_input("begin", finger)
            frame()
            yield "feedback", since(begun)
            EventLoop.post_dispatch_input("end", finger)
        begun = since((0.0, 0.0))
        face.show(moments[name])
        arranged = since(begun)
        frame()
        yield "first frame", since(begun)
        yield "arranging", arranged
        for _ in range(8):
            now[0] += 1 / 60
            yield "transition", frame()

    return face, story()


if __name__ == "__main__":
    main()
