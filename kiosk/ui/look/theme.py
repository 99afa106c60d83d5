"""Roles to pixels and colours. Nothing else in the face knows a size or a colour of its own.

Sizes are millimetres on the panel's glass, so a target is as large as a thumb on every panel.
"""

from __future__ import annotations

from datetime import datetime
from enum import Enum
from functools import cache

from kiosk.ui.environment import Panel
from kiosk.ui.look.colours import DUSK, HIGH, LIGHT, PARTS_ON, TEXT_ON
from kiosk.ui.look.reach import reach
from kiosk.ui.look.sizes import GROWS, HEADING_GROWTH, RATIOS, SIZES, TYPE

__all__ = [
    "CAPITAL",
    "DUSK",
    "HIGH",
    "LIGHT",
    "PARTS_ON",
    "TEXT_ON",
    "Colour",
    "Contrast",
    "TextSize",
    "Theme",
    "rgba",
]

Colour = tuple[float, float, float, float]

CAPITAL = 0.710
"""Capital height of Roboto as a share of its font size."""
LEAST_CAPITAL = 4.8
"""Millimetres: US 508 402.4."""
LARGE_BY_DISTANCE = 0.0122
"""Large text: capital height by viewing distance, EN 301 549 5.1.4."""
HOME_PORTRAIT = (268.0, 476.0)
HOME_LANDSCAPE = (345.0, 194.0)
"""Millimetres of the panels the ideals were drawn for: 21.5 inches upright, 15.6 inches across."""
HAND_PANEL = 100.0
"""A panel lower than this is as small as a hand: short words, few things at once."""
SHORT_PANEL = 150.0
VIEWING = ((HAND_PANEL, 450.0), (SHORT_PANEL, 500.0), (float("inf"), 600.0))
"""Millimetres from the eye by the shorter side of a panel: nobody stands 60 cm from seven inches."""


DAWN, SUNDOWN = 5, 16
"""Hours of the office's clock between which it is day on the screen."""
LOW_LEAST = 110.0
"""Millimetres within reach below which no screen is worth moving: the panel hangs too high."""
LOW_WORTH = 5.0
"""A panel that ends so little above the reach needs no low layout."""


class TextSize(Enum):
    STANDARD = "standard"
    LARGE = "large"


class Contrast(Enum):
    STANDARD = "standard"
    HIGH = "high"


class Tone(Enum):
    """The time of day, as the screen shows it; high contrast is the same at any hour."""

    DAY = "day"
    DUSK = "dusk"

    @classmethod
    def at(cls, local: datetime) -> Tone:
        return cls.DAY if DAWN <= local.hour < SUNDOWN else cls.DUSK


PALETTES = {
    (Contrast.STANDARD, Tone.DAY): LIGHT,
    (Contrast.STANDARD, Tone.DUSK): DUSK,
    (Contrast.HIGH, Tone.DAY): HIGH,
}


class Theme:
    """Roles to pixels and colours, for one panel at one scale, one text size and one contrast.

    With ``low`` everything stands in the part of the panel that somebody in a wheelchair reaches, drawn as for a
    panel of that height; above it is the ``roof``. On a panel that is within reach anyway, ``low`` changes nothing.
    """

    def __init__(
        self,
        panel: Panel,
        scale: float = 1.0,
        text: TextSize = TextSize.STANDARD,
        contrast: Contrast = Contrast.STANDARD,
        low: bool = False,
        tone: Tone = Tone.DAY,
    ) -> None:
        self.panel, self.scale, self.text, self.contrast = panel, scale, text, contrast
        self.tone = Tone.DAY if contrast is Contrast.HIGH else tone
        self.px_per_mm = panel.width_px / panel.width_mm * scale
        self.width_mm = float(panel.width_mm)
        self.height_mm = panel.height_px * panel.width_mm / panel.width_px
        reached = reach(panel)
        self.can_be_low = LOW_LEAST <= reached < self.height_mm - LOW_WORTH
        self.low = low and self.can_be_low
        self.roof = round((self.height_mm - reached) * self.px_per_mm) if self.low else 0
        """Pixels above the screens."""
        if self.low:
            self.height_mm = reached
        self.portrait = self.height_mm > self.width_mm
        home = HOME_PORTRAIT if self.portrait else HOME_LANDSCAPE
        self._factor = min(1.0, self.width_mm / home[0], self.height_mm / home[1])
        shorter = min(self.width_mm, self.height_mm)
        self.small = shorter < HAND_PANEL
        self.short = shorter < SHORT_PANEL
        self.tight = self.short and text is TextSize.LARGE
        """Is there so little room that explanations, which are read aloud too, may be left out?"""
        self.header = "header" if self.portrait else "header_across"
        self.rail = "rail_bare" if text is TextSize.LARGE else "rail"
        self.aid = "aid_large" if text is TextSize.LARGE else "aid"
        away = next(distance for side, distance in VIEWING if shorter < side)
        large = max(LEAST_CAPITAL, LARGE_BY_DISTANCE * away)
        self._growth = large / LEAST_CAPITAL if text is TextSize.LARGE else 1.0
        self._colours = PALETTES[contrast, self.tone]
        self._worn: dict[tuple[TextSize, Contrast, bool, Tone], Theme] = {}
        # Asked thousands of times for each screen that is arranged.
        self._sizes = {role: (self._ideal_px(role), self._least_px(role)) for role in SIZES}
        self._fonts = {
            role: (self._font(self.capital(role)), self._font(self.least_capital(role))) for role in TYPE
        }

    def capital(self, role: str) -> float:
        """Millimetres of a capital letter."""
        ideal, _ = TYPE[role]
        if role == "heading" and self._growth > 1:
            ideal *= HEADING_GROWTH
        return max(ideal * self._factor, self.least_capital(role))

    def least_capital(self, role: str) -> float:
        """Millimetres below which this role is never shrunk to make a text fit."""
        # On a panel as small as a hand a question is larger than the rest already, and its words need the lines.
        if role in GROWS and not (role == "title" and self.small):
            return TYPE[role][1] * self._growth
        return max(TYPE[role][1], LEAST_CAPITAL * self._growth)

    def fonts(self, role: str) -> tuple[float, float]:
        """Font sizes in pixels: the usual one, and the one below which this role is never shrunk."""
        return self._fonts[role]

    def font(self, role: str) -> float:
        """Font size in pixels."""
        return self._fonts[role][0]

    def least_font(self, role: str) -> float:
        return self._fonts[role][1]

    def _font(self, capital: float) -> float:
        return capital / CAPITAL * self.px_per_mm

    def px(self, role: str) -> int:
        """Pixels of a size role; at least one."""
        return self._sizes[role][0]

    def least(self, role: str) -> int:
        """Pixels of a size role's floor: what a crowded screen may shrink it to."""
        return self._sizes[role][1]

    def squeezed(self, role: str, squeeze: float) -> int:
        """Between :meth:`px` at 0 and :meth:`least` at 1."""
        wide, tight = self._sizes[role]
        return round(wide + (tight - wide) * min(1.0, squeeze))

    def _ideal_px(self, role: str) -> int:
        ideal, floor = SIZES[role]
        return max(1, round(max(ideal * self._factor, floor) * self.px_per_mm))

    def _least_px(self, role: str) -> int:
        return max(1, round(SIZES[role][1] * self.px_per_mm))

    def mm(self, pixels: float) -> float:
        return pixels / self.px_per_mm

    def ratio(self, role: str) -> float:
        return RATIOS[role]

    def hex(self, role: str) -> str:
        return self._colours[role]

    def colour(self, role: str) -> Colour:
        return rgba(self._colours[role])

    def contrast_of(self, front: str, ground: str) -> float:
        """WCAG contrast ratio of two roles."""
        a, b = sorted((_luminance(self.hex(front)), _luminance(self.hex(ground))), reverse=True)
        return (a + 0.05) / (b + 0.05)

    def key(self) -> tuple[object, ...]:
        """What makes two themes draw the same."""
        return (round(self.px_per_mm, 4), self.portrait, self.text, self.contrast, self.low, self.tone)

    def worn(
        self, *, large: bool, high: bool, low: bool, tone: Tone = Tone.DAY, staff: bool = False
    ) -> Theme:
        """This theme with what one person asks for on top of it, at this time of day.

        Pages for ``staff`` have the usual letters: there is more on them, and whoever reads them stands near.
        """
        asked = (
            TextSize.STANDARD if staff else TextSize.LARGE if large else self.text,
            Contrast.HIGH if high else self.contrast,
            low or self.low,
            tone,
        )
        # Asked whenever anything is shown.
        if asked not in self._worn:
            self._worn[asked] = Theme(self.panel, self.scale, *asked)
        return self._worn[asked]


@cache
def rgba(colour: str) -> Colour:
    red, green, blue = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    return red, green, blue, 1.0


def _luminance(colour: str) -> float:
    def linear(part: float) -> float:
        return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4

    red, green, blue, _ = (linear(part) for part in rgba(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
