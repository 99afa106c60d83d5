"""The kiosk as it runs in the office, telling what it is when asked: for test_no_way_out."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import Any, get_args

from kiosk import app
from kiosk.rules.states import State
from kiosk.settings import load

ROOT = Path(__file__).resolve().parents[2]


def config(folder: Path) -> Path:
    """The shipped kiosk.ini, open at any hour, with simulated devices."""
    text = (ROOT / "kiosk.ini").read_text()
    text = re.sub(r"(?m)^data_dir = .*$", f"data_dir = {folder / 'data'}", text)
    text += "\n[policy 2026-01-01]\nsource = test\nwindows =\n    Mon-Sun 00.00-23.59\nquota = 50\n"
    file = folder / "kiosk.ini"
    file.write_text(text)
    return file


def tell(window: Any, folder: Path) -> None:
    question, answer = folder / "question", folder / "answer.json"
    if not question.exists():
        return
    asked = question.read_text()
    question.unlink()
    if asked == "drop":
        drop()
    partial = folder / "answer.part"
    partial.write_text(json.dumps(seen(window)))
    partial.replace(answer)


def drop() -> None:
    """What Kivy does when a file, a text or a folder is dragged onto its window and let go, in that order."""
    from kivy.app import App
    from kivy.core.window import Window

    for event in ("on_drop_begin", "on_drop_file", "on_drop_text", "on_drop_end"):
        said = () if event in ("on_drop_begin", "on_drop_end") else (b"/etc/passwd",)
        Window.dispatch(event, *said, 100, 100)
    App.get_running_app().open_settings()


def seen(window: Any) -> dict[str, Any]:
    from kivy.base import EventLoop
    from kivy.config import Config
    from kivy.core.clipboard import Clipboard
    from kivy.core.window import Window

    state = type(window.house.conductor.kiosk.state) if window.house else None
    own = ("kiosk.", "kivy.uix.floatlayout")
    return {
        "state": state.__name__ if state else "",
        "known": state in get_args(State) and type(window.face.screen).__name__ != "",
        "foreign": sorted(
            {
                f"{type(widget).__module__}.{type(widget).__name__}"
                for child in Window.children
                for widget in child.walk()
                if not type(widget).__module__.startswith(own)
            }
        ),
        "children": len(Window.children),
        "window": list(Window.size),
        "modules": list(Config.options("modules")),
        "inputs": sorted({type(p).__module__.rsplit(".", 1)[1] for p in EventLoop.input_providers}),
        "clipboard": type(Clipboard).__name__,
        "exit_on_escape": Config.getboolean("kivy", "exit_on_escape"),
        "dots": sum(len(touch.ud.get("_drawelement", ())) for touch in EventLoop.touches),
    }


def main() -> int:
    folder = Path(sys.argv[1])

    def watch(window: Any) -> None:
        def begin() -> None:
            from kivy.clock import Clock

            Clock.schedule_interval(lambda _dt: tell(window, folder), 0.05)

        window.when_ready.append(begin)

    return app.run(load(config(folder)), script=watch)


if __name__ == "__main__":
    sys.exit(main())
