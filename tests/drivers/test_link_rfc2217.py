"""A device behind a network serial server that speaks RFC 2217."""

from __future__ import annotations

import logging
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
import serial
import serial.rfc2217

from drivers.errors import LinkLost
from drivers.link import Link
from drivers.thermometers.readings import Reading
from drivers.thermometers.thermometer import open_thermometer
from tests.drivers.wires import soon

# pyserial 3.5 still uses the thread methods of Python 2.
pytestmark = pytest.mark.filterwarnings("ignore:set(Daemon|Name).*:DeprecationWarning")


class _Socket:
    """What pyserial's server side calls ``write``."""

    def __init__(self, connection: socket.socket) -> None:
        self._connection = connection

    def write(self, data: bytes) -> None:
        self._connection.sendall(data)


@contextmanager
def serial_server(port: str) -> Iterator[str]:
    """pyserial's own RFC 2217 server side in front of a port."""
    listener = socket.create_server(("127.0.0.1", 0))
    stop = threading.Event()

    def serve() -> None:
        connection, _ = listener.accept()
        connection.settimeout(0.01)
        with connection, serial.serial_for_url(port, timeout=0) as device:
            manager = serial.rfc2217.PortManager(
                device, _Socket(connection), logger=logging.getLogger("rfc2217")
            )
            while not stop.is_set():
                try:
                    data = connection.recv(1024)
                    if not data:
                        return
                    device.write(b"".join(manager.filter(data)))
                except TimeoutError:
                    data = b""
                if waiting := device.in_waiting:
                    connection.sendall(b"".join(manager.escape(device.read(waiting))))

    thread = threading.Thread(target=serve)
    thread.start()
    try:
        yield f"rfc2217://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        stop.set()
        thread.join(5)
        listener.close()


def test_a_thermometer_is_read_through_a_serial_server() -> None:
    with serial_server("sim://gy-mcu90614?celsius=36.5&noise=0&address=7") as port:
        thermometer = open_thermometer("gy-mcu90614", port)
        items = [thermometer.sample(soon()) for _ in range(3)]
        thermometer.close()
    assert [str(item.object) for item in items if isinstance(item, Reading)] == ["36.50"] * 3


def test_an_instrument_is_asked_through_a_serial_server() -> None:
    with serial_server("sim://calex-pyrousb?celsius=36.5&noise=0") as port:
        thermometer = open_thermometer("calex-pyrousb", port)
        item = thermometer.sample(soon())
        thermometer.close()
    assert isinstance(item, Reading)
    assert str(item.object) == "36.5"


def test_a_server_that_does_not_speak_it_is_a_lost_link() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        link = Link(f"rfc2217://127.0.0.1:{silent.getsockname()[1]}?timeout=0.2")
        with pytest.raises(LinkLost, match="cannot be opened"):
            link.open()
