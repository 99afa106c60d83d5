"""The settings as the rest of the house sees them: frozen, checked, complete."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timezone
from enum import Enum, auto
from pathlib import Path

from kiosk.rules.calendar import Calendar
from kiosk.rules.patience import Patience
from kiosk.rules.policy import Policy, Reason, Service
from kiosk.rules.stable_reading import ReadingLimits
from kiosk.settings.calibration import CalibrationSettings
from kiosk.settings.care import CareSettings


@dataclass(frozen=True, slots=True)
class Office:
    """Who the office is; ``code`` tells it from other offices on a ticket, ``kiosk`` is this machine's name,
    ``wait_at`` where people with a number wait."""

    name: str
    short_name: str
    code: str
    address: str
    phone: str
    kiosk: str
    zone: timezone
    wait_at: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Panel:
    """The touch panel's picture: pixels, and its visible width in millimetres. Its lower edge hangs ``mounting_mm``
    above the floor, and it leans back ``tilt`` degrees from upright."""

    width_px: int
    height_px: int
    width_mm: float
    mounting_mm: float = 900.0
    tilt: float = 0.0

    @property
    def dpi(self) -> float:
        """Pixels an inch, what KIVY_DPI must say before Kivy is imported."""
        return self.width_px / self.width_mm * 25.4


@dataclass(frozen=True, slots=True)
class ThermometerPort:
    """``line`` is None when the model's own line settings apply; ``settle`` in seconds after opening."""

    model: str
    port: str
    line: str | None
    settle: float


@dataclass(frozen=True, slots=True)
class PrinterPort:
    """``flow`` is none, xonxoff or rtscts. ``capability`` says how far the printer can vouch for a ticket (a name of
    drivers.printers.outcome), None to find out; ``acknowledge`` in seconds; ``roll`` is the paper on a new roll and
    ``near_end`` what is left when the printer reports its end near, in metres."""

    profile: str
    port: str
    line: str
    flow: str
    capability: str | None = None
    acknowledge: float = 5.0
    roll: float = 80.0
    near_end: float = 1.5


@dataclass(frozen=True, slots=True)
class Scanner:
    """What reads the staff's badges at the kiosk: one that ``types``, one on a serial ``port``, or neither."""

    types: bool = True
    port: str | None = None
    line: str = "9600/8n1"

    @property
    def there(self) -> bool:
        return self.types or self.port is not None


@dataclass(frozen=True, slots=True)
class Counter:
    """The staff's window: ``name`` of the counter; ``scanner`` is the port of a serial one, None for one that types."""

    name: str
    scanner: str | None
    line: str
    paper_stays: bool


class Speak(Enum):
    """When screens are read aloud."""

    ON_REQUEST = auto()
    ALWAYS = auto()
    NEVER = auto()


@dataclass(frozen=True, slots=True)
class Voice:
    """``thursday``: Javanese on that day, where it is shown, for whoever has chosen no language."""

    speak: Speak = Speak.ON_REQUEST
    thursday: bool = True


@dataclass(frozen=True, slots=True)
class Settings:
    """kiosk.ini, read once. ``languages`` begins with the one shown to the next person; ``services`` are all that
    were ever offered, as described last: what is offered on a day stands in its policy. The database URL may
    hold a password and so stays out of every repr."""

    office: Office
    panel: Panel
    languages: tuple[str, ...]
    policies: tuple[Policy, ...]
    calendar: Calendar
    services: tuple[Service, ...]
    reasons: tuple[Reason, ...]
    thermometer: ThermometerPort
    reading: ReadingLimits
    calibration: CalibrationSettings
    care: CareSettings
    printer: PrinterPort
    scanner: Scanner
    counter: Counter
    voice: Voice
    patience: Patience
    data_dir: Path
    database: str = field(repr=False)
