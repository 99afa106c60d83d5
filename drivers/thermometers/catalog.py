"""The models: a thermometer is a row here, or in a package that announces its rows.

Another package adds models through the entry point group ``kiosk.thermometers``; docs/drivers.md shows how.
"""

from __future__ import annotations

import difflib
import functools
from collections.abc import Iterable, Mapping
from importlib.metadata import entry_points
from urllib.parse import parse_qsl

from drivers.errors import UnknownModel
from drivers.thermometers import (
    arrays,
    ascii_lines,
    gy_614v,
    gy_mcu90614,
    hm_32x32,
    modbus_formats,
    optris,
    raytek,
)
from drivers.thermometers import small_modules as small
from drivers.thermometers.model import Model, Status
from drivers.thermometers.readings import limits

ENTRY_POINTS = "kiosk.thermometers"

_OK, _UNCONFIRMED, _EXPERIMENTAL = Status.SUPPORTED, Status.UNCONFIRMED, Status.EXPERIMENTAL

_ROWS = (
    Model(
        "gy-mcu90614",
        "GY (Melexis MLX90614, MLX90615)",
        gy_mcu90614.FORMAT,
        "9600/8n1",
        10,
        limits("-70", "327.66"),
        "A",
        _OK,
        "some boards 115200; field of view 90 degrees unless DCI or BCI optics: 20 cm spot at 10 cm",
    ),
    Model(
        "gy-614v",
        "GY (Melexis MLX90614)",
        gy_614v.FORMAT,
        "9600/8n1",
        10,
        limits("-70", "327.66"),
        "B+",
        _OK,
        "set it to 5 or 10 Hz (register 02): at 1 or 2 a plateau is never reached in the time a person stands still;"
        " some boards 115200; emissivity and offset live in the device and are read back",
    ),
    Model(
        "calex-pyrousb",
        "Calex PyroUSB, Omega OS-MINIUSB",
        modbus_formats.pyrousb(None),
        "9600/8n1",
        10,
        limits("-20", "1000", "-20", "70"),
        "A",
        _OK,
        at_address=modbus_formats.pyrousb,
    ),
    Model(
        "calex-pyromini",
        "Calex PyroMini, Omega OS-MINI",
        modbus_formats.pyromini(None),
        "9600/8n1",
        10,
        limits("-20", "1000", "-20", "120"),
        "A",
        _OK,
        at_address=modbus_formats.pyromini,
    ),
    Model(
        "optris-ct",
        "Optris CS, CT, LT; Micro-Epsilon thermoMETER",
        optris.tenths(None),
        "9600/8n1",
        10,
        limits("-50", "975"),
        "A",
        _OK,
        "also 19200 to 115200; no checksum: asked twice",
        optris.tenths,
    ),
    Model(
        "optris-ct-hs",
        "Optris CT hs, Micro-Epsilon with a high-resolution head",
        optris.hundredths(None),
        "9600/8n1",
        10,
        limits("-50", "200"),
        "A",
        _OK,
        "also 19200 to 115200; no checksum: asked twice",
        optris.hundredths,
    ),
    Model(
        "raytek-mi3",
        "Raytek, Fluke MI3, CM, Endurance",
        raytek.formatted(None),
        "9600/8n1",
        5,
        limits("-40", "1000"),
        "A-",
        _OK,
        "must be set to °C; no checksum: asked twice",
        raytek.formatted,
    ),
    Model(
        "hm-32x32",
        'HM ("Haiman") 32x32 array',
        hm_32x32.FORMAT,
        "115200/8n1",
        8,
        limits("-20", "300"),
        "A-",
        _OK,
        "hottest pixel and its position",
    ),
    Model(
        "ascii-adafruit",
        "any board with a sketch for Adafruit's MLX90614 library",
        ascii_lines.ADAFRUIT,
        "9600/8n1",
        2,
        limits("-70", "380"),
        "A",
        _OK,
        "give it 2 s to settle: opening the port restarts the board; no checksum: two lines must agree",
    ),
    Model(
        "ascii-crc",
        "own sketch, recommended form with sequence number and CRC-8",
        ascii_lines.CRC,
        "115200/8n1",
        10,
        limits("-70", "380"),
        "A",
        _OK,
        "give it 2 s to settle: opening the port restarts the board",
    ),
    Model(
        "evo-thermal",
        "Terabee TeraRanger Evo Thermal 33, 90",
        arrays.EVO,
        "115200/8n1",
        7,
        limits("-20", "670"),
        "A",
        _OK,
        "hottest pixel and its position",
    ),
    Model(
        "gy-mcu90640",
        "GY (Melexis MLX90640)",
        arrays.GY,
        "115200/8n1",
        4,
        limits("-40", "300"),
        "B",
        _EXPERIMENTAL,
        "2 degrees of error allowed by its maker; hottest pixel and its position",
    ),
    Model("zytemp-tn9", "ZyTemp TN9", small.TN9, "9600/8n1", 2, limits("-33", "220"), "C", _EXPERIMENTAL),
    Model("idc-50", "IDC-50", small.IDC50, "9600/8n1", 2, limits("0", "60"), "C", _EXPERIMENTAL),
    Model(
        "gd60914",
        "GD60914",
        small.GD60914,
        "9600/8n1",
        5,
        limits("-20", "100"),
        "C",
        _EXPERIMENTAL,
        "no checksum: asked twice",
    ),
)


def models() -> list[Model]:
    """Every row, in the order of the catalogue, then those of other packages."""
    return list(_all()[0].values())


def problems() -> Mapping[str, str]:
    """Entry points that could not be used, and why; they never keep the other models from working."""
    return _all()[1]


def model(name: str) -> Model:
    """The row of that name; ``raytek-mi3?address=2`` is one device of many on a line.

    Raises UnknownModel, listing the nearest names, or saying what is wrong with the options.
    """
    plain, _, query = name.partition("?")
    rows, _ = _all()
    if plain not in rows:
        near = difflib.get_close_matches(plain, rows, n=3, cutoff=0.4) or sorted(rows)
        raise UnknownModel(f"no thermometer {plain!r} in the catalogue; nearest: {', '.join(near)}")
    try:
        return rows[plain].with_options(dict(parse_qsl(query, strict_parsing=bool(query))))
    except ValueError as error:
        raise UnknownModel(f"{name}: {error}") from error


@functools.cache
def _all() -> tuple[dict[str, Model], dict[str, str]]:
    rows = {row.name: row for row in _ROWS}
    wrong: dict[str, str] = {}
    for point in entry_points(group=ENTRY_POINTS):
        try:
            for row in _rows_of(point.load()):
                if row.name in rows:
                    raise ValueError(f"the name {row.name!r} is taken")
                rows[row.name] = row
        # A stranger's package can fail in any way, and the kiosk must still start with its own thermometer.
        except Exception as error:  # noqa: BLE001
            wrong[point.name] = f"{type(error).__name__}: {error}"
    return rows, wrong


def _rows_of(found: object) -> Iterable[Model]:
    rows = [found] if isinstance(found, Model) else found
    if not isinstance(rows, list | tuple) or not all(isinstance(row, Model) for row in rows):
        raise TypeError(f"expected a Model or a list of them, not {found!r}")
    return rows
