"""The keys that stand at the same place on every screen: on the way (back, cancel, officer), and how it is shown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from kivy.graphics import Color, Rectangle

from kiosk.rules.events import Press
from kiosk.ui.kit import Kit
from kiosk.ui.widgets.block import Block
from kiosk.ui.widgets.button import QUIET, Button

WAY = (Press.BACK, Press.CANCEL, Press.CALL_OFFICER)
AIDS = (Press.LANGUAGE, Press.LOOK, Press.LOW, Press.SPEAK)
SIGNS = {
    Press.BACK: "back",
    Press.CANCEL: "cancel",
    Press.CALL_OFFICER: "bell",
    Press.LANGUAGE: "globe",
    Press.LOOK: "letters",
    Press.LOW: "lower",
    Press.SPEAK: "speaker",
}
HAND_SHARES = {Press.BACK: 1.9, Press.CANCEL: 1.6}
"""Widths on a panel as small as a hand, where only these two have room for words."""

Keys = Mapping[Press, tuple[Press, Sequence[str]]]
"""At whose place, what it means there, and its words: the first that fit, or the sign alone."""


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

    def act(self) -> None:
        if self.press is Press.SPEAK and self.kit.speak is not None:
            self.kit.press(Press.SPEAK, self.kit.speak())
        else:
            super().act()

    def lay_in(self, x: int, y: int, width: int, height: int) -> None:
        """The longest words that fit, as tight as they need to be; else the sign, larger."""
        for words, sign, above in self._ways():
            self._say(words, sign, above)
            squeeze = self._fitting(width, height)
            if squeeze is not None:
                self.lay(x, y, width, height, squeeze)
                return
        self._say("", self._own_sign, above=True)
        self.lay(x, y, width, height, 0 if self.height_for(width, 0) <= height else 1)

    def _ways(self) -> Iterator[tuple[str, str, bool]]:
        """Words, sign, and whether it stands above them: the best first."""
        for above in (True, False) if self._above else (False,):
            for words in self.words:
                yield words, self._own_sign, above
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


class Footer(Block):
    """Each key at its own place, or nothing at that place. Upright, what changes how the screen is shown stands on a
    hem of the same cloth as the header."""

    def __init__(self, kit: Kit) -> None:
        super().__init__(kit)
        self.aids = [aid for aid in AIDS if self._has(aid)]
        self.keys: dict[Press, Key] = {place: Key(kit, place) for place in (*WAY, *self.aids)}
        if kit.theme.portrait:
            with self.canvas.before:
                Color(1, 1, 1, 1)
                self._cloth = Rectangle(texture=kit.pictures.cloth("band", "band_motif"))
                Color(*kit.theme.colour("gold"))
                self._border = Rectangle()
        for key in self.keys.values():
            self.add_widget(key)
        self._shown: object = None

    def _has(self, aid: Press) -> bool:
        """What this machine can do, whatever the screen: its keys never move."""
        match aid:
            case Press.LANGUAGE:
                return len(self.kit.settings.languages) > 1
            case Press.LOW:
                return self.theme.can_be_low
            case Press.SPEAK:
                return self.kit.speak is not None
            case _:
                return True

    def blocks(self) -> Iterable[Block]:
        return tuple(self.keys.values())

    def show(self, wanted: Keys, language: str) -> None:
        """``language`` is what the key of that name changes to."""
        state = (tuple(wanted.items()), language)
        if state == self._shown:
            return
        self._shown = state
        for place, key in self.keys.items():
            key.shown = place in wanted
            key.press, key.words = wanted.get(place, (place, ()))
            if place is Press.LANGUAGE:
                key.value = language
        self.arrange()
        self.refresh()

    def height_for(self, width: int, squeeze: float) -> int:
        """Upright, from the panel's edge; elsewhere it stands beside or above the screen."""
        theme = self.theme
        return self._hem() + theme.px("gap") + theme.px("footer")

    def _hem(self) -> int:
        return self.theme.px(self.theme.aid) + 2 * self.theme.px("hem_pad")

    def lay(self, x: int, y: int, width: int, height: int, squeeze: float) -> None:
        super().lay(x, y, width, height, squeeze)
        self.arrange()

    def arrange(self) -> None:
        """In rows below the screen, in a rail beside it, or, on a small panel, in the band above it."""
        if self.width <= 1:
            return
        x, y, width, height = int(self.x), int(self.y), int(self.width), int(self.height)
        if self.theme.portrait:
            self._rows(x, y, width)
        elif self.theme.small:
            shares = [HAND_SHARES.get(place, 1.0) for place in self.keys]
            self._row(list(self.keys.values()), x, y, width, height, shares)
        else:
            self._rail(x, y, width, height)

    def _rows(self, x: int, y: int, width: int) -> None:
        theme, hem = self.theme, self._hem()
        margin, pad, border = theme.px("margin"), theme.px("hem_pad"), max(1, theme.px("band_border") // 4)
        room = width - 2 * margin
        self._row([self.keys[aid] for aid in self.aids], x + margin, y + pad, room, theme.px(theme.aid))
        self._row(
            [self.keys[p] for p in WAY], x + margin, y + hem + theme.px("gap"), room, theme.px("footer")
        )
        tile = theme.px("tile")
        self._cloth.pos, self._cloth.size = (x, y), (width, hem)
        across, up = width / tile, hem / tile
        self._cloth.tex_coords = (0, 0, across, 0, across, up, 0, up)
        self._border.pos, self._border.size = (x, y + hem - border), (width, border)

    def _row(
        self, keys: Sequence[Key], x: int, y: int, width: int, height: int, shares: Sequence[float] = ()
    ) -> None:
        gap = self.theme.px("gap_target")
        shares = shares or [1.0] * len(keys)
        room, total = width - gap * (len(keys) - 1), sum(shares)
        for key, share in zip(keys, shares, strict=True):
            wide = int(room * share / total)
            key.lay_in(x, y, wide, height)
            x += wide + gap

    def _rail(self, x: int, y: int, width: int, height: int) -> None:
        """The way at the top, the aids at the bottom."""
        gap, count = self.theme.px("gap_target"), len(self.keys)
        high = min((height - gap * (count - 1)) // count, self.theme.px("footer"))
        top = y + height
        for place in WAY:
            top -= high
            self.keys[place].lay_in(x, top, width, high)
            top -= gap
        bottom = y
        for aid in reversed(self.aids):
            self.keys[aid].lay_in(x, bottom, width, high)
            bottom += high + gap
