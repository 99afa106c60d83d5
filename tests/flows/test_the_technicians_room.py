"""Who comes to the technician's desk, and what a calibration under way does to visits."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from kiosk.rules import states as s
from kiosk.rules.calibration.procedure import begin
from kiosk.rules.calibration.steps import Place, Session
from kiosk.rules.door import Bar, door
from kiosk.rules.events import Press
from kiosk.store import calibration_sessions
from kiosk.store.audit_codec import Actor
from kiosk.store.audit_events import CalibrationDiscarded, CalibrationSetAside
from kiosk.store.audit_verify import verify
from kiosk.store.tables import audit
from tests.flows.test_officers_acts import SIGN_IN, act
from tests.flows.test_visits import READY, REST, TO_THE_MARKS, TO_THE_MASK
from tests.flows.visitor import TECHNICIAN_PIN, Eventually, Pass, Pin, Skin, Touch, Visitor, see

Open = Callable[..., Visitor]

AT_WORK = (Touch(Press.CORNER), see(s.OfficerSigningIn), Pin(TECHNICIAN_PIN), see(s.TechnicianAtWork))


def session_of(v: Visitor, id: str = "S-1") -> Session:
    """A calibration that somebody has begun at a terminal."""
    place = Place("Kantor", "Jalan", "Kantor", "Jalan", "pintu")
    plan = v.settings.calibration.plan(v.settings.policies[0].temperature)
    return Session(id, plan, begin(id, by="Wayan", at=v.clock().local, place=place, active=None))


def begin_at_a_terminal(v: Visitor) -> Session:
    session = session_of(v)
    calibration_sessions.begin_session(v.engine, v.settings.office.kiosk, session, v.clock().local)
    v.house.calibration.changed()
    v.live(Eventually(lambda k: k.calibrating is not None))
    return session


def bar(v: Visitor) -> Bar | None:
    return door(v.kiosk, v.settings).bar


def written(v: Visitor) -> list[str]:
    with v.engine.connect() as connection:
        return [row.type for row in connection.execute(audit.select().order_by(audit.c.seq))]


def test_a_technician_who_signs_in_comes_to_the_desk_and_leaves_it(visitor: Open) -> None:
    v = visitor()
    v.live(READY, *AT_WORK, Touch(Press.CLOSE), see(s.Welcome))
    assert v.bells == 0


def test_an_officer_never_comes_to_the_desk(visitor: Open) -> None:
    v = visitor()
    v.live(
        READY, *SIGN_IN, Touch(Press.PAGE, "calibration"), Touch(Press.WORK, "begin"), see(s.OfficerDeciding)
    )


def test_over_a_held_visit_a_technician_helps_as_any_officer_would(visitor: Open) -> None:
    v = visitor()
    v.live(*TO_THE_MASK, Touch(Press.NO_MASK), see(s.Held))
    v.live(Touch(Press.CORNER), Pin(TECHNICIAN_PIN), see(s.OfficerDeciding), act("waive:child"))
    v.live(see(s.TicketInHand))


def test_visits_wait_while_a_calibration_is_under_way_whichever_door_began_it(visitor: Open) -> None:
    v = visitor()
    v.live(READY)
    session = begin_at_a_terminal(v)
    assert bar(v) is Bar.CALIBRATING
    v.live(Touch(Press.START), see(s.Welcome))
    actor = Actor(v.settings.office.kiosk)
    assert calibration_sessions.abandon_session(v.engine, v.settings.office.kiosk, v.clock().local, actor)
    v.house.calibration.changed()
    v.live(Eventually(lambda k: k.calibrating is None), *TO_THE_MASK)
    assert CalibrationDiscarded.kind in written(v)
    assert session.id not in str(written(v))


def test_whoever_comes_back_from_the_rest_is_not_measured_against_a_blackbody(visitor: Open) -> None:
    v = visitor()
    v.live(Skin(37.9), *TO_THE_MARKS, see(s.Resting), Eventually(lambda k: bool(k.returning)))
    v.live(Touch(Press.UNDERSTOOD), REST)
    begin_at_a_terminal(v)
    v.live(Touch(Press.RETURN), see(s.Welcome))


def test_a_forgotten_calibration_is_set_aside_by_an_officer_and_the_old_correction_stays(
    visitor: Open,
) -> None:
    v = visitor()
    v.live(READY)
    begin_at_a_terminal(v)
    v.live(
        *SIGN_IN, act("set-aside"), Eventually(lambda k: k.calibrating is not None and k.calibrating.aside)
    )
    v.live(Touch(Press.CLOSE))
    assert bar(v) is None
    v.restart()
    v.live(READY, *SIGN_IN, Touch(Press.CLOSE))
    v.house.calibration.changed()
    v.live(Eventually(lambda k: k.calibrating is not None and k.calibrating.aside), *TO_THE_MASK)
    assert CalibrationSetAside.kind in written(v)
    assert verify(v.engine).whole


def test_taking_it_up_again_pauses_visits_again(visitor: Open) -> None:
    v = visitor()
    v.live(READY)
    session = begin_at_a_terminal(v)
    v.live(
        *SIGN_IN, act("set-aside"), Eventually(lambda k: k.calibrating is not None and k.calibrating.aside)
    )
    v.live(Touch(Press.CLOSE), Pass(timedelta(minutes=1)))
    actor = Actor(v.settings.office.kiosk)
    calibration_sessions.save_session(v.engine, session, v.clock().local, actor)
    v.house.calibration.changed()
    v.live(Eventually(lambda k: k.calibrating is not None and not k.calibrating.aside))
    assert bar(v) is Bar.CALIBRATING


def test_one_that_can_no_longer_be_resumed_holds_nobody_up(visitor: Open) -> None:
    v = visitor()
    v.live(READY)
    begin_at_a_terminal(v)
    assert v.kiosk.calibrating is not None
    later: datetime = v.kiosk.calibrating.until
    now = replace(v.kiosk.now, local=later)
    assert door(replace(v.kiosk, now=now), v.settings).bar is not Bar.CALIBRATING


def test_a_technician_who_walked_away_is_signed_out_and_an_officer_called(visitor: Open) -> None:
    v = visitor()
    v.live(READY)
    begin_at_a_terminal(v)
    v.live(*AT_WORK, Pass(timedelta(seconds=v.settings.patience.technician_session + 1)), see(s.Welcome))
    v.live(Eventually(lambda _: v.bells == 1))


def test_one_that_this_version_cannot_read_is_told_all_the_same(visitor: Open) -> None:
    v = visitor()
    v.live(READY)
    begin_at_a_terminal(v)
    with v.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE calibration_session SET data = '{}'")
    v.house.calibration.changed()
    v.live(Eventually(lambda k: k.calibrating is not None and k.calibrating.step is None))
    assert bar(v) is Bar.CALIBRATING
