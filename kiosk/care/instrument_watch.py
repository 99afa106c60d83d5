"""Listens to the thermometer for the technician: its bytes, what they mean, how fast and how steady it is."""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable
from decimal import Decimal
from typing import Protocol

from drivers.thermometers import catalog
from drivers.thermometers.format import AsksModbus
from drivers.thermometers.readings import Reading, Rejected
from kiosk.calibrating.care import Verdict
from kiosk.calibrating.instrument import centi, port_name
from kiosk.calibrating.live import Heard
from kiosk.care.report import in_words
from kiosk.care.tape import Tape
from kiosk.rules.calibration.correction import layers
from kiosk.rules.care import LINES, NOISE_OF, InstrumentView, Layers, Line, Note, in_hex, noise, rate
from kiosk.settings import Settings

EVERY = 0.25
"""Seconds between two views: more often nobody can read."""
RATE_OF = 5.0
"""Seconds over which the rate is taken."""
PAUSE = "next attempt in"
"""How a link says that it does not try at the moment (drivers/link.py)."""


class Instrument(Protocol):
    """The thread that owns the thermometer, as far as it is needed here."""

    @property
    def verdict(self) -> Verdict | None: ...
    def watch(self, tap: Callable[[Heard], None] | None, who: str = "") -> None: ...


class InstrumentWatch:
    """``put`` gets each new view, from the thermometer's thread. Nothing is kept once ``end`` is called."""

    def __init__(
        self,
        settings: Settings,
        instrument: Instrument,
        tape: Tape,
        note: Callable[[], Note],
        put: Callable[[InstrumentView | None], None],
    ) -> None:
        self._settings, self._instrument, self._tape = settings, instrument, tape
        self._note, self._put = note, put
        self._lock = threading.Lock()
        self._open = False
        port = settings.thermometer
        self._model = catalog.model(port.model)
        self._line = port.line or self._model.line
        self._forget()

    def begin(self) -> None:
        with self._lock:
            self._open = True
            self._forget()
            self._put(self._view())
        self._tape.run(True)
        self._instrument.watch(self._heard, "care")

    def end(self) -> None:
        self._instrument.watch(None, "care")
        self._tape.run(False)
        with self._lock:
            if self._open:
                self._open = False
                self._forget()
                self._put(None)

    def _forget(self) -> None:
        self._lines: deque[Line] = deque(maxlen=LINES)
        self._times: deque[float] = deque(maxlen=1000)
        self._values: deque[int] = deque(maxlen=NOISE_OF)
        self._ambient: int | None = None
        self._readings = self._rejected = 0
        self._shown = float("-inf")
        self._trouble = ""

    def _heard(self, heard: Heard) -> None:
        with self._lock:
            if not self._open:
                return
            self._take(heard)
            now = time.monotonic()
            if now - self._shown >= EVERY or heard.item is None:
                self._shown = now
                self._put(self._view())

    def _take(self, heard: Heard) -> None:
        pieces = self._tape.take()
        self._lines += [Line(in_hex(data), "", None, sent=True) for way, data in pieces if way == "tx"]
        match heard.item:
            case Reading(object=value, ambient=ambient, raw=raw):
                said = f"{value} °C" if ambient is None else f"{value} °C, {ambient} °C"
                self._lines.append(Line(in_hex(raw), said, True))
                self._times.append(heard.t)
                self._values.append(centi(value))
                self._ambient = None if ambient is None else centi(ambient)
                self._readings += 1
                self._trouble = ""
            case Rejected(reason=reason, raw=raw):
                self._lines.append(Line(in_hex(raw), reason, False))
                self._rejected += 1
                self._trouble = reason
            case None:
                trouble = heard.trouble.removeprefix(f"{self._settings.thermometer.port}: ")
                unread = b"".join(data for way, data in pieces if way == "rx")
                if trouble.startswith(PAUSE) and self._trouble:
                    return  # nothing new: it waits until the port is tried again
                if self._trouble != trouble or unread:
                    self._lines.append(Line(in_hex(unread), trouble, False))
                self._trouble = trouble

    def _view(self) -> InstrumentView:
        note, verdict = self._note(), self._instrument.verdict
        port = self._settings.thermometer
        recent = [t for t in self._times if t >= self._times[-1] - RATE_OF]
        quiet = bool(self._trouble)
        standing, values = ("care.listening", ()) if verdict is None else in_words(verdict.standing)
        if verdict is not None and verdict.said is None:
            standing, values = "", ()
        return InstrumentView(
            model=f"{self._model.maker} {self._model.name}".strip(),
            port=port_name(port.port),
            line=self._line,
            trouble=self._trouble,
            since=note.since if note.trouble else None,
            lines=tuple(self._lines),
            layers=self._layers(verdict, None if quiet or not self._values else self._values[-1]),
            ambient=None if quiet else self._ambient,
            rate_hz=None if quiet else rate(recent),
            noise=None if quiet else noise(tuple(self._values)),
            readings=self._readings,
            rejected=self._rejected,
            standing=standing,
            standing_values=values,
        )

    def _layers(self, verdict: Verdict | None, raw: int | None) -> Layers:
        correction = None if verdict is None else verdict.correction
        site = self._settings.calibration.site
        seen = None if raw is None else layers(raw, correction, site)
        tells = bool(self._model.format.questions) or isinstance(self._model.format.talk, AsksModbus)
        return Layers(
            raw=raw,
            corrected=None if seen is None else seen.corrected,
            adjusted=None if seen is None else seen.adjusted,
            device=() if verdict is None else verdict.identity.settings,
            readable=tells,
            correction="" if correction is None else correction.id,
            gain="1" if correction is None else f"{correction.gain:f}",
            offset="0" if correction is None else f"{correction.offset:f}",
            site=f"{Decimal(site.centi) / 100:.2f}",
            site_source=site.source,
        )
