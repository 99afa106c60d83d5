"""The serial ports of this machine, and which of them kiosk.ini names."""

from __future__ import annotations

import os
from collections.abc import Iterable

from drivers.link import PortInfo
from kiosk.rules.care import Device, Port
from kiosk.settings import Settings


def ports_of(found: Iterable[PortInfo], settings: Settings) -> tuple[Port, ...]:
    """As a technician reads them. A device that kiosk.ini connects elsewhere, or to a port that is not there, comes
    last with the name of its port alone."""
    named = {
        Device.THERMOMETER: settings.thermometer.port,
        Device.PRINTER: settings.printer.port,
    }
    real = {device: os.path.realpath(port) for device, port in named.items() if port.startswith("/")}
    ports, used = [], set()
    for info in found:
        use = next((device for device, path in real.items() if path == os.path.realpath(info.device)), None)
        used.add(use)
        ports.append(
            Port(
                name=info.device,
                about=info.description if info.description != "n/a" else "",
                usb_id=info.usb_id or "",
                serial=info.serial_number or "",
                stable=info.by_id or info.by_path or "",
                use=use,
            )
        )
    elsewhere = [
        Port(port.partition("?")[0], "", "", "", "", device)
        for device, port in named.items()
        if device not in used
    ]
    return (*ports, *elsewhere)
