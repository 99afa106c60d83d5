"""What the technician's pages show of a calibration, a quick check and the history: frozen, and nothing but values.

``kiosk/conductor/bench/workbench.py`` puts them on the desk (``rules/desk.py``).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum

from kiosk.rules.calibration.asides import Aside
from kiosk.rules.calibration.control import Chart, QuickCheck
from kiosk.rules.calibration.correction import Correction, SiteAdjustment
from kiosk.rules.calibration.decision import Mpe
from kiosk.rules.calibration.gate import Gathering
from kiosk.rules.calibration.identity import InstrumentIdentity
from kiosk.rules.calibration.life import Advice
from kiosk.rules.calibration.plan import Plan
from kiosk.rules.calibration.reference import Reference
from kiosk.rules.calibration.refusals import Refusal
from kiosk.rules.calibration.standing import Standing
from kiosk.rules.calibration.steps import Progress

Samples = tuple[tuple[float, int], ...]
"""Raw readings heard last, ascending: (monotonic seconds, centi)."""


class Snag(Enum):
    """Why a deed led nowhere, where the procedure itself has no word for it."""

    INSTRUMENT = "instrument"  # it does not answer
    STORE = "store"  # the database does not
    NUMBER = "number"  # what was typed is no number that can be meant
    BEGUN = "begun"  # another calibration is under way
    NO_CORRECTION = "no-correction"  # nothing to check, or nothing to take back
    CHANGED = "changed"  # the instrument is not as it was calibrated
    UNREADABLE = "unreadable"  # the session was written by another version: it can only be discarded


@dataclass(frozen=True, slots=True)
class Trouble:
    """``said`` is the device's or the database's own word, for a technician."""

    snag: Snag
    said: str = ""


@dataclass(frozen=True, slots=True)
class Room:
    """What has been said of the room so far; temperature in centi, humidity in per cent."""

    ambient: int | None = None
    humidity: int | None = None
    no_draught: bool = False
    acclimatised: bool = False


@dataclass(frozen=True, slots=True)
class KeptRecord:
    """The record that came of it: its hash, and where its PDF lies ("" when it could not be written)."""

    id: str
    digest: str
    path: str
    qr: str
    activated: bool


@dataclass(frozen=True, slots=True)
class BenchView:
    """One calibration. ``plan`` is what the next one will be while there is no ``progress``; ``busy`` while the
    instrument is asked. ``aside``: the technician has turned to the budget or to remarks meanwhile."""

    plan: Plan | None = None
    progress: Progress | None = None
    room: Room = Room()
    references: tuple[Reference, ...] = ()
    samples: Samples = ()
    busy: bool = False
    trouble: Trouble | None = None
    kept: KeptRecord | None = None
    aside: Aside | None = None


@dataclass(frozen=True, slots=True)
class QuickView:
    """One quick check: a reference is chosen, the source looked at, and ``checked`` is what came of it.

    ``checks`` are those under the correction in force, ``limits`` its chart; ``out`` after two failures in a row.
    """

    references: tuple[Reference, ...] = ()
    reference: Reference | None = None
    gathering: Gathering | None = None
    samples: Samples = ()
    checked: QuickCheck | None = None
    problems: tuple[Refusal, ...] = ()
    checks: tuple[QuickCheck, ...] = ()
    limits: Chart | None = None
    out: bool = False
    busy: bool = False
    trouble: Trouble | None = None


@dataclass(frozen=True, slots=True)
class Past:
    """One record of the history. ``found`` and ``left`` are the worst errors, degrees, None where there is none."""

    id: str
    on: date
    by: str
    found: Decimal | None
    left: Decimal | None
    mpe: Mpe
    expanded: Decimal | None
    activated: bool


@dataclass(frozen=True, slots=True)
class Word:
    """One row of the corrections, ``gain`` None where from then on none applies."""

    id: str
    since: datetime
    gain: Decimal | None
    offset: Decimal | None


@dataclass(frozen=True, slots=True)
class HistoryView:
    """All records and corrections of this kiosk, ascending; the last correction is the newest word."""

    records: tuple[Past, ...] = ()
    corrections: tuple[Word, ...] = ()
    advice: Advice | None = None
    trouble: Trouble | None = None


@dataclass(frozen=True, slots=True)
class Layers:
    """The three layers of a number, never merged: the device's own settings (in ``identity``), the correction that
    applies, the site adjustment; and how the correction stands today."""

    identity: InstrumentIdentity
    correction: Correction | None
    site: SiteAdjustment
    standing: Standing
