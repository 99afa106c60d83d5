"""Why there is no kiosk, on the kiosk."""

from __future__ import annotations

from kiosk.ui.kit import Kit, Speech
from kiosk.ui.widgets.bare import Bare
from kiosk.ui.widgets.block import Block, Picture
from kiosk.ui.widgets.furniture import Ground
from kiosk.ui.widgets.layout import Card, Stack
from kiosk.ui.widgets.text import Text

TIGHTEST = 4
"""The technician stands near and needs every line: here alone a text may become small."""


class CannotStart(Bare):
    """Not a state of a visit: it stands alone, without header, footer or a single target."""

    def __init__(self, kit: Kit, message: str) -> None:
        super().__init__()
        self.theme = kit.theme
        self.ground = Ground(kit)
        self.add_widget(self.ground)
        said: list[Block] = []
        for language in kit.words.languages:
            say = Speech(kit.words, language)
            for name, role, bold in (
                ("cannot_start.question", "heading", True),
                ("cannot_start.why", "body", False),
            ):
                text = Text(kit, role, bold=bold)
                text.set(say(name))
                said.append(text)
        why = Text(kit, "small", align="left")
        why.set(message)
        picture = Picture(kit, "officer", most="picture_least", least="picture_least")
        self.root = Stack(kit, picture, *said, Card(kit, why), centred=True)
        self.add_widget(self.root)

    def lay(self, x: int, y: int, width: int, height: int) -> None:
        self.ground.lay(x, y, width, height)
        margin = self.theme.px("margin")
        wide, high = width - 2 * margin, height - 2 * margin
        steps = int(self.theme.ratio("squeeze_steps"))
        tries = (step / steps for step in range(TIGHTEST * steps))
        squeeze = next((s for s in tries if self.root.height_for(wide, s) <= high), float(TIGHTEST))
        self.root.lay(x + margin, y + margin, wide, high, squeeze)
