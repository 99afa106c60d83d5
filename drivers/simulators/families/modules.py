"""Further modules: HM 32x32, Terabee Evo Thermal, ZyTemp TN9, IDC-50, GD60914."""

from __future__ import annotations

import struct
from collections.abc import Mapping

from drivers.simulators.families.family import Setter, Values, scene_of_pixels, whole
from drivers.thermometers.checks import crc8, crc32_mpeg2, sum8


class Hm32x32:
    """Tells the hottest pixel when asked."""

    faults = ("no-reading",)
    _REQUEST = bytes.fromhex("A5 55 01 FB")

    def __init__(self) -> None:
        self.baud = 115200
        self.rate_hz = 8.0
        self._x, self._y = 15, 14

    def settings(self) -> Mapping[str, Setter]:
        """``x`` and ``y`` of the hottest pixel, 0 to 31."""
        return {"x": self._set_x, "y": self._set_y}

    def stream(self, values: Values) -> bytes:
        """Never speaks unasked."""
        return b""

    def answer(self, asked: bytearray, values: Values) -> bytes:
        """One answer for each request."""
        sent = b""
        while (at := asked.find(self._REQUEST)) >= 0:
            del asked[: at + len(self._REQUEST)]
            centi = 0 if values.fault else max(0, min(0xFFFF, values.centi_object))
            body = b"\xa5\x55" + centi.to_bytes(2, "little") + bytes([self._x, self._y])
            sent += body + bytes([sum8(body)])
        return sent

    def _set_x(self, text: str) -> None:
        self._x = whole(text, 0, 31)

    def _set_y(self, text: str) -> None:
        self._y = whole(text, 0, 31)


class EvoThermal:
    """Streams pictures once it was told to; acknowledges commands."""

    faults = ("absolute-zero", "refuses")
    _SIZES: Mapping[int, int] = {0x52: 5, 0x51: 4}

    def __init__(self) -> None:
        self.baud = 115200
        self.rate_hz = 7.0
        self._streaming = False
        self._emissivity = 0x62

    def settings(self) -> Mapping[str, Setter]:
        """None of its own."""
        return {}

    def stream(self, values: Values) -> bytes:
        """One frame of 2070 bytes."""
        if not self._streaming or values.fault == "refuses":
            return b""
        background, hottest = _decikelvin(values.ambient), _decikelvin(values.object)
        pixels = [0] * 1024 if values.fault else scene_of_pixels(hottest, background, 32, 32)
        body = struct.pack("<1024H", *pixels) + struct.pack("<H14x", background)
        crc = crc32_mpeg2(body)
        return b"\x0d\x00" + body + struct.pack("<HH", crc >> 16, crc & 0xFFFF)

    def answer(self, asked: bytearray, values: Values) -> bytes:
        """`00 52 02 on CRC` starts and stops, `00 51 e CRC` sets the emissivity."""
        sent = b""
        while len(asked) >= 2:
            size = self._SIZES.get(asked[1], 0) if asked[0] == 0x00 else 0
            if size == 0:
                del asked[0]
                continue
            if len(asked) < size:
                break
            command = bytes(asked[:size])
            del asked[:size]
            sound = crc8(command[:-1]) == command[-1] and values.fault != "refuses"
            if sound and command[1] == 0x52:
                self._streaming = command[3] == 0x01
            elif sound:
                self._emissivity = command[2]
            # Its answers name the command by the low byte the maker's manual shows: 05 in every example.
            head = bytes([0x14, 0x05, 0x00 if sound else 0xFF])
            sent += head + bytes([crc8(head)])
        return sent


def _decikelvin(celsius: float) -> int:
    return max(0, min(0xFFFF, round((celsius + 273.15) * 10)))


class ZyTempTn9:
    """Three items for each measurement: ambient, object, and one that nobody has explained."""

    faults = ("absolute-zero",)

    def __init__(self) -> None:
        self.baud = 9600
        self.rate_hz = 2.0

    def settings(self) -> Mapping[str, Setter]:
        """None of its own."""
        return {}

    def stream(self, values: Values) -> bytes:
        """Items 66, 4C and 53."""
        celsius = -273.15 if values.fault else values.object
        return self._item(0x66, values.ambient) + self._item(0x4C, celsius) + self._item(0x53, 0.0)

    def answer(self, asked: bytearray, values: Values) -> bytes:
        """Understands nothing."""
        asked.clear()
        return b""

    @staticmethod
    def _item(item: int, celsius: float) -> bytes:
        sixteenths = max(0, min(0xFFFF, round((celsius + 273.15) * 16)))
        body = bytes([item]) + sixteenths.to_bytes(2, "big")
        return body + bytes([sum8(body), 0x0D])


class Idc50:
    """Whole degrees and tenths."""

    faults = ("impossible-tenths",)

    def __init__(self) -> None:
        self.baud = 9600
        self.rate_hz = 2.0

    def settings(self) -> Mapping[str, Setter]:
        """None of its own."""
        return {}

    def stream(self, values: Values) -> bytes:
        """One frame."""
        whole_degrees, tenths = divmod(max(0, min(2559, round(values.object * 10))), 10)
        body = bytes([0xAA, 0x55, 0x06, whole_degrees, 0x0B if values.fault else tenths])
        return body + bytes([sum8(body)])

    def answer(self, asked: bytearray, values: Values) -> bytes:
        """Understands nothing."""
        asked.clear()
        return b""


class Gd60914:
    """Answers `AA` with seven ASCII bytes, once `A1` has told it to measure on request."""

    faults = ("zero",)

    def __init__(self) -> None:
        self.baud = 9600
        self.rate_hz = 5.0
        self._on_request = False

    def settings(self) -> Mapping[str, Setter]:
        """None of its own."""
        return {}

    def stream(self, values: Values) -> bytes:
        """Never speaks unasked."""
        return b""

    def answer(self, asked: bytearray, values: Values) -> bytes:
        """Commands are single bytes."""
        sent = b""
        for command in asked:
            if command == 0xA1:
                self._on_request = True
            elif command == 0xAA and self._on_request:
                tenths = 0 if values.fault else round(values.object * 10)
                sent += f"{tenths:5d}\r\n".encode("ascii")
        asked.clear()
        return sent
