"""The history of the calibrations at the touchscreen, and the way back to the correction before."""

from __future__ import annotations

from dataclasses import replace

from kiosk.calibrating.live import Heard
from kiosk.conductor.bench.shared import engine_of
from kiosk.conductor.bench.tools import Instrument, Tools
from kiosk.rules.calibration import life
from kiosk.rules.calibration.calibration import Calibration
from kiosk.rules.calibration.view import HistoryView, Past, Snag, Trouble, Word
from kiosk.rules.deeds import Deed
from kiosk.rules.states import Officer
from kiosk.store import calibrations
from kiosk.store.audit_codec import Actor


class HistoryPage:
    """Belongs to the workbench's thread."""

    def __init__(self, bench: Instrument, tools: Tools) -> None:
        self._tools = tools
        self.view = HistoryView()

    def come(self) -> None:
        settings, engine = self._tools.settings, engine_of(self._tools)
        kept = [each.record for each in calibrations.records(engine, settings.office.kiosk)]
        rows = calibrations.corrections(engine, settings.office.kiosk)
        past = [
            life.Past(each.on, each.found, each.left if each.activated else None, each.mpe.limit)
            for each in map(_past, kept)
            if each.found is not None
        ]
        advice = life.advise(past, settings.calibration.months) if past else None
        words = tuple(
            Word(
                row.id,
                row.since.astimezone(settings.office.zone),
                row.correction.gain if row.correction else None,
                row.correction.offset if row.correction else None,
            )
            for row in rows
        )
        self._put(HistoryView(tuple(map(_past, kept)), words, advice))

    def work(self, who: Officer, deed: Deed, value: str) -> None:
        if deed is not Deed.ROLL_BACK:
            return
        settings, engine = self._tools.settings, engine_of(self._tools)
        kiosk = settings.office.kiosk
        rows = calibrations.corrections(engine, kiosk)
        try:
            if not rows:
                raise LookupError("no correction was ever in force")
            calibrations.roll_back(
                engine,
                kiosk,
                rows[-1].instrument,
                at=self._tools.now(),
                by=who.name,
                actor=Actor(kiosk, who.staff_id),
            )
        except LookupError:
            self.trouble(Trouble(Snag.NO_CORRECTION))
            return
        self._tools.changed()
        self.come()

    def heard(self, heard: Heard) -> None:
        """Nothing here listens to the instrument."""

    def trouble(self, trouble: Trouble) -> None:
        self._put(replace(self.view, trouble=trouble))

    def _put(self, view: HistoryView) -> None:
        self.view = view
        self._tools.put(history=view)


def _past(record: Calibration) -> Past:
    return Past(
        id=record.id,
        on=record.ended_at.date(),
        by=record.by,
        found=None if record.found is None else record.found.worst,
        left=None if record.left is None else record.left.worst,
        mpe=record.plan.mpe,
        expanded=None if record.uncertainty is None else record.uncertainty.stated,
        activated=record.activated,
    )
