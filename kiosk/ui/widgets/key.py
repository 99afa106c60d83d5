"""One key that stands at the same place on every screen: with words where they fit, else with its sign alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kiosk.rules.events import Press
from kiosk.ui.kit import Kit
from kiosk.ui.widgets.badge import OVERHANG
from kiosk.ui.widgets.button import QUIET, Button

WAY = (Press.BACK, Press.CANCEL, Press.CALL_OFFICER)
SIGNS = {
    Press.BACK: "back",
    Press.CANCEL: "cancel",
    Press.CALL_OFFICER: "bell",
    Press.LANGUAGE: "globe",
    Press.LOOK: "letters",
    Press.LOW: "lower",
    Press.SPEAK: "speaker",
    Press.LOUDER: "louder",
}


EASY = 0.6
"""How far a key may be squeezed before its shorter word is the better one."""


class Key(Button):
    """A key that shows its sign alone where no word fits."""

    def __init__(self, kit: Kit, place: Press) -> None:
        self._above = place in WAY and kit.theme.portrait
        super().__init__(
            kit,
            place,
            look=QUIET,
            size="target",
            role="small",
            sign=SIGNS[place],
            above=self._above,
            icon="icon_key",
            pad="pad_key",
        )
        self.shown = False
        self.words: Sequence[str] = ()
        self._own_sign = SIGNS[place]
        self._stands: object = None
        self._fitted: tuple[object, float | None] = (None, None)

    def act(self) -> None:
        if self.press is Press.SPEAK and self.kit.speak is not None:
            self.kit.press(Press.SPEAK, self.kit.speak())
        else:
            super().act()

    def badge_size(self) -> str:
        """A key has room for a small disc only, in large letters too."""
        return "badge"

    def badge_top(self) -> float:
        """In the header of a panel as small as a hand there is no room over it: the disc stands at its edge."""
        return self.top - self.theme.px(self.badge_size()) * OVERHANG if self.theme.small else self.top

    def lay_in(self, x: int, y: int, width: int, height: int, least: float = 0.0) -> None:
        """The longest words that fit, as tight as they need to be and at least as ``least``; else the sign, larger."""
        squeeze = self.tightness(width, height)
        if squeeze is None:
            self._say("", self._own_sign, above=True)
            squeeze = 0 if self.height_for(width, 0) <= height else 1
        wanted = (x, y, width, height, max(squeeze, least), self.text, self.sign, self.above, self.mark)
        if wanted != self._stands:
            self._stands = wanted
            self.lay(x, y, width, height, max(squeeze, least))

    def _wanted(self) -> tuple[object, ...]:
        """What it says, beside its room: the words, and whether a number leaves them less of it."""
        return self.press, tuple(self.words), bool(self.mark)

    def _place(self) -> None:
        super()._place()
        if self.mark and (not self.words_shown() or not self.above):
            self._out_of_its_mark(int(self.right))

    def words_shown(self) -> bool:
        return bool(self.label.text)

    def _out_of_its_mark(self, right: int) -> None:
        """The disc with the number stands on the left corner; the sign or the word moves a little out of its way."""
        image = self.label._image if self.words_shown() else self._image
        free = right - 2 * self.theme.px("outline") - image.size[0]
        down = self.theme.px("badge") // 4 if self.theme.small else 0
        image.pos = (
            max(image.pos[0], min(image.pos[0] + self.theme.px("badge") // 3, free)),
            image.pos[1] - down,
        )

    def tightness(self, width: int, height: int) -> float | None:
        """How far its words must be squeezed; it says them then. None where only the sign fits."""
        wanted = (width, height, *self._wanted())
        if wanted != self._fitted[0]:
            self._fitted = wanted, self._tightness(width, height)
        return self._fitted[1]

    def _tightness(self, width: int, height: int) -> float | None:
        ways = list(self._ways())
        found: tuple[float, tuple[str, str, bool]] | None = None
        for way in ways:
            self._say(*way)
            squeeze = self._fitting(width, height)
            if squeeze is None:
                continue
            # A shorter word that stands at ease says more than a long one that is hardly read.
            if found is None or (found[0] > EASY >= squeeze and way[0] in self.words):
                found = squeeze, way
            # Of a language two letters are told apart by those only who know them.
            if found[0] <= EASY or self.press is Press.LANGUAGE:
                break
        if found is None:
            return None
        self._say(*found[1])
        return found[0]

    def _ways(self) -> Iterator[tuple[str, str, bool]]:
        """Words, sign, and whether it stands above them: the best first."""
        for above in (True, False) if self._above else (False,):
            for words in self.words:
                # The number of the keypad takes the place of a sign beside words.
                yield words, "" if self.mark and not above else self._own_sign, above
        if self.words and self.press is Press.LANGUAGE:
            # Two letters name a language better than a globe does.
            yield self.words[-1], "", False

    def _fitting(self, width: int, height: int) -> float | None:
        steps = int(self.theme.ratio("squeeze_steps"))
        for step in range(steps + 1):
            squeeze = step / steps
            if self.label.possible(self._room(width, squeeze)) and self.height_for(width, squeeze) <= height:
                return squeeze
        return None

    def _say(self, words: str, sign: str, above: bool) -> None:
        self.above, self.sign = above, sign
        self.label.align = "center" if above or not sign else "left"
        self.icon_size = "icon_key" if words else "icon_bare"
        self.set(words)
