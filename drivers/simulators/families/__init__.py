"""What each make of thermometer puts on the wire; bytes only, no time, no faults of the wire."""

from __future__ import annotations

from collections.abc import Callable

from drivers.simulators.families.family import Family
from drivers.simulators.families.gy import Gy614v, GyMcu90614, GyMcu90640
from drivers.simulators.families.industrial import Calex, Optris, Raytek
from drivers.simulators.families.modules import EvoThermal, Gd60914, Hm32x32, Idc50, ZyTempTn9
from drivers.simulators.families.text import Adafruit, AnyLine, CrcLine

FAMILIES: dict[str, Callable[[], Family]] = {
    "gy-mcu90614": GyMcu90614,
    "gy-614v": Gy614v,
    "calex-pyrousb": lambda: Calex(start=0x12, emissivity_at=0x08),
    "calex-pyromini": lambda: Calex(start=0x0E, emissivity_at=0x07),
    "optris-ct": lambda: Optris(zero=1000, steps=10),
    "optris-ct-hs": lambda: Optris(zero=10000, steps=100),
    "raytek-mi3": Raytek,
    "hm-32x32": Hm32x32,
    "ascii-adafruit": Adafruit,
    "ascii-crc": CrcLine,
    "ascii-lines": AnyLine,
    "evo-thermal": EvoThermal,
    "gy-mcu90640": GyMcu90640,
    "zytemp-tn9": ZyTempTn9,
    "idc-50": Idc50,
    "gd60914": Gd60914,
}
"""By catalogue name; ``ascii-lines`` prints any line, to try a profile."""
