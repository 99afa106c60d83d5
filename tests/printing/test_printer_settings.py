"""The [printer] section says every way to a printer and every ability, and refuses what the drivers would not take."""

from __future__ import annotations

from pathlib import Path

import pytest

from drivers.printers.outcome import Capability
from drivers.printers.ports import transport_to
from drivers.printers.profiles import profile
from kiosk.settings import SettingsError, convert, load
from kiosk.settings.machine import _CAPABILITIES

SHIPPED = Path(__file__).parents[2] / "kiosk.ini"
PORT = "port = sim://printer?name=counter"

PORTS = [
    "/dev/serial/by-id/usb-FTDI_FT232R_USB_UART_A10KZP45-if00-port0",
    "/dev/usb/lp0",
    "file:///dev/antrean-printer",
    "usb://04b8:0202",
    "usb://04b8:0202?serial=A1",
    "usb://printer",
    "socket://192.168.10.31:9100",
    "rfc2217://192.168.10.31:4002",
    "lp://counter",
    "folder:///tmp/tickets",
    "folder:///tmp/tickets?format=pdf",
    "sim://printer?paper=near",
]
NO_PORTS = [
    "ttyUSB0",
    "usb://epson",
    "lp://",
    "lp://-d",
    "lp://a b",
    "folder://tickets",
    "folder:///t?format=gif",
]


def written(tmp_path: Path, *changes: tuple[str, str]) -> Path:
    text = SHIPPED.read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    (tmp_path / "kiosk.ini").write_text(text, encoding="utf-8")
    return tmp_path / "kiosk.ini"


@pytest.mark.parametrize("port", PORTS)
def test_every_way_to_a_printer_can_be_written_and_is_known_to_the_driver(port):
    assert convert.printer_port(port) == port
    transport_to(port, profile("escpos-80"))


@pytest.mark.parametrize("port", NO_PORTS)
def test_what_the_driver_would_not_take_is_refused_with_what_would_be_right(port):
    with pytest.raises(ValueError, match=r"lp://queue"):
        convert.printer_port(port)


def test_the_abilities_of_the_file_are_those_of_the_driver():
    assert set(_CAPABILITIES) == {"probe", *(each.value for each in Capability)}


def test_what_is_written_is_read(tmp_path):
    file = written(
        tmp_path,
        ("capability = probe", "capability = fence"),
        ("acknowledge = 5", "acknowledge = 8"),
        ("roll = 80", "roll = 30"),
        ("near_end = 1.5", "near_end = 0.8"),
    )
    found = load(file).printer
    assert (found.capability, found.acknowledge, found.roll, found.near_end) == ("fence", 8.0, 30.0, 0.8)


@pytest.mark.parametrize(
    ("old", "new", "key", "right"),
    [
        ("capability = probe", "capability = maybe", "capability", "process-id"),
        ("acknowledge = 5", "acknowledge = 0", "acknowledge", "1 to 15"),
        ("near_end = 1.5", "near_end = 1.5 m", "near_end", "0 to 20"),
        ("roll = 80\n", "roll = 4\n", "roll", "5 to 500"),
    ],
)
def test_a_bad_value_says_what_would_be_right(tmp_path, old, new, key, right):
    with pytest.raises(SettingsError, match=right) as caught:
        load(written(tmp_path, (old, new)))
    assert [problem.key for problem in caught.value.problems] == [key]


def test_a_queue_cannot_be_trusted_further_than_it_speaks(tmp_path):
    queue = (PORT, "port = lp://counter")
    assert load(written(tmp_path, queue)).printer.capability is None
    assert load(
        written(tmp_path, queue, ("capability = probe", "capability = write-only"))
    ).printer.capability
    with pytest.raises(SettingsError, match="a queue never answers"):
        load(written(tmp_path, queue, ("capability = probe", "capability = process-id")))


def test_the_near_end_lies_on_the_roll(tmp_path):
    with pytest.raises(SettingsError, match="near-end sensor"):
        load(written(tmp_path, ("roll = 80\n", "roll = 5\n"), ("near_end = 1.5", "near_end = 6")))
