"""What the technician's care pages show: frozen values, put together by the threads that own the devices.

Nothing of a person is in them: while a technician is at the desk nobody is measured, and what the instrument says
meanwhile is forgotten when the page is left.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum
from itertools import pairwise
from math import sqrt

from kiosk.rules.robust import MAD_TO_SIGMA, median

NOISE_OF = 60
"""So many of the newest samples say how noisy an instrument is."""
LINES = 10
"""Lines of bytes on a page."""
BYTES = 16
"""Bytes of one line; a long frame is shown by its beginning."""


class Device(Enum):
    """What has a state of its own."""

    THERMOMETER = "thermometer"
    PRINTER = "printer"
    DATABASE = "database"
    CLOCK = "clock"


@dataclass(frozen=True, slots=True)
class Note:
    """How a device is ``since`` then; ``trouble`` is empty while it is well. The last error stays when it is over."""

    device: Device
    trouble: str
    since: datetime
    last_error: str = ""
    last_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Port:
    """A port that this machine has; ``use`` is the device of kiosk.ini that is connected there, if any."""

    name: str
    about: str
    usb_id: str
    serial: str
    stable: str
    use: Device | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """Some bytes in hex, and what they mean. ``sent`` from here; ``good`` is None where nothing was to be decoded."""

    data: str
    said: str
    good: bool | None
    sent: bool = False


@dataclass(frozen=True, slots=True)
class Layers:
    """One value as every layer leaves it, in hundredths, and what each layer is; never mixed into one number."""

    raw: int | None
    corrected: int | None
    adjusted: int | None
    device: tuple[tuple[str, str], ...] = ()
    """The device's own settings, as read back: names and values."""
    readable: bool = True
    """Whether the device tells its settings at all."""
    correction: str = ""
    """Which correction is in force, empty for none."""
    gain: str = "1"
    offset: str = "0"
    site: str = "0"
    site_source: str = ""


@dataclass(frozen=True, slots=True)
class InstrumentView:
    """The thermometer just now. ``noise`` in hundredths, robust; ``standing`` names the sentence on the
    calibration, with ``standing_values`` filled in; empty when nothing is to be said."""

    model: str
    port: str
    line: str
    trouble: str = ""
    since: datetime | None = None
    lines: tuple[Line, ...] = ()
    layers: Layers = field(default_factory=lambda: Layers(None, None, None))
    ambient: int | None = None
    rate_hz: float | None = None
    noise: float | None = None
    readings: int = 0
    rejected: int = 0
    standing: str = ""
    standing_values: tuple[tuple[str, str], ...] = ()


class Slip(Enum):
    """What has become of the test ticket."""

    NONE = "none"
    PRINTING = "printing"
    PRINTED = "printed"
    REFUSED = "refused"
    UNCERTAIN = "uncertain"


@dataclass(frozen=True, slots=True)
class PrinterView:
    """The printer as it has answered last. ``cause`` is the driver's word for what keeps it from printing."""

    profile: str
    port: str
    capability: str = ""
    answered: bool = False
    online: bool = False
    cover_open: bool = False
    paper: str = ""
    cause: str = ""
    tickets_left: int | None = None
    lines: tuple[Line, ...] = ()
    slip: Slip = Slip.NONE
    slip_cause: str = ""


class Measured(Enum):
    """How far the look at the installed panel is."""

    NOT = "not"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class PanelView:
    """Figures of the installed panel: millimetres and ratios by name, each with the least that is asked. ``wrong``
    holds a sentence for each violation; ``done`` of ``of`` looks are taken."""

    state: Measured = Measured.NOT
    screens: int = 0
    figures: tuple[tuple[str, float, float], ...] = ()
    wrong: tuple[str, ...] = ()
    done: int = 0
    of: int = 0
    said: str = ""


@dataclass(frozen=True, slots=True)
class Checked:
    """One line of the readiness report; ``word`` and ``values`` as ``said`` in the languages of the screen."""

    part: str
    state: str
    said: str
    word: str = ""
    values: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class ReadinessView:
    """The newest report; ``at`` is None before the first. ``asking`` while the machine is looked over."""

    at: datetime | None = None
    ready: bool = False
    items: tuple[Checked, ...] = ()
    asking: bool = False
    slip: Slip = Slip.NONE


def noise(values: Sequence[int]) -> float | None:
    """Standard deviation of the newest ``values`` (hundredths of a degree), from one to the next, in hundredths.

    Robust: a spike or a step moves it little, slow movement not at all. None for fewer than three.
    """
    newest = values[-NOISE_OF:]
    if len(newest) < 3:
        return None
    steps = [10 * abs(after - before) for before, after in pairwise(newest)]
    return MAD_TO_SIGMA * median(steps) / 10 / sqrt(2)


def rate(times: Sequence[float]) -> float | None:
    """Readings a second over ``times`` (seconds, ascending); None for fewer than two."""
    span = times[-1] - times[0] if len(times) > 1 else 0.0
    return (len(times) - 1) / span if span > 0 else None


def in_hex(data: bytes, most: int = BYTES) -> str:
    """``5A 5A 45 04``; the beginning of what is longer than ``most`` bytes, with how long it is."""
    shown = data[:most].hex(" ").upper()
    return shown if len(data) <= most else f"{shown} … ({len(data)})"
