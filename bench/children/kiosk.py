"""The kiosk itself, telling when its first screen that can be touched is shown, and staying if asked to."""

from __future__ import annotations

import sys
import time
from dataclasses import replace
from datetime import time as time_of_day
from pathlib import Path
from typing import Any

from kiosk import app
from kiosk.rules.policy import Window
from kiosk.rules.states import Welcome
from kiosk.settings import load


def watch(window: Any) -> None:
    """Report the first frame in which "take a number" can be pressed."""

    def begin() -> None:
        from kivy.clock import Clock
        from kivy.core.window import Window

        from kiosk.rules.door import door

        def flipped(*_: object) -> None:
            kiosk = window.house.conductor.kiosk
            shown = type(window.face.screen).__name__ == "WelcomeScreen"
            if shown and isinstance(kiosk.state, Welcome) and door(kiosk, window.settings).bar is None:
                Window.unbind(on_flip=flipped)
                print(f"ready {time.monotonic()}", flush=True)
                if "--stay" not in sys.argv:
                    Clock.schedule_once(lambda _dt: window.stop(0), 0)

        Window.bind(on_flip=flipped)

    window.when_ready.append(begin)


def main() -> int:
    root = Path(__file__).resolve().parents[2]
    folder = Path(sys.argv[1])
    settings = load(root / "kiosk.ini")
    always = replace(settings.policies[-1], windows=(Window(time_of_day(0), time_of_day(23, 59)),) * 7)
    settings = replace(
        settings, policies=(always,), data_dir=folder, database=f"sqlite:///{folder / 'kiosk.sqlite'}"
    )
    return app.run(settings, fullscreen=False, script=watch)


if __name__ == "__main__":
    sys.exit(main())
