"""A visit keeps the day it began on, and no wait in it gets longer or shorter when the clock is set."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, time, timedelta

import pytest

from kiosk.rules import events as e
from kiosk.rules import states as s
from kiosk.rules.commands import TakeNumber
from kiosk.rules.kiosk import Kiosk, Moment
from kiosk.rules.opening import WIB
from kiosk.rules.policy import Window
from kiosk.rules.visit import step
from tests.rules.kiosks import NOW, RESIDENT_STATES, SERIAL, Book, kiosk_in

MIDNIGHT = datetime(2020, 3, 25, tzinfo=WIB)


class NightBook(Book):
    """An office that gives numbers until the last minute of the day."""

    policies = (replace(Book.policies[0], windows=(Window(time(0), time(23, 59)),) * 7),)


def at(kiosk, local, steady):
    return replace(kiosk, now=Moment(steady, local))


def test_midnight_in_the_middle_of_a_visit_leaves_it_its_own_day():
    evening = MIDNIGHT - timedelta(minutes=2)
    kiosk = Kiosk(
        now=Moment(1000.0, evening), language="id", state=s.Welcome(), day=evening.date(), issued=16
    )
    kiosk, _ = step(kiosk, e.Touch(e.Press.START, ""), NightBook())
    assert kiosk.visit.day == evening.date()
    kiosk = at(
        replace(kiosk, state=s.PreparingTicket(s.Stage.PAPER, 1300.0)),
        MIDNIGHT + timedelta(minutes=3),
        1300.0,
    )
    kiosk, _ = step(kiosk, e.Tick(), NightBook())
    kiosk, commands = step(kiosk, e.PaperChecked(kiosk.visit.serial, None), NightBook())
    (take,) = [command for command in commands if isinstance(command, TakeNumber)]
    assert (take.day, take.quota) == (evening.date(), 50)


@pytest.mark.parametrize(
    "by", [-timedelta(days=365), -timedelta(days=1), timedelta(hours=1), timedelta(days=1)]
)
@pytest.mark.parametrize("state", RESIDENT_STATES, ids=lambda state: type(state).__name__)
@pytest.mark.parametrize("quiet", [1.0, 59.0, 61.0, 700.0])
def test_a_clock_that_is_set_ends_no_wait_and_prolongs_none(state, by, quiet):
    kiosk = kiosk_in(state, quiet=quiet)
    usual, usual_commands = step(at(kiosk, NOW.local, NOW.steady + 0.25), e.Tick(), Book())
    moved, commands = step(at(kiosk, NOW.local + by, NOW.steady + 0.25), e.Tick(), Book())
    assert moved.state == usual.state
    assert (moved.visit, moved.returning, moved.extensions) == (
        usual.visit,
        usual.returning,
        usual.extensions,
    )
    of_the_visit = [command for command in usual_commands if getattr(command, "serial", None) == SERIAL]
    assert [command for command in commands if getattr(command, "serial", None) == SERIAL] == of_the_visit
