"""A simulated thermometer: a family's bytes, with a person before it, a known error, and faults.

Parameters of ``sim://`` and lines of control share one vocabulary: ``celsius 38.2`` is ``?celsius=38.2``.
"""

from __future__ import annotations

import random
import threading
from collections.abc import Callable, Mapping
from dataclasses import replace

from drivers.simulators import registry
from drivers.simulators.families import FAMILIES
from drivers.simulators.families.family import Family, Setter, Values, choice, number, whole
from drivers.simulators.skin import Person, Scene, moved, seen, settled
from drivers.simulators.uart import misread

WIRE_FAULTS = ("none", "frozen", "garbage", "corrupt", "wrong-baud", "slow", "drifting", "silent")
"""Faults every thermometer can have; a family adds its own fault values."""

_DRIFTING = 0.1
"""Degrees a second, of the fault of that name."""
_SLOW_ANSWER = 2.0
_SLOWER = 10
# What a device sent while nobody listened is lost; at most this much waits on the wire (seconds).
_BACKLOG = 1.0


class SimulatedThermometer:
    """The ``Device`` of every thermometer family."""

    def __init__(self, family: Family, params: Mapping[str, str]) -> None:
        """Raises ValueError for an unknown parameter or a bad value, naming what would be right."""
        self.present = True
        self._lock = threading.RLock()
        self._family = family
        self._scene = Scene(Person.HERE, celsius=36.5, ambient=28.0)
        self._now = 0.0
        self._gain, self._offset, self._noise, self._drift = 1.0, 0.0, 0.05, 0.0
        self._random = random.Random(1)
        self._fault = "none"
        self._fault_since = 0.0
        self._frozen: Values | None = None
        self._started: float | None = None
        self._next = 0.0
        self._asked = bytearray()
        self._due: list[tuple[float, bytes]] = []
        self._settings = self._vocabulary()
        for name, value in params.items():
            self._set(name, value)
        self._scene = settled(self._scene)

    @property
    def baud(self) -> int:
        """The speed the device speaks at; a host set to another one sees garbage."""
        return self._family.baud

    def receive(self, data: bytes, now: float) -> int:
        """Requests of the host; always taken, answered in ``transmit``."""
        with self._lock:
            self._tick(now)
            self._asked += data
            answer = self._family.answer(self._asked, self._values(now))
            del self._asked[:-64]
            if answer and self._fault != "silent":
                delay = _SLOW_ANSWER if self._fault == "slow" else 0.0
                self._due.append((now + delay, self._spoilt(answer)))
            return len(data)

    def transmit(self, now: float) -> bytes:
        """Frames and answers that are due."""
        with self._lock:
            self._tick(now)
            sent = b"".join(data for at, data in self._due if at <= now)
            self._due = [(at, data) for at, data in self._due if at > now]
            period = 1 / self._family.rate_hz * (_SLOWER if self._fault == "slow" else 1)
            self._next = min(self._next, now + period)
            while self._next <= now:
                if self._fault != "silent":
                    sent += self._spoilt(self._family.stream(self._values(self._next)))
                self._next += period
            return sent

    def reset(self, now: float) -> None:
        """A new connection: nothing of the old one arrives in it."""
        with self._lock:
            self._tick(now)
            self._asked.clear()
            self._due.clear()
            self._next = now

    def command(self, words: list[str]) -> str:
        """``celsius X``, ``ambient X``, ``person here|away|walking``, ``cold X``, ``spike X [SECONDS]``, ``unplug``,
        ``plug``, ``fault NAME|none``, ``state``, and every parameter of the model. ValueError lists what there is."""
        with self._lock:
            match words:
                case ["state"]:
                    scene = self._scene
                    plugged = "plugged" if self.present else "unplugged"
                    person = (
                        f"person {scene.person.value} celsius {scene.celsius:g} ambient {scene.ambient:g}"
                    )
                    return f"{plugged} {person} fault {self._fault}"
                case ["unplug"]:
                    self.present = False
                case ["plug"]:
                    self.present = True
                case ["spike", value, *rest] if len(rest) <= 1:
                    until = self._now + (number(rest[0], 0, 60) if rest else 0.15)
                    self._scene = replace(self._scene, spike=number(value, -100, 1000), spike_until=until)
                case [name, value]:
                    self._set(name, value)
                case _:
                    raise ValueError(f"unplug, plug, state, spike X, or one of {self._names()} with a value")
            return " ".join(words)

    def _vocabulary(self) -> dict[str, Setter]:
        return {
            "celsius": self._set_celsius,
            "ambient": self._set_ambient,
            "person": self._set_person,
            "cold": self._set_cold,
            "gain": self._setter("_gain", 0.1, 10),
            "offset": self._setter("_offset", -50, 50),
            "noise": self._setter("_noise", 0, 10),
            "drift": self._setter("_drift", -100, 100),
            "seed": self._set_seed,
            "rate": self._set_rate,
            "baud": self._set_baud,
            "fault": self._set_fault,
            **self._family.settings(),
        }

    def _names(self) -> str:
        return ", ".join(self._settings)

    def _set(self, name: str, value: str) -> None:
        setter = self._settings.get(name)
        if setter is None:
            raise ValueError(f"unknown parameter {name!r}: one of {self._names()}")
        try:
            setter(value)
        except ValueError as error:
            raise ValueError(f"{name}: {error}") from error

    def _setter(self, attribute: str, low: float, high: float) -> Setter:
        return lambda text: setattr(self, attribute, number(text, low, high))

    def _set_celsius(self, text: str) -> None:
        self._scene = replace(self._scene, celsius=number(text, -40, 400))

    def _set_ambient(self, text: str) -> None:
        self._scene = replace(self._scene, ambient=number(text, -40, 125))

    def _set_person(self, text: str) -> None:
        person = Person(choice(*(each.value for each in Person))(text))
        self._scene = moved(self._scene, person, self._now)

    def _set_cold(self, text: str) -> None:
        self._scene = replace(self._scene, chill=number(text, 0, 30))

    def _set_seed(self, text: str) -> None:
        self._random = random.Random(whole(text, 0, 2**31))

    def _set_rate(self, text: str) -> None:
        self._family.rate_hz = number(text, 0.01, 1000)

    def _set_baud(self, text: str) -> None:
        self._family.baud = whole(text, 300, 4_000_000)

    def _set_fault(self, text: str) -> None:
        self._fault = choice(*WIRE_FAULTS, *self._family.faults)(text)
        self._fault_since = self._now
        self._frozen = None

    def _tick(self, now: float) -> None:
        if self._started is None:
            # Parameters were set before time was known: the scene starts now.
            self._started = self._next = now
            self._scene = replace(self._scene, since=self._scene.since + now)
            self._fault_since += now
        self._now = now
        self._next = max(self._next, now - _BACKLOG)

    def _values(self, at: float) -> Values:
        if self._frozen is not None:
            return self._frozen
        truth = seen(self._scene, at)
        hours = (at - (self._started or 0.0)) / 3600
        error = self._offset + self._drift * hours + self._random.gauss(0, self._noise)
        if self._fault == "drifting":
            error += _DRIFTING * (at - self._fault_since)
        own = self._fault if self._fault in self._family.faults else None
        values = Values(self._gain * truth + error, self._scene.ambient + self._random.gauss(0, 0.02), own)
        if self._fault == "frozen":
            self._frozen = values
        return values

    def _spoilt(self, data: bytes) -> bytes:
        if not data:
            return data
        match self._fault:
            case "garbage":
                return self._random.randbytes(len(data))
            case "corrupt":
                at = self._random.randrange(len(data) * 8)
                spoilt = bytearray(data)
                spoilt[at // 8] ^= 1 << at % 8
                return bytes(spoilt)
            case "wrong-baud":
                heard = 115200 if self.baud < 38400 else 9600
                return misread(data, sent=self.baud, heard=heard)
            case _:
                return data


def _factory(family: Callable[[], Family]) -> registry.Factory:
    return lambda params: SimulatedThermometer(family(), params)


for _name, _family in FAMILIES.items():
    registry.register(_name, _factory(_family))
