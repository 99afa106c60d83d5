"""Which instrument a calibration belongs to, and what makes it another one."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Difference(Enum):
    """What changed between the calibrated instrument and the one found."""

    INSTRUMENT = "instrument"
    SETTINGS = "settings"
    DISTANCE = "distance"
    DRIVER_VERSION = "driver-version"


@dataclass(frozen=True, slots=True)
class InstrumentIdentity:
    """The instrument as found. ``serial`` is "" where it has none (many USB adapters): then the port is its name.

    ``driver_version`` names the decoding (it changes when the same bytes give another number), not the release;
    ``settings`` are the device's own, read back, as sorted (name, value) pairs: emissivity, internal offset.
    """

    maker: str
    model: str
    serial: str
    port: str
    driver_version: str
    distance_mm: int
    settings: tuple[tuple[str, str], ...] = ()

    def __post_init__(self) -> None:
        if list(self.settings) != sorted(set(self.settings)):
            raise ValueError("settings must be sorted pairs, each once")

    @property
    def key(self) -> str:
        """The name of the thing itself, whatever its settings."""
        return "|".join((self.maker, self.model, self.serial or self.port))

    @property
    def complete(self) -> bool:
        return bool(
            self.model and self.driver_version and self.distance_mm > 0 and (self.serial or self.port)
        )


def differences(bound: InstrumentIdentity, found: InstrumentIdentity) -> tuple[Difference, ...]:
    """What makes ``found`` another instrument than the ``bound`` one; a new port alone does not if it has a serial."""
    changes = {
        Difference.INSTRUMENT: bound.key != found.key,
        Difference.SETTINGS: bound.settings != found.settings,
        Difference.DISTANCE: bound.distance_mm != found.distance_mm,
        Difference.DRIVER_VERSION: bound.driver_version != found.driver_version,
    }
    return tuple(difference for difference, changed in changes.items() if changed)
