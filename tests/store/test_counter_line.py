"""What the counter sees of a day: who waits in which order, how long it takes, whose code this is."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine
from taking import AT, DAY, take

from kiosk.store.counter import Line, find_prefix, line, open_existing
from kiosk.store.desk import miss, recall, serve
from kiosk.store.errors import Cause, StoreError
from kiosk.store.tickets import Taken, take_number


def minutes(n: float) -> timedelta:
    return timedelta(minutes=n)


def waiting(found: Line) -> list[int]:
    return [ticket.number for ticket in found.waiting]


def give(engine: Engine, key: str, *, at: float = 0, priority: bool = False, token: str = "") -> Taken:
    taken = take_number(
        engine,
        day=DAY,
        quota=None,
        service="kk",
        visit_key=key,
        token=token or f"{key:A<16}",
        at=AT + minutes(at),
        priority=priority,
    )
    assert isinstance(taken, Taken)
    return taken


def test_an_empty_day_has_an_empty_line(engine: Engine) -> None:
    assert line(engine, DAY) == Line((), 0, 0, (), None, None)


def test_priority_goes_first_and_who_is_served_or_did_not_come_waits_no_more(engine: Engine) -> None:
    for n in range(1, 7):
        give(engine, f"V{n}", priority=n in (3, 5))
    serve(engine, DAY, 1, AT + minutes(5))
    miss(engine, DAY, 2)
    found = line(engine, DAY)
    assert waiting(found) == [3, 5, 4, 6]
    assert (found.served, found.missed) == (1, 1)
    assert [found.ahead_of(n) for n in (3, 5, 4, 6)] == [0, 1, 2, 3]
    assert found.ahead_of(7) == 4
    recall(engine, DAY, 2)
    assert waiting(line(engine, DAY)) == [3, 5, 2, 4, 6]


def test_people_ahead_of_a_new_number_are_those_the_counter_has_not_marked(engine: Engine) -> None:
    assert [give(engine, f"V{n}").ahead for n in range(1, 5)] == [0, 1, 2, 3]
    serve(engine, DAY, 1, AT)
    miss(engine, DAY, 2)
    assert give(engine, "V5").ahead == 2
    recall(engine, DAY, 2)
    assert give(engine, "V6").ahead == 4


def test_priority_has_only_those_ahead_who_are_really_called_before(engine: Engine) -> None:
    given = [give(engine, f"V{n}", priority=n in (3, 5)) for n in range(1, 7)]
    assert [each.ahead for each in given] == [0, 1, 0, 3, 1, 5]
    found = line(engine, DAY)
    # On paper stands what the counter will do, but for those with priority who come later.
    assert [found.ahead_of(n) for n in (3, 5, 6)] == [given[n - 1].ahead for n in (3, 5, 6)]


def test_waits_are_told_from_those_who_were_served(engine: Engine) -> None:
    for n in range(1, 6):
        give(engine, f"V{n}", at=n)
    for n, after in ((1, 10), (2, 14)):
        serve(engine, DAY, n, AT + minutes(after))
    few = line(engine, DAY)
    assert (few.usual_wait, few.pace, few.expected_wait(3)) == (None, None, None)
    serve(engine, DAY, 3, AT + minutes(24))
    found = line(engine, DAY)
    assert found.usual_wait == minutes(12)  # 9, 12 and 21
    assert found.pace == minutes(7)
    assert found.expected_wait(found.ahead_of(5)) == minutes(14)
    assert [ticket.number for ticket in found.recent] == [3, 2, 1]


def test_a_code_finds_its_ticket_the_newest_if_there_were_two(engine: Engine) -> None:
    give(engine, "V1", token="ABCDEFGHAAAAAAAA")
    give(engine, "V2", token="ABCDEFGIAAAAAAAA")
    found = find_prefix(engine, "ABCDEFGI")
    assert found is not None
    assert found.number == 2
    assert find_prefix(engine, "abcdefgi") is None
    assert find_prefix(engine, "________") is None
    tomorrow = date(2020, 3, 25)
    take_number(
        engine,
        day=tomorrow,
        quota=None,
        service="kk",
        visit_key="w",
        token="ABCDEFGIBBBBBBBB",
        at=AT + timedelta(days=1),
    )
    again = find_prefix(engine, "ABCDEFGI")
    assert again is not None
    assert again.day == tomorrow


def test_other_days_are_not_in_the_line(engine: Engine) -> None:
    take(engine, "v1", day=date(2020, 3, 23))
    assert waiting(line(engine, DAY)) == []


def test_a_database_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    with pytest.raises(StoreError) as caught:
        open_existing(f"sqlite:///{tmp_path / 'kiosk.db'}")
    assert caught.value.cause is Cause.AWAY
    assert list(tmp_path.iterdir()) == []


def test_a_database_that_is_there_is_opened(url: str, engine: Engine) -> None:
    give(engine, "V1")
    opened = open_existing(url)
    assert waiting(line(opened, DAY)) == [1]
    opened.dispose()
