"""The calibration at the touchscreen: deeds become events of the procedure, what the bench says becomes a view."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal

from drivers.thermometers.readings import Reading
from kiosk.calibrating.bench import Bench
from kiosk.calibrating.instrument import centi
from kiosk.calibrating.live import Heard
from kiosk.conductor.bench.record_file import keep_pdf
from kiosk.conductor.bench.shared import REMEMBERED, SHOW_EVERY, SOURCE, engine_of, number
from kiosk.conductor.bench.tools import Instrument, Tools
from kiosk.rules.calibration.asides import turned
from kiosk.rules.calibration.choices import chosen
from kiosk.rules.calibration.environment import Environment
from kiosk.rules.calibration.identity import InstrumentIdentity
from kiosk.rules.calibration.plan import Plan
from kiosk.rules.calibration.steps import (
    Accepted,
    Closed,
    EnvironmentNoted,
    Event,
    NoteAdded,
    PointAgain,
    PointReady,
    Proceed,
    ReferenceChosen,
    Resumed,
    Seconded,
    Step,
)
from kiosk.rules.calibration.view import BenchView, Room, Snag, Trouble
from kiosk.rules.deeds import Deed
from kiosk.rules.states import Officer
from kiosk.store.audit_codec import Actor
from kiosk.store.calibration_rows import references
from kiosk.store.calibration_sessions import SessionOpen

ROOM = (Decimal(-10), Decimal(60))
"""Degrees that a room can have."""


class CalibrationPage:
    """Belongs to the workbench's thread. Left and opened again it begins with what the database holds."""

    def __init__(self, bench: Instrument, tools: Tools) -> None:
        self._workbench, self._tools = bench, tools
        self._bench: Bench | None = None
        self._chosen = {Deed.POINTS: 0, Deed.RULE: 0, Deed.MPE: 0}
        self._samples: deque[tuple[float, int]] = deque(maxlen=REMEMBERED)
        self._ready_at = float("-inf")
        self._shown_at = float("-inf")
        self.view = BenchView()

    def come(self) -> None:
        """What is known before a calibration is begun or taken up."""
        self._bench = None
        self._samples.clear()
        plan = self._plan()
        self._put(BenchView(plan=plan, references=tuple(references(engine_of(self._tools)))))

    def work(self, who: Officer, deed: Deed, value: str) -> None:
        match deed:
            case Deed.POINTS | Deed.RULE | Deed.MPE if self._bench is None:
                self._chosen[deed] += 1
                self._put(replace(self.view, plan=self._plan()))
            case Deed.BEGIN:
                self._asking(lambda found: self._begin(who, found))
            case Deed.RESUME:
                self._asking(lambda found: self._resume(who, found))
            case Deed.DISCARD:
                (self._bench or self._new_bench(who)).discard()
                self._workbench.quiet()
                self._tools.changed()
                self.come()
            case Deed.AMBIENT | Deed.HUMIDITY | Deed.NO_DRAUGHT | Deed.ACCLIMATISED | Deed.ROOM_AGAIN:
                self._room(deed, value)
            case _ if self._bench is not None:
                self._step(self._bench, who, deed, value)

    def heard(self, heard: Heard) -> None:
        """Everything the instrument says while a calibration is under way here."""
        if heard.item is None:
            if heard.trouble:
                self._put(replace(self.view, trouble=Trouble(Snag.INSTRUMENT, heard.trouble)))
            return
        if self._bench is None:
            return
        if isinstance(heard.item, Reading):
            self._samples.append((heard.t, centi(heard.item.object)))
        before = self._bench.progress
        # What was on its way before the source stood there is of the point before.
        after = before if heard.t < self._ready_at else self._bench.heard(heard.t, heard.item)
        due = time.monotonic() - self._shown_at >= SHOW_EVERY
        moved = after.step is not before.step or bool(after.problems) != bool(before.problems)
        if due or moved or (after.gathering is None) != (before.gathering is None):
            self._told()

    def trouble(self, trouble: Trouble) -> None:
        self._put(replace(self.view, busy=False, trouble=trouble))

    # ------------------------------------------------------------------------------- to begin, to go on

    def _asking(self, then: Callable[[InstrumentIdentity], None]) -> None:
        self._put(replace(self.view, busy=True, trouble=None))
        self._workbench.identify(self, then)

    def _begin(self, who: Officer, found: InstrumentIdentity) -> None:
        bench = self._new_bench(who)
        try:
            bench.begin(who.name, found, self._booted(), plan=self.view.plan)
        except SessionOpen:
            self.trouble(Trouble(Snag.BEGUN))
            self._tools.changed()
            return
        self._under_way(bench)

    def _resume(self, who: Officer, found: InstrumentIdentity) -> None:
        bench = self._new_bench(who)
        try:
            bench.resume(found, self._booted())
        except LookupError:  # somebody has ended it meanwhile
            self._tools.changed()
            self.come()
            return
        self._under_way(bench)

    def _under_way(self, bench: Bench) -> None:
        self._bench = bench
        self._ready_at = float("-inf")
        self._tools.changed()
        self._workbench.listen(self)
        room = Room()
        environment = bench.progress.environment
        if environment is not None:
            room = Room(
                environment.ambient, environment.humidity, environment.no_draught, environment.acclimatised
            )
        self._put(replace(self.view, room=room, busy=False, kept=None))
        self._told()

    # --------------------------------------------------------------------------------------- its steps

    def _step(self, bench: Bench, who: Officer, deed: Deed, value: str) -> None:
        at = self._tools.now()
        event: Event | None = None
        match deed, bench.progress.step:
            case Deed.WARM, Step.WARM_UP:
                self._warm(bench, who, at)
            case Deed.PROCEED, Step.ENVIRONMENT:
                room = self.view.room
                if room.ambient is not None and room.humidity is not None:
                    said = Environment(room.ambient, room.humidity, room.no_draught, room.acclimatised)
                    event = EnvironmentNoted(at, said)
            case Deed.PROCEED, _:
                event = Proceed(at)
            case Deed.REFERENCE, _:
                found = next((r for r in self.view.references if r.id == value), None)
                event = None if found is None else ReferenceChosen(at, found)
            case Deed.SHOWN, _:
                shown = number(value, *SOURCE)
                if shown is None:
                    self.trouble(Trouble(Snag.NUMBER, value))
                    return
                self._ready_at = self._tools.steady()
                self._samples.clear()
                event = PointReady(at, self._ready_at, shown)
            case Deed.AGAIN, _:
                event = PointAgain(at)
            case ((Deed.BUDGET | Deed.HALF_WIDTH | Deed.REMARK), _):
                self._aside(bench, who, deed, value)
                return
            case Deed.ACCEPT, _:
                event = Accepted(at, who.name)
            case Deed.SECOND, _:
                event = Seconded(at, value)
            case Deed.CLOSE, _:
                event = Closed(at, who.name)
        if event is not None:
            bench.do(event)
            self._put(replace(self.view, aside=None))
            self._told()
            if bench.progress.over:
                self._over(bench)

    def _aside(self, bench: Bench, who: Officer, deed: Deed, value: str) -> None:
        found = turned(bench.progress, self.view.aside, who.name, self._tools.now(), deed, value)
        for event in found.events:
            bench.do(event)
        self._put(replace(self.view, aside=found.aside))
        self._told()
        if found.wrong:
            self.trouble(Trouble(Snag.NUMBER, value))

    def _warm(self, bench: Bench, who: Officer, at: datetime) -> None:
        """Said by the technician, who stands before it; the record says so."""
        since = at - timedelta(minutes=bench.plan.warm_up.minutes)
        identity = bench.progress.identity
        assert identity is not None
        word = f"{who.name}: alat menyala sejak {since:%H.%M} atau lebih awal / on since then or earlier."
        bench.do(NoteAdded(at, word))
        bench.do(Resumed(at, identity, since))
        bench.do(Proceed(at))
        self._told()

    def _room(self, deed: Deed, value: str) -> None:
        room = self.view.room
        match deed:
            case Deed.AMBIENT:
                degrees = number(value, *ROOM)
                room = replace(room, ambient=None if degrees is None else centi(degrees))
            case Deed.HUMIDITY:
                percent = number(value, Decimal(0), Decimal(100))
                room = replace(room, humidity=None if percent is None else int(percent))
            case Deed.NO_DRAUGHT:
                room = replace(room, no_draught=not room.no_draught)
            case Deed.ACCLIMATISED:
                room = replace(room, acclimatised=not room.acclimatised)
            case _:
                room = Room()
        wrong = (deed is Deed.AMBIENT and room.ambient is None) or (
            deed is Deed.HUMIDITY and room.humidity is None
        )
        self._put(replace(self.view, room=room, trouble=Trouble(Snag.NUMBER, value) if wrong else None))

    def _over(self, bench: Bench) -> None:
        """It ended with a record: its PDF is written, and the new correction applies from now on."""
        self._workbench.quiet()
        self._tools.changed()
        record = bench.record
        if record is None:
            return
        kept = keep_pdf(record, self._tools.settings)
        self._put(replace(self.view, kept=kept))

    # --------------------------------------------------------------------------------------- small ones

    def _told(self) -> None:
        assert self._bench is not None
        self._shown_at = time.monotonic()
        self._put(
            replace(
                self.view,
                plan=self._bench.plan,
                progress=self._bench.progress,
                samples=tuple(self._samples),
                busy=False,
                trouble=None,
            )
        )

    def _put(self, view: BenchView) -> None:
        self.view = view
        self._tools.put(calibration=view)

    def _new_bench(self, who: Officer | None) -> Bench:
        settings = self._tools.settings
        actor = Actor(settings.office.kiosk, who.staff_id if who else None)
        return Bench(settings, engine_of(self._tools), self._tools.now, actor)

    def _plan(self) -> Plan:
        """What kiosk.ini says, or what the technician has chosen instead."""
        usual, steps = self._new_bench(None).usual_plan(), self._chosen
        return chosen(usual, points=steps[Deed.POINTS], rule=steps[Deed.RULE], mpe=steps[Deed.MPE])

    def _booted(self) -> datetime:
        """The instrument is fed by this machine, as far as is known: it is on since the machine is."""
        return self._tools.now() - self._tools.uptime()
