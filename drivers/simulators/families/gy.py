"""GY-MCU90614, GY-614V and GY-MCU90640 boards."""

from __future__ import annotations

import struct
from collections.abc import Mapping

from drivers.simulators.families.family import Setter, Values, choice, int16, number, scene_of_pixels, whole
from drivers.thermometers.checks import sum8


class GyMcu90614:
    """Sends 9-byte frames, 10-byte ones when it has an address; obeys the board's commands."""

    faults = ("absolute-zero", "overflow")

    def __init__(self) -> None:
        self.baud = 9600
        self.rate_hz = 10.0
        self._address: int | None = None
        self._continuous = True

    def settings(self) -> Mapping[str, Setter]:
        """``address`` 1 to 21 appends the tenth byte; ``mode`` is continuous or query."""
        return {"address": self._set_address, "mode": self._set_mode}

    def stream(self, values: Values) -> bytes:
        """One frame."""
        return self._frame(values) if self._continuous else b""

    def answer(self, asked: bytearray, values: Values) -> bytes:
        """Commands are `A5 code sum`; what is unknown is ignored, as the board does."""
        sent = b""
        while True:
            start = asked.find(0xA5)
            del asked[: start if start >= 0 else len(asked)]
            if len(asked) < 3:
                return sent
            if sum8(asked[:2]) != asked[2]:
                del asked[0]
                continue
            match asked[1]:
                case 0x45:
                    self._continuous = True
                case 0x15:
                    self._continuous = False
                    sent += self._frame(values)
                case 0xAE:
                    self.baud = 9600
                case 0xAF:
                    self.baud = 115200
            del asked[:3]

    def _frame(self, values: Values) -> bytes:
        body = b"\x5a\x5a\x45\x04" + int16(_centi(values)) + int16(values.centi_ambient)
        tail = b"" if self._address is None else bytes([self._address])
        return body + bytes([sum8(body)]) + tail

    def _set_address(self, text: str) -> None:
        self._address = whole(text, 0x01, 0x15)

    def _set_mode(self, text: str) -> None:
        self._continuous = choice("continuous", "query")(text) == "continuous"


def _centi(values: Values) -> int:
    match values.fault:
        case "absolute-zero":
            return -27315
        case "overflow":
            return 32767
        case _:
            return values.centi_object


class Gy614v:
    """Fourteen registers, sent by itself from 07 on, read with `A4 03`, written with `A4 06`."""

    faults = ("absolute-zero", "overflow")

    def __init__(self) -> None:
        self.baud = 9600
        self.rate_hz = 10.0
        self._registers = bytearray(14)
        self._registers[:8] = (0xA4, 0x02, 0x03, 0x00, 0x00, 0x00, 100, 97)

    def settings(self) -> Mapping[str, Setter]:
        """``emissivity`` 0.10 to 1.00 and ``device-offset`` in degrees stand in the board's registers;
        ``mode``.
        """
        return {"emissivity": self._set_emissivity, "device-offset": self._set_offset, "mode": self._set_mode}

    def stream(self, values: Values) -> bytes:
        """Registers 07 to 0D."""
        return b"" if self._registers[0x03] else self._read(0x07, 7, values)

    def answer(self, asked: bytearray, values: Values) -> bytes:
        """Reads and writes of registers; what is not sound is skipped byte by byte."""
        sent = b""
        while len(asked) >= 5:
            request = bytes(asked[:5])
            if request[0] != 0xA4 or request[1] not in (3, 6) or sum8(request[:4]) != request[4]:
                del asked[0]
                continue
            del asked[:5]
            _, function, register, value, _ = request
            if function == 0x03 and 1 <= value <= len(self._registers) - register:
                sent += self._read(register, value, values)
            elif function == 0x06 and register < 0x08:
                self._registers[register] = value
                if register == 0x01:
                    self.baud = 115200 if value == 0x06 else 9600
                sent += request
        return sent

    def _read(self, start: int, count: int, values: Values) -> bytes:
        # The board adds its own offset (register 06) to the object; "body" is its maker's conversion of that.
        centi = _centi(values) + (self._registers[0x06] - 100) * 10
        self._registers[0x08:] = int16(centi) + int16(values.centi_ambient) + int16(centi + 246)
        body = bytes([0xA4, 0x03, start, count]) + self._registers[start : start + count]
        return body + bytes([sum8(body)])

    def _set_emissivity(self, text: str) -> None:
        self._registers[0x07] = round(number(text, 0.1, 1) * 100)

    def _set_offset(self, text: str) -> None:
        self._registers[0x06] = 100 + round(number(text, -10, 10) * 10)

    def _set_mode(self, text: str) -> None:
        self._registers[0x03] = int(choice("continuous", "query")(text) == "query")


class GyMcu90640:
    """An array of 32 x 24 pixels."""

    faults = ("absolute-zero",)

    def __init__(self) -> None:
        self.baud = 115200
        self.rate_hz = 4.0

    def settings(self) -> Mapping[str, Setter]:
        """None of its own."""
        return {}

    def stream(self, values: Values) -> bytes:
        """One picture."""
        pixels = (
            [-27315] * 768
            if values.fault
            else scene_of_pixels(values.centi_object, values.centi_ambient, 32, 24)
        )
        body = b"\x5a\x5a\x02\x06" + struct.pack("<768h", *pixels) + int16(values.centi_ambient, "little")
        words: tuple[int, ...] = struct.unpack("<771H", body)
        return body + (sum(words) & 0xFFFF).to_bytes(2, "little")

    def answer(self, asked: bytearray, values: Values) -> bytes:
        """Understands nothing."""
        asked.clear()
        return b""
