"""A real link to a simulated instrument, in time that passes only when somebody waits; and a blackbody before it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace

import minimalmodbus
import pytest
from sqlalchemy import Engine

import drivers.link  # noqa: F401 - makes sim:// known
from drivers import wire
from drivers.simulators import protocol_sim, registry
from drivers.thermometers.thermometer import open_thermometer
from kiosk.calibrating.bench import Bench
from kiosk.calibrating.live import Live
from kiosk.rules.calendar import WIB
from kiosk.rules.calibration.environment import Environment
from kiosk.rules.calibration.plan import Plan
from kiosk.rules.calibration.reference import Reference
from kiosk.rules.calibration.steps import (
    Accepted,
    EnvironmentNoted,
    PointReady,
    Proceed,
    Progress,
    ReferenceChosen,
    Step,
)
from kiosk.settings import Settings, load
from kiosk.settings.calibration import CalibrationSettings
from kiosk.store.audit_codec import Actor
from tests.rules.calibration.rig import REFERENCE

ROOT = Path(__file__).parents[2]
MORNING = datetime(2020, 6, 15, 7, 0, tzinfo=WIB)
ROOM = Environment(2700, 60, no_draught=True, acclimatised=True)
SHELL = Actor("kiosk-1:shell")
BLACKBODY = REFERENCE


class Time:
    """Seconds that pass while somebody waits for bytes, and not otherwise."""

    def __init__(self) -> None:
        self.seconds = 1000.0

    def __call__(self) -> float:
        return self.seconds

    def pass_(self, seconds: float) -> None:
        self.seconds += seconds

    def install(self, patch: pytest.MonkeyPatch) -> Time:
        """The simulated wire and pyserial's slices are handed this clock, as everything above them is anyway."""
        time = self

        class Event:
            def __init__(self) -> None:
                self._set = False

            def is_set(self) -> bool:
                return self._set

            def set(self) -> None:
                self._set = True

            def clear(self) -> None:
                self._set = False

            def wait(self, seconds: float) -> bool:
                time.pass_(seconds)
                return self._set

        patch.setattr(protocol_sim, "time", SimpleNamespace(monotonic=self))
        patch.setattr(protocol_sim, "threading", SimpleNamespace(Event=Event))
        patch.setattr(wire, "time", SimpleNamespace(monotonic=self))
        patch.setattr(minimalmodbus, "time", SimpleNamespace(monotonic=self, sleep=self.pass_))
        return self


def settings_for(folder: Path, model: str, *, query: str = "", **own: object) -> Settings:
    """The shipped kiosk.ini with this instrument, under a name of its own, and its database in ``folder``."""
    shipped = load(ROOT / "kiosk.ini")
    name = f"{folder.name}-{model}"
    port = f"sim://{model}?celsius=35&ambient=27&name={name}" + (f"&{query}" if query else "")
    return replace(
        shipped,
        thermometer=replace(shipped.thermometer, model=model, port=port, line=None, settle=0.0),
        calibration=replace(CalibrationSettings(serial="A10-0042"), **own),  # type: ignore[arg-type]
        data_dir=folder,
        database=f"sqlite:///{folder}/kiosk.sqlite",
    )


@dataclass
class Laboratory:
    """One instrument, its driver, the bench that leads its calibration, and the time they share."""

    settings: Settings
    engine: Engine
    time: Time
    live: Live
    bench: Bench
    started: float

    def now(self) -> datetime:
        return MORNING + timedelta(seconds=self.time() - self.started)

    def tell(self, words: str) -> str:
        return registry.device(self.settings.thermometer.port).command(words.split())

    def ready(self, plan: Plan | None = None, reference: Reference = BLACKBODY) -> Progress:
        """As far as the first point of as-found."""
        since = self.now() - timedelta(hours=1)
        self.bench.begin("Wayan", self.live.identify(), since, plan=plan)
        for event in (
            Proceed(self.now()),
            EnvironmentNoted(self.now(), ROOM),
            ReferenceChosen(self.now(), reference),
        ):
            progress = self.bench.do(event)
            assert not progress.problems, progress.problems
        return self.bench.progress

    def measure(self, most: int = 1000, until: Callable[[], bool] = lambda: False) -> Progress:
        """All points of this round, or ``most`` of them; stops where a gate does not open."""
        step = self.bench.progress.step
        while self.bench.progress.step is step and most and not self.bench.progress.problems:
            most -= 1
            point = self.bench.wanted
            assert point is not None
            self.tell(f"celsius {point / 100}")
            self.time.pass_(0.6)  # what waits on the wire is of the point before
            self.bench.do(PointReady(self.now(), self.time(), Decimal(point) / 100))
            while self.bench.progress.gathering is not None and not self.bench.progress.problems:
                heard = self.live.next()
                if heard.item is not None:
                    self.bench.heard(heard.t, heard.item)
                if until():
                    return self.bench.progress
        return self.bench.progress

    def calibrate(self, plan: Plan | None = None) -> Progress:
        """From the beginning to the record, or to where it was refused."""
        self.ready(plan)
        return self.finish()

    def finish(self) -> Progress:
        """From wherever it is to the record, or to where it is refused."""
        if self.bench.progress.step is Step.AS_FOUND:
            self.measure()
        if self.bench.progress.step is Step.FIT:
            self.bench.do(Proceed(self.now()))
        if self.bench.progress.step is Step.AS_LEFT:
            self.measure()
        if self.bench.progress.step is Step.DECISION:
            self.bench.do(Proceed(self.now()))
        if self.bench.progress.step is Step.ACCEPT:
            self.bench.do(Accepted(self.now(), "Wayan"))
        return self.bench.progress

    def again(self) -> Laboratory:
        """The program starts anew: another driver and bench, the same instrument, database and time."""
        self.live.close()
        return laboratory(self.settings, self.engine, self.time, self.started)


def laboratory(settings: Settings, engine: Engine, time: Time, started: float | None = None) -> Laboratory:
    started = time() if started is None else started
    port = settings.thermometer
    live = Live(settings, open_thermometer(port.model, port.port, clock=time), time)
    bench = Bench(settings, engine, lambda: MORNING + timedelta(seconds=time() - started), SHELL)
    return Laboratory(settings, engine, time, live, bench, started)
