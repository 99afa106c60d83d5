"""Modbus RTU thermometers by profile: which registers hold what. Pure; the master is ``modbus_master.py``.

Built in: Calex PyroMini and PyroUSB (Omega OS-MINI, OS-MINIUSB), function 04, signed tenths of a degree.
Any status bit means that there is no reading.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from drivers.thermometers.checks import crc16_modbus
from drivers.thermometers.frames import GARBAGE, WAIT, FrameDecoder, Framing, Skip, Wait, Whole
from drivers.thermometers.readings import Item, Reading, Rejected, RejectedKind

TYPES: Mapping[str, tuple[str, int]] = {
    "int16": (">h", 1),
    "uint16": (">H", 1),
    "int32": (">i", 2),
    "int32-swapped": (">i", 2),
    "float32": (">f", 2),
    "float32-swapped": (">f", 2),
}
"""Kinds of number by name: how ``struct`` reads it, and how many registers it takes.

Swapped: low word first.
"""

EXCEPTIONS = {
    1: "illegal function",
    2: "illegal data address",
    3: "illegal data value",
    4: "device failure",
    5: "acknowledged, still working",
    6: "device busy",
}


@dataclass(frozen=True, slots=True)
class ModbusProfile:
    """One read of ``count`` registers from ``start``; positions count registers from ``start``."""

    start: int
    count: int
    object_at: int
    ambient_at: int | None = None
    status_at: int | None = None
    function: int = 4
    address: int = 1
    scale: Decimal = Decimal("0.1")
    """Degrees Celsius of one unit."""
    type: str = "int16"
    extra_at: Mapping[str, int] = field(default_factory=dict)
    """Further temperatures in the same read, by name."""
    settings_at: Mapping[str, tuple[int, Decimal]] = field(default_factory=dict)
    """Registers of the device's own settings: absolute number, and the value of one unit."""

    def __post_init__(self) -> None:
        """ValueError names what does not fit."""
        if self.type not in TYPES:
            raise ValueError(f"type {self.type!r}: one of {', '.join(TYPES)}")
        if self.function not in (3, 4) or not 1 <= self.address <= 247 or not 1 <= self.count <= 125:
            raise ValueError("function is 3 or 4, address 1 to 247, count 1 to 125")
        width = TYPES[self.type][1]
        for at in (self.object_at, self.ambient_at, *self.extra_at.values()):
            if at is not None and not 0 <= at <= self.count - width:
                raise ValueError(f"position {at} is outside the {self.count} registers that are read")
        if self.status_at is not None and not 0 <= self.status_at < self.count:
            raise ValueError(f"position {self.status_at} is outside the {self.count} registers that are read")


def value(profile: ModbusProfile, registers: Sequence[int], at: int) -> Decimal:
    """The number at a position, in degrees Celsius."""
    layout, width = TYPES[profile.type]
    words = registers[at : at + width]
    if profile.type.endswith("-swapped"):
        words = words[::-1]
    number = struct.unpack(layout, b"".join(word.to_bytes(2, "big") for word in words))[0]
    if isinstance(number, float):
        # A float32 carries seven digits; what repr shows beyond them was never measured.
        return Decimal(f"{number:.7g}") * profile.scale
    return Decimal(number) * profile.scale


def reading(profile: ModbusProfile, registers: Sequence[int], raw: bytes) -> Item:
    """What the registers of one read say; any status bit is a fault."""
    status = registers[profile.status_at] if profile.status_at is not None else 0
    if status:
        return Rejected(f"status {status:04X}: the device reports no reading", raw, RejectedKind.FAULT)
    return Reading(
        object=value(profile, registers, profile.object_at),
        ambient=None if profile.ambient_at is None else value(profile, registers, profile.ambient_at),
        raw=raw,
        extra={name: value(profile, registers, at) for name, at in profile.extra_at.items()},
    )


def exception(code: int, raw: bytes) -> Rejected:
    """The device refused the question."""
    return Rejected(f"exception {code}: {EXCEPTIONS.get(code, 'unknown')}", raw, RejectedKind.FAULT)


def cutter(profile: ModbusProfile) -> Callable[[bytes], Whole | Wait | Skip]:
    """How to cut answers to this profile's question, exceptions, and echoes of the question itself."""
    question = bytes([profile.function]) + struct.pack(">HH", profile.start, profile.count)
    answer = bytes([profile.function, 2 * profile.count])

    refusal = bytes([profile.function | 0x80])
    # Shortest first: whether a shorter one is sound is known before the longer one could be, so it makes no
    # difference how many bytes have come.
    shapes = sorted([(8, question), (5 + 2 * profile.count, answer), (5, refusal)])

    def cut(window: bytes) -> Whole | Wait | Skip:
        verdict: Skip = GARBAGE
        for size, head in shapes:
            if window[1 : 1 + len(head)] != head[: len(window) - 1]:
                continue
            if len(window) < size:
                return WAIT
            raw = window[:size]
            if crc16_modbus(raw) == 0:
                return Whole(size, _meaning(profile, raw, question))
            computed = crc16_modbus(raw[:-2]).to_bytes(2, "little")
            verdict = Skip(f"CRC {raw[-2:].hex(' ').upper()}, computed {computed.hex(' ').upper()}")
        return verdict

    return cut


def _meaning(profile: ModbusProfile, raw: bytes, question: bytes) -> Item:
    if raw[1 : 1 + len(question)] == question:
        return Rejected("the master's question, no answer", raw, RejectedKind.OTHER)
    if raw[0] != profile.address:
        reason = f"answer of address {raw[0]}, asked was {profile.address}"
        return Rejected(reason, raw, RejectedKind.OTHER)
    if raw[1] & 0x80:
        return exception(raw[2], raw)
    return reading(profile, struct.unpack(f">{profile.count}H", raw[3:-2]), raw)


def decoder(profile: ModbusProfile) -> FrameDecoder:
    """A decoder for a recorded line: answers, exceptions, and the master's questions between them."""
    longest = max(8, 5 + 2 * profile.count)
    return FrameDecoder(Framing(first=bytes(range(1, 248)), longest=longest, cut=cutter(profile)))


# Both Calex layouts hold filtered, unfiltered and sensor temperature and the status side by side.
_TENTHS = Decimal("0.1")
_EMISSIVITY = Decimal("0.0001")


def pyrousb(address: int = 1) -> ModbusProfile:
    """Calex PyroUSB and Omega OS-MINIUSB."""
    return _calex(0x12, 0x08, address)


def pyromini(address: int = 1) -> ModbusProfile:
    """Calex PyroMini and Omega OS-MINI."""
    return _calex(0x0E, 0x07, address)


def _calex(start: int, emissivity: int, address: int) -> ModbusProfile:
    return ModbusProfile(
        start=start,
        count=4,
        object_at=0,
        ambient_at=2,
        status_at=3,
        address=address,
        scale=_TENTHS,
        extra_at={"unfiltered": 1},
        settings_at={"emissivity": (emissivity, _EMISSIVITY)},
    )
