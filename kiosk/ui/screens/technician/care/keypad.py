"""Each key of the keypad lights up as it is pressed: which ones are heard, and which never were."""

from __future__ import annotations

from collections.abc import Iterable

from kivy.graphics import BorderImage, Color

from kiosk.rules.events import Press
from kiosk.rules.kiosk import Kiosk
from kiosk.ui.kit import Kit, Speech
from kiosk.ui.screens.screen import Screen
from kiosk.ui.widgets.block import Block
from kiosk.ui.widgets.text import Text

KEYS = ("1", "2", "3", "4", "5", "6", "7", "8", "9", "*", "0", "#")
COLUMNS = 3


class Lamps(Block):
    """A picture of the keypad; pressed keys are dark, and carry how often."""

    stretch = 1.0

    def __init__(self, kit: Kit) -> None:
        super().__init__(kit)
        self.pressed = dict.fromkeys(KEYS, 0)
        radius, outline = self.theme.px("radius"), self.theme.px("outline")
        self._off = kit.pictures.box("card", "card_edge", None, radius, outline, 0)
        self._on = kit.pictures.box("answer", None, None, radius, outline, 0)
        with self.canvas.before:
            Color(1, 1, 1, 1)
            self._boxes = [BorderImage(texture=self._off, border=(radius,) * 4) for _ in KEYS]
        self.labels = [Text(kit, "label", bold=True) for _ in KEYS]
        for label in self.labels:
            self.add_widget(label)
        self.light()

    def blocks(self) -> Iterable[Block]:
        return self.labels

    def press(self, key: str) -> None:
        if key in self.pressed:
            self.pressed[key] += 1
            self.light()

    def clear(self) -> None:
        self.pressed = dict.fromkeys(KEYS, 0)
        self.light()

    def light(self) -> None:
        for key, label, box in zip(KEYS, self.labels, self._boxes, strict=True):
            times = self.pressed[key]
            label.set(f"{key} ×{times}" if times > 1 else f"{key} ✓" if times else key)
            label.paint("on_answer" if times else "ink")
            box.texture = self._on if times else self._off

    def height_for(self, width: int, squeeze: float) -> int:
        rows = -(-len(KEYS) // COLUMNS)
        between = self.theme.squeezed("gap_small", squeeze)
        return rows * self.theme.squeezed("icon", squeeze) + (rows - 1) * between

    def tallest_for(self, width: int, squeeze: float) -> int:
        return 2 * self.height_for(width, 0)

    def lay(self, x: int, y: int, width: int, height: int, squeeze: float) -> None:
        super().lay(x, y, width, height, squeeze)
        rows, between = -(-len(KEYS) // COLUMNS), self.theme.squeezed("gap_small", squeeze)
        wide = (width - between * (COLUMNS - 1)) // COLUMNS
        high = (height - between * (rows - 1)) // rows
        for place, (label, box) in enumerate(zip(self.labels, self._boxes, strict=True)):
            row, column = divmod(place, COLUMNS)
            left, bottom = x + column * (wide + between), y + height - (row + 1) * high - row * between
            box.pos, box.size = (left, bottom), (wide, high)
            label.lay(left, bottom, wide, high, squeeze)


class CareKeypadScreen(Screen):
    aided = False
    question_role = "heading"

    def build(self) -> None:
        self.image.shown = False
        self.question.spare = 3 if self.theme.small else 0
        self.hint = Text(self.kit, "body", align="left")
        self.lamps = Lamps(self.kit)
        self.body = [self.hint, self.lamps]
        self.answers_below = True

    def keys(self, kiosk: Kiosk, say: Speech) -> dict[Press, tuple[Press, tuple[str, ...]]]:
        return {Press.BACK: (Press.BACK, (say("footer.back"),))}

    def fill(self, kiosk: Kiosk, say: Speech) -> None:
        self._last = kiosk, say
        self.question.set(say("care.keypad"))
        heard = sum(1 for times in self.lamps.pressed.values() if times)
        if heard == len(KEYS):
            self.hint.set(say("care.keypad_all"))
        else:
            self.hint.set(say("care.keypad_hint", n=heard, all=len(KEYS)))

    def typed(self, symbol: str) -> bool:
        self.lamps.press(symbol)
        self.show(*self._last)
        return True

    def leave(self) -> None:
        self.lamps.clear()
