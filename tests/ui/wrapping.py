"""Wraps sentences at every size and width down to nothing, and tells what came of it: not a test itself."""

from __future__ import annotations

from kiosk.ui.widgets.text import width_of, wrap
from tests.ui.window import answer

SENTENCES = (
    "Layanan lewat WhatsApp",
    "a b c d e f g h",
    "Mohon menjaga jarak, dan kenakan masker selalu.",
    "x",
    "",
)

answer(
    [
        (text, size, width, lines, max((width_of(line, size, False) for line in lines), default=0))
        for text in SENTENCES
        for size in (1, 2, 3, 5, 12, 40)
        for width in (1, 2, 7, 30, 111, 500)
        if (lines := wrap(text, size, False, width)) is not None
    ]
)
