"""A visit told as a list of steps, lived in a real house: real links, decoders, printer bytes and database.

Only the far ends of the two cables are simulated, and the clock is a demonstration's, so that five minutes of
rest need not be waited for.
"""

from __future__ import annotations

import base64
import hashlib
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from drivers.simulators import registry
from kiosk.conductor.clock import Clock
from kiosk.house import House
from kiosk.rules import events as e
from kiosk.rules.kiosk import Kiosk
from kiosk.rules.opening import WIB
from kiosk.rules.states import State
from kiosk.settings import Settings, load
from kiosk.settings.care import CareSettings
from kiosk.store import counts, staff_register, tickets
from kiosk.store.engine import open_store
from kiosk.store.tables import Role

PATIENCE = 20.0
"""Seconds after which a step that has not come true has failed; no step of a healthy house takes a quarter."""
MONDAY = datetime(2020, 3, 23, 8, 15, tzinfo=WIB)
TUESDAY = datetime(2020, 3, 24, 8, 15, tzinfo=WIB)
PIN = "402917"
TECHNICIAN_PIN = "715308"


@dataclass(frozen=True)
class Touch:
    press: e.Press
    value: str = ""


@dataclass(frozen=True)
class See:
    """The state comes up, with these fields."""

    state: type[State]
    fields: tuple[tuple[str, Any], ...] = ()


def see(state: type[State], **fields: Any) -> See:
    return See(state, tuple(fields.items()))


@dataclass(frozen=True)
class Skin:
    """The person on the marks has this temperature."""

    celsius: float


@dataclass(frozen=True)
class Cable:
    """Say something to a simulated device: ``Cable("printer", "paper out")``."""

    device: str
    words: str


@dataclass(frozen=True)
class Pass:
    """Time passes for everyone."""

    by: timedelta


@dataclass(frozen=True)
class Pin:
    digits: str


@dataclass(frozen=True)
class Eventually:
    """Something becomes true of the kiosk that no state is named after."""

    what: Callable[[Kiosk], bool]


Step = Touch | See | Skin | Cable | Pass | Pin | Eventually


def settings_in(folder: Path, **changes: Any) -> Settings:
    """The shipped kiosk.ini, with its own database and its own simulated devices.

    The thermometer is a quick one, and its readings count as settled as soon as kiosk.ini can allow: what happens is
    the same, and each test waits a second less for it.
    """
    shipped = load(Path(__file__).parents[2] / "kiosk.ini")
    name = folder.name
    thermometer = replace(
        shipped.thermometer,
        port=f"sim://gy-mcu90614?celsius=36.5&ambient=27&noise=0.04&seed=7&rate=60&name={name}-door",
    )
    printer = replace(shipped.printer, port=f"sim://printer?name={name}-printer")
    usual = {
        "thermometer": thermometer,
        "printer": printer,
        "reading": replace(shipped.reading, span=0.5),
        "care": CareSettings(readiness_slip=None),
        "data_dir": folder,
        "database": f"sqlite:///{folder}/kiosk.sqlite",
    }
    return replace(shipped, **(usual | changes))


class Visitor:
    """A house and someone in front of it."""

    def __init__(
        self,
        folder: Path,
        start: datetime = TUESDAY,
        *,
        clock: Clock | None = None,
        in_step: Callable[[], bool | None] | None = None,
        **changes: Any,
    ) -> None:
        self.settings = settings_in(folder, **changes)
        for port in (self.settings.thermometer.port, self.settings.printer.port):
            registry.device(port)  # they exist before the house opens them, as devices do
        self.names = {"door": f"{folder.name}-door", "printer": f"{folder.name}-printer"}
        self.clock = clock or Clock(WIB, start)
        self._in_step = in_step
        self._seen = threading.Condition()
        self.crashes: list[BaseException] = []
        self.bells = 0
        self.engine = open_store(self.settings.database)
        staff_register.add(self.engine, "Petugas", Role.OFFICER, PIN, at=self.clock.utc())
        staff_register.add(self.engine, "Teknisi", Role.TECHNICIAN, TECHNICIAN_PIN, at=self.clock.utc())
        self.house = self._house()

    def _house(self) -> House:
        return House(
            self.settings,
            self.clock,
            show=self._shown,
            bell=self._ring,
            crash=self.crashes.append,
            look_every=0.5,
            in_step=self._in_step,
            listen=2.5,
            enough=4,
        )

    def restart(self) -> None:
        """The kiosk's program ends and begins again; the devices and the database are what they were."""
        self.house.close()
        self.house = self._house()

    def _shown(self) -> None:
        with self._seen:
            self._seen.notify_all()

    def _ring(self) -> None:
        self.bells += 1

    @property
    def kiosk(self) -> Kiosk:
        return self.house.conductor.kiosk

    def live(self, *steps: Step) -> None:
        """Live through ``steps``; AssertionError tells which one did not come true, and what was there instead."""
        for number, step in enumerate(steps, 1):
            match step:
                case Touch(press=press, value=value):
                    self.house.conductor.handle(e.Touch(press, value))
                case Pin(digits=digits):
                    for digit in digits:
                        self.house.conductor.handle(e.Touch(e.Press.DIGIT, digit))
                case Skin(celsius=celsius):
                    self.tell("door", f"celsius {celsius}")
                case Cable(device=device, words=words):
                    self.tell(device, words)
                case Pass(by=by):
                    self.clock.skip(by)
                case Eventually(what=what):
                    self._until(lambda: what(self.kiosk), f"step {number}: {step}")
                case See(state=state, fields=fields):
                    self._until(lambda: self._is(state, fields), f"step {number}: {step}")

    def tell(self, device: str, words: str) -> str:
        return registry.named(self.names[device]).command(words.split())

    def _is(self, state: type[State], fields: tuple[tuple[str, Any], ...]) -> bool:
        now = self.kiosk.state
        return isinstance(now, state) and all(getattr(now, name) == value for name, value in fields)

    def _until(self, true: Callable[[], bool], what: str) -> None:
        deadline = time.monotonic() + PATIENCE
        with self._seen:
            while not true():
                assert not self.crashes, self.crashes
                assert time.monotonic() < deadline, f"{what} did not come true; instead {self.kiosk!r}"
                self._seen.wait(0.05)

    def report(self) -> dict[str, Any]:
        return counts.day_report(self.engine, self.clock().local.date())

    def issued(self) -> int:
        return tickets.day_view(self.engine, self.clock().local.date()).issued

    def fill(self, number: int) -> None:
        """Other people take ``number`` places."""
        day = self.clock().local.date()
        for other in range(number):
            tickets.take_number(
                self.engine,
                day=day,
                quota=None,
                service="kk",
                visit_key=f"other/{other}",
                token=f"OTHER{other:011d}",
                at=self.clock.utc(),
            )

    def take_as(self, visit_key: str) -> None:
        """A number is taken under this key, by this kiosk, and nothing more is done about it."""
        tickets.take_number(
            self.engine,
            day=self.clock().local.date(),
            quota=None,
            service="kk",
            visit_key=visit_key,
            token=base64.b32encode(hashlib.sha256(visit_key.encode()).digest()[:10]).decode(),
            at=self.clock.utc(),
            kiosk=self.settings.office.kiosk,
        )

    def papers(self) -> list[str]:
        """What the printer has given out so far."""
        return [piece.text for piece in registry.named(self.names["printer"]).tickets]  # type: ignore[attr-defined]

    def close(self) -> None:
        self.house.close()
        self.engine.dispose()
        for name in self.names.values():
            registry.forget(name)
        assert not self.crashes, self.crashes
