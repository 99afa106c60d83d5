"""Modbus profiles as formats: the decoder for a recorded line, and how the driver asks."""

from __future__ import annotations

from drivers.thermometers import modbus
from drivers.thermometers.format import AsksModbus, Format
from drivers.thermometers.modbus import ModbusProfile


def formatted(name: str, profile: ModbusProfile) -> Format:
    """The format of any profile."""
    longest = 5 + 2 * profile.count
    return Format(name, lambda: modbus.decoder(profile), longest=longest, talk=AsksModbus(profile))


def pyrousb(address: int | None) -> Format:
    """Calex PyroUSB at an address, 1 unless it was changed."""
    return formatted("calex-pyrousb", modbus.pyrousb(1 if address is None else address))


def pyromini(address: int | None) -> Format:
    """Calex PyroMini at an address, 1 unless it was changed."""
    return formatted("calex-pyromini", modbus.pyromini(1 if address is None else address))
