"""The models: a thermometer is a row here."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from enum import Enum

from drivers.errors import UnknownModel
from drivers.thermometers import gy_mcu90614
from drivers.thermometers.format import Format
from drivers.thermometers.readings import Admitting, Decoder, Limits, limits


class Status(Enum):
    """How far a row can be trusted."""

    SUPPORTED = "supported"
    UNCONFIRMED = "unconfirmed on hardware"
    EXPERIMENTAL = "experimental"


@dataclass(frozen=True, slots=True)
class Model:
    """One thermometer one can buy."""

    name: str
    maker: str
    format: Format
    line: str
    rate_hz: float
    """Readings per second: what the device sends, or how often it is asked."""
    limits: Limits
    grade: str
    """Evidence for the format: A two independent sources, B one maker's document, C one page."""
    status: Status
    notes: str = ""

    def decoder(self) -> Decoder:
        """A fresh decoder that also refuses what is outside the limits."""
        return Admitting(self.format.decoder(), self.limits)


_ROWS = (
    Model(
        "gy-mcu90614",
        "GY (Melexis MLX90614)",
        gy_mcu90614.FORMAT,
        "9600/8n1",
        10,
        limits("-70", "300"),
        "A",
        Status.SUPPORTED,
        "some boards 115200; 20 cm spot at 10 cm unless DCI or BCI optics",
    ),
)
_BY_NAME = {row.name: row for row in _ROWS}


def models() -> list[Model]:
    """Every row, in the order of the catalogue."""
    return list(_BY_NAME.values())


def model(name: str) -> Model:
    """The row of that name. UnknownModel lists the nearest names."""
    if name in _BY_NAME:
        return _BY_NAME[name]
    near = difflib.get_close_matches(name, _BY_NAME, n=3, cutoff=0.4) or sorted(_BY_NAME)
    raise UnknownModel(f"no thermometer {name!r} in the catalogue; nearest: {', '.join(near)}")
