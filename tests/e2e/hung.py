"""The kiosk's real window, one part of which hangs once it is ready: ``python -m tests.e2e.hung FOLDER PART``."""

from __future__ import annotations

import sys
import threading
import time
from pathlib import Path
from typing import Any

from kiosk import app, house
from kiosk.settings import load
from tests.e2e.caged import config

LONGEST = 2.0
"""Seconds a job may take here: in earnest it is a minute."""


def hang(window: Any, part: str) -> None:
    never = threading.Event()
    match part:
        case "window":
            time.sleep(600)
        case "ledger":
            window.house.ledger.submit(lambda _: never.wait())
        case "thermometer":
            window.house.thermometer.do(lambda _: never.wait())
        case "nothing":
            pass


def main() -> int:
    folder, part = Path(sys.argv[1]), sys.argv[2]
    house.LONGEST_JOB = LONGEST

    def script(window: Any) -> None:
        def ready() -> None:
            from kivy.clock import Clock

            Clock.schedule_once(lambda _dt: hang(window, part), 1.5)

        window.when_ready.append(ready)

    return app.run(load(config(folder)), script=script)


if __name__ == "__main__":
    sys.exit(main())
