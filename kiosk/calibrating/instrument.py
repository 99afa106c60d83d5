"""Who the instrument is: the driver's row, the technician's words in kiosk.ini, and what the device itself tells."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal
from urllib.parse import parse_qs, urlsplit

from drivers.thermometers.model import Model
from kiosk.rules.calibration.identity import InstrumentIdentity

_DECODINGS: Mapping[str, int] = {}
"""Formats whose bytes have come to mean another number since version 1: the new version, by the format's name. A
calibration made with an older decoding is then suspended, for its readings were others."""

RESOLUTIONS: Mapping[str, int] = {
    "gy-mcu90614": 1,
    "gy-614v": 1,
    "calex-pyrousb": 10,
    "calex-pyromini": 10,
    "optris-ct": 10,
    "optris-ct-hs": 1,
    "raytek-mi3": 10,
    "hm-32x32": 1,
    "ascii-adafruit": 1,
    "ascii-crc": 1,
    "evo-thermal": 10,
    "gy-mcu90640": 1,
    "zytemp-tn9": 6,
    "idc-50": 10,
    "gd60914": 10,
}
"""Hundredths of a degree of the smallest step a format can say, rounded down; facts/thermometers.md."""


def identity(
    model: Model,
    port: str,
    *,
    serial: str = "",
    distance_mm: int,
    device: Mapping[str, Decimal],
) -> InstrumentIdentity:
    """The instrument as found; ``device`` are its own settings as just read back."""
    return InstrumentIdentity(
        maker=model.maker,
        model=model.name,
        serial=serial,
        port=port_name(port),
        driver_version=driver_version(model),
        distance_mm=distance_mm,
        settings=tuple(sorted((name, plain(value)) for name, value in device.items())),
    )


def driver_version(model: Model) -> str:
    """Names the decoding, not the release: it changes when the same bytes give another number."""
    return f"{model.format.name}/{_DECODINGS.get(model.format.name, 1)}"


def resolution(model: str) -> int:
    """The smallest step of a model of the catalogue, hundredths; 0 where it is not known."""
    return RESOLUTIONS.get(model.partition("?")[0], 0)


def port_name(port: str) -> str:
    """The port as a name: a simulated one without what is set before it."""
    if not port.startswith("sim://"):
        return port
    parts = urlsplit(port)
    name = parse_qs(parts.query).get("name", [""])[0]
    return f"sim://{parts.netloc}" + (f"?name={name}" if name else "")


def plain(value: Decimal) -> str:
    """All digits, no zeros after them, no exponent: 0.970 and 0.97 are the same setting."""
    return f"{value.normalize() + 0:f}"


def centi(celsius: Decimal) -> int:
    """Whole hundredths, halves away from zero."""
    return int((celsius * 100).to_integral_value(ROUND_HALF_UP))
