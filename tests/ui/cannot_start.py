"""Show why a kiosk cannot start, for a moment; printed as JSON: what could be read."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from tests.ui.window import answer

MESSAGE = (
    "/etc/kiosk/kiosk.ini, line 42: [printer] profile = escpos-81: write one of escpos-58, escpos-80\n"
    "/etc/kiosk/kiosk.ini, line 77: [patience] idle = 5: must be 15 to 600"
)


def main() -> None:
    import kiosk.ui.environment as environment
    from kiosk.ui import cannot_start

    prepared = environment.prepare
    seen: list[Any] = []

    def prepare_and_look(*arguments: Any, **options: Any) -> Any:
        frame = prepared(*arguments, **options)
        from kivy.clock import Clock

        Clock.schedule_once(lambda _elapsed: seen.append(_look()), 0.5)
        return frame

    cannot_start.prepare = prepare_and_look
    cannot_start.show_cannot_start(MESSAGE, seconds=1)
    answer(seen[0])


def _look() -> list[dict[str, Any]]:
    from kivy.core.window import Window

    from kiosk.ui.gallery import picture_of
    from kiosk.ui.widgets.text import Text

    if len(sys.argv) > 1:
        picture_of(Window).save(Path(sys.argv[1]))
    return [
        {"text": widget.text, "clipped": widget.clipped}
        for widget in Window.children[0].walk()
        if isinstance(widget, Text)
    ]


if __name__ == "__main__":
    main()
