"""The small panel beside a demonstration: what the world does to the kiosk, as buttons."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from kivy.graphics import Color, Rectangle
from kivy.uix.widget import Widget

from kiosk.rules.events import Press
from kiosk.ui.demo.acts import Act, Section
from kiosk.ui.kit import Kit
from kiosk.ui.widgets.block import Block, Space
from kiosk.ui.widgets.button import QUIET, Button
from kiosk.ui.widgets.layout import Grid, Stack
from kiosk.ui.widgets.text import Text


class ActButton(Button):
    """A button of the world, not of the kiosk: it never reaches the rules as a touch."""

    def __init__(self, kit: Kit, act: Act, answer: Callable[[str], None]) -> None:
        super().__init__(
            kit, Press.CLOSE, look=QUIET, size="target", role="small", bold=False, gap="gap_target"
        )
        self._act, self._answer = act, answer
        self.set(act.label)

    def act(self) -> None:
        self._answer(self._act.do())


class DemoPanel(Widget):
    """Sections from top to bottom; in English, since it speaks to whoever tries the program out."""

    def __init__(self, kit: Kit, sections: Sequence[Section], **options: object) -> None:
        super().__init__(**options)
        self._kit = kit
        self._answer = Text(kit, "small", colour="on_band", align="left")
        parts: list[Block] = []
        for section in sections:
            parts.append(Text(kit, "body", colour="on_band", bold=True, align="left"))
            parts[-1].set(section.title)  # type: ignore[attr-defined]
            for line in section.lines:
                text = Text(kit, "small", colour="on_band", align="left", gap="gap_small")
                text.set(line)
                parts.append(text)
            if section.acts:
                buttons = [ActButton(kit, act, self._say) for act in section.acts]
                parts.append(Grid(kit, *buttons, columns=2, gap="gap_small"))
        self._stack = Stack(kit, *parts, Space(kit), self._answer)
        with self.canvas.before:
            Color(*kit.theme.colour("band"))
            self._ground = Rectangle()
        self.add_widget(self._stack)
        self.bind(pos=self._lay, size=self._lay)
        self._lay()

    def _say(self, words: str) -> None:
        self._answer.set(words)
        self._lay()

    def _lay(self, *_: object) -> None:
        pad = self._kit.theme.px("pad")
        self._ground.pos, self._ground.size = self.pos, self.size
        room = int(self.width) - 2 * pad, int(self.height) - 2 * pad
        squeeze = 0.0
        while squeeze < 1.0 and self._stack.height_for(room[0], squeeze) > room[1]:
            squeeze += 0.05
        self._stack.lay(int(self.x) + pad, int(self.y) + pad, *room, squeeze)
