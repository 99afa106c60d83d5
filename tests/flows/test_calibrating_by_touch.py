"""A technician calibrates a wrong thermometer by touches alone, before a blackbody that the simulation knows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from kiosk.conductor.clock import Clock
from kiosk.record.qr import payload
from kiosk.rules import states as s
from kiosk.rules.calibration.asides import REMARKS, Budget, Remarks, half_width
from kiosk.rules.calibration.budget import Source
from kiosk.rules.calibration.control import Signal
from kiosk.rules.calibration.refusals import Reason
from kiosk.rules.calibration.standing import Valid
from kiosk.rules.calibration.steps import Step as At
from kiosk.rules.calibration.view import BenchView, Snag
from kiosk.rules.desk import Desk
from kiosk.rules.door import Bar
from kiosk.rules.events import Press
from kiosk.rules.kiosk import Kiosk
from kiosk.rules.opening import WIB
from kiosk.settings.calibration import CalibrationSettings
from kiosk.store import calibration_rows, calibration_sessions, calibrations, staff_register
from kiosk.store.audit_codec import Actor
from kiosk.store.audit_verify import verify
from kiosk.store.tables import Role
from tests.calibrating.rig import BLACKBODY
from tests.flows.test_officers_acts import SIGN_IN
from tests.flows.test_the_technicians_room import AT_WORK, bar, written
from tests.flows.test_visits import READY, TO_THE_MARKS
from tests.flows.visitor import PIN, TUESDAY, Eventually, Pass, Pin, Skin, Step, Touch, Visitor, see

Open = Callable[..., Visitor]

GAIN, OFFSET = Decimal("0.98"), Decimal("0.35")
"""The error that the instrument really has: it indicates 36.61 for 37."""
FAST = CalibrationSettings(serial="A10-0042", interval=0.02)
REFERENCE = replace(BLACKBODY, calibrated_on=BLACKBODY.calibrated_on, due=BLACKBODY.due)


def page(name: str) -> Step:
    return Touch(Press.PAGE, name)


def do(key: str) -> Step:
    return Touch(Press.WORK, key)


def typed(number: str, key: str) -> tuple[Step, ...]:
    return (*(Touch(Press.DIGIT, sign) for sign in number), do(key))


class Technician:
    """Somebody at the desk of a house, with a blackbody."""

    def __init__(self, v: Visitor) -> None:
        self.v = v
        v.tell("door", f"gain {GAIN}")
        v.tell("door", f"offset {OFFSET}")
        v.tell("door", "rate 200")

    @property
    def desk(self) -> Desk:
        return self.v.house.board.desk

    @property
    def bench(self) -> BenchView:
        return self.desk.calibration

    def sees(self, what: Callable[[BenchView], bool]) -> Step:
        def true(_: Kiosk) -> bool:
            return what(self.bench)

        return Eventually(true)

    def at(self, step: At) -> Step:
        return self.sees(lambda b: b.progress is not None and b.progress.step is step)

    def begin(self) -> None:
        self.v.live(READY, *AT_WORK, page("calibration"), self.sees(lambda b: b.plan is not None))
        self.v.live(do("begin"), self.at(At.WARM_UP), do("warm"), self.at(At.ENVIRONMENT))

    def room(self) -> None:
        self.v.live(*typed("26,5", "ambient"), *typed("60", "humidity"), do("no-draught"), do("acclimatised"))
        self.v.live(do("proceed"), self.at(At.REFERENCE), do("reference:BB-1"), self.at(At.AS_FOUND))

    def room_only(self) -> None:
        self.v.live(*typed("26,5", "ambient"), *typed("60", "humidity"), do("no-draught"), do("acclimatised"))
        self.v.live(do("proceed"))

    def point(self) -> None:
        """The source is brought there, what it shows is typed, and the readings are waited for."""
        bench = self.bench
        assert bench.plan is not None
        assert bench.progress is not None
        from kiosk.rules.calibration.steps import wanted

        nominal = wanted(bench.progress, bench.plan)
        assert nominal is not None
        done = len(bench.progress.as_found) + len(bench.progress.as_left)
        shown = f"{Decimal(nominal).scaleb(-2):.2f}"
        self.v.live(Skin(float(shown)), *typed(shown.replace(".", ","), "shown"))
        self.v.live(
            self.sees(
                lambda b: (
                    b.progress is not None
                    and (
                        len(b.progress.as_found) + len(b.progress.as_left) > done or bool(b.progress.problems)
                    )
                )
            )
        )

    def points(self) -> None:
        while self.bench.progress is not None and self.bench.progress.step in (At.AS_FOUND, At.AS_LEFT):
            self.point()

    def whole(self) -> None:
        self.begin()
        self.room()
        self.points()
        self.v.live(self.at(At.FIT), do("proceed"), self.at(At.AS_LEFT))
        self.points()
        self.v.live(self.at(At.DECISION), do("proceed"), self.at(At.ACCEPT))

    def accept(self) -> None:
        self.v.live(do("accept"), self.sees(lambda b: b.kept is not None))


@pytest.fixture
def technician(visitor: Open) -> Callable[..., Technician]:
    def come(clock: Clock | None = None, **changes: Any) -> Technician:
        v = visitor(clock=clock, calibration=replace(FAST, **changes))
        enter(v, REFERENCE)
        return Technician(v)

    return come


def enter(v: Visitor, reference: Any) -> None:
    now = v.clock().local
    dated = replace(reference, calibrated_on=now.date() - timedelta(days=50))
    calibration_rows.add_reference(v.engine, dated, at=now, by="Made", actor=Actor("kiosk-1:shell"))


def test_the_whole_way_by_touches_and_the_next_person_is_measured_with_it(
    technician: Callable[..., Technician],
) -> None:
    t = technician()
    v = t.v
    t.whole()
    v.live(Eventually(lambda _: bar(v) is Bar.CALIBRATING))
    t.accept()
    kept = t.bench.kept
    assert kept is not None
    assert kept.activated
    record = calibrations.record(v.engine, kept.id)
    assert record.digest == kept.digest
    assert kept.qr == payload(kept.id, kept.digest)
    assert kept.path.endswith(f"{kept.id}.pdf")
    with open(kept.path, "rb") as file:
        assert file.read(5) == b"%PDF-"
    assert record.record.by == record.record.accepted_by == "Teknisi"
    v.live(Eventually(lambda k: k.calibrating is None))
    v.live(Eventually(lambda _: t.desk.layers is not None and isinstance(t.desk.layers.standing, Valid)))
    assert t.desk.layers is not None
    correction = t.desk.layers.correction
    assert correction is not None
    assert abs(correction.gain * (GAIN * 37 + OFFSET) + correction.offset - 37) <= correction.expanded
    v.live(Touch(Press.CLOSE), Touch(Press.CLOSE), see(s.Welcome))
    # A skin of 37.6 degrees is indicated as 37.2: without the correction this person would be let in.
    v.live(Skin(37.6), *TO_THE_MARKS, see(s.Resting))
    assert verify(v.engine).whole


def test_the_budget_and_remarks_are_the_technicians_and_stand_in_the_record(
    technician: Callable[..., Technician],
) -> None:
    t = technician()
    v = t.v
    t.begin()
    t.room()
    t.points()
    v.live(t.at(At.FIT), do("budget"), t.sees(lambda b: b.aside == Budget()))
    v.live(do("budget:distance"), *typed("9", "half-width"))
    v.live(t.sees(lambda b: b.trouble is not None and b.trouble.snag is Snag.NUMBER))
    v.live(*typed("0,08", "half-width"), t.sees(lambda b: b.aside == Budget() and b.trouble is None))
    v.live(do("budget:done"), t.sees(lambda b: b.aside is None), do("remark"), do("remark:closed"))
    v.live(do("remark:moved"), t.sees(lambda b: b.aside == Remarks(("closed", "moved"))), do("remark:moved"))
    v.live(do("remark:done"), t.sees(lambda b: b.aside is None))
    v.live(do("proceed"), t.at(At.AS_LEFT))
    t.points()
    v.live(t.at(At.DECISION), do("proceed"), t.at(At.ACCEPT))
    t.accept()
    assert t.bench.kept is not None
    record = calibrations.record(v.engine, t.bench.kept.id).record
    assert half_width(record.rows, Source.DISTANCE) == Decimal("0.08")
    assert REMARKS["closed"] in record.notes
    assert REMARKS["moved"] not in record.notes
    assert any(note.startswith("Teknisi: distance, ") for note in record.notes)


def test_left_half_way_it_is_resumed_after_a_time_out(technician: Callable[..., Technician]) -> None:
    t = technician()
    v = t.v
    t.begin()
    t.room()
    t.point()
    t.point()
    v.live(Pass(timedelta(seconds=v.settings.patience.technician_session + 1)), see(s.Welcome))
    v.live(Eventually(lambda _: bar(v) is Bar.CALIBRATING), Eventually(lambda _: v.bells == 1))
    v.live(Touch(Press.START), see(s.Welcome))
    v.live(*AT_WORK, page("calibration"), t.sees(lambda b: b.plan is not None and b.progress is None))
    v.live(do("resume"), t.at(At.AS_FOUND))
    assert t.bench.progress is not None
    assert len(t.bench.progress.as_found) == 2
    t.points()
    v.live(t.at(At.FIT))


class Machine(Clock):
    """A machine that was switched on at some moment, whatever machine the test runs on."""

    on_since: datetime

    def uptime(self) -> timedelta:
        return self.utc() - self.on_since


@pytest.mark.parametrize(("off", "at"), [(True, At.WARM_UP), (False, At.AS_FOUND)])
def test_an_instrument_that_was_off_with_the_machine_warms_up_again(
    technician: Callable[..., Technician], off: bool, at: At
) -> None:
    clock = Machine(WIB, TUESDAY)
    clock.on_since = clock.utc() - timedelta(hours=1)
    t = technician(clock=clock)
    v = t.v
    t.begin()
    t.room()
    t.point()
    if off:
        clock.on_since = clock.utc()
    v.restart()
    v.live(READY, Eventually(lambda _: bar(v) is Bar.CALIBRATING), *AT_WORK, page("calibration"))
    v.live(t.sees(lambda b: b.plan is not None), do("resume"), t.at(at))


def test_power_fails_and_it_goes_on_where_it_was(technician: Callable[..., Technician]) -> None:
    t = technician()
    v = t.v
    t.begin()
    t.room()
    t.point()
    v.restart()
    v.live(READY, Eventually(lambda _: bar(v) is Bar.CALIBRATING), *AT_WORK, page("calibration"))
    v.live(t.sees(lambda b: b.plan is not None), do("resume"), t.at(At.AS_FOUND))
    t.points()
    v.live(t.at(At.FIT), do("proceed"), t.at(At.AS_LEFT))
    t.points()
    v.live(t.at(At.DECISION), do("proceed"), t.at(At.ACCEPT))
    t.accept()


def test_discarded_it_leaves_the_old_correction_and_says_so_in_the_trail(
    technician: Callable[..., Technician],
) -> None:
    t = technician()
    v = t.v
    t.whole()
    t.accept()
    before = calibrations.corrections(v.engine, v.settings.office.kiosk)
    v.live(Touch(Press.CLOSE), page("calibration"), t.sees(lambda b: b.kept is None and b.plan is not None))
    v.live(do("begin"), t.at(At.WARM_UP), do("discard"), t.sees(lambda b: b.progress is None))
    v.live(Eventually(lambda k: k.calibrating is None), Touch(Press.CLOSE), Touch(Press.CLOSE))
    assert bar(v) is None
    assert calibrations.corrections(v.engine, v.settings.office.kiosk) == before
    assert "calibration_discarded" in written(v)


def test_an_expired_reference_blocks(visitor: Open) -> None:
    v = visitor(calibration=FAST)
    enter(v, replace(REFERENCE, due=v.clock().local.date() - timedelta(days=3)))
    t = Technician(v)
    t.begin()
    v.live(*typed("26,5", "ambient"), *typed("60", "humidity"), do("no-draught"), do("acclimatised"))
    v.live(do("proceed"), t.at(At.REFERENCE), do("reference:BB-1"))
    v.live(t.sees(lambda b: b.progress is not None and bool(b.progress.problems)))
    assert t.bench.progress is not None
    assert t.bench.progress.step is At.REFERENCE
    assert t.bench.progress.problems[0].reason is Reason.REFERENCE_EXPIRED


def test_a_second_person_signs_with_another_pin_than_the_first(technician: Callable[..., Technician]) -> None:
    t = technician(second_person=True)
    v = t.v
    staff_register.add(v.engine, "Penyelia", Role.SUPERVISOR, "583914", at=v.clock.utc())
    t.whole()
    v.live(do("accept"), t.at(At.SECOND_PERSON), do("second"), Pin("715308"))
    v.live(see(s.TechnicianAtWork, refused=s.PinRefusal.SAME_PERSON), Pin("999999"))
    v.live(see(s.TechnicianAtWork, refused=s.PinRefusal.WRONG), Pin("583914"))
    v.live(t.sees(lambda b: b.kept is not None and b.kept.activated))
    assert t.bench.progress is not None
    assert t.bench.progress.seconded_by == "Penyelia"


def test_what_is_no_number_changes_nothing(technician: Callable[..., Technician]) -> None:
    t = technician()
    t.begin()
    t.v.live(*typed("99", "ambient"), t.sees(lambda b: b.trouble is not None))
    assert t.bench.trouble is not None
    assert t.bench.trouble.snag is Snag.NUMBER
    t.v.live(*typed("26,5", "ambient"), t.sees(lambda b: b.room.ambient == 2650 and b.trouble is None))


def test_points_rule_and_limit_are_chosen_before_it_begins(technician: Callable[..., Technician]) -> None:
    t = technician()
    v = t.v
    v.live(READY, *AT_WORK, page("calibration"), t.sees(lambda b: b.plan is not None))
    usual = t.bench.plan
    assert usual is not None
    v.live(
        do("points"), do("rule"), do("mpe"), t.sees(lambda b: b.plan is not None and b.plan.mpe != usual.mpe)
    )
    assert t.bench.plan is not None
    chosen = t.bench.plan
    assert (chosen.points, chosen.as_left) == ((3500, 3900), (3700,))
    assert chosen.rule is not usual.rule
    v.live(do("begin"), t.at(At.WARM_UP))
    assert t.bench.plan == chosen


def test_a_quick_check_is_charted_and_two_failures_take_it_out_of_use(
    technician: Callable[..., Technician],
) -> None:
    t = technician()
    v = t.v
    t.whole()
    t.accept()

    def check(number: int) -> None:
        v.live(Touch(Press.CLOSE), page("quick-check"), do("reference:BB-1"))
        v.live(Eventually(lambda _: t.desk.quick.reference is not None), *typed("37", "shown"))
        v.live(Eventually(lambda _: len(t.desk.quick.checks) == number))

    v.live(Skin(37.0))
    check(1)
    assert t.desk.quick.checked is not None
    assert t.desk.quick.checked.signal is Signal.IN_CONTROL
    v.live(Skin(38.0))
    check(2)
    check(3)
    assert t.desk.quick.out
    v.live(Touch(Press.CLOSE), Eventually(lambda k: k.devices.thermometer is not None))


def test_a_rollback_is_a_new_row(technician: Callable[..., Technician]) -> None:
    t = technician()
    v = t.v
    t.whole()
    t.accept()
    v.live(Touch(Press.CLOSE), page("history"), Eventually(lambda _: len(t.desk.history.records) == 1))
    assert len(t.desk.history.corrections) == 1
    v.live(do("roll-back"), Eventually(lambda _: len(t.desk.history.corrections) == 2))
    assert t.desk.history.corrections[-1].gain is None
    v.live(do("roll-back"), Eventually(lambda _: t.desk.history.trouble is not None))


def test_the_desk_is_closed_to_everyone_else(technician: Callable[..., Technician]) -> None:
    t = technician()
    v = t.v
    v.live(READY, do("begin"), page("calibration"), *SIGN_IN, page("calibration"), do("begin"))
    v.live(Touch(Press.CLOSE), Touch(Press.CORNER), page("calibration"), do("begin"), Pin(PIN))
    v.live(see(s.OfficerDeciding))
    assert t.bench.progress is None
    assert v.kiosk.calibrating is None


def test_one_that_was_discarded_at_a_terminal_meanwhile_is_over_here_too(
    technician: Callable[..., Technician],
) -> None:
    t = technician()
    v = t.v
    t.begin()
    kiosk = v.settings.office.kiosk
    assert calibration_sessions.abandon_session(v.engine, kiosk, v.clock().local, Actor(f"{kiosk}:shell"))
    t.room_only()
    v.live(t.sees(lambda b: b.progress is None), Eventually(lambda k: k.calibrating is None))
    v.live(do("begin"), t.at(At.WARM_UP))


def test_an_unplugged_instrument_is_told_and_nothing_is_begun(technician: Callable[..., Technician]) -> None:
    t = technician()
    v = t.v
    v.live(READY, *AT_WORK, page("calibration"), t.sees(lambda b: b.plan is not None))
    v.tell("door", "unplug")
    v.live(do("begin"), t.sees(lambda b: b.trouble is not None and b.trouble.snag is Snag.INSTRUMENT))
    assert v.kiosk.calibrating is None
