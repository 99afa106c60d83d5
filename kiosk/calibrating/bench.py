"""One calibration, led: the pure procedure, kept in the database after every step, whoever shows it.

The terminal and the touchscreen both drive this. What the technician says goes through ``do``, what the instrument
says through ``heard``; the answer is always the progress, with the reasons when something led nowhere. Not for two
threads at once.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Engine

from drivers.thermometers.readings import Reading, Rejected, RejectedKind
from kiosk.calibrating.instrument import centi
from kiosk.rules.calibration.calibration import Calibration, calibration
from kiosk.rules.calibration.correction import Correction
from kiosk.rules.calibration.identity import InstrumentIdentity, differences
from kiosk.rules.calibration.plan import Plan
from kiosk.rules.calibration.procedure import advance, begin
from kiosk.rules.calibration.steps import (
    Discarded,
    Event,
    FrameRejected,
    Identified,
    NoteAdded,
    Place,
    Progress,
    Resumed,
    SampleTaken,
    Session,
    Step,
    wanted,
)
from kiosk.rules.plan import policy_for
from kiosk.settings import Settings
from kiosk.store import calibration_sessions as sessions
from kiosk.store import calibrations
from kiosk.store.audit_codec import Actor


class Bench:
    """``now`` is aware, in the office's zone; ``actor`` answers for it in the audit trail.

    ``session`` is the calibration under way here, None before ``begin`` or ``resume``; ``record`` what came of it.
    Every method that writes raises StoreError, and then nothing has changed.
    """

    def __init__(self, settings: Settings, engine: Engine, now: Callable[[], datetime], actor: Actor) -> None:
        self._settings = settings
        self._engine = engine
        self._now = now
        self._actor = actor
        self._kiosk = settings.office.kiosk
        self.session: Session | None = None
        self.record: Calibration | None = None
        self.correction: Correction | None = None

    @property
    def progress(self) -> Progress:
        return self._session.progress

    @property
    def plan(self) -> Plan:
        return self._session.plan

    @property
    def wanted(self) -> int | None:
        """The point (centi) that is next or under way."""
        return wanted(self.progress, self.plan)

    def under_way(self) -> Session | None:
        """The session that was interrupted, to be resumed or discarded."""
        return sessions.open_session(self._engine, self._kiosk)

    def usual_plan(self) -> Plan:
        """What kiosk.ini says, for the temperature rule of today."""
        rule = policy_for(self._settings.policies, self._now().date()).temperature
        return self._settings.calibration.plan(rule)

    def usual_place(self) -> Place:
        """The office calibrates its own instrument where it stands."""
        office = self._settings.office
        where = office.wait_at[self._settings.languages[0]]
        return Place(office.name, office.address, office.name, office.address, f"{office.kiosk}, {where}")

    def begin(
        self,
        by: str,
        identity: InstrumentIdentity,
        powered_since: datetime,
        *,
        plan: Plan | None = None,
        place: Place | None = None,
    ) -> Progress:
        """A new session with the instrument just read back. Raises SessionOpen."""
        at = self._now()
        in_force = calibrations.in_force(self._engine, self._kiosk, identity.key)
        # As-found is what people were measured with: a suspended correction measured nobody.
        used = in_force is not None and not differences(in_force.identity, identity)
        id = f"S-{at:%Y%m%d%H%M%S}-{secrets.token_hex(2)}"
        fresh = begin(id, by=by, at=at, place=place or self.usual_place(), active=in_force if used else None)
        session = Session(id, plan or self.usual_plan(), fresh)
        event = Identified(at, identity, powered_since)
        session = replace(session, progress=advance(fresh, event, session.plan))
        if in_force is not None and not used:
            note = NoteAdded(
                at, f"Koreksi {in_force.id} ditangguhkan / correction {in_force.id} was suspended."
            )
            session = replace(session, progress=advance(session.progress, note, session.plan))
        sessions.begin_session(self._engine, self._kiosk, session, at)
        self.session, self.record, self.correction = session, None, None
        return session.progress

    def resume(self, identity: InstrumentIdentity, powered_since: datetime) -> Progress:
        """Take up the interrupted session with the instrument as it is now. Raises LookupError without one."""
        session = self.under_way()
        if session is None:
            raise LookupError("no calibration is under way")
        self.session, self.record, self.correction = session, None, None
        return self.do(Resumed(self._now(), identity, powered_since))

    def discard(self) -> bool:
        """Drop the calibration under way, here or interrupted; the old correction stays. Whether there was one."""
        if self.session is not None and not self.progress.over:
            self.do(Discarded(self._now()))
            return True
        return sessions.abandon_session(self._engine, self._kiosk, self._now(), self._actor)

    def do(self, event: Event) -> Progress:
        """What the technician says; kept before it holds. A refused event only fills ``progress.problems``."""
        following = advance(self.progress, event, self.plan)
        # The reasons of a session that cannot be resumed are part of it; those of any other event are not.
        if not following.problems or following.stranded:
            self._keep(following)
        self.session = replace(self._session, progress=following)
        return following

    def heard(self, t: float, item: Reading | Rejected) -> Progress:
        """What the instrument says at ``t`` (monotonic seconds); kept when a point is complete or has failed."""
        event = _event(t, item)
        if event is None:
            return self.progress
        before = self.progress
        following = advance(before, event, self.plan)
        if following is before:
            return before
        if _milestone(before, following):
            self._keep(following)
        self.session = replace(self._session, progress=following)
        return following

    def _keep(self, progress: Progress) -> None:
        session, at = replace(self._session, progress=progress), self._now()
        if progress.step is not Step.RECORDED:
            sessions.save_session(self._engine, session, at, self._actor)
            return
        record = calibration(progress, session.plan)
        self.correction = calibrations.keep(
            self._engine, self._kiosk, session, record, at=at, actor=self._actor
        )
        self.record = record

    @property
    def _session(self) -> Session:
        if self.session is None:
            raise LookupError("no calibration is under way here")
        return self.session


def _event(t: float, item: Reading | Rejected) -> SampleTaken | FrameRejected | None:
    match item:
        case Reading(object=value, ambient=ambient):
            return SampleTaken(t, centi(value), None if ambient is None else centi(ambient))
        case Rejected(kind=RejectedKind.OTHER):
            return None  # a sound frame that is no reading: nothing is suspect
        case Rejected():
            return FrameRejected(t)


def _milestone(before: Progress, after: Progress) -> bool:
    return (before.step, len(before.as_found), len(before.as_left)) != (
        after.step,
        len(after.as_found),
        len(after.as_left),
    )
