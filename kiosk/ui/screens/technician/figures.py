"""Figures as people here write them: a comma in Indonesian and Javanese, a point in English."""

from __future__ import annotations

from kiosk.ui.kit import Speech

NOTHING = "–"


def figure(say: Speech, value: float | None, places: int) -> str:
    """With ``places`` decimals; a dash for what is not known."""
    if value is None:
        return NOTHING
    text = f"{value:.{places}f}".replace("-", "−")
    return text if say.language == "en" else text.replace(".", ",")


def degrees(say: Speech, centi: int | None) -> str:
    """Hundredths of a degree as ``36,54 °C``, all of them: a technician wants the last one too."""
    if centi is None:
        return NOTHING
    whole, part = divmod(abs(centi), 100)
    mark = "." if say.language == "en" else ","
    return f"{'−' if centi < 0 else ''}{whole}{mark}{part:02d}\u00a0°C"
