"""What a technician's pages show that is no part of a visit.

A desk is a frozen value, put together by those parts of the house that own the instrument, the database and the
devices, and handed to the face beside the ``Kiosk``. What is done at it stands in ``kiosk/rules/deeds.py``.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from kiosk.rules.calibration.view import BenchView, HistoryView, Layers, QuickView
from kiosk.rules.care import InstrumentView, Note, PanelView, Port, PrinterView, ReadinessView


@dataclass(frozen=True, slots=True)
class Desk:
    """Everything that the technician's pages show. Each part has one owner, who replaces it whole.

    ``layers`` is None until the instrument's standing is known. ``notes`` and ``ports``
    are of all devices; ``instrument`` and ``printer`` are there while their page is open.
    """

    calibration: BenchView = field(default_factory=BenchView)
    quick: QuickView = field(default_factory=QuickView)
    history: HistoryView = field(default_factory=HistoryView)
    layers: Layers | None = None
    notes: tuple[Note, ...] = ()
    ports: tuple[Port, ...] = ()
    instrument: InstrumentView | None = None
    printer: PrinterView | None = None
    panel: PanelView = field(default_factory=PanelView)
    readiness: ReadinessView = field(default_factory=ReadinessView)
