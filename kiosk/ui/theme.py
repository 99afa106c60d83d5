"""Every size and colour on the screen, by role. Nothing else in the face knows a number of its own.

Sizes are millimetres on the panel's glass, so a target is as large as a thumb on every panel. Each has an
ideal, which shrinks with the panel, and a floor, below which it never goes (docs: screen facts, VVSG 2.0,
US 508). Type is given as the height of a capital letter, because that is what the rules speak of.
"""

from __future__ import annotations

from enum import Enum
from functools import cache

from kiosk.ui.environment import Panel

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
HAND_PANEL = 200.0
"""A panel narrower than this is looked at from nearer: nobody stands 60 cm from seven inches."""
VIEWING = (600.0, 450.0)


class TextSize(Enum):
    STANDARD = "standard"
    LARGE = "large"


class Contrast(Enum):
    STANDARD = "standard"
    HIGH = "high"


# Capital height in mm: ideal, floor.
TYPE = {
    "small": (5.4, 4.8),
    "body": (6.6, 4.8),
    "label": (7.2, 4.8),
    "heading": (10.0, 5.2),
    "title": (13.5, 5.8),
    "code": (24.0, 9.0),
    "number": (48.0, 14.0),
}
GROWS = {"small", "body", "label", "heading"}
"""Roles that large text enlarges beyond their floor; the others are large already."""
HEADING_GROWTH = 1.12

# Millimetres: ideal, floor.
SIZES = {
    "margin": (17.0, 4.0),
    "gap": (8.0, 2.0),
    "gap_wide": (15.0, 3.0),
    "gap_small": (4.0, 1.0),
    "gap_target": (5.0, 3.0),
    "pad": (8.0, 2.2),
    "pad_small": (4.0, 1.0),
    "pad_key": (3.0, 0.8),
    "radius": (4.5, 2.4),
    "outline": (0.7, 0.4),
    "lip": (1.5, 0.8),
    "header": (46.0, 12.8),
    "header_across": (26.0, 14.6),
    "footer": (29.0, 20.0),
    "rail": (58.0, 34.0),
    "answer": (32.0, 20.0),
    "answer_first": (56.0, 20.0),
    "target": (20.0, 12.7),
    "key": (30.0, 12.8),
    "card": (44.0, 20.0),
    "icon": (15.0, 7.6),
    "icon_key": (11.0, 4.6),
    "icon_large": (32.0, 13.0),
    "icon_answer": (22.0, 10.0),
    "picture": (124.0, 40.0),
    "picture_least": (44.0, 18.0),
    "qr": (100.0, 36.0),
    "qr_least": (66.0, 24.0),
    "step": (3.2, 1.8),
    "dot": (9.0, 4.0),
    "band_border": (5.0, 1.6),
    "tile": (20.0, 9.0),
    "seal": (22.0, 9.5),
    "bullet": (2.2, 1.3),
    "rim": (1.6, 0.8),
}

# Shares and counts: no unit.
RATIOS = {
    "line_height": 1.22,
    "left_column": 0.54,
    "narrow_column": 0.45,
    "picture_column": 0.36,
    "picture_ground": 0.86,
    "fade_seconds": 0.12,
    "squeeze_steps": 8,
    "same_place": 20.0,
}

LIGHT = {
    "paper": "#FBF5E8",
    "card": "#FFFEFA",
    "card_edge": "#8C7A5C",
    "card_lip": "#CFC0A0",
    "card_pressed": "#EFE4CC",
    "ink": "#171E3D",
    "muted": "#333A57",
    "band": "#1C2A56",
    "band_motif": "#2A3B70",
    "on_band": "#FDF8EC",
    "gold": "#DDA84A",
    "soga": "#7A4319",
    "soga_ink": "#532A0C",
    "wash": "#F4E8CF",
    "answer": "#1C2A56",
    "answer_lip": "#0E1734",
    "answer_pressed": "#0F1A3C",
    "on_answer": "#FFFEFA",
    "quiet": "#F4E8CF",
    "quiet_lip": "#CFC0A0",
    "quiet_pressed": "#E6D6B2",
    "quiet_edge": "#8C7A5C",
    "leaf": "#1E5B3C",
    "leaf_wash": "#E4EEDD",
    "step_done": "#7A4319",
    "step_todo": "#A8977A",
    "motif": "#F5EBD5",
    "fill": "#FFFEFA",
    "skin": "#E9B98A",
    "accent": "#DDA84A",
    "cloth": "#B9C7E4",
    "line": "#171E3D",
    "qr_dark": "#000000",
    "qr_light": "#FFFFFF",
}
HIGH = LIGHT | {
    "paper": "#000000",
    "card": "#000000",
    "card_edge": "#FFFFFF",
    "card_lip": "#FFFFFF",
    "card_pressed": "#404040",
    "ink": "#FFFFFF",
    "muted": "#FFFFFF",
    "band": "#000000",
    "band_motif": "#1E1E1E",
    "on_band": "#FFFFFF",
    "gold": "#FFE14D",
    "soga": "#FFE14D",
    "soga_ink": "#FFE14D",
    "wash": "#000000",
    "answer": "#FFE14D",
    "answer_lip": "#FFFFFF",
    "answer_pressed": "#FFF3B0",
    "on_answer": "#000000",
    "quiet": "#000000",
    "quiet_lip": "#FFFFFF",
    "quiet_pressed": "#404040",
    "quiet_edge": "#FFFFFF",
    "leaf": "#7CFFB2",
    "leaf_wash": "#000000",
    "step_done": "#FFE14D",
    "step_todo": "#8A8A8A",
    "motif": "#0E0E0E",
    "line": "#FFFFFF",
    "fill": "#1C1C1C",
    "cloth": "#4A66A8",
}
# What stands on what. Text at 10:1 (VVSG 2.0), the parts of a picture or a target at 3:1 (WCAG 1.4.11).
TEXT_ON = (
    ("ink", "paper"),
    ("ink", "card"),
    ("ink", "card_pressed"),
    ("ink", "wash"),
    ("ink", "quiet"),
    ("ink", "quiet_pressed"),
    ("ink", "leaf_wash"),
    ("muted", "paper"),
    ("muted", "card"),
    ("soga_ink", "paper"),
    ("soga_ink", "card"),
    ("on_band", "band"),
    ("on_answer", "answer"),
    ("on_answer", "answer_pressed"),
)
PARTS_ON = (
    ("soga", "paper"),
    ("gold", "band"),
    ("card_edge", "paper"),
    ("quiet_edge", "paper"),
    ("answer", "paper"),
    ("leaf", "paper"),
    ("leaf", "leaf_wash"),
    ("step_done", "paper"),
)


class Theme:
    """Roles to pixels and colours, for one panel at one scale, one text size and one contrast."""

    def __init__(
        self,
        panel: Panel,
        scale: float = 1.0,
        text: TextSize = TextSize.STANDARD,
        contrast: Contrast = Contrast.STANDARD,
    ) -> None:
        self.panel, self.scale, self.text, self.contrast = panel, scale, text, contrast
        self.px_per_mm = panel.width_px / panel.width_mm * scale
        self.width_mm = float(panel.width_mm)
        self.height_mm = panel.height_px * panel.width_mm / panel.width_px
        self.portrait = panel.height_px > panel.width_px
        home = HOME_PORTRAIT if self.portrait else HOME_LANDSCAPE
        self._factor = min(1.0, self.width_mm / home[0], self.height_mm / home[1])
        near = self.small = min(self.width_mm, self.height_mm) < HAND_PANEL / 2
        self.header = "header" if self.portrait else "header_across"
        self.terse = text is TextSize.LARGE or not self.portrait
        """Is there room for short words only on the keys of the footer?"""
        large = max(LEAST_CAPITAL, LARGE_BY_DISTANCE * VIEWING[near])
        self._growth = large / LEAST_CAPITAL if text is TextSize.LARGE else 1.0
        self._colours = HIGH if contrast is Contrast.HIGH else LIGHT

    def capital(self, role: str) -> float:
        """Millimetres of a capital letter."""
        ideal, _ = TYPE[role]
        if role == "heading" and self._growth > 1:
            ideal *= HEADING_GROWTH
        return max(ideal * self._factor, self.least_capital(role))

    def least_capital(self, role: str) -> float:
        """Millimetres below which this role is never shrunk to make a text fit."""
        return TYPE[role][1] * (self._growth if role in GROWS else 1.0)

    def font(self, role: str) -> float:
        """Font size in pixels."""
        return self.capital(role) / CAPITAL * self.px_per_mm

    def least_font(self, role: str) -> float:
        return self.least_capital(role) / CAPITAL * self.px_per_mm

    def px(self, role: str) -> int:
        """Pixels of a size role; at least one."""
        ideal, floor = SIZES[role]
        return max(1, round(max(ideal * self._factor, floor) * self.px_per_mm))

    def least(self, role: str) -> int:
        """Pixels of a size role's floor: what a crowded screen may shrink it to."""
        return max(1, round(SIZES[role][1] * self.px_per_mm))

    def squeezed(self, role: str, squeeze: float) -> int:
        """Between :meth:`px` at 0 and :meth:`least` at 1."""
        wide, tight = self.px(role), self.least(role)
        return round(wide + (tight - wide) * min(1.0, squeeze))

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
        return (round(self.px_per_mm, 4), self.portrait, self.text, self.contrast)


@cache
def rgba(colour: str) -> Colour:
    red, green, blue = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    return red, green, blue, 1.0


def _luminance(colour: str) -> float:
    def linear(part: float) -> float:
        return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4

    red, green, blue, _ = (linear(part) for part in rgba(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
