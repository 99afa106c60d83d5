"""A screen on which nothing is wrong, and the same with one thing changed."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from kiosk.conformance.checks import Glass
from kiosk.conformance.seen import SeenCode, SeenScreen, SeenTarget, SeenText

GLASS = Glass(pixel=0.25, lower_edge=700.0)

QUESTION = SeenText(
    "Sudah lengkap?",
    "title",
    13.0,
    5.8,
    False,
    ("Sudah", "lengkap?"),
    ("Sudah", "lengkap?"),
    "ink",
    True,
    14.0,
)
YES = SeenTarget("PAPERS_READY", "", (20.0, 60.0, 200.0, 32.0), True, False, False, False, True, 9.0)
NO = SeenTarget("CANCEL", "", (20.0, 20.0, 200.0, 32.0), True, False, False, False, True, 3.4)
KEY = SeenTarget("LANGUAGE", "en", (20.0, 2.0, 40.0, 13.0), True, True, True, False, True, 3.3)
CODE = SeenCode("https://wa.me/628", 6.0, 60.0, ("https://wa.me/628",))
RIGHT = SeenScreen(
    moment="papers",
    screen="CheckingPapersScreen",
    language="id",
    low=False,
    squeeze=0.0,
    overfull=-20.0,
    staff=False,
    texts=(QUESTION,),
    targets=(YES, NO, KEY),
    codes=(CODE,),
    pictures=("papers",),
    shapes=(),
    pixels="a1",
)


def with_text(**changes: Any) -> SeenScreen:
    return replace(RIGHT, texts=(replace(QUESTION, **changes),))


def with_target(**changes: Any) -> SeenScreen:
    return replace(RIGHT, targets=(replace(YES, **changes), NO, KEY))


def with_code(**changes: Any) -> SeenScreen:
    return replace(RIGHT, codes=(replace(CODE, **changes),))
