"""The window joined to the counter: keys and scanner in, work on a thread of its own, views out."""

from __future__ import annotations

import logging
import signal
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any

from kiosk import logs
from kiosk.conductor.worker import Worker
from kiosk.counter.counter import Counter
from kiosk.counter.look import DeskPanel, DeskTheme, frame
from kiosk.counter.reading import Wedge
from kiosk.counter.sentences import Speaker
from kiosk.counter.verdict import Mark, Nothing, Verdict, marks, ticket_of
from kiosk.settings import Settings
from kiosk.ui.environment import display_size, prepare

log = logging.getLogger("kiosk.counter")

REFRESH = 2.0
"""Seconds between two looks at the line, which kiosks and other counters change."""
CRASHED = 70
"""Exit status after a fault in the program itself (EX_SOFTWARE)."""
ESCAPE, BACKSPACE = 27, 8
ENTER = (13, 271, 9)
"""Return, the number block's Enter, and Tab, which some scanners end with."""
F2, F3, F4, F8 = 283, 284, 285, 289
MARKS = {F2: Mark.SERVE, F3: Mark.MISS, F4: Mark.RECALL}
"""No scanner types function keys, so no ticket can mark another."""


def run(settings: Settings, *, fullscreen: bool = False, language: str = "id") -> int:
    """Show the counter's window until it is closed. Returns the exit status."""
    logs.start(settings.data_dir / "counter-logs")
    panel, box = DeskPanel(), frame(display_size(), fullscreen=fullscreen)
    prepare(panel, home=settings.data_dir / "counter-kivy", frame=box, fullscreen=fullscreen)
    return CounterWindow(settings, DeskTheme(panel, box.scale), language).run()


class CounterWindow:
    """Kivy's application and the page in it. ``Counter`` lives on the worker's thread alone."""

    def __init__(self, settings: Settings, theme: DeskTheme, language: str) -> None:
        from kiosk.counter.page import View

        self._settings, self._theme = settings, theme
        self._say = Speaker(settings, language)
        self._wedge = Wedge()
        self._view = View(self._now())
        self._asked = 0
        self._scanner: Any = None
        self.status = 0

    def run(self) -> int:
        """Blocks until the window closes."""
        from kivy.app import App
        from kivy.base import EventLoop
        from kivy.clock import Clock

        from kiosk.counter.page import Acts, Page

        window = self
        acts = Acts(self._mark, lambda number: self._look(str(number)), self._clear, self._turn)
        page = self._page = Page(self._settings, self._theme, self._say, acts)
        self._later: Callable[[Callable[[], None]], object] = lambda do: Clock.schedule_once(
            lambda _elapsed: do(), 0
        )

        class CounterApp(App):
            title = f"{window._settings.office.short_name} - {window._settings.counter.name}"
            use_kivy_settings = False

            def build(self) -> Any:
                return page

            def on_start(self) -> None:
                window._begin()

            def open_settings(self, *_: object) -> bool:
                return False

        self._app = CounterApp()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: self._later(self._app.stop))
        try:
            self._app.run()
        finally:
            if self._scanner is not None:
                self._scanner.close()
            self._worker.stop()
            EventLoop.close()
        return self.status

    def _begin(self) -> None:
        from kivy.clock import Clock
        from kivy.core.window import Window

        Window.bind(on_textinput=self._typed, on_key_down=self._pressed)
        self._keyboard = Window
        Window.bind(focus=lambda *_: self._show())
        Window.request_keyboard(None, self._page)  # some systems send no text before somebody asks for it
        self._counter: Counter | None = None
        self._worker = Worker(
            "counter", self._crashed, idle=self._refresh, every=REFRESH, close=self._close_counter
        )
        self._worker.submit(self._refresh)
        if self._settings.counter.scanner is not None:
            from drivers.link import Link
            from drivers.scanner import SerialScanner

            link = Link(self._settings.counter.scanner, line=self._settings.counter.line)
            self._scanner = SerialScanner(
                link,
                lambda line: self._later(lambda: self._look(line)),
                lambda lost: self._later(lambda: self._show(scanner_lost=lost)),
            )
        Clock.schedule_interval(lambda _elapsed: self._tick(), 1.0)
        self._tick()

    # ------------------------------------------------------------------------------ on Kivy's thread

    def _typed(self, _window: Any, text: str) -> None:
        self._wedge.type(text, time.monotonic())
        self._show()

    def _pressed(self, _window: Any, key: int, *_: object) -> bool:
        match key:
            case _ if key in ENTER:
                line = self._wedge.enter()
                if line.strip():
                    self._look(line)
            case _ if key == BACKSPACE:
                self._wedge.erase(time.monotonic())
            case _ if key == ESCAPE:
                self._clear()
            case _ if key == F8:
                self._turn()
            case _ if key in MARKS:
                self._mark(MARKS[key])
            case _:
                return False
        self._show()
        return True

    def _look(self, text: str) -> None:
        self._ask(lambda counter: counter.look(text))

    def _mark(self, mark: Mark) -> None:
        ticket = (
            None if self._wedge.entry else ticket_of(self._view.verdict)
        )  # what is not seen is not marked
        if ticket is not None and mark in marks(self._view.verdict):
            self._ask(lambda counter: counter.mark(mark, ticket))

    def _ask(self, job: Callable[[Counter], Verdict]) -> None:
        """The last question's answer is shown; one that comes late for an earlier paper is not."""
        self._asked += 1
        asked = self._asked
        # What was on the screen is about another paper: it must not be marked in the meantime.
        self._show(verdict=Nothing(), at=None)

        def work() -> None:
            verdict, at = job(self._desk()), self._now()
            self._later(lambda: self._answered(asked, verdict, at))
            self._refresh()

        self._worker.submit(work)

    def _answered(self, asked: int, verdict: Verdict, at: datetime) -> None:
        if asked == self._asked:
            self._show(verdict=verdict, at=at)

    def _clear(self) -> None:
        self._asked += 1
        self._wedge.clear()
        self._show(verdict=Nothing(), at=None)

    def _turn(self) -> None:
        self._say.turn()
        self._show()

    def _tick(self) -> None:
        self._show()

    def _show(self, **changes: Any) -> None:
        typed = self._wedge.legible() if self._wedge.entry else ""
        deaf = self._settings.counter.scanner is None and not self._keyboard.focus
        self._view = replace(self._view, now=self._now(), typed=typed, deaf=deaf, **changes)
        self._page.show(self._view)

    def _crashed(self, error: BaseException) -> None:
        log.critical("the counter's worker has died", exc_info=error)

        def end() -> None:
            self.status = CRASHED
            self._app.stop()

        self._later(end)

    # --------------------------------------------------------------------------- on the worker's thread

    def _desk(self) -> Counter:
        if self._counter is None:
            self._counter = Counter(self._settings, self._now)
        return self._counter

    def _refresh(self) -> None:
        counter = self._desk()
        if counter.keyless:
            counter.load_keys()
        line = counter.line()
        seen = {
            "line": line,
            "away": bool(counter.away),
            "since": counter.since,
            "owed": len(counter.owed),
            "keyless": bool(counter.keyless),
        }
        self._later(lambda: self._show(**seen))

    def _close_counter(self) -> None:
        if self._counter is not None:
            self._counter.close()

    def _now(self) -> datetime:
        return datetime.now(self._settings.office.zone)
