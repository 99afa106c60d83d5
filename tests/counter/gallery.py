"""``python -m tests.counter.gallery OUT``: the counter's window in every mood as pictures, to be looked at.

Tells as JSON of every text in them: whether it is cut, and how high its capitals are in millimetres.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

from kiosk.counter.counter import Counter
from kiosk.counter.look import DeskPanel, DeskTheme, frame
from kiosk.counter.sentences import Speaker
from kiosk.counter.verdict import Mark, Nothing, ticket_of
from kiosk.ui.environment import Frame, prepare
from tests.counter.office import Office, a_morning


def moments(office: Office) -> Iterator[tuple[str, str, object]]:
    """Name, language, view."""
    from kiosk.counter.page import View

    counter = Counter(office.settings, lambda: office.now)

    def view(verdict: object, **more: object) -> View:
        line = counter.line()
        away = bool(counter.away)
        return View(office.now, verdict, office.now, line, away, counter.since, len(counter.owed), **more)

    yield "idle", "id", view(Nothing())
    yield "valid", "id", view(counter.look(office.qr(12)))
    yield "valid-long", "id", view(counter.look(office.qr(20)))
    yield "valid-english", "en", view(counter.look(office.qr(13)))
    yield "priority", "id", view(counter.look(office.qr(18)))
    yield "missed", "id", view(counter.look(office.qr(11)))
    yield "by-number", "id", view(counter.look("14"))
    yield "typing", "id", view(Nothing(), typed="K7Q-M2F")
    yield "served", "id", view(counter.look("9"))
    copied = counter.look(office.qr(3))
    yield "copied", "id", view(copied)
    yield "forged", "id", view(counter.look(office.qr(12)[:-3] + "ABC"))
    other = office.stamped(12, day=office.now - timedelta(days=1)).qr
    yield "other-day", "id", view(counter.look(other))
    yield "other-day-english", "en", view(counter.look(other))
    yield "other-office", "id", view(counter.look(office.stamped(12, office="3326").qr))
    yield "mistyped", "id", view(counter.look("K7Q-M2F"))
    office.void(15)
    yield "void", "id", view(counter.look(office.qr(15)))
    yield "marked", "id", view(counter.mark(Mark.SERVE, ticket_of(counter.look(office.qr(12)))))
    yield "keyless", "id", view(Nothing(), keyless=True, deaf=True)
    office.away()
    offline = Counter(office.settings, lambda: office.now)
    counter = offline
    yield "unchecked", "id", view(offline.look(office.qr(16)))
    yield "owed", "id", view(offline.mark(Mark.SERVE, ticket_of(offline.look(office.qr(16)))))
    yield "cannot-tell", "id", view(offline.look("17"))


def main() -> None:
    out = Path(sys.argv[1])
    scale = float(sys.argv[2]) if len(sys.argv) > 2 else 1.0
    only = sys.argv[3] if len(sys.argv) > 3 else ""
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as home:
        (Path(home) / "office").mkdir()
        office = a_morning(Path(home) / "office")
        box = frame(None, fullscreen=False)
        box = Frame(round(box.width * scale), round(box.height * scale), scale)
        prepare(DeskPanel(), home=Path(home), frame=box)
        _draw(out, office, box, only)


def _draw(out: Path, office: Office, box: Frame, only: str) -> None:
    from kivy.app import App
    from kivy.clock import Clock
    from kivy.core.window import Window

    from kiosk.counter.page import Acts, Page
    from kiosk.ui.gallery import picture_of

    say = Speaker(office.settings)
    nothing = Acts(lambda _: None, lambda _: None, lambda: None, lambda: None)
    page = Page(office.settings, DeskTheme(DeskPanel(), box.scale), say, nothing)
    seen: dict[str, list[dict[str, Any]]] = {}
    told = [moment for moment in moments(office) if only in moment[0]]

    class Gallery(App):
        def build(self) -> Page:
            return page

        def on_start(self) -> None:
            Clock.schedule_once(self.next_one, 0)

        def next_one(self, _elapsed: float) -> None:
            if not told:
                self.stop()
                return
            name, say.language, view = told.pop(0)
            page.show(replace(view))
            Clock.schedule_once(lambda _: self.keep(name), 0)

        def keep(self, name: str) -> None:
            picture_of(Window).save(out / f"{name}.png")
            seen[name] = list(_texts(page))
            Clock.schedule_once(self.next_one, 0)

    Gallery().run()
    sys.stdout.write(json.dumps(seen) + "\n")


def _texts(widget: Any) -> Iterator[dict[str, Any]]:
    from kiosk.ui.look.theme import CAPITAL
    from kiosk.ui.widgets.text import Text

    for child in widget.children:
        if not getattr(child, "present", True):
            continue
        if isinstance(child, Text) and child.text:
            capital = child.theme.mm(child.font_size * CAPITAL)
            yield {"text": child.text, "role": child.role, "clipped": child.clipped, "capital": capital}
        yield from _texts(child)


if __name__ == "__main__":
    main()
