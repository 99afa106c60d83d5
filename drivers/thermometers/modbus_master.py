"""Readings from a Modbus device: minimalmodbus is the master, our link is its port."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import minimalmodbus

from drivers.errors import BadFrame, NoAnswer
from drivers.link import Link
from drivers.thermometers import modbus
from drivers.thermometers.asking import Patience
from drivers.thermometers.format import AsksModbus
from drivers.thermometers.model import Model
from drivers.thermometers.readings import Item, Reading, Rejected, RejectedKind, admit


class _Port:
    """What minimalmodbus needs of a serial port, over a link."""

    is_open = True

    def __init__(self, link: Link, patience: float, clock: Callable[[], float]) -> None:
        self.port = link.port
        self.baudrate = link.baud
        self.timeout = patience
        self.heard = b""
        self._link = link
        self._clock = clock

    def open(self) -> None:
        """The link opens itself."""

    def close(self) -> None:
        """The link is closed by its owner."""

    def flush(self) -> None:
        """The link hands everything to the system at once."""

    def reset_input_buffer(self) -> None:
        self._link.flush_input()

    def reset_output_buffer(self) -> None:
        """The link keeps nothing back."""

    def write(self, data: bytes) -> int:
        self.heard = b""
        self._link.write(data, self._clock() + self.timeout)
        return len(data)

    def read(self, size: int) -> bytes:
        until = self._clock() + self.timeout
        while len(self.heard) < size:
            # An exception is shorter than the answer that was asked for: waiting for more would cost the
            # time-out.
            if len(self.heard) >= 5 and self.heard[1] & 0x80:
                break
            data = self._link.read(until)
            if not data:
                break
            self.heard += data
        return self.heard[:size]


class ModbusSource:
    """Reads the profile's registers once for each item; waits for an answer, if need be beyond the
    deadline.
    """

    def __init__(self, model: Model, talk: AsksModbus, link: Link, clock: Callable[[], float]) -> None:
        self._model = model
        self._profile = talk.profile
        self._link = link
        self._patience = Patience(model.rate_hz, link, clock)
        self._port = _Port(link, talk.patience, clock)
        self._master = minimalmodbus.Instrument(self._port, talk.profile.address)
        self._opened = 0

    def next(self, deadline: float) -> Item:
        """The answer to a question that is asked now. NoAnswer, LinkLost, LinkBlocked."""
        self._link.open()
        if self._link.opened != self._opened:
            self._opened = self._link.opened
            self._patience.restart()
        self._patience.wait(deadline, self._name)
        profile = self._profile
        answer = self._ask(profile.start, profile.count)
        if isinstance(answer, Rejected):
            return answer
        item = modbus.reading(profile, answer, self._port.heard)
        return admit(item, self._model.limits) if isinstance(item, Reading) else item

    def settings(self) -> dict[str, Decimal]:
        """The device's own settings by name. NoAnswer, BadFrame, LinkLost, LinkBlocked."""
        found = {}
        for name, (register, unit) in self._profile.settings_at.items():
            answer = self._ask(register, 1)
            if isinstance(answer, Rejected):
                raise BadFrame(f"{self._name}: {name}: {answer.reason}")
            found[name] = answer[0] * unit
        return found

    @property
    def _name(self) -> str:
        return f"{self._link.port}: {self._model.name}"

    def _ask(self, start: int, count: int) -> list[int] | Rejected:
        try:
            registers: list[int] = self._master.read_registers(start, count, self._profile.function)
        except minimalmodbus.NoResponseError as error:
            self._patience.missed()
            raise NoAnswer(f"{self._name} did not answer") from error
        except minimalmodbus.SlaveReportedException:
            return modbus.exception(self._port.heard[2], self._port.heard)
        except minimalmodbus.ModbusException as error:
            return Rejected(f"bad answer: {error}", self._port.heard, RejectedKind.FRAME)
        return registers
