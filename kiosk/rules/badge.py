"""What a scanner at the kiosk has read: a badge of the staff, or something that is none of the kiosk's business.

A resident may well hold a ticket or another code before it. Nothing is said of that: whether a ticket is good is
the counter's to tell, and a kiosk that called a number valid would say so of any copy of it.
"""

from __future__ import annotations

import re

from kiosk.rules.events import BadgeShown

PREFIX = "STAFF:"
"""What a badge's code begins with, so that a scanner's line is known for a badge before it is looked up."""
# A scanner that types sends keys, not letters: which sign its colon becomes depends on the keyboard's layout.
_BADGE = re.compile(r"STAFF[^A-Z0-9]([A-Z0-9]{1,64})")


def read(line: str) -> BadgeShown | None:
    """The badge that ``line`` is, whatever Caps Lock has made of it; None for anything else."""
    found = _BADGE.fullmatch(line.strip().upper())
    return None if found is None else BadgeShown(found[1])
