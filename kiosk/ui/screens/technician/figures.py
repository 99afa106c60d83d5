"""What machines say, as people here write it: a comma in Indonesian and Javanese, a point in English."""

from __future__ import annotations

from kiosk.care.technical import in_words
from kiosk.ui.kit import Speech

NOTHING = "–"
DECIMAL = {"id": ",", "en": ".", "jv": ","}
"""The sign before the decimals, by language. A test compares it with the tables of Babel."""


def technical(said: str, say: Speech) -> str:
    """What a driver says, in the language of the screen, without the name of its port, which stands beside it."""
    return in_words(said, say, DECIMAL[say.language])


def figure(say: Speech, value: float | None, places: int) -> str:
    """With ``places`` decimals; a dash for what is not known."""
    if value is None:
        return NOTHING
    text = f"{value:.{places}f}".replace("-", "−")
    return local(say, text)


def local(say: Speech, figures: str) -> str:
    """``figures`` of a machine, ``0.97``, as they are written in the language of the screen."""
    return figures.replace(".", DECIMAL[say.language])


def degrees(say: Speech, centi: int | None) -> str:
    """Hundredths of a degree as ``36,54 °C``, all of them: a technician wants the last one too."""
    if centi is None:
        return NOTHING
    whole, part = divmod(abs(centi), 100)
    return f"{'−' if centi < 0 else ''}{whole}{DECIMAL[say.language]}{part:02d}\u00a0°C"
