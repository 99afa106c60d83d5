"""From the name of a port to the way there; one table for every printer.

=======================================  ==================================================
``/dev/ttyUSB0``, ``/dev/serial/...``    a serial line
``/dev/usb/lp0``, ``file:///dev/...``    USB, by the kernel's printer-class driver
``usb://04b8:0202?serial=X``             USB, by pyusb
``socket://host:9100``, ``rfc2217://``   the network
``lp://queue``                           CUPS or LP: write-only
``folder:///DIR?format=pdf``             pictures of the tickets, for a demonstration
``sim://printer?...``                    a simulated printer with every fault
=======================================  ==================================================
"""

from __future__ import annotations

import os
import re
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, unquote, urlsplit

from drivers.link import Link
from drivers.printers.profiles import Profile
from drivers.printers.spool import Spool
from drivers.printers.transport import Transport

if TYPE_CHECKING:
    from drivers.wire import Wire

_CLASS_FILE = re.compile(r"/dev/(usb/)?lp\d+|/dev/usblp\d+")
_FAST = "4000000/8n1"  # a port without a line of its own never holds a deadline up
FORMATS = ("png", "pdf")


def transport_to(
    port: str,
    profile: Profile,
    *,
    line: str = "19200/8n1",
    flow: str = "none",
    clock: Callable[[], float] = time.monotonic,
    trace: Callable[[str, bytes], None] | None = None,
) -> Transport:
    """The way to ``port``, opened on first use; ``line`` and ``flow`` count for serial ports only.

    ValueError says what is wrong with the name.
    """
    if port.startswith("lp://"):
        return Spool(port, clock=clock, trace=trace)
    dial = _dial(port, profile)
    if dial is None:
        return Link(port, line=line, flow=flow, clock=clock, trace=trace)
    return Link(port, line=_FAST, clock=clock, trace=trace, dial=dial)


def write_only(port: str) -> bool:
    """Whether nothing can ever come back from there."""
    return port.startswith("lp://")


def _dial(port: str, profile: Profile) -> Callable[[], Wire] | None:
    """What opens this port, None for those that pyserial opens."""
    if port.startswith("usb://"):
        from drivers.printers.usb_bus import UsbWire, parse_address

        address = parse_address(port)
        return lambda: UsbWire(address)
    if port.startswith("folder://"):
        return _folder(port, profile)
    path = unquote(urlsplit(port).path) if port.startswith("file:///") else port
    # A name given by udev leads to the driver's own.
    if path != port or _CLASS_FILE.fullmatch(os.path.realpath(path)):
        from drivers.printers.usb_file import FileWire

        return lambda: FileWire(path)
    return None


def _folder(port: str, profile: Profile) -> Callable[[], Wire]:
    """A virtual printer whose tickets lie in a folder."""
    parts = urlsplit(port)
    query = dict(parse_qsl(parts.query))
    picture = query.pop("format", FORMATS[0])
    if query or parts.netloc or not parts.path.startswith("/") or picture not in FORMATS:
        raise ValueError(f"{port}: write folder:///home/kiosk/tickets, or with ?format=pdf")

    from drivers.simulators.device_wire import DeviceWire
    from drivers.simulators.printer import VirtualPrinter

    folder = Path(unquote(parts.path))
    device = VirtualPrinter(profile, out=folder, picture=picture)

    def dial() -> Wire:
        folder.mkdir(parents=True, exist_ok=True)
        return DeviceWire(device)

    return dial
