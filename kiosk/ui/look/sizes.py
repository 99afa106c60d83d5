"""Every size on the screen, by role: millimetres on the panel's glass, an ideal and a floor.

The ideal shrinks with the panel, the floor never (docs: screen facts, VVSG 2.0, US 508). Type is given as the
height of a capital letter, because that is what the rules speak of.
"""

from __future__ import annotations

# Capital height in mm: ideal, floor.
TYPE = {
    "small": (5.4, 4.8),
    "body": (6.6, 4.8),
    "label": (7.2, 4.8),
    "heading": (10.0, 5.2),
    "title": (13.5, 5.8),
    "code": (24.0, 6.4),
    "number": (48.0, 14.0),
}
GROWS = {"small", "body", "label", "heading", "title"}
"""Roles whose floor large text raises by as much as that of the smallest; the others are large already, and only kept
from getting smaller than it."""
HEADING_GROWTH = 1.12

# Millimetres: ideal, floor.
SIZES = {
    "margin": (17.0, 4.0),
    "gap": (8.0, 2.0),
    "gap_wide": (15.0, 3.0),
    "gap_small": (4.0, 1.0),
    "gap_target": (5.0, 3.0),
    "gap_key": (3.0, 2.6),
    "pad": (8.0, 2.2),
    "pad_small": (4.0, 1.0),
    "pad_key": (3.0, 0.8),
    "radius": (4.5, 2.4),
    "outline": (0.7, 0.4),
    "lip": (1.5, 0.8),
    "header": (46.0, 12.8),
    "header_across": (26.0, 14.6),
    "footer": (29.0, 20.0),
    "aid": (20.0, 13.0),
    "aid_large": (22.0, 16.0),
    "hem_pad": (8.0, 2.6),
    "rail": (58.0, 36.0),
    "rail_bare": (24.0, 14.0),
    "answer": (32.0, 20.0),
    "answer_first": (56.0, 20.0),
    "target": (20.0, 12.7),
    "key": (30.0, 12.8),
    "card": (44.0, 20.0),
    "icon": (15.0, 7.6),
    "icon_key": (11.0, 4.6),
    "icon_bare": (13.0, 8.6),
    "icon_large": (32.0, 13.0),
    "icon_answer": (22.0, 10.0),
    "picture": (124.0, 40.0),
    "picture_least": (44.0, 18.0),
    "qr": (100.0, 36.0),
    "qr_least": (66.0, 24.0),
    "qr_record": (40.0, 22.0),
    "step": (3.2, 1.8),
    "dot": (9.0, 4.0),
    "band_border": (5.0, 1.6),
    "tile": (20.0, 9.0),
    "seal": (22.0, 9.5),
    "seal_roof": (110.0, 40.0),
    "bullet": (2.2, 1.3),
    "plot": (70.0, 16.0),
    "plot_most": (170.0, 30.0),
    "badge": (10.0, 7.4),
    "badge_large": (13.0, 11.2),
    "rim": (1.6, 0.8),
}

# Shares and counts: no unit.
RATIOS = {
    "line_height": 1.22,
    "left_column": 0.54,
    "narrow_column": 0.45,
    "slim_column": 0.4,
    "bench_column": 0.5,
    "picture_column": 0.36,
    "picture_ground": 0.86,
    "fade_seconds": 0.12,
    "fade_from": 0.25,
    "night": 0.88,
    "seal_in_roof": 0.72,
    "squeeze_steps": 8,
    "same_place": 20.0,
}
