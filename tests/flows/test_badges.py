"""A badge before the scanner: signs in wherever the pad may open, and no badge is worth more than a PIN."""

from __future__ import annotations

import logging
from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import replace
from datetime import timedelta

import pytest

from drivers.simulators import registry
from drivers.simulators.serve import serve_pty
from kiosk.rules import badge
from kiosk.rules import states as s
from kiosk.rules.events import BadgeShown, Press
from kiosk.rules.policy import Check
from kiosk.settings.model import Scanner
from kiosk.store import staff_register
from tests.flows.test_visits import READY, TO_THE_MARKS, TO_THE_MASK
from tests.flows.visitor import PIN, Eventually, Pass, Pin, Touch, Visitor, see

Open = Callable[..., Visitor]
NOBODYS = "ZZ2ZZ3ZZ4ZZ5ZZ6ZZ7ZZZZZZZZ"
AGAIN = Pass(timedelta(seconds=3))


def given(v: Visitor, name: str = "Petugas") -> str:
    return staff_register.give_badge(v.engine, name, at=v.clock.utc())


def show(v: Visitor, secret: str) -> None:
    """As the window does with what a scanner has typed."""
    shown = badge.read(f"STAFF:{secret}")
    assert shown is not None
    v.house.conductor.handle(shown)


def test_a_badge_at_the_welcome_screen_opens_the_officers_page(visitor: Open) -> None:
    v = visitor()
    v.live(READY)
    show(v, given(v))
    v.live(see(s.OfficerDeciding))
    assert v.kiosk.state.officer.name == "Petugas"
    assert isinstance(v.kiosk.state.over, s.Welcome)


def test_a_badge_at_a_held_visit_is_all_that_comes_before_the_decision(visitor: Open) -> None:
    v = visitor()
    v.live(*TO_THE_MASK, Touch(Press.NO_MASK), see(s.Held, check=Check.MASK))
    show(v, given(v))
    v.live(see(s.OfficerDeciding), Touch(Press.ACT, "waive:child"), see(s.TicketInHand))
    assert v.report()["overrides"] == {"child": 1}


def test_a_badge_at_the_open_pad_takes_the_place_of_what_was_typed(visitor: Open) -> None:
    v = visitor()
    v.live(READY, Touch(Press.CORNER), Pin("402"), see(s.OfficerSigningIn, entered="402"))
    show(v, given(v))
    v.live(see(s.OfficerDeciding))


def test_a_badge_answers_are_you_still_there_for_the_visit_behind(visitor: Open) -> None:
    v = visitor()
    v.live(READY, Touch(Press.START), see(s.ChoosingService), Pass(timedelta(seconds=61)), see(s.StillThere))
    show(v, given(v))
    v.live(see(s.OfficerDeciding))
    assert isinstance(v.kiosk.state.over, s.ChoosingService)


def test_a_badge_during_a_measurement_stops_it_as_the_corner_does(visitor: Open) -> None:
    v = visitor()
    secret = given(v)
    v.live(*TO_THE_MARKS, see(s.Measuring))
    show(v, secret)
    v.live(see(s.OfficerDeciding), Touch(Press.CLOSE), see(s.WashingHands))


def test_a_badge_that_is_nobodys_is_refused_kindly_and_the_pad_stands_open(visitor: Open) -> None:
    v = visitor()
    v.live(READY)
    show(v, NOBODYS)
    v.live(see(s.OfficerSigningIn, refused=s.PinRefusal.BADGE, checking=False))
    v.live(Pin(PIN), see(s.OfficerDeciding))


def test_a_badge_of_somebody_disabled_or_replaced_is_nobodys(visitor: Open) -> None:
    v = visitor()
    old = given(v)
    given(v)
    v.live(READY)
    show(v, old)
    v.live(see(s.OfficerSigningIn, refused=s.PinRefusal.BADGE), AGAIN)
    newest = given(v)
    staff_register.disable(v.engine, "Petugas", at=v.clock.utc())
    show(v, newest)
    v.live(see(s.OfficerSigningIn, refused=s.PinRefusal.BADGE, attempt=0))
    assert v.kiosk.attempts == 2


def test_a_badge_while_a_pin_is_being_checked_changes_nothing(visitor: Open) -> None:
    v = visitor()
    secret = given(v)
    v.live(READY, Touch(Press.CORNER))
    for digit in "135790":
        v.live(Touch(Press.DIGIT, digit))
    if isinstance(v.kiosk.state, s.OfficerSigningIn) and v.kiosk.state.checking:
        show(v, secret)
    v.live(see(s.OfficerSigningIn, refused=s.PinRefusal.WRONG))
    assert v.kiosk.attempts == 1


def test_wrong_badges_and_wrong_pins_are_counted_together_and_locked_together(visitor: Open) -> None:
    v = visitor()
    secret = given(v)
    v.live(READY, Touch(Press.CORNER))
    for wrong in ("135790", "246802"):
        v.live(Pin(wrong), see(s.OfficerSigningIn, refused=s.PinRefusal.WRONG))
    for _ in range(2):
        show(v, NOBODYS)
        v.live(see(s.OfficerSigningIn, refused=s.PinRefusal.BADGE, checking=False), AGAIN)
    show(v, NOBODYS)
    v.live(see(s.OfficerSigningIn, refused=s.PinRefusal.LOCKED), AGAIN)
    show(v, secret)
    v.live(see(s.OfficerSigningIn, refused=s.PinRefusal.LOCKED))
    # Residents are served meanwhile.
    v.live(Touch(Press.CLOSE), see(s.Welcome), *TO_THE_MASK, Touch(Press.MASK_ON), see(s.TicketInHand))
    v.live(Touch(Press.UNDERSTOOD), see(s.Welcome), Pass(timedelta(seconds=31)))
    show(v, secret)
    v.live(see(s.OfficerDeciding))


def test_a_badge_held_on_before_the_scanner_is_one_try(visitor: Open) -> None:
    v = visitor()
    v.live(READY)
    show(v, NOBODYS)
    v.live(see(s.OfficerSigningIn, refused=s.PinRefusal.BADGE))
    for _ in range(20):
        show(v, NOBODYS)
    assert v.kiosk.attempts == 1


def test_a_ticket_shown_by_a_resident_does_nothing(visitor: Open) -> None:
    v = visitor()
    v.live(*TO_THE_MASK, Touch(Press.MASK_ON), see(s.TicketInHand))
    assert badge.read(v.kiosk.state.ticket.token) is None


@pytest.mark.parametrize("way", ["sim", "pty"])
def test_a_serial_scanner_signs_in_and_its_secret_is_logged_nowhere(
    visitor: Open, way: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    name = f"badges-{way}"
    port = f"sim://scanner?name={name}"
    device = registry.device(port)
    try:
        with serve_pty(device) if way == "pty" else nullcontext(port) as opened:
            v = visitor(scanner=Scanner(types=False, port=opened))
            secret = given(v)
            v.live(READY, Eventually(lambda _: v.house.scanner is not None and v.house.scanner.listening))
            device.command(["show", f"AN1:{NOBODYS}"])
            device.command(["show", f"STAFF:{secret}"])
            v.live(see(s.OfficerDeciding), Touch(Press.CLOSE), see(s.Welcome))
            assert secret not in caplog.text + repr(v.kiosk)
            # The cable comes out and goes in again; nothing but the log tells of it.
            device.command(["unplug"])
            v.live(Eventually(lambda _: "the scanner is gone" in caplog.text))
            device.command(["plug"])
            v.live(Eventually(lambda _: "the scanner is back" in caplog.text))
            device.command(["show", f"STAFF:{secret}"])
            v.live(see(s.OfficerDeciding))
            assert secret not in caplog.text
    finally:
        registry.forget(name)


def test_no_scanner_is_listened_to_where_kiosk_ini_says_off(visitor: Open) -> None:
    v = visitor(scanner=replace(Scanner(), types=False))
    assert v.house.scanner is None
    assert not v.settings.scanner.there


def test_no_event_with_a_secret_says_it() -> None:
    assert NOBODYS not in repr(BadgeShown(NOBODYS))
