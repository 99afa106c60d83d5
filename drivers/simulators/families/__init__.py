"""What each make of thermometer puts on the wire; bytes only, no time, no faults of the wire."""

from __future__ import annotations

from collections.abc import Callable

from drivers.simulators.families.family import Family
from drivers.simulators.families.gy import GyMcu90614

FAMILIES: dict[str, Callable[[], Family]] = {
    "gy-mcu90614": GyMcu90614,
}
"""By catalogue name."""
