"""What the technician's desk lets a finger do, and what time does to it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from kiosk.rules import commands as c
from kiosk.rules import events as e
from kiosk.rules import states as s
from kiosk.rules.calibration.choices import chosen
from kiosk.rules.calibration.decision import Rule
from kiosk.rules.calibration.plan import Plan
from kiosk.rules.calibration.steps import Step
from kiosk.rules.calibration.under_way import UnderWay
from kiosk.rules.deeds import DEEDS, LEADS, Deed, deed_of
from kiosk.rules.events import Press, Touch
from kiosk.rules.kiosk import Kiosk
from kiosk.rules.visit import step
from tests.rules.kiosks import LATER, MORNING, OFFICER, TECHNICIAN, Book, kiosk_in

BENCH = s.TechnicianAtWork(s.Welcome(), TECHNICIAN, s.Page.CALIBRATION)
OPEN = UnderWay("Teknisi", MORNING, Step.AS_FOUND, MORNING + timedelta(hours=8))
SUPERVISOR = s.Officer(9, "Penyelia", s.Role.SUPERVISOR)


def after(kiosk: Kiosk, *events: e.Event) -> tuple[Kiosk, list[c.Command]]:
    done: list[c.Command] = []
    for event in events:
        kiosk, commands = step(kiosk, event, Book())
        done += commands
    return kiosk, done


def typed(signs: str) -> str:
    kiosk, _ = after(kiosk_in(BENCH), *(Touch(Press.DIGIT, sign) for sign in signs))
    assert isinstance(kiosk.state, s.TechnicianAtWork)
    return kiosk.state.entered


@pytest.mark.parametrize(
    ("signs", "entered"),
    [
        ("37,02", "37,02"),
        (",5", "0,5"),
        ("3,,5", "3,5"),
        ("3,5,", "3,5"),
        ("12345678", "123456"),
        ("3x-5", "35"),
    ],
)
def test_only_a_number_can_be_typed(signs: str, entered: str) -> None:
    assert typed(signs) == entered


def test_a_number_goes_to_the_bench_with_the_deed_that_takes_it() -> None:
    kiosk, done = after(
        kiosk_in(BENCH), *(Touch(Press.DIGIT, sign) for sign in "26,5"), Touch(Press.WORK, "ambient")
    )
    assert done == [c.Work(TECHNICIAN, s.Page.CALIBRATION, Deed.AMBIENT, "26,5")]
    assert isinstance(kiosk.state, s.TechnicianAtWork)
    assert kiosk.state.entered == ""


def test_a_deed_of_another_page_does_nothing() -> None:
    for page in s.Page:
        at = replace(BENCH, page=page)
        for deed in Deed:
            _, done = after(kiosk_in(at), Touch(Press.WORK, f"{deed.value}:x"))
            allowed = deed in DEEDS.get(page, ()) and deed is not Deed.SECOND
            assert bool(done) == allowed, (page, deed)


def test_nobody_but_the_technician_reaches_the_bench() -> None:
    for state in (s.Welcome(), s.OfficerDeciding(s.Welcome(), OFFICER), s.OfficerSigningIn(s.Welcome())):
        kiosk, done = after(kiosk_in(state), Touch(Press.PAGE, "calibration"), Touch(Press.WORK, "begin"))
        assert not any(isinstance(x, c.Work) for x in done)
        assert not isinstance(kiosk.state, s.TechnicianAtWork)
    for role in (s.Role.OFFICER, s.Role.SUPERVISOR):
        signing = kiosk_in(s.OfficerSigningIn(s.Welcome(), attempt=1, checking=True))
        kiosk, _ = after(signing, e.PinAccepted(1, replace(OFFICER, role=role)))
        assert isinstance(kiosk.state, s.OfficerDeciding)


def test_the_second_pin_must_be_anothers() -> None:
    asking = kiosk_in(replace(BENCH, pin=True, attempt=1, checking=True))
    kiosk, done = after(asking, e.PinAccepted(1, TECHNICIAN))
    assert isinstance(kiosk.state, s.TechnicianAtWork)
    assert kiosk.state.refused is s.PinRefusal.SAME_PERSON
    assert not done
    kiosk, done = after(asking, e.PinAccepted(1, SUPERVISOR))
    assert done == [c.Work(TECHNICIAN, s.Page.CALIBRATION, Deed.SECOND, "Penyelia")]
    assert kiosk.state == BENCH
    assert after(asking, e.PinAccepted(2, SUPERVISOR))[1] == []


def test_a_pin_at_the_bench_is_never_sent_as_a_number_and_never_shown() -> None:
    kiosk, done = after(
        kiosk_in(BENCH),
        Touch(Press.WORK, "second"),
        *(Touch(Press.DIGIT, digit) for digit in "583914"),
    )
    assert [type(x) for x in done] == [c.CheckPin]
    assert "583914" not in repr(kiosk)
    assert "583914" not in repr(done)


@pytest.mark.parametrize(
    ("open_session", "called"), [(None, False), (OPEN, True), (replace(OPEN, aside=True), False)]
)
def test_walking_away_calls_an_officer_only_where_visits_wait(
    open_session: UnderWay | None, called: bool
) -> None:
    away = replace(kiosk_in(BENCH, quiet=Book.patience.technician_session + 1), calibrating=open_session)
    kiosk, done = after(away, e.Tick())
    assert isinstance(kiosk.state, s.Welcome)
    assert c.Work(TECHNICIAN, s.Page.CALIBRATION, Deed.LEAVE) in done
    assert (c.CallOfficer() in done) is called


def test_a_session_that_is_too_old_pauses_nothing() -> None:
    assert OPEN.pauses(LATER)
    assert not OPEN.pauses(OPEN.until)
    assert not replace(OPEN, aside=True).pauses(LATER)


def test_every_page_is_led_to_and_none_twice() -> None:
    led = [page for pages in LEADS.values() for page in pages]
    assert sorted(page.value for page in [*led, s.Page.HOME]) == sorted(page.value for page in s.Page)


def test_the_choices_of_a_plan_go_round_and_are_plans_that_can_be_meant() -> None:
    usual = Plan()
    assert chosen(usual) == usual
    assert chosen(usual, points=3, rule=3, mpe=3) == usual
    assert {chosen(usual, rule=n).rule for n in range(3)} == set(Rule)
    assert [str(chosen(usual, mpe=n).mpe.limit) for n in range(3)] == ["0.3", "0.2", "0.5"]
    one = chosen(usual, points=2)
    assert (one.points, one.fitted, one.as_left) == ((3700,), (3700,), (3800,))


def test_deeds_are_named_by_their_values() -> None:
    assert deed_of(s.Page.CALIBRATION, "reference:BB-1") == (Deed.REFERENCE, "BB-1")
    assert deed_of(s.Page.CALIBRATION, "come") is None
