"""The pad for a number with a comma, and the key that takes it."""

from __future__ import annotations

from kiosk.rules.events import Press
from kiosk.ui.kit import Kit
from kiosk.ui.widgets.button import ANSWER, OTHER, QUIET, Button
from kiosk.ui.widgets.layout import Grid
from kiosk.ui.widgets.pieces import DIGITS, Blank, Keypad
from kiosk.ui.widgets.target import KEY_PAUSE

COMMA = ","


class NumberPad(Keypad):
    """Digits as on a telephone; at their right the key that takes the last one back, the comma, and the one that says
    that the number is whole."""

    def __init__(self, kit: Kit, **options: object) -> None:
        def key(sign: str) -> Button:
            made = Button(
                kit,
                Press.DIGIT,
                sign,
                look=OTHER,
                size="key",
                role="heading",
                pad="pad_key",
                pause=KEY_PAUSE,
            )
            made.set(sign)
            return made

        digits = {digit: key(digit) for digit in DIGITS}
        self.erase = Button(
            kit, Press.ERASE, look=QUIET, size="key", sign="erase", above=True, pad="pad_key", pause=KEY_PAUSE
        )
        self.comma = key(COMMA)
        self.enter = Button(kit, Press.WORK, look=ANSWER, size="key", sign="tick", above=True, pad="pad_key")
        rows = (
            *(*(digits[d] for d in "123"), self.erase),
            *(*(digits[d] for d in "456"), self.comma),
            *(*(digits[d] for d in "789"), Blank(kit)),
            *(Blank(kit), digits["0"], Blank(kit), self.enter),
        )
        Grid.__init__(self, kit, *rows, columns=4, **options)
