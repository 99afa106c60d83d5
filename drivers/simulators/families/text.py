"""Boards that print lines of text."""

from __future__ import annotations

from collections.abc import Mapping

from drivers.simulators.families.family import Setter, Values
from drivers.thermometers.checks import crc8

_FAULTS = {"nan": float("nan"), "absolute-zero": -273.15, "overflow": 1037.55, "zero": 0.0}


class Adafruit:
    """The example sketch of Adafruit's library: each measurement in °C, then in °F, then an empty line."""

    faults = tuple(_FAULTS)

    def __init__(self) -> None:
        self.baud = 9600
        self.rate_hz = 2.0

    def settings(self) -> Mapping[str, Setter]:
        """None of its own."""
        return {}

    def stream(self, values: Values) -> bytes:
        """Three lines."""
        celsius = _FAULTS[values.fault] if values.fault else values.object
        lines = ""
        for unit, scale, zero in (("C", 1.0, 0.0), ("F", 1.8, 32.0)):
            ambient, value = values.ambient * scale + zero, celsius * scale + zero
            lines += f"Ambient = {ambient:.2f}*{unit}\tObject = {value:.2f}*{unit}\r\n"
        return (lines + "\r\n").encode("ascii")

    def answer(self, asked: bytearray, values: Values) -> bytes:
        """Understands nothing."""
        asked.clear()
        return b""


class CrcLine:
    """Our own recommended sketch: `$T,sequence,object,ambient*CRC`."""

    faults = ("absolute-zero", "overflow", "zero")

    def __init__(self) -> None:
        self.baud = 115200
        self.rate_hz = 10.0
        self._sequence = 0

    def settings(self) -> Mapping[str, Setter]:
        """None of its own."""
        return {}

    def stream(self, values: Values) -> bytes:
        """One line."""
        self._sequence += 1
        centi = round(_FAULTS[values.fault] * 100) if values.fault else values.centi_object
        body = f"T,{self._sequence},{centi},{values.centi_ambient}".encode("ascii")
        return b"$" + body + b"*%02X\r\n" % crc8(body)

    def answer(self, asked: bytearray, values: Values) -> bytes:
        """Understands nothing."""
        asked.clear()
        return b""


class AnyLine:
    """Any line by a template, to try a profile: ``template={object:.2f},{ambient:.2f}``."""

    faults = tuple(_FAULTS)

    def __init__(self) -> None:
        self.baud = 9600
        self.rate_hz = 10.0
        self._template = "{object:.2f} C"

    def settings(self) -> Mapping[str, Setter]:
        """``template``, with ``{object}`` and ``{ambient}`` as Python formats them."""
        return {"template": self._set_template}

    def stream(self, values: Values) -> bytes:
        """One line."""
        celsius = _FAULTS[values.fault] if values.fault else values.object
        line = self._template.format(object=celsius, ambient=values.ambient)
        return line.encode("ascii", "replace") + b"\r\n"

    def answer(self, asked: bytearray, values: Values) -> bytes:
        """Understands nothing."""
        asked.clear()
        return b""

    def _set_template(self, text: str) -> None:
        try:
            text.format(object=36.5, ambient=28.0)
        except (KeyError, IndexError, AttributeError, ValueError) as error:
            raise ValueError(f"a template such as {{object:.2f}} C, not {text!r}") from error
        self._template = text
