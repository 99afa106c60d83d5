"""Where a finger must come down: the middle of every target of every screen, as JSON, laid out as the app does."""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from pathlib import Path

from kiosk.settings import load
from kiosk.ui.environment import fit, prepare


def main() -> None:
    config, home, width, height = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4])
    settings = load(config)
    frame = fit(settings.panel, (width, height), fullscreen=True)
    prepare(settings.panel, home=home, frame=frame, fullscreen=True)
    from kivy.core.window import Window

    from kiosk.ui.face import Face
    from kiosk.ui.look.theme import Theme
    from kiosk.ui.widgets.target import Target
    from tests.rules.kiosks import STATES, kiosk_in

    face = Face(settings, Theme(settings.panel, frame.scale), lambda _event: None, moving=False)
    Window.add_widget(face)
    face.size = Window.size
    found: dict[str, dict[str, list[int]]] = {}
    for state in STATES:
        face.show(replace(kiosk_in(state), language="id"))
        places = found.setdefault(type(state).__name__, {})
        for widget in face.walk():
            if isinstance(widget, Target) and widget.present:
                name = widget.press.name + (f" {widget.value}" if widget.value else "")
                places.setdefault(name, [round(widget.center_x), round(frame.height - widget.center_y)])
    print("TARGETS " + json.dumps(found), flush=True)


if __name__ == "__main__":
    main()
