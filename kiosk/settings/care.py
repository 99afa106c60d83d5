"""The section that says how the machine looks after itself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time

from kiosk.settings import convert
from kiosk.settings.reader import SectionReader

SLIP = time(7, 15)


@dataclass(frozen=True, slots=True)
class CareSettings:
    """``readiness_slip`` is when the morning's slip is printed on days with numbers; None for never."""

    readiness_slip: time | None = SLIP


def care(section: SectionReader) -> CareSettings:
    return CareSettings(readiness_slip=section.parse("readiness_slip", _clock_or_off, SLIP))


def _clock_or_off(value: str) -> time | None:
    if value == "off":
        return None
    try:
        return convert.clock(value)
    except ValueError as wrong:
        raise ValueError(f"{wrong}, or the word off") from None
