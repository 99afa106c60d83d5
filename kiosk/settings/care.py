"""The section that says how the machine looks after itself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time

from kiosk.settings import convert
from kiosk.settings.reader import SectionReader

SLIP: time | None = time(7, 15)


@dataclass(frozen=True, slots=True)
class CareSettings:
    """When the slips of the morning and of the day's end are printed by themselves, on days with numbers; None for
    never."""

    readiness_slip: time | None = SLIP
    closing_slip: time | None = None


def care(section: SectionReader) -> CareSettings:
    return CareSettings(
        readiness_slip=section.parse("readiness_slip", _clock_or_off, SLIP),
        closing_slip=section.parse("closing_slip", _clock_or_off, None),
    )


def _clock_or_off(value: str) -> time | None:
    if value == "off":
        return None
    try:
        return convert.clock(value)
    except ValueError as wrong:
        raise ValueError(f"{wrong}, or the word off") from None
