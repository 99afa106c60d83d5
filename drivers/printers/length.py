"""How much paper a ticket takes: read off its bytes, as the printer will move."""

from __future__ import annotations

from drivers.printers.pictures import side
from drivers.printers.profiles import Profile
from drivers.printers.tokens import tokenize

CUTTER_MM = 7.0
"""From the print head to the cutter, white at the top of each ticket; 5 to 15 mm, differing from make to make."""


def paper_mm(data: bytes, profile: Profile) -> float:
    """Millimetres of roll that the composed ``data`` uses up, cut included. Commands that compose never writes are
    taken for such as move nothing."""
    dots, size, pending, code = 0, 1, False, (1, "")
    spacing = round(profile.dpi / 6)
    cutter = round(CUTTER_MM / 25.4 * profile.dpi)
    for token in tokenize(data)[0]:
        raw = token.data
        match token.name:
            case "text":
                pending = True
            case "ESC @":
                size, pending = 1, False
            case "GS !":
                size = (raw[0] & 7) + 1
            case "LF":
                dots += max(profile.cell[1] * size if pending else 0, spacing)
                pending = False
            case "ESC d":
                dots += max(profile.cell[1] * size if pending else 0, spacing) + max(0, raw[0] - 1) * spacing
                pending = False
            case "ESC J":
                dots += raw[0]
            case "GS v 0":
                dots += (raw[3] + 256 * raw[4]) * (2 if raw[0] & 2 else 1)
            case "GS ( k" if raw[1] == 67:
                code = (raw[2], code[1])
            case "GS ( k" if raw[1] == 80:
                code = (code[0], raw[3:].decode("latin-1"))
            case "GS ( k" if raw[1] == 81:
                dots += side(code[1]) * code[0]
            case "GS V":
                dots += cutter + (raw[1] if len(raw) > 1 else 0)
            case _:
                pass
    return dots / profile.dpi * 25.4
