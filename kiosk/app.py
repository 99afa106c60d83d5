"""The window joined to the house: the only place that sees everything.

The window comes first. Drivers, database and everything else are read from the disk behind the first frame; a
touch that is quicker than they are is kept, and lived as soon as they stand.
"""

from __future__ import annotations

import logging
import signal
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from kiosk import logs
from kiosk.conductor.clock import Clock
from kiosk.notify import notify, watchdog_seconds
from kiosk.rules import badge
from kiosk.rules.kiosk import Kiosk
from kiosk.rules.states import Welcome
from kiosk.settings import Settings
from kiosk.ui.environment import Frame, display_size, fit, prepare

if TYPE_CHECKING:
    from kiosk.house import House
    from kiosk.ui.face import Face

log = logging.getLogger("kiosk.app")

CRASHED = 70
"""Exit status after a fault in the program itself (EX_SOFTWARE): the service manager starts it anew."""
WARM_AFTER = 1.0
"""Seconds before the screens that nobody has asked for yet are built: the welcome screen comes first."""
PANEL_SHARE = 0.62
"""Width of the demonstration's panel as a share of the kiosk's."""


def run(
    settings: Settings,
    *,
    demo: bool = False,
    fullscreen: bool = True,
    script: Callable[[KioskWindow], None] | None = None,
    panel: bool = True,
) -> int:
    """Show the kiosk until it is told to stop. Returns the exit status."""
    clock = Clock(settings.office.zone)
    if demo:
        from kiosk import demo as demonstration

        settings = demonstration.settings_for(settings)
        clock = Clock(settings.office.zone, demonstration.START)
        for person in demonstration.PEOPLE:
            print(f"Demonstration PIN of the {person.role}: {person.pin}", flush=True)  # noqa: T201
    logs.start(settings.data_dir / "logs", quiet=demo)
    frame = _frame(settings, fullscreen=fullscreen, beside=demo and panel)
    prepare(settings.panel, home=settings.data_dir / "kivy", frame=frame, fullscreen=fullscreen)
    window = KioskWindow(settings, clock, frame, demo=demo, beside=demo and panel, unattended=fullscreen)
    if script is not None:
        script(window)
    return window.run()


def cannot_start(message: str) -> None:
    """Say on the screen why there is no kiosk; returns when the window is closed. Without a display, at once."""
    if display_size() is not None:
        from kiosk.ui.cannot_start import show_cannot_start

        show_cannot_start(message)


def _frame(settings: Settings, *, fullscreen: bool, beside: bool) -> Frame:
    """The kiosk's window, with room for the demonstration's panel at its right."""
    if not beside:
        return fit(settings.panel, display_size(), fullscreen=fullscreen)

    class Wide:
        width_px = round(settings.panel.width_px * (1 + PANEL_SHARE))
        height_px = settings.panel.height_px
        width_mm = settings.panel.width_mm * (1 + PANEL_SHARE)

    return fit(Wide, display_size(), fullscreen=fullscreen)


class KioskWindow:
    """Kivy's application, the face in it, and the house behind it."""

    def __init__(
        self, settings: Settings, clock: Clock, frame: Frame, *, demo: bool, beside: bool, unattended: bool
    ) -> None:
        self.settings, self.clock, self.frame = settings, clock, frame
        self.demo, self._beside, self._unattended = demo, beside, unattended
        self.status = 0
        self.house: House | None = None
        self.face: Face
        self.when_ready: list[Callable[[], None]] = []
        self.when_shown: list[Callable[[], None]] = []
        self._early: list[Any] = []

    def run(self) -> int:
        """Blocks until the window closes."""
        from kivy.app import App
        from kivy.base import EventLoop
        from kivy.clock import Clock as Frames

        window = self
        self._refresh = Frames.create_trigger(lambda _dt: self._show(), -1)

        class KioskApp(App):
            title = settings_title(self.settings)
            use_kivy_settings = False

            def build(self) -> Any:
                return window._build()

            def on_start(self) -> None:
                Frames.schedule_once(lambda _dt: window._shown(), 0)

            def open_settings(self, *_: object) -> bool:
                return False

        self._app = KioskApp()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: Frames.schedule_once(lambda _dt: self.stop(0), 0))
        try:
            self._app.run()
        finally:
            if self.house is not None:
                self.house.close()
            EventLoop.close()
        return self.status

    def stop(self, status: int) -> None:
        """End the program from Kivy's thread."""
        self.status = self.status or status
        self._app.stop()

    def _build(self) -> Any:
        from kivy.uix.floatlayout import FloatLayout

        from kiosk.settings.model import Speak
        from kiosk.ui.face import Face
        from kiosk.ui.look.theme import Theme

        theme = Theme(self.settings.panel, self.frame.scale)
        width = round(self.settings.panel.width_px * self.frame.scale)
        whole = FloatLayout()
        speaks = self.settings.voice.speak is not Speak.NEVER
        self.face = Face(
            self.settings, theme, self._dispatch, speaks=speaks, size_hint=(None, 1), width=width
        )
        now = self.clock()
        first = Kiosk(now=now, language=self.settings.languages[0], state=Welcome(), touched=now.steady)
        self.face.show(first)
        self._lock_doors()
        whole.add_widget(self.face)
        if self.demo:
            from kiosk.ui.demo.ribbon import Ribbon

            whole.add_widget(Ribbon(theme, self.face))
        if self._beside:
            from kiosk.demo import world
            from kiosk.ui.demo.panel import DemoPanel

            room = (self.frame.width - width, self.frame.height)
            beside = {"size_hint": (None, None), "x": width, "size": room}
            whole.add_widget(DemoPanel(self.face.dress.kit, world(self), **beside))
        return whole

    def _lock_doors(self) -> None:
        """No key but the keypad's does anything; a panel without a desktop has nobody who may close its window."""
        from kivy.clock import Clock as Frames
        from kivy.core.window import Window

        from kiosk.ui.hands.bursts import Bursts
        from kiosk.ui.hands.keypad import Keypad

        bursts = Bursts(self.face.key, self._scanned) if self.settings.scanner.types else None
        self._keypad = Keypad(Window, self.face.key, bursts, Frames.schedule_once)
        if self._unattended:
            Window.bind(on_request_close=lambda *_, **__: True)

    def _furnish(self) -> None:
        """Build the house behind the window."""
        from kivy.clock import Clock as Frames

        from kiosk.house import House

        if self.demo:
            from kiosk.demo import enter_people

            enter_people(self.settings.database)
        self.house = House(
            self.settings,
            self.clock,
            show=self._refresh,
            bell=self._ring,
            crash=self._crashed,
            demo=self.demo,
        )
        for event in self._early:
            self.house.conductor.handle(event)
        self._early.clear()
        self._show()
        Frames.schedule_once(lambda _dt: self._warm(), WARM_AFTER)
        notify("READY=1")
        log.info("ready")
        due = watchdog_seconds()
        if due is not None:
            Frames.schedule_interval(lambda _dt: self._sign_of_life(), due)
        for ready in self.when_ready:
            ready()

    def _warm(self) -> None:
        """What the next seconds may need: the other screens, and a voice."""
        from kiosk.settling import settled
        from kiosk.ui.sound.voice import voice
        from kiosk.words import Words

        self.face.voice = voice(self.settings, Words(self.settings.languages))
        self.face.warm(settled)

    def _shown(self) -> None:
        """The first frame is on the screen: read the rest of the program without holding up the next ones."""
        from kivy.clock import Clock as Frames

        for shown in self.when_shown:
            shown()

        def read() -> None:
            import kiosk.house  # noqa: F401 - loading it is the point

            Frames.schedule_once(lambda _dt: self._furnish(), 0)

        threading.Thread(target=read, name="reading", daemon=True).start()

    def _sign_of_life(self) -> None:
        """Said from the thread that draws, and only while every worker moves: else the manager starts us anew."""
        if self.house is None or not self.house.hanging():
            notify("WATCHDOG=1")
        else:
            log.critical("no sign of life: %s does not come back", ", ".join(self.house.hanging()))

    def _dispatch(self, event: Any) -> None:
        if self.house is None:
            self._early.append(event)
        else:
            self.house.conductor.handle(event)

    def _scanned(self, line: str) -> None:
        shown = badge.read(line)
        if shown is not None:
            self._dispatch(shown)

    def _show(self) -> None:
        if self.house is not None:
            self.face.show(self.house.conductor.kiosk, self.house.board.desk)

    def _ring(self) -> None:
        from kivy.clock import Clock as Frames

        from kiosk.ui.sound.bell import ring

        Frames.schedule_once(lambda _dt: ring(self.settings.data_dir), 0)

    def _crashed(self, error: BaseException) -> None:
        from kivy.clock import Clock as Frames

        log.critical("a worker has died; the kiosk starts anew", exc_info=error)
        Frames.schedule_once(lambda _dt: self.stop(CRASHED), 0)


def settings_title(settings: Settings) -> str:
    return f"{settings.office.short_name} - {settings.office.kiosk}"
