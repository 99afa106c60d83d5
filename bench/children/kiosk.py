"""The kiosk itself, telling when its first screen that can be touched is shown, and staying if asked to."""

from __future__ import annotations

import sys
import time
from dataclasses import replace
from datetime import UTC, datetime
from datetime import time as time_of_day
from pathlib import Path
from typing import Any

from kiosk import app
from kiosk.rules.policy import Window
from kiosk.settings import load


def watch(window: Any) -> None:
    """Report the first frame in which "take a number" can be pressed."""

    def shown() -> None:
        from kivy.clock import Clock

        from kiosk.rules.events import Press
        from kiosk.ui.finger import find

        target = find(window.face, Press.START)
        if target is None:
            raise RuntimeError("the first frame has nothing to touch")
        print(f"ready {time.monotonic()}", flush=True)
        if "--stay" not in sys.argv:
            # Not before the house stands: a start that is cut short would be quicker than a real one.
            window.when_ready.append(lambda: Clock.schedule_once(lambda _dt: window.stop(0), 0))

    window.when_shown.append(shown)


def vouch(file: Path) -> None:
    """The machine of a bench need not be in step with anybody's time: somebody has vouched for it."""
    # Not read by a start that is timed: the kiosk itself reads them behind its first frame.
    from kiosk import ntp
    from kiosk.conductor.timekeeper import write_confirmation
    from kiosk.rules.timekeeping import Confirmation

    write_confirmation(file, Confirmation(datetime.now(UTC), time.monotonic(), ntp.boot()))


def main() -> int:
    root = Path(__file__).resolve().parents[2]
    folder = Path(sys.argv[1])
    settings = load(root / "kiosk.ini")
    always = replace(settings.policies[-1], windows=(Window(time_of_day(0), time_of_day(23, 59)),) * 7)
    settings = replace(
        settings, policies=(always,), data_dir=folder, database=f"sqlite:///{folder / 'kiosk.sqlite'}"
    )
    if not (folder / "clock.json").exists():
        vouch(folder / "clock.json")
    return app.run(settings, fullscreen=False, script=watch)


if __name__ == "__main__":
    sys.exit(main())
