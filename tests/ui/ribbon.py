"""A demonstration's window and an earnest one; what stands over the kiosk's screens, printed as JSON."""

from __future__ import annotations

import sys
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import Any

from kiosk import app, demo
from kiosk.conductor.clock import Clock
from kiosk.ui import environment
from kiosk.ui.samples import kiosks
from tests.ui.window import answer, settings_for


def main() -> None:
    """The size of the panel, and "demo" or "earnest"."""
    told: dict[str, Any] = {}
    with tempfile.TemporaryDirectory() as folder:
        settings = replace(settings_for(sys.argv[1]), data_dir=Path(folder))
        frame = environment.Frame(settings.panel.width_px, settings.panel.height_px, 1.0)
        environment.prepare(settings.panel, home=Path(folder), frame=frame)
        from kivy.core.window import Window

        from kiosk.ui.demo.ribbon import Ribbon
        from kiosk.ui.widgets.target import Target

        clock = Clock(settings.office.zone, demo.START)
        window = app.KioskWindow(
            settings, clock, frame, demo=sys.argv[2] == "demo", beside=False, unattended=False
        )
        window._refresh = lambda: None
        whole = window._build()
        whole.size = Window.size
        whole.do_layout()
        ribbons = [widget for widget in whole.children if isinstance(widget, Ribbon)]
        told["ribbons"] = len(ribbons)
        under = set()
        for name, kiosk in kiosks.moments().items() if ribbons else ():
            window.face.show(kiosk)
            for target in window.face.walk():
                if isinstance(target, Target) and target.present and target.collide_widget(ribbons[0]):
                    under.add(f"{name}: {target.press.name}")
        told["under it"] = sorted(under)
        told["middle"] = [abs(ribbon.center_y - window.face.height / 2) <= 1 for ribbon in ribbons]
    answer(told)


if __name__ == "__main__":
    main()
