"""Records, corrections and sessions: what is kept comes back, the newest row applies, a rollback is a new row."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from sqlalchemy import Engine, text

from kiosk.rules.calibration import control
from kiosk.rules.calibration.calibration import Calibration, calibration, correction_of
from kiosk.rules.calibration.codec import digest
from kiosk.rules.calibration.plan import Plan
from kiosk.rules.calibration.procedure import advance, begin
from kiosk.rules.calibration.steps import Closed, Discarded, Session
from kiosk.store import calibration_rows, calibration_sessions, calibrations
from kiosk.store.audit_codec import Actor
from kiosk.store.audit_events import CalibrationDecided
from kiosk.store.audit_verify import written
from kiosk.store.errors import Cause, StoreError
from tests.rules.calibration.rig import IDENTITY, NOW, PLACE, REFERENCE, Instrument, accepted, to_fit

PLAN = Plan()
HERE = "kiosk-1"
SHELL = Actor("kiosk-1:shell")


def keep(engine: Engine, number: int, instrument: Instrument, *, days: int = 0) -> Calibration:
    """A whole calibration of ``instrument``, kept."""
    id = f"s-{number}"
    progress = replace(accepted(PLAN, instrument), session=id)
    at = NOW + timedelta(days=days)
    progress = replace(progress, accepted_at=at)
    open_one(engine, id)
    record = calibration(progress, PLAN)
    calibrations.keep(engine, HERE, Session(id, PLAN, progress), record, at=at, actor=SHELL)
    return record


def open_one(engine: Engine, id: str) -> Session:
    session = Session(id, PLAN, begin(id, by="Wayan", at=NOW, place=PLACE, active=None))
    calibration_sessions.begin_session(engine, HERE, session, NOW)
    return session


def in_force(engine: Engine):  # type: ignore[no-untyped-def]
    return calibrations.in_force(engine, HERE, IDENTITY.key)


def test_a_record_comes_back_as_it_was_with_its_correction_and_its_line_in_the_trail(engine: Engine) -> None:
    record = keep(engine, 1, Instrument(gain=0.98, offset=0.3))
    kept = calibrations.record(engine, record.id)
    assert (kept.record, kept.kiosk, kept.digest) == (record, HERE, digest(record))
    assert calibrations.records(engine, "kiosk-2") == []
    assert in_force(engine) == correction_of(record)
    assert [line.event for line in written(engine)] == [CalibrationDecided(digest(record), "accepted")]
    assert calibration_sessions.open_session(engine, HERE) is None


def test_a_refused_calibration_is_kept_and_changes_no_correction(engine: Engine) -> None:
    first = keep(engine, 1, Instrument(gain=0.98, offset=0.3))
    session = open_one(engine, "s-2")
    progress = advance(to_fit(PLAN, Instrument(offset=1.8)), Closed(NOW + timedelta(hours=1), "Wayan"), PLAN)
    progress = replace(progress, session="s-2")
    record = calibration(progress, PLAN)
    at = NOW + timedelta(hours=1)
    session = replace(session, progress=progress)
    assert calibrations.keep(engine, HERE, session, record, at=at, actor=SHELL) is None
    assert in_force(engine) == correction_of(first)
    assert [line.event.decision for line in written(engine)] == ["accepted", "refused"]  # type: ignore[attr-defined]


def test_the_newest_row_applies_and_a_rollback_is_a_new_one(engine: Engine) -> None:
    first = keep(engine, 1, Instrument(gain=0.98, offset=0.3))
    second = keep(engine, 2, Instrument(gain=0.97, offset=0.4), days=200)
    assert in_force(engine) == correction_of(second)
    at = NOW + timedelta(days=201)
    back = calibrations.roll_back(engine, HERE, IDENTITY.key, at=at, by="Made", actor=SHELL)
    assert back == in_force(engine)
    assert back is not None
    assert (back.gain, back.due, back.restores, back.by) == (
        first.fit.gain,  # type: ignore[union-attr]
        first.due,
        first.id,
        "Made",
    )
    none = calibrations.roll_back(engine, HERE, IDENTITY.key, at=at, by="Made", actor=SHELL)
    assert none is None
    assert in_force(engine) is None
    rows = calibrations.corrections(engine, HERE)
    assert [row.correction is None for row in rows] == [False, False, False, True]
    with pytest.raises(LookupError):
        calibrations.roll_back(engine, HERE, IDENTITY.key, at=at, by="Made", actor=SHELL)
    third = keep(engine, 3, Instrument(gain=0.99, offset=0.1), days=202)
    assert in_force(engine) == correction_of(third)
    assert [line.event.decision for line in written(engine)] == [  # type: ignore[attr-defined]
        *("accepted", "accepted", "withdrawn", "withdrawn", "accepted")
    ]


def test_any_earlier_row_can_be_named(engine: Engine) -> None:
    first = keep(engine, 1, Instrument(gain=0.98, offset=0.3))
    keep(engine, 2, Instrument(gain=0.97, offset=0.4), days=200)
    keep(engine, 3, Instrument(gain=0.96, offset=1.2), days=300)
    at = NOW + timedelta(days=301)
    back = calibrations.roll_back(engine, HERE, IDENTITY.key, to=first.id, at=at, by="Made", actor=SHELL)
    assert back is not None
    assert back.restores == first.id
    with pytest.raises(LookupError):
        calibrations.roll_back(engine, HERE, IDENTITY.key, to="CK-none", at=at, by="Made", actor=SHELL)


def test_an_instrument_that_comes_back_finds_its_own_correction(engine: Engine) -> None:
    mine = keep(engine, 1, Instrument(gain=0.98, offset=0.3))
    other = replace(IDENTITY, serial="B20-7777")
    assert calibrations.in_force(engine, HERE, other.key) == correction_of(
        mine
    )  # which standing() then suspends
    assert calibrations.in_force(engine, "kiosk-2", IDENTITY.key) is None


def test_a_session_is_taken_up_where_it_was_and_only_one_is_under_way(engine: Engine) -> None:
    session = open_one(engine, "s-1")
    with pytest.raises(calibration_sessions.SessionOpen):
        open_one(engine, "s-2")
    further = replace(session, progress=to_fit(PLAN, Instrument()))
    calibration_sessions.save_session(engine, further, NOW, SHELL)
    assert calibration_sessions.open_session(engine, HERE) == further
    over = replace(further, progress=advance(further.progress, Discarded(NOW), PLAN))
    calibration_sessions.save_session(engine, over, NOW, SHELL)
    assert calibration_sessions.open_session(engine, HERE) is None
    with pytest.raises(LookupError):
        calibration_sessions.save_session(
            engine, further, NOW, SHELL
        )  # what is over is not brought back to life
    open_one(engine, "s-3")
    assert calibration_sessions.abandon_session(engine, HERE, NOW, SHELL)
    assert not calibration_sessions.abandon_session(engine, HERE, NOW, SHELL)


def test_a_record_kept_twice_is_kept_once(engine: Engine) -> None:
    progress = accepted(PLAN, Instrument(gain=0.98, offset=0.3))
    session, record = Session("s-1", PLAN, progress), calibration(progress, PLAN)
    open_one(engine, "s-1")
    calibrations.keep(engine, HERE, session, record, at=NOW, actor=SHELL)
    with pytest.raises(LookupError):
        calibrations.keep(engine, HERE, session, record, at=NOW, actor=SHELL)
    assert len(calibrations.records(engine)) == len(calibrations.corrections(engine, HERE)) == 1
    assert len(list(written(engine))) == 1


def test_a_row_that_was_changed_behind_the_programs_back_is_not_used(sqlite_url: str) -> None:
    from kiosk.store.engine import open_store

    engine = open_store(sqlite_url)
    keep(engine, 1, Instrument(gain=0.98, offset=0.3))
    with engine.begin() as connection:
        connection.execute(text("DROP TRIGGER calibration_correction_no_update"))
        connection.execute(
            text(
                'UPDATE calibration_correction SET data = replace(data, \'"expanded":"0\', \'"expanded":"1\')'
            )
        )
    with pytest.raises(StoreError) as caught:
        in_force(engine)
    assert caught.value.cause is Cause.DAMAGED
    engine.dispose()


def test_a_reference_is_known_by_its_newest_certificate(engine: Engine) -> None:
    renewed = replace(REFERENCE, certificate="S.0456/2021", due=REFERENCE.due.replace(year=2022))
    for reference in (REFERENCE, replace(REFERENCE, id="BB-0"), renewed):
        calibration_rows.add_reference(engine, reference, at=NOW, by="Wayan", actor=SHELL)
    assert calibration_rows.references(engine) == [replace(REFERENCE, id="BB-0"), renewed]


def test_quick_checks_are_kept_in_order_and_told_to_the_trail(engine: Engine) -> None:
    correction = correction_of(keep(engine, 1, Instrument(gain=0.98, offset=0.3)))
    assert correction is not None
    for number, raw in enumerate((3656, 3656, 3600)):
        before = calibration_rows.checks(engine, HERE)
        found = control.check(
            before,
            correction,
            REFERENCE,
            (raw,) * 10,
            Decimal("37.00"),
            id=f"Q-{number}",
            at=NOW + timedelta(days=number + 1),
            by="Wayan",
        )
        assert isinstance(found, control.QuickCheck)
        calibration_rows.keep_check(engine, HERE, found, actor=SHELL)
    assert [check.failed for check in calibration_rows.checks(engine, HERE)] == [False, False, True]
    decisions = [line.event.decision for line in written(engine)]  # type: ignore[attr-defined]
    assert decisions == ["accepted", "verified", "verified", "refused"]
