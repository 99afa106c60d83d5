"""What readiness means: each part of the machine, and from what is known of it to a word on it. Asks nothing itself."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import Enum
from pathlib import Path
from typing import Any

from drivers.errors import DriverError
from drivers.printers.status import Cause, Paper, Status
from drivers.thermometers.readings import Reading, Rejected
from drivers.thermometers.steadiness import steadiness
from kiosk.calibrating.care import Verdict
from kiosk.calibrating.instrument import centi
from kiosk.calibrating.live import Heard
from kiosk.care import rights
from kiosk.preview import remind
from kiosk.rules.calendar import Calendar, reminders
from kiosk.rules.calibration.standing import NeverCalibrated, Overdue, Standing, Suspended, Valid
from kiosk.rules.readings import ReadingLimits
from kiosk.rules.timekeeping import Trust, Trusted

LEAST_READINGS = 3
DISK_FULL, DISK_LOW = 50_000_000, 500_000_000
"""Bytes free: below the first no day is safe, below the second a technician should look."""


_CAUSES = {
    Cause.PAPER_OUT: "care.paper_out",
    Cause.COVER_OPEN: "care.why_cover",
    Cause.SILENT: "care.why_silent",
    Cause.LOST: "care.why_silent",
}
"""What people have words for; a technician looks the others up as they are."""


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
    DAYS = "days"
    THERMOMETER = "thermometer"
    CALIBRATION = "calibration"
    PRINTER = "printer"
    PAPER = "paper"
    SCANNER = "scanner"


@dataclass(frozen=True, slots=True)
class Item:
    """``said`` is a sentence for whoever reads logs and JSON; ``detail`` figures of the machine, never a person's.

    ``word`` names the same sentence in the languages of the screen, with ``values`` filled in; empty where there is
    none, as for what a driver says.
    """

    part: Part
    state: State
    said: str
    detail: dict[str, Any] = field(default_factory=dict)
    word: str = ""
    values: tuple[tuple[str, str], ...] = ()


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


def of_clock(verdict: Trust, now: datetime) -> Item:
    """May the time decide on which day a number is given?"""
    detail = {"time": now.isoformat(timespec="seconds")}
    if isinstance(verdict, Trusted):
        return Item(Part.CLOCK, State.OK, f"trusted, by the {verdict.by.value}", detail)
    way = "kiosk clock --confirm" if verdict.officer_can_confirm else "set the clock"
    word = "care.why_clock_confirm" if verdict.officer_can_confirm else "care.why_clock_set"
    return Item(Part.CLOCK, State.FAILED, f"not trusted ({verdict.doubt.value}): {way}", detail, word)


def of_disk(folder: Path) -> Item:
    """Room where the kiosk writes, and whether others could read it there."""
    loose = rights.of_data(folder)
    while not folder.exists():
        folder = folder.parent
    try:
        free = shutil.disk_usage(folder).free
    except OSError as error:
        return Item(Part.DISK, State.FAILED, str(error))
    if loose and free >= DISK_FULL:
        detail = {"free_bytes": free, "open": len(loose)}
        return Item(Part.DISK, State.WARNING, "; ".join(loose[:2]), detail, "care.why_rights")
    state = State.FAILED if free < DISK_FULL else State.WARNING if free < DISK_LOW else State.OK
    left = f"{free / 1e9:.1f}"
    return Item(Part.DISK, state, f"{left} GB free", {"free_bytes": free}, "care.why_disk", (("left", left),))


def of_days(calendar: Calendar, today: date) -> Item:
    """Whether the office's calendar is certain for the days to come."""
    told = [remind(what) for what in reminders(calendar, today)]
    if not told:
        return Item(Part.DAYS, State.OK, "certain for the coming 60 days")
    return Item(Part.DAYS, State.WARNING, " ".join(told), word="care.why_days")


def of_samples(heard: Sequence[Heard], limits: ReadingLimits) -> Item:
    """What some seconds of listening say of the instrument; its values are looked at, and not passed on."""
    readings = [(each.t, each.item) for each in heard if isinstance(each.item, Reading)]
    rejected = [each.item for each in heard if isinstance(each.item, Rejected)]
    if len(readings) < LEAST_READINGS or len(rejected) > len(readings):
        trouble = rejected[-1].reason if rejected else next((h.trouble for h in heard if h.trouble), "silent")
        word = "care.why_rejected" if rejected else "care.why_silent"
        return Item(Part.THERMOMETER, State.FAILED, trouble, {"rejected": len(rejected)}, word)
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
            said = f"a room of {ambient} degrees is too far off"
            values = (("celsius", str(ambient)),)
            return Item(Part.THERMOMETER, State.FAILED, said, detail, "care.why_room", values)
    state = State.WARNING if rejected else State.OK
    return Item(Part.THERMOMETER, state, said, detail, "care.why_rejected" if rejected else "")


def of_verdict(verdict: Verdict) -> Item:
    """May it measure people, and with which correction?"""
    correction = verdict.correction
    detail: dict[str, Any] = {"instrument": verdict.identity.key, "settings": dict(verdict.identity.settings)}
    if correction is not None:
        detail |= {"correction": correction.id, "U": str(correction.expanded), "due": str(correction.due)}
    word, values = in_words(verdict.standing)
    if verdict.cause is not None:
        said = verdict.said or verdict.cause.value
        return Item(Part.CALIBRATION, State.FAILED, said, detail, word, values)
    if verdict.said is not None:
        return Item(Part.CALIBRATION, State.WARNING, verdict.said, detail, word, values)
    days = verdict.standing.days if isinstance(verdict.standing, Valid) else 0
    return Item(Part.CALIBRATION, State.OK, f"valid for {days} more days", detail)


def in_words(standing: Standing) -> tuple[str, tuple[tuple[str, str], ...]]:
    """Where a correction stands, as the screen says it: the sentence's name and what is filled in."""
    match standing:
        case Valid(days=days):
            return "care.why_due", (("n", str(days)),)
        case Overdue(days=days):
            return "bench.overdue", (("n", str(days)),)
        case Suspended():
            return "bench.suspended", ()
        case NeverCalibrated():
            return "bench.never", ()


def of_printer(status: Status) -> tuple[Item, Item]:
    """The printer, and its paper."""
    paper = {
        Paper.OK: Item(Part.PAPER, State.OK, "there is paper"),
        Paper.NEAR_END: Item(
            Part.PAPER, State.WARNING, "the roll is nearly at its end", word="care.paper_near"
        ),
        Paper.OUT: Item(Part.PAPER, State.FAILED, "the roll is empty", word="care.paper_out"),
    }[status.paper]
    if status.cause is None:
        return Item(Part.PRINTER, State.OK, "ready"), paper
    return Item(Part.PRINTER, State.FAILED, status.cause.value, word=_CAUSES.get(status.cause, "")), paper


def of_scanner(trouble: str | None) -> Item:
    """The scanner of the staff's badges; ``trouble`` with its port, None when it is open."""
    if trouble is None:
        return Item(Part.SCANNER, State.OK, "its port is open")
    remedy = "plug it in, or correct [scanner] port in kiosk.ini; officers sign in with their PIN meanwhile"
    return Item(Part.SCANNER, State.FAILED, f"{trouble}; {remedy}", word="care.why_scanner")


def held(error: DriverError) -> str:
    """The error, and what to do when it is only that another program has the port."""
    said = str(error)
    if "lock" in said or "busy" in said.lower():
        return f"{said}; another program holds the port: stop the kiosk, or ask it for its own slip"
    return said
