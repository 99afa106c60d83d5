"""The whole table of state x event, printed and kept as a golden file to be reviewed like code."""

from __future__ import annotations

import typing
from dataclasses import replace
from pathlib import Path

import pytest

from kiosk.rules import commands as c
from kiosk.rules import events as e
from kiosk.rules import states as s
from kiosk.rules.kiosk import Kiosk, Visit
from kiosk.rules.visit import step
from tests.rules.kiosks import EVENTS, LATER, NOW, STATES, Book, kiosk_in

GOLDEN = Path(__file__).with_name("visit_table.txt")


def name(value: object) -> str:
    """A state or event as the table names it: its class, and what tells its examples apart."""
    kind = type(value).__name__
    match value:
        case e.Touch(press=press):
            return press.name
        case s.Held(check=check, absolute=absolute):
            return f"{kind}({check.value}{', absolute' if absolute else ''})"
        case s.PreparingTicket(stage=stage):
            return f"{kind}({stage.name.lower()})"
        case s.OfficerSigningIn(over=over, checking=checking, refused=refused, badge=badge):
            how = (
                ("badge" if badge else "checking")
                if checking
                else refused.name.lower()
                if refused
                else "typing"
            )
            return f"{kind}({how} over {name(over)})"
        case s.OfficerDeciding(over=over, writing=writing, failed=failed):
            how = f"writing {writing} " if writing else "failed " if failed else ""
            return f"{kind}({how}over {name(over)})"
        case s.TechnicianAtWork(page=page, pin=pin, checking=checking):
            how = ", pin checking" if checking else ", pin" if pin else ""
            return f"{kind}({page.value}{how})"
        case e.PinAccepted(officer=officer) if officer.role is not s.Role.OFFICER:
            return f"{kind}({officer.role.value})"
        case s.StillThere(over=over):
            return f"{kind}(over {name(over)})"
        case e.PaperChecked(trouble=trouble):
            return f"{kind}({'no paper' if trouble else 'paper'})"
        case e.QuotaFound(service=service):
            return f"{kind}({'service' if service else 'day'})"
        case e.Remembered(returning=(_, *_)):
            return f"{kind}(resting)"
        case e.Remembered(restored=restored, broken_off=at):
            return f"{kind}({'broken off' if at else 'restored' if restored else 'whole'})"
        case e.PrintingFailed(nothing_out=True):
            return f"{kind}(nothing out)"
        case e.PinRefused(locked_until=until):
            return f"{kind}({'locked' if until else 'wrong'})"
        case s.EnteringReturnCode(refused=refused):
            return f"{kind}({refused.name.lower() if refused else 'typing'})"
        case _:
            return kind


def row(kiosk: Kiosk, event: e.Event, label: str) -> str | None:
    after, commands = step(kiosk, event, Book())
    asked = ", ".join(
        f"{type(x).__name__}({x.tally.value})" if isinstance(x, c.Count) else type(x).__name__
        for x in commands
    )
    if name(after.state) == name(kiosk.state) and not asked:
        return None
    return f"  {label:28} -> {name(after.state)}" + (f"   [{asked}]" if asked else "")


def table() -> str:
    lines = []
    for state in STATES:
        lines.append(name(state))
        stays = []
        for event in EVENTS:
            line = row(kiosk_in(state), event, name(event))
            lines.append(line) if line else stays.append(name(event))
        for seconds in (31, 61, 601):
            line = row(kiosk_in(state, quiet=seconds), e.Tick(), f"untouched for {seconds} s")
            if line:
                lines.append(line)
        late = replace(
            kiosk_in(state), now=replace(NOW, steady=NOW.steady + 35, local=LATER), touched=NOW.steady + 34
        )
        line = row(late, e.Tick(), "35 s later")
        if line:
            lines.append(line)
        lines.append(f"  stays: {' '.join(stays)}")
        lines.append("")
    return "\n".join(lines)


def test_the_table_of_every_state_and_event_is_the_reviewed_one(request: pytest.FixtureRequest) -> None:
    now = table()
    if request.config.getoption("--write-golden"):
        GOLDEN.write_text(now)
    assert now == GOLDEN.read_text(), "review the change, then run pytest with --write-golden"


def test_the_examples_cover_every_state_and_every_event() -> None:
    assert {type(state) for state in STATES} == set(typing.get_args(s.State))
    assert {type(event) for event in EVENTS} == set(typing.get_args(e.Event))


@pytest.mark.parametrize("state", STATES, ids=name)
def test_answers_of_an_earlier_visit_change_nothing_on_the_screen(state: s.State) -> None:
    kiosk = kiosk_in(state)
    for event in EVENTS:
        if not hasattr(event, "serial"):
            continue
        after, commands = step(kiosk, replace(event, serial=4), Book())
        assert after == kiosk
        assert all(isinstance(x, c.MarkPrinted | c.MarkUncertain) and x.serial == 4 for x in commands)


@pytest.mark.parametrize("state", STATES, ids=name)
def test_every_state_of_a_visit_ends_by_itself_when_everyone_walks_away(state: s.State) -> None:
    kiosk, book = kiosk_in(state), Book()
    for _ in range(4000):
        moment = replace(kiosk.now, steady=kiosk.now.steady + 1.0)
        kiosk, _ = step(replace(kiosk, now=moment), e.Tick(), book)
        if isinstance(kiosk.state, s.Welcome):
            break
    # These wait for a worker, and every worker answers: the flow tests pull the cables.
    answered = (s.PreparingTicket, s.WaitingForStore)
    writing = isinstance(state, s.OfficerDeciding) and state.writing is not None
    assert isinstance(kiosk.state, (s.Welcome, *answered)) or writing, name(kiosk.state)
    if isinstance(kiosk.state, s.Welcome):
        assert kiosk.visit is None
        assert kiosk.language == book.languages[0]


@pytest.mark.parametrize("state", STATES, ids=name)
def test_no_state_shows_a_pin_or_a_temperature_in_its_repr(state: s.State) -> None:
    kiosk = replace(kiosk_in(state), visit=Visit(5, LATER.date(), values=(3791,)))
    assert "3791" not in repr(kiosk)
    assert "12345" not in repr(kiosk)
