"""A model is a row: of the catalogue, of an ini file, or of somebody else's package."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest

from drivers.errors import UnknownModel
from drivers.link import parse_line
from drivers.simulators.families import FAMILIES
from drivers.thermometers import catalog, profiles
from drivers.thermometers.catalog import Status
from drivers.thermometers.readings import Reading, Rejected
from drivers.thermometers.thermometer import open_thermometer
from tests.drivers.wires import soon

ROOT = Path(__file__).resolve().parents[2]
PROMISED = [
    "gy-mcu90614",
    "gy-614v",
    "calex-pyrousb",
    "calex-pyromini",
    "optris-ct",
    "optris-ct-hs",
    "raytek-mi3",
    "hm-32x32",
    "ascii-adafruit",
    "ascii-crc",
    "evo-thermal",
    "gy-mcu90640",
    "zytemp-tn9",
    "idc-50",
    "gd60914",
]


def test_every_promised_model_stands_in_the_catalogue_and_has_a_simulator() -> None:
    names = [row.name for row in catalog.models()]
    assert names[: len(PROMISED)] == PROMISED
    assert set(PROMISED) <= set(FAMILIES)


@pytest.mark.parametrize("row", catalog.models(), ids=lambda row: row.name)
def test_every_row_is_complete_and_honest_about_its_evidence(row: catalog.Model) -> None:
    assert row.maker
    assert row.rate_hz > 0
    parse_line(row.line)
    low, high = row.limits.object
    assert low < 34 < 42 < high, "a thermometer for people reads people"
    if row.grade == "C":
        assert row.status is not Status.SUPPORTED


@pytest.mark.parametrize("model", PROMISED)
def test_the_simulator_of_a_model_speaks_at_the_speed_of_its_row(model: str) -> None:
    row = catalog.model(model)
    family = FAMILIES[model]()
    assert parse_line(row.line).baud == family.baud
    assert row.rate_hz == family.rate_hz


def test_an_unknown_model_names_the_nearest() -> None:
    with pytest.raises(UnknownModel, match="gy-mcu90614"):
        catalog.model("gymcu90614")


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("gy-mcu90614?address=1", "it has none"),
        ("raytek-mi3?adress=1", "unknown option 'adress'"),
        ("raytek-mi3?address=x", "no number"),
        ("raytek-mi3?address=33", "1 to 32"),
        ("optris-ct?address=200", "1 to 79"),
        ("calex-pyrousb?address=0", "1 to 247"),
        ("raytek-mi3?address", "address"),
    ],
)
def test_a_wrong_option_of_a_model_is_refused_by_name(name: str, reason: str) -> None:
    with pytest.raises(UnknownModel, match=re.escape(reason)):
        catalog.model(name)


INI = r"""
[shop-sensor]
format = lines
pattern = T=(?P<object>-?\d+\.\d\d);A=(?P<ambient>-?\d+\.\d\d)
unit = C
line = 19200/8n1
object_low = 10
object_high = 60

[asked-sensor]
format = lines
pattern = (?P<object>\d+\.\d)(?P<unit>[CF])
request = t\r\n

[kelvin]
format = lines
pattern = (?P<object>\d+\.\d\d) K
unit = K

[json-sensor]
format = json
object = temp.object
ambient = temp.ambient
unit = F

[other-modbus]
format = modbus
address = 17
function = 3
object = 0x10
ambient = 0x14
status = 0x0F
type = uint16
scale = 0.01

[fast-gy]
format = gy-mcu90614
line = 115200/8n1
maker = a board set to 115200
"""


@pytest.fixture
def models(tmp_path: Path) -> dict[str, catalog.Model]:
    path = tmp_path / "thermometers.ini"
    path.write_text(INI)
    return profiles.load(path)


def one(row: catalog.Model, data: bytes) -> Reading | Rejected:
    decoder = row.decoder()
    (item,) = decoder.feed(data) + decoder.finish()
    return item


@pytest.mark.parametrize(
    ("model", "data", "celsius", "ambient"),
    [
        ("shop-sensor", b"T=36.51;A=24.00\r\n", "36.51", "24.00"),
        ("asked-sensor", b"36.5C\r\n", "36.5", None),
        ("kelvin", b"309.65 K\n", "36.50", None),
        ("json-sensor", b'{"temp": {"object": 97.7, "ambient": 77}}\n', "36.50", "25.00"),
        ("fast-gy", bytes.fromhex("5A5A45040C780D19A7"), "31.92", "33.53"),
        ("other-modbus", bytes.fromhex("11 03 0C 0000 0E42 0000 0000 0000 09C4 CDE9"), "36.50", "25.00"),
    ],
)
def test_a_profile_reads_its_device(
    models: dict[str, catalog.Model], model: str, data: bytes, celsius: str, ambient: str | None
) -> None:
    item = one(models[model], data)
    assert isinstance(item, Reading), item
    assert item.object == Decimal(celsius)
    assert item.ambient == (None if ambient is None else Decimal(ambient))


@pytest.mark.parametrize(
    ("model", "data", "reason"),
    [
        ("shop-sensor", b"T=61.00;A=24.00\r\n", "outside 10 to 60"),
        ("shop-sensor", b"T=36.5", "no end"),
        ("asked-sensor", b"97.7F\r\n", "°F"),
        ("json-sensor", b'{"temp": 97.7}\n', "no number under 'temp.object'"),
        ("json-sensor", b'{"temp": {"object": "hot"}}\n', "not a number"),
        ("json-sensor", b'{"temp": {"object": NaN}}\n', "NaN"),
        ("json-sensor", b"{" * 200 + b"\n", "no JSON"),
    ],
)
def test_a_profile_refuses_what_is_none(
    models: dict[str, catalog.Model], model: str, data: bytes, reason: str
) -> None:
    item = one(models[model], data)
    assert isinstance(item, Rejected)
    assert reason in item.reason


def test_a_device_known_by_its_profile_is_read_on_a_port(models: dict[str, catalog.Model]) -> None:
    port = "sim://ascii-lines?template=T%3D{object:.2f};A%3D{ambient:.2f}&baud=19200&rate=50"
    item = open_thermometer(models["shop-sensor"], port).sample(soon())
    assert isinstance(item, Reading)
    assert abs(item.object - Decimal("36.5")) < 1


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ("pattern = x", "format: is missing"),
        ("format = gy-mcu9061", "nearest: gy-mcu90614"),
        ("format = lines", "pattern: is missing"),
        ("format = lines\npattern = (", "no regular expression"),
        ("format = lines\npattern = 1\nunit = C", r"(?P<object>...)"),
        ("format = lines\npattern = (?P<object>1)", "the unit"),
        ("format = lines\npattern = (?P<object>1)\nunit = R", "one of C, F, K"),
        ("format = lines\npattern = (?P<object>1)\nunit = C\nbaud = 9600", "baud: unknown key"),
        ("format = lines\npattern = (?P<object>1)\nunit = C\nline = 9600", "9600/8n1"),
        ("format = lines\npattern = (?P<object>1)\nunit = C\nrate = 0", "rate"),
        ("format = lines\npattern = (?P<object>1)\nunit = C\nobject_low = cold", "object_low: a number"),
        ("format = json\nobject = t", "unit: is missing"),
        ("format = modbus\nobject = ten", "whole number such as 18 or 0x12"),
        ("format = modbus\nobject = 1\ntype = int8", "int16"),
        ("format = modbus\nobject = 1\nfunction = 6", "function is 3 or 4"),
        ("format = modbus\nobject = 1\nstatus = 4000", "125 registers"),
    ],
)
def test_a_mistake_in_a_profile_names_file_section_key_and_remedy(
    tmp_path: Path, body: str, reason: str
) -> None:
    path = tmp_path / "thermometers.ini"
    path.write_text(f"[mine]\n{body}\n")
    with pytest.raises(ValueError, match=re.escape(reason)) as caught:
        profiles.load(path)
    assert "[mine]" in str(caught.value)
    assert str(path) in str(caught.value)


def installed(tmp_path: Path, module: str, target: str) -> dict[str, str]:
    """An environment in which a package stands that announces one entry point."""
    (tmp_path / "acme_thermometer.py").write_text(module)
    info = tmp_path / "acme_thermometer-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: acme-thermometer\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text(f"[{catalog.ENTRY_POINTS}]\nacme = {target}\n")
    return {**os.environ, "PYTHONPATH": os.pathsep.join([str(tmp_path), str(ROOT)])}


def drivers(env: dict[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "drivers", *arguments]
    return subprocess.run(command, env=env, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)


def example() -> str:
    text = (ROOT / "docs" / "drivers.md").read_text()
    (block,) = re.findall(r"```python\n# acme_thermometer.py\n(.*?)```", text, re.DOTALL)
    return str(block)


def test_the_worked_example_of_the_documentation_adds_a_format_from_outside(tmp_path: Path) -> None:
    env = installed(tmp_path, example(), "acme_thermometer:MODELS")
    listed = drivers(env, "list")
    assert "acme-t1" in listed.stdout, listed.stderr
    decoded = drivers(env, "decode", "--model", "acme-t1", "54 0E 42 A4")
    assert (decoded.returncode, decoded.stdout) == (0, '{"object": 36.5, "ambient": null}\n')
    read = drivers(env, "read", "--model", "acme-t1", "--port", "sim://acme-t1?celsius=37&noise=0", "-n", "2")
    assert (read.returncode, read.stdout) == (0, '{"object": 37.0, "ambient": null}\n' * 2)


@pytest.mark.parametrize(
    ("module", "reason"),
    [
        ("raise RuntimeError('broken inside')", "broken inside"),
        ("MODELS = 3", "expected a Model"),
        ("from drivers.thermometers import catalog\nMODELS = list(catalog._ROWS[:1])", "is taken"),
    ],
)
def test_a_broken_package_is_named_and_keeps_nothing_else_from_working(
    tmp_path: Path, module: str, reason: str
) -> None:
    listed = drivers(installed(tmp_path, module, "acme_thermometer:MODELS"), "list")
    assert listed.returncode == 0
    assert "gy-mcu90614" in listed.stdout
    assert "acme" in listed.stderr
    assert reason in listed.stderr


@pytest.mark.parametrize("page", ["docs/drivers.md", "docs/technician.md"])
def test_what_a_technician_must_know_before_buying_or_wiring_stands_where_one_looks(page: str) -> None:
    text = (Path(__file__).parents[2] / page).read_text(encoding="utf-8")
    for told in ("GY-614V" if "technician" in page else "gy-614v", "register 02", "*5C", "*85"):
        assert told in text
