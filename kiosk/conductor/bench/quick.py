"""The quick check at the touchscreen: a reference, what it shows, the gate, and the point on the control chart."""

from __future__ import annotations

import time
from collections import deque
from dataclasses import replace
from decimal import Decimal

from drivers.thermometers.readings import Reading
from kiosk.calibrating.instrument import centi
from kiosk.calibrating.live import Heard
from kiosk.calibrating.quick import Checked, QuickBench
from kiosk.conductor.bench.shared import REMEMBERED, SHOW_EVERY, SOURCE, engine_of, number
from kiosk.conductor.bench.tools import Instrument, Tools
from kiosk.rules.calibration import control
from kiosk.rules.calibration.gate import Phase
from kiosk.rules.calibration.identity import InstrumentIdentity
from kiosk.rules.calibration.reference import Reference, refuse_reference
from kiosk.rules.calibration.view import QuickView, Snag, Trouble
from kiosk.rules.deeds import Deed
from kiosk.rules.states import Officer
from kiosk.store import calibrations
from kiosk.store.audit_codec import Actor
from kiosk.store.calibration_rows import references


class QuickPage:
    """Belongs to the workbench's thread."""

    def __init__(self, bench: Instrument, tools: Tools) -> None:
        self._workbench, self._tools = bench, tools
        self._bench: QuickBench | None = None
        self._samples: deque[tuple[float, int]] = deque(maxlen=REMEMBERED)
        self._ready_at = self._shown_at = float("-inf")
        self._by = ""
        self.view = QuickView()

    def come(self) -> None:
        self._bench = None
        self._put(self._charted(QuickView(references=tuple(references(engine_of(self._tools))))))

    def work(self, who: Officer, deed: Deed, value: str) -> None:
        match deed:
            case Deed.REFERENCE:
                found = next((r for r in self.view.references if r.id == value), None)
                if found is not None:
                    refused = refuse_reference(found, self._tools.now().date())
                    chosen = None if refused else found
                    self._put(replace(self.view, reference=chosen, problems=refused, trouble=None))
            case Deed.SHOWN if self.view.reference is not None:
                shown = number(value, *SOURCE)
                if shown is None:
                    self.trouble(Trouble(Snag.NUMBER, value))
                    return
                source = self.view.reference
                self._put(replace(self.view, busy=True, problems=(), trouble=None))
                self._workbench.identify(self, lambda found: self._begin(who, found, source, shown))
            case Deed.AGAIN:
                self._workbench.quiet()
                self.come()

    def heard(self, heard: Heard) -> None:
        if heard.item is None:
            if heard.trouble:
                self._put(replace(self.view, trouble=Trouble(Snag.INSTRUMENT, heard.trouble)))
            return
        if self._bench is None or heard.t < self._ready_at:
            return
        if isinstance(heard.item, Reading):
            self._samples.append((heard.t, centi(heard.item.object)))
        state = self._bench.heard(heard.t, heard.item)
        over = state.phase in (Phase.DONE, Phase.FAILED)
        if over or time.monotonic() - self._shown_at >= SHOW_EVERY:
            self._shown_at = time.monotonic()
            self._put(replace(self.view, gathering=state, samples=tuple(self._samples), trouble=None))
        if over:
            self._finish(self._bench)

    def trouble(self, trouble: Trouble) -> None:
        self._put(replace(self.view, busy=False, trouble=trouble))

    def _begin(self, who: Officer, found: InstrumentIdentity, source: Reference, shown: Decimal) -> None:
        settings = self._tools.settings
        actor = Actor(settings.office.kiosk, who.staff_id)
        bench = QuickBench(settings, engine_of(self._tools), self._tools.now, actor)
        self._ready_at = self._tools.steady()
        try:
            bench.begin(found, source, shown, self._ready_at)
        except LookupError:
            snag = Snag.NO_CORRECTION if self.view.limits is None else Snag.CHANGED
            self.trouble(Trouble(snag))
            return
        self._bench, self._by = bench, who.name
        self._samples.clear()
        self._workbench.listen(self)
        self._put(replace(self.view, busy=False, gathering=bench.gathering, samples=(), checked=None))

    def _finish(self, bench: QuickBench) -> None:
        self._workbench.quiet()
        self._bench = None
        found = bench.finish(self._by)
        if isinstance(found, Checked):
            self._tools.changed()
            self._put(self._charted(replace(self.view, gathering=None, checked=found.check)))
        else:
            self._put(replace(self.view, gathering=None, problems=found))

    def _charted(self, view: QuickView) -> QuickView:
        """With the control chart of the correction in force."""
        words = calibrations.words(engine_of(self._tools), self._tools.settings.office.kiosk)
        applies = words.words[-1].correction if words.words else None
        if applies is None:
            return replace(view, checks=(), limits=None, out=False)
        own = tuple(check for check in words.checks if check.correction == applies.id)
        limits = control.chart(words.checks, applies)
        return replace(view, checks=own, limits=limits, out=control.out_of_use(own, applies))

    def _put(self, view: QuickView) -> None:
        self.view = view
        self._tools.put(quick=view)
