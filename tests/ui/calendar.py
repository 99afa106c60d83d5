"""The officer's calendar, opened and turned through; printed as JSON."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import Any

from kiosk.rules.events import Touch
from kiosk.ui.look.theme import TextSize
from kiosk.ui.samples import kiosks
from tests.ui.window import answer, live

told: list[Any] = []
DAYS = 14


def steps(face: Any, _touches: list[Touch]) -> Iterator[None]:
    yield
    for language in ("id", "en", "jv"):
        face.show(kiosks.moments(language)["deciding-asks"])
        yield
        screen = face.screen
        screen.to_days.act()
        pages: list[dict[str, Any]] = []
        while len(pages) < DAYS and not (pages and screen.first in (0, DAYS)):
            pages.append(
                {
                    "days": [date.text for date in screen.days.dates if date.shown],
                    "squeeze": screen.squeeze,
                    "asked": screen.closed.shown and screen.open.shown and screen.word.present,
                    "lowest": min(screen.back.y, screen.more_days.y) - screen.y,
                }
            )
            screen.more_days.act()
            yield
        told.append(pages)
        screen.back.act()
        yield


def main() -> None:
    live(sys.argv[1], float(sys.argv[2]), TextSize.STANDARD, steps)
    answer(told)


if __name__ == "__main__":
    main()
