"""A bench for the tests: a blackbody, an instrument with a known truth, and a technician who follows the steps."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from kiosk.rules.calibration.environment import Environment
from kiosk.rules.calibration.identity import InstrumentIdentity
from kiosk.rules.calibration.plan import Plan
from kiosk.rules.calibration.procedure import advance, begin
from kiosk.rules.calibration.steps import (
    Accepted,
    EnvironmentNoted,
    Event,
    Identified,
    Place,
    PointReady,
    Proceed,
    Progress,
    ReferenceChosen,
    SampleTaken,
    Seconded,
    Step,
    wanted,
)
from kiosk.ui.samples.bench import BLACKBODY

NOW = datetime(2020, 6, 15, 8, 30, tzinfo=UTC)
PLACE = Place(
    "Dinas Kependudukan dan Pencatatan Sipil",
    "Jalan Contoh 1",
    "Dinas Kependudukan dan Pencatatan Sipil",
    "Jalan Contoh 1",
    "Lobi, kiosk 1",
)
IDENTITY = InstrumentIdentity(
    "GY",
    "gy-mcu90614",
    "A10-0042",
    "/dev/serial/by-id/usb-1",
    "gy/1",
    100,
    (("emissivity", "0.97"), ("offset", "0.0")),
)
REFERENCE = BLACKBODY
ROOM = Environment(2500, 60, no_draught=True, acclimatised=True)
BOUND = 2000  # samples a point, more than any gate's patience


@dataclass
class Instrument:
    """indicated = gain x T + offset + curve x (T - 37)^2 + drift x minutes + noise, in steps of ``step`` centi.

    ``lag`` is added while coming down (hysteresis); ``frozen`` shows that many centi for ever.
    """

    gain: float = 1.0
    offset: float = 0.0
    curve: float = 0.0
    noise: float = 0.05
    drift: float = 0.0
    lag: float = 0.0
    step: int = 1
    frozen: int | None = None
    seed: int = 1
    rng: random.Random = field(init=False)

    def __post_init__(self) -> None:
        self.rng = random.Random(self.seed)

    def mean(self, target: float) -> float:
        """What it indicates on average, degrees."""
        return self.gain * target + self.offset + self.curve * (target - 37) ** 2

    def reads(self, target: float, t: float, down: bool = False) -> int:
        if self.frozen is not None:
            return self.frozen
        value = (
            self.mean(target)
            + self.drift * t / 60
            + (self.lag if down else 0)
            + self.rng.gauss(0, self.noise)
        )
        return round(value * 100 / self.step) * self.step


def steps(plan: Plan, *events: Event, progress: Progress | None = None) -> Progress:
    """All ``events`` from ``progress`` (a fresh session), each of which must lead somewhere."""
    state = progress or begin("s-1", by="Wayan", at=NOW, place=PLACE, active=None)
    for event in events:
        state = advance(state, event, plan)
        assert not state.problems, (event, state.problems)
    return state


def ready(plan: Plan, progress: Progress | None = None) -> Progress:
    """At the first point of as-found."""
    return steps(
        plan,
        Identified(NOW, IDENTITY, NOW - timedelta(hours=2)),
        Proceed(NOW),
        EnvironmentNoted(NOW, ROOM),
        ReferenceChosen(NOW, REFERENCE),
        progress=progress,
    )


def measure(
    progress: Progress,
    plan: Plan,
    instrument: Instrument,
    source: Callable[[float], float] = lambda shown: shown,
    *,
    t: float = 0.0,
    most: int = 1000,
) -> tuple[Progress, float]:
    """All points of this round (at most ``most``); ``source`` turns what it shows into what it is. Stops where
    the gate does not open. Gives the progress and the time.
    """
    at_step = progress.step
    while progress.step is at_step and most and not progress.problems:
        most -= 1
        nominal = wanted(progress, plan)
        assert nominal is not None
        down = at_step is Step.AS_FOUND and len(progress.as_found) >= len(plan.points)
        progress = advance(progress, PointReady(NOW, t, Decimal(nominal) / 100), plan)
        for _ in range(BOUND):
            if progress.gathering is None or progress.problems:
                break
            t += plan.gate.interval
            value = instrument.reads(source(nominal / 100), t, down)
            progress = advance(progress, SampleTaken(t, value, 2500), plan)
    return progress, t


def to_fit(plan: Plan, instrument: Instrument, **more: object) -> Progress:
    progress, _ = measure(ready(plan), plan, instrument, **more)  # type: ignore[arg-type]
    return progress


def to_decision(plan: Plan, instrument: Instrument, **more: object) -> Progress:
    """As far as it gets: DECISION, or where it was refused."""
    progress = to_fit(plan, instrument, **more)
    if progress.step is not Step.FIT:
        return progress
    progress = advance(progress, Proceed(NOW), plan)
    if progress.step is not Step.AS_LEFT:
        return progress
    return measure(progress, plan, instrument, **more)[0]  # type: ignore[arg-type]


def accepted(plan: Plan, instrument: Instrument, **more: object) -> Progress:
    """Recorded and active, by two people where two are needed; whatever refuses it stays as it is."""
    progress = advance(to_decision(plan, instrument, **more), Proceed(NOW), plan)
    if progress.step is not Step.ACCEPT:
        return progress
    progress = advance(progress, Accepted(NOW, "Wayan"), plan)
    if progress.step is Step.SECOND_PERSON:
        progress = advance(progress, Seconded(NOW, "Made"), plan)
    return progress


def again(instrument: Instrument) -> Instrument:
    """The same instrument with its noise from the beginning."""
    return replace(instrument)
