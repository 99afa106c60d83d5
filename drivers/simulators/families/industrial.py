"""Instruments that are asked: Calex over Modbus RTU, Optris and Micro-Epsilon, Raytek and Fluke."""

from __future__ import annotations

import re
import struct
from collections.abc import Mapping

from drivers.simulators.families.family import Setter, Values, number, whole
from drivers.thermometers.checks import crc16_modbus


class Calex:
    """PyroUSB and PyroMini: four registers side by side, the emissivity in another, exceptions for all
    else.
    """

    faults = ("error", "too-cold", "too-hot", "busy")
    _STATUS: Mapping[str | None, int] = {"error": 0x01, "too-cold": 0x02, "too-hot": 0x04}

    def __init__(self, *, start: int, emissivity_at: int) -> None:
        self.baud = 9600
        self.rate_hz = 10.0
        self._start = start
        self._emissivity_at = emissivity_at
        self._emissivity = 9800
        self._address = 1

    def settings(self) -> Mapping[str, Setter]:
        """``address`` on the line and ``emissivity``."""
        return {"address": self._set_address, "emissivity": self._set_emissivity}

    def stream(self, values: Values) -> bytes:
        """Never speaks unasked."""
        return b""

    def answer(self, asked: bytearray, values: Values) -> bytes:
        """Requests of eight bytes; those for others and those with a bad CRC get no answer."""
        sent = b""
        while len(asked) >= 8:
            request = bytes(asked[:8])
            if crc16_modbus(request) != 0:
                del asked[0]
                continue
            del asked[:8]
            if request[0] == self._address:
                body = bytes([self._address]) + self._reply(request, values)
                sent += body + crc16_modbus(body).to_bytes(2, "little")
        return sent

    def _reply(self, request: bytes, values: Values) -> bytes:
        function, start, count = struct.unpack(">BHH", request[1:6])
        registers = self._registers(values)
        if values.fault == "busy":
            return bytes([function | 0x80, 6])
        if function == 6 and start == self._emissivity_at:
            self._emissivity = count
            return request[1:6]
        if function not in (3, 4):
            return bytes([function | 0x80, 1])
        wanted = range(start, start + count)
        if not 1 <= count <= 125 or not all(number in registers for number in wanted):
            return bytes([function | 0x80, 2])
        return bytes([function, 2 * count]) + b"".join(
            struct.pack(">H", registers[number] & 0xFFFF) for number in wanted
        )

    def _registers(self, values: Values) -> dict[int, int]:
        tenths = round(values.object * 10)
        first = self._start
        return {
            self._emissivity_at: self._emissivity,
            first: tenths,
            first + 1: tenths,
            first + 2: round(values.ambient * 10),
            first + 3: self._STATUS.get(values.fault, 0),
        }

    def _set_address(self, text: str) -> None:
        self._address = whole(text, 1, 247)

    def _set_emissivity(self, text: str) -> None:
        self._emissivity = round(number(text, 0.2, 1) * 10000)


class Optris:
    """Single-byte commands, answers without any frame."""

    faults = ("underrange", "overrange")

    def __init__(self, *, zero: int, steps: int) -> None:
        """``zero``: the number sent for 0 °C; ``steps``: of one degree."""
        self.baud = 9600
        self.rate_hz = 10.0
        self._zero, self._steps = zero, steps
        self._emissivity = 950
        self._address: int | None = None

    def settings(self) -> Mapping[str, Setter]:
        """``address`` makes it answer only when called by it; ``emissivity``."""
        return {"address": self._set_address, "emissivity": self._set_emissivity}

    def stream(self, values: Values) -> bytes:
        """Never speaks unasked."""
        return b""

    def answer(self, asked: bytearray, values: Values) -> bytes:
        """Object 01 and 03, head 02, emissivity 04, serial number 0E, firmware 0F, set emissivity 84 (with
        XOR).
        """
        sent = b""
        while asked:
            called = 0
            if self._address is not None:
                if asked[0] != 0xB0 + self._address:
                    del asked[0]
                    continue
                called = 1
            if len(asked) <= called:
                break
            code = asked[called]
            size = called + (4 if code == 0x84 else 1)
            if len(asked) < size:
                break
            request = bytes(asked[called:size])
            del asked[:size]
            sent += self._reply(request, values)
        return sent

    def _reply(self, request: bytes, values: Values) -> bytes:
        match request[0]:
            case 0x01 | 0x03:
                return self._word(self._object(values))
            case 0x02:
                return self._word(round(values.ambient * self._steps) + self._zero)
            case 0x04:
                return self._word(self._emissivity)
            case 0x0E:
                return (1234567).to_bytes(3, "big")
            case 0x0F:
                return self._word(100)
            case 0x84 if request[3] == request[0] ^ request[1] ^ request[2]:
                self._emissivity = int.from_bytes(request[1:3], "big")
                return request[1:3]
            case _:
                return b""

    def _object(self, values: Values) -> int:
        match values.fault:
            case "underrange":
                return 0
            case "overrange":
                return 0xFFFF
            case _:
                return round(values.object * self._steps) + self._zero

    def _word(self, value: int) -> bytes:
        return max(0, min(0xFFFF, value)).to_bytes(2, "big")

    def _set_address(self, text: str) -> None:
        self._address = whole(text, 1, 0x4F)

    def _set_emissivity(self, text: str) -> None:
        self._emissivity = round(number(text, 0.1, 1.1) * 1000)


class Raytek:
    """Questions end with CR, answers with CR LF; a device with an address hears only its own."""

    faults = ("syntax-error", "restarted", "overrange", "late-emissivity")
    _QUESTION = re.compile(r"(?P<address>\d{3})?(?P<what>\?[A-Z]{1,2}|E#(?P<value>\d\.\d+))")

    def __init__(self) -> None:
        self.baud = 9600
        self.rate_hz = 5.0
        self._emissivity = "0.950"
        self._address: int | None = None

    def settings(self) -> Mapping[str, Setter]:
        """``address`` on a line of many, and ``emissivity``."""
        return {"address": self._set_address, "emissivity": self._set_emissivity}

    def stream(self, values: Values) -> bytes:
        """Never speaks unasked."""
        return b""

    def answer(self, asked: bytearray, values: Values) -> bytes:
        """`?T` temperature, `?I` of the instrument inside, `?E` emissivity, `E#` sets it until power is
        lost.
        """
        sent = ""
        while (end := asked.find(b"\r")) >= 0:
            question = bytes(asked[:end]).decode("ascii", "replace").strip()
            del asked[: end + 1]
            match = self._QUESTION.fullmatch(question)
            called = match["address"] if match else None
            if self._address is not None and (called is None or int(called) != self._address):
                continue
            reply = self._reply(match, values) if match else "*Syntax Error"
            sent += f"{called or ''}{reply}\r\n"
        return sent.encode("ascii")

    def _reply(self, question: re.Match[str], values: Values) -> str:
        if question["value"]:
            self._emissivity = question["value"]
            return f"!E{self._emissivity}"
        match question["what"], values.fault:
            case _, "syntax-error":
                return "*Syntax Error"
            case _, "restarted":
                return "#XI"
            case "?T", "overrange":
                return "!T>>>>>"
            case ("?T", "late-emissivity") | ("?E", _):
                return f"!E{self._emissivity}"
            case "?T", _:
                return f"!T{values.object:05.1f}"
            case "?I", _:
                return f"!I{values.ambient:05.1f}"
            case _:
                return "*Syntax Error"

    def _set_address(self, text: str) -> None:
        self._address = whole(text, 1, 32)

    def _set_emissivity(self, text: str) -> None:
        self._emissivity = f"{number(text, 0.1, 1.1):.3f}"
