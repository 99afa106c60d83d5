"""The keys that stand at the same place on every screen: on the way (back, cancel, officer), and how it is shown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kivy.graphics import Color, Rectangle

from kiosk.rules.events import Press
from kiosk.ui.kit import Kit
from kiosk.ui.widgets.block import Block
from kiosk.ui.widgets.key import WAY, Key

AIDS = (Press.LANGUAGE, Press.LOOK, Press.LOW, Press.SPEAK)
HAND_SHARES = {Press.CANCEL: 1.7}
"""Widths on a panel as small as a hand, where only one has room for a word."""
NO_SHARES: Mapping[Press, float] = {}
BARE = "rail_bare"

Keys = Mapping[Press, tuple[Press, Sequence[str]]]
"""At whose place, what it means there, and its words: the first that fit, or the sign alone."""


class Footer(Block):
    """Each key at its own place, or nothing at that place. Upright, what changes how the screen is shown stands on a
    hem of the same cloth as the header."""

    def __init__(self, kit: Kit) -> None:
        super().__init__(kit)
        self.aids = [aid for aid in AIDS if self._has(aid)]
        self.keys: dict[Press, Key] = {place: Key(kit, place) for place in (*WAY, *self.aids)}
        if kit.speak is not None:
            self.keys[Press.LOUDER] = Key(kit, Press.LOUDER)
        self.apart = not kit.theme.portrait and (kit.theme.small or kit.theme.rail == BARE)
        """Has the key for the voice's loudness a place of its own? Elsewhere it takes half of the voice's."""
        if kit.theme.portrait:
            with self.canvas.before:
                Color(1, 1, 1, 1)
                self._cloth = Rectangle(texture=kit.pictures.cloth("band", "band_motif"))
                Color(*kit.theme.colour("gold"))
                self._border = Rectangle()
        for key in self.keys.values():
            self.add_widget(key)
        self._said: object = None

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

    def show(self, wanted: Keys, language: str) -> None:
        """``language`` is what the key of that name changes to."""
        state = (tuple(wanted.items()), language)
        if state == self._said:
            return
        self._said = state
        for place, key in self.keys.items():
            key.shown = place in wanted
            key.press, key.words = wanted.get(place, (place, ()))
            if place is Press.LANGUAGE:
                key.value = language
        self.arrange()

    def height_for(self, width: int, squeeze: float) -> int:
        """Upright, from the panel's edge; elsewhere it stands beside or above the screen."""
        theme = self.theme
        return self._hem() + theme.px("gap") + theme.px("footer")

    def cloth_height(self) -> int:
        """How much of the ground it covers from the panel's lower edge."""
        return self._hem() if self.theme.portrait else 0

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
            self._band(x, y, width, height)
        else:
            self._rail(x, y, width, height)

    def _rows(self, x: int, y: int, width: int) -> None:
        theme, hem = self.theme, self._hem()
        margin, pad, border = theme.px("margin"), theme.px("hem_pad"), max(1, theme.px("band_border") // 4)
        room = width - 2 * margin
        self._row(self.aids, x + margin, y + pad, room, theme.px(theme.aid), even=True)
        self._row(WAY, x + margin, y + hem + theme.px("gap"), room, theme.px("footer"))
        tile = theme.px("tile")
        self._cloth.pos, self._cloth.size = (x, y), (width, hem)
        across, up = width / tile, hem / tile
        self._cloth.tex_coords = (0, 0, across, 0, across, up, 0, up)
        self._border.pos, self._border.size = (x, y + hem - border), (width, border)

    def _band(self, x: int, y: int, width: int, height: int) -> None:
        """In the header of a panel as small as a hand. Officers' pages have no aids, and words on the way out."""
        if any(self.keys[aid].shown for aid in self.aids):
            self._row(tuple(self.keys), x, y, width, height, HAND_SHARES)
        else:
            self._row(WAY, x, y, width, height)

    def _row(
        self,
        places: Sequence[Press],
        x: int,
        y: int,
        width: int,
        height: int,
        shares: Mapping[Press, float] = NO_SHARES,
        *,
        even: bool = False,
    ) -> None:
        """Beside each other; ``even`` ones have letters of one size."""
        gap = self.theme.px("gap_target")
        room, total = width - gap * (len(places) - 1), sum(shares.get(place, 1.0) for place in places)
        wide = {place: int(room * shares.get(place, 1.0) / total) for place in places}
        tight = [self.keys[place].tightness(wide[place], height) for place in places] if even else []
        least = max((found for found in tight if found is not None), default=0.0)
        for place in places:
            self._cell(place, x, y, wide[place], height, least)
            x += wide[place] + gap

    def _cell(self, place: Press, x: int, y: int, width: int, height: int, least: float = 0.0) -> None:
        """The key of this place; while the screens are read aloud, the voice's has its loudness beside it."""
        louder = self.keys.get(Press.LOUDER)
        if place is not Press.SPEAK or louder is None or self.apart or not louder.shown:
            self.keys[place].lay_in(x, y, width, height, least)
            return
        gap = self.theme.px("gap_target")
        half = (width - gap) // 2
        self.keys[place].lay_in(x, y, half, height)
        louder.lay_in(x + width - half, y, half, height)

    def _rail(self, x: int, y: int, width: int, height: int) -> None:
        """The way at the top, the aids at the bottom."""
        aids = [*self.aids, Press.LOUDER] if self.apart and Press.LOUDER in self.keys else self.aids
        gap, count = self.theme.px("gap_target"), len(WAY) + len(aids)
        least = self.theme.least("target")
        if (height - gap * (count - 1)) // count < least:
            gap = self.theme.least("gap_key")
        high = min((height - gap * (count - 1)) // count, self.theme.px("footer"))
        top = y + height
        for place in WAY:
            top -= high
            self._cell(place, x, top, width, high)
            top -= gap
        bottom = y
        for aid in reversed(aids):
            self._cell(aid, x, bottom, width, high)
            bottom += high + gap
