"""Is this machine ready for the morning? Each part is asked through its real driver, and says why if it is not.

The ``of_*`` functions turn what is known into items; a running kiosk, which holds the ports, can feed them with what
its own threads have seen. ``examine`` asks everything itself, where no kiosk runs.
"""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from datetime import time as time_of_day
from enum import Enum
from pathlib import Path
from typing import Any

from drivers.errors import DriverError
from drivers.printers.status import Paper, Status
from drivers.thermometers.readings import Reading, Rejected
from drivers.thermometers.steadiness import steadiness
from kiosk import ntp
from kiosk.calibrating.care import Care, Verdict
from kiosk.calibrating.instrument import centi
from kiosk.calibrating.live import Heard, open_live
from kiosk.rules.calibration.in_force import InForce
from kiosk.rules.calibration.standing import Valid
from kiosk.rules.readings import ReadingLimits
from kiosk.rules.timekeeping import ClockReading, Timekeeping, Trust, Trusted, trust
from kiosk.settings import Settings

LISTEN = 2.5
"""Seconds for which the thermometer is listened to."""
LEAST_READINGS = 3
DISK_FULL, DISK_LOW = 50_000_000, 500_000_000
"""Bytes free: below the first no day is safe, below the second a technician should look."""


class State(Enum):
    """Ready, ready for now, not ready."""

    OK = "ok"
    WARNING = "warning"
    FAILED = "failed"


class Part(Enum):
    """In the order of the slip."""

    DATABASE = "database"
    CLOCK = "clock"
    DISK = "disk"
    THERMOMETER = "thermometer"
    CALIBRATION = "calibration"
    PRINTER = "printer"
    PAPER = "paper"


@dataclass(frozen=True, slots=True)
class Item:
    """``said`` is a sentence for a technician; ``detail`` figures of the machine, never a person's."""

    part: Part
    state: State
    said: str
    detail: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Report:
    """Everything, at one moment (aware, the office's zone)."""

    kiosk: str
    at: datetime
    items: tuple[Item, ...]

    @property
    def ready(self) -> bool:
        return all(item.state is not State.FAILED for item in self.items)

    def plain(self) -> dict[str, Any]:
        """For JSON."""
        return {
            "kiosk": self.kiosk,
            "at": self.at.isoformat(),
            "ready": self.ready,
            "parts": {
                item.part.value: {"state": item.state.value, "said": item.said, **item.detail}
                for item in self.items
            },
        }


def examine(settings: Settings) -> Report:
    """Ask every part. Takes some seconds; never raises for what it finds."""
    in_force, newest, database = _database(settings)
    return Report(
        settings.office.kiosk,
        datetime.now(settings.office.zone),
        (
            database,
            _clock(settings, newest),
            of_disk(settings.data_dir),
            *_thermometer(settings, in_force),
            *_printer(settings),
        ),
    )


# ------------------------------------------------------------------------------------ from facts to items


def of_clock(verdict: Trust, now: datetime) -> Item:
    """May the time decide on which day a number is given?"""
    detail = {"time": now.isoformat(timespec="seconds")}
    if isinstance(verdict, Trusted):
        return Item(Part.CLOCK, State.OK, f"trusted, by the {verdict.by.value}", detail)
    way = "kiosk clock --confirm" if verdict.officer_can_confirm else "set the clock"
    return Item(Part.CLOCK, State.FAILED, f"not trusted ({verdict.doubt.value}): {way}", detail)


def of_disk(folder: Path) -> Item:
    """Room where the kiosk writes."""
    while not folder.exists():
        folder = folder.parent
    try:
        free = shutil.disk_usage(folder).free
    except OSError as error:
        return Item(Part.DISK, State.FAILED, str(error))
    state = State.FAILED if free < DISK_FULL else State.WARNING if free < DISK_LOW else State.OK
    return Item(Part.DISK, state, f"{free / 1e9:.1f} GB free", {"free_bytes": free})


def of_samples(heard: Sequence[Heard], limits: ReadingLimits) -> Item:
    """What some seconds of listening say of the instrument; its values are looked at, and not passed on."""
    readings = [(each.t, each.item) for each in heard if isinstance(each.item, Reading)]
    rejected = [each.item for each in heard if isinstance(each.item, Rejected)]
    if len(readings) < LEAST_READINGS or len(rejected) > len(readings):
        trouble = rejected[-1].reason if rejected else next((h.trouble for h in heard if h.trouble), "silent")
        return Item(Part.THERMOMETER, State.FAILED, trouble, {"rejected": len(rejected)})
    steady = steadiness([(t, float(item.object)) for t, item in readings])
    detail: dict[str, Any] = {"rejected": len(rejected)}
    said = f"{len(readings)} readings"
    if steady is not None:
        detail |= {"rate_hz": round(steady.rate_hz, 1), "noise": round(steady.noise, 3)}
        said = f"{steady.rate_hz:.1f} readings a second, noise {steady.noise:.2f}"
    ambient = readings[-1][1].ambient
    if ambient is not None:
        detail["ambient"] = str(ambient)
        if not limits.ambient_low <= centi(ambient) <= limits.ambient_high:
            return Item(Part.THERMOMETER, State.FAILED, f"a room of {ambient} degrees is too far off", detail)
    return Item(Part.THERMOMETER, State.WARNING if rejected else State.OK, said, detail)


def of_verdict(verdict: Verdict) -> Item:
    """May it measure people, and with which correction?"""
    correction = verdict.correction
    detail: dict[str, Any] = {"instrument": verdict.identity.key, "settings": dict(verdict.identity.settings)}
    if correction is not None:
        detail |= {"correction": correction.id, "U": str(correction.expanded), "due": str(correction.due)}
    if verdict.cause is not None:
        return Item(Part.CALIBRATION, State.FAILED, verdict.said or verdict.cause.value, detail)
    if verdict.said is not None:
        return Item(Part.CALIBRATION, State.WARNING, verdict.said, detail)
    days = verdict.standing.days if isinstance(verdict.standing, Valid) else 0
    return Item(Part.CALIBRATION, State.OK, f"valid for {days} more days", detail)


def of_printer(status: Status) -> tuple[Item, Item]:
    """The printer, and its paper."""
    paper = {
        Paper.OK: Item(Part.PAPER, State.OK, "there is paper"),
        Paper.NEAR_END: Item(Part.PAPER, State.WARNING, "the roll is nearly at its end"),
        Paper.OUT: Item(Part.PAPER, State.FAILED, "the roll is empty"),
    }[status.paper]
    if status.cause is None:
        return Item(Part.PRINTER, State.OK, "ready"), paper
    return Item(Part.PRINTER, State.FAILED, status.cause.value), paper


def held(error: DriverError) -> str:
    """The error, and what to do when it is only that another program has the port."""
    said = str(error)
    if "lock" in said or "busy" in said.lower():
        return f"{said}; another program holds the port: stop the kiosk, or ask it for its own slip"
    return said


# --------------------------------------------------------------------------------------- asking every part


def _database(settings: Settings) -> tuple[InForce | None, datetime | None, Item]:
    from kiosk.store import calibrations
    from kiosk.store.engine import open_store
    from kiosk.store.errors import StoreError
    from kiosk.store.tickets import newest

    try:
        engine = open_store(settings.database)
        try:
            words = calibrations.words(engine, settings.office.kiosk)
            latest = newest(engine)
        finally:
            engine.dispose()
    except StoreError as error:
        return None, None, Item(Part.DATABASE, State.FAILED, str(error))
    return words, latest, Item(Part.DATABASE, State.OK, f"answers ({engine.dialect.name})")


def _clock(settings: Settings, newest: datetime | None) -> Item:
    from kiosk.conductor.timekeeper import read_confirmation

    now = datetime.now(UTC)
    earliest = datetime.combine(settings.policies[0].valid_from, time_of_day(), settings.office.zone)
    keeping = Timekeeping(earliest, newest, read_confirmation(settings.data_dir / "clock.json"))
    reading = ClockReading(now, time.monotonic(), ntp.boot(), ntp.state().in_step)
    return of_clock(trust(keeping, reading), now.astimezone(settings.office.zone))


def _thermometer(settings: Settings, in_force: InForce | None) -> Iterator[Item]:
    care = Care(settings, lambda: datetime.now(settings.office.zone).date())
    live = open_live(settings)
    try:
        live.thermometer.link.open()
        care.read(live.device())
        until = live.clock() + settings.thermometer.settle + LISTEN
        heard = []
        while live.clock() < until:
            heard.append(live.next(until - live.clock()))
        yield of_samples(heard, settings.reading)
    except DriverError as error:
        yield Item(Part.THERMOMETER, State.FAILED, held(error))
        yield Item(Part.CALIBRATION, State.FAILED, "unknown: the instrument does not answer")
        return
    finally:
        live.close()
    if in_force is None:
        yield Item(Part.CALIBRATION, State.FAILED, "unknown: the database does not answer")
        return
    care.adopt(in_force)
    yield of_verdict(care.verdict())


def _printer(settings: Settings) -> tuple[Item, Item]:
    from kiosk.conductor.printer import printer_of

    printer = printer_of(settings.printer)
    try:
        return of_printer(printer.status())
    except DriverError as error:
        unknown = Item(Part.PAPER, State.FAILED, "unknown: the printer does not answer")
        return Item(Part.PRINTER, State.FAILED, held(error)), unknown
    finally:
        printer.close()
