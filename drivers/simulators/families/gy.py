"""GY-MCU90614 and GY-MCU90615 boards."""

from __future__ import annotations

from collections.abc import Mapping

from drivers.simulators.families.family import Setter, Values, choice, int16, whole
from drivers.thermometers.checks import sum8


class GyMcu90614:
    """Sends 9-byte frames, 10-byte ones when it has an address; obeys the board's six commands."""

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
        match values.fault:
            case "absolute-zero":
                centi = -27315
            case "overflow":
                centi = 32767
            case _:
                centi = values.centi_object
        body = b"\x5a\x5a\x45\x04" + int16(centi) + int16(values.centi_ambient)
        tail = b"" if self._address is None else bytes([self._address])
        return body + bytes([sum8(body)]) + tail

    def _set_address(self, text: str) -> None:
        self._address = whole(text, 0x01, 0x15)

    def _set_mode(self, text: str) -> None:
        self._continuous = choice("continuous", "query")(text) == "continuous"
