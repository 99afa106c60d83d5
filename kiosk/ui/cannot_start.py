"""A kiosk that cannot start says so on its own screen: kindly for people, exactly for the technician."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path

from kiosk.ui.environment import Frame, display_size, prepare
from kiosk.words import Words

LANGUAGES = ("id", "en")
DESK = 96 / 25.4
"""Pixels a millimetre of a display of which nothing is known, since the settings could not be read."""
SOMEWHERE = (1080, 1920)
MOST, LONGEST = 8, 300
"""Lines of reasons, and signs of one, that fit the smallest panel and are laid out at once."""


@dataclass(frozen=True, slots=True)
class UnknownPanel:
    width_px: int
    height_px: int

    @property
    def width_mm(self) -> float:
        return self.width_px / DESK


def shown(message: str) -> str:
    """As much of ``message`` as a screen holds: a file of the wrong kind has thousands of mistakes."""
    lines = message.splitlines()
    told = [line if len(line) <= LONGEST else line[: LONGEST - 3] + "..." for line in lines[:MOST]]
    if len(lines) > MOST:
        told.append(f"... and {len(lines) - MOST} more: `kiosk doctor` names them all at a terminal")
    return "\n".join(told)


def show_cannot_start(message: str, *, seconds: float | None = None) -> None:
    """Show ``message`` below a headline in two languages until the window is closed, or for ``seconds``.

    Fills the display, which must be there.
    """
    panel = UnknownPanel(*(display_size() or SOMEWHERE))
    with tempfile.TemporaryDirectory() as home:
        prepare(panel, home=Path(home), frame=Frame(panel.width_px, panel.height_px, 1.0))
        _run(shown(message), panel, seconds)


def _run(message: str, panel: UnknownPanel, seconds: float | None) -> None:
    from kivy.app import App
    from kivy.clock import Clock
    from kivy.uix.floatlayout import FloatLayout

    from kiosk.ui.drawing.pictures import Pictures
    from kiosk.ui.hands.taps import Taps
    from kiosk.ui.kit import Kit
    from kiosk.ui.look.theme import Theme
    from kiosk.ui.screens.cannot_start import CannotStart

    theme = Theme(panel)
    taps = Taps(0.0, 0.0, Clock.get_time)
    kit = Kit(theme, Pictures(theme), taps, Words(LANGUAGES), None, lambda touch: None)

    class CannotStartApp(App):
        title = "kiosk"

        def build(self) -> FloatLayout:
            whole = FloatLayout()
            page = CannotStart(kit, message)
            whole.add_widget(page)
            whole.bind(size=lambda _whole, size: page.lay(0, 0, *(int(side) for side in size)))
            return whole

        def on_start(self) -> None:
            if seconds is not None:
                Clock.schedule_once(lambda _elapsed: self.stop(), seconds)

        def open_settings(self, *_: object) -> bool:
            return False

    CannotStartApp().run()
