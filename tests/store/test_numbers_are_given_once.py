"""A number is never given twice, never lost, and never beyond the quota."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine
from taking import AT, DAY, take, take_in_processes

from kiosk.store.engine import open_store
from kiosk.store.tickets import (
    DayView,
    QuotaGone,
    Taken,
    day_view,
    mark_printed,
    mark_uncertain,
    take_number,
    unfinished,
)


def numbers(answers: list[Taken | QuotaGone]) -> list[int]:
    return sorted(answer.number for answer in answers if isinstance(answer, Taken))


def test_numbers_count_up_until_the_quota_is_gone(engine: Engine) -> None:
    answers = [take(engine, f"v{i}", quota=3) for i in range(5)]
    assert numbers(answers) == [1, 2, 3]
    assert answers[3:] == [QuotaGone(), QuotaGone()]
    assert day_view(engine, DAY) == DayView(issued=3, waiting=3, services=(("kk", 3),))


def test_each_day_counts_for_itself(engine: Engine) -> None:
    take(engine, "v1", quota=1)
    assert take(engine, "v2", quota=1, day=date(2020, 3, 25)) != QuotaGone()
    assert day_view(engine, date(2020, 3, 26)) == DayView(issued=0, waiting=0)


def test_no_quota_means_no_end_and_a_quota_of_none_at_all_means_no_number(engine: Engine) -> None:
    assert numbers([take(engine, f"v{i}", quota=None) for i in range(60)]) == list(range(1, 61))
    assert take(engine, "w", quota=0, day=date(2020, 3, 25)) == QuotaGone()


def test_the_same_visit_gets_the_same_answer_even_when_the_quota_is_gone(engine: Engine) -> None:
    first = take(engine, "mine", quota=2)
    take(engine, "other", quota=2)
    assert take(engine, "mine", quota=2) == first
    assert take(engine, "mine", quota=3) == first
    assert take(engine, "mine", quota=3, day=date(2020, 3, 25)) == first
    assert day_view(engine, DAY).issued == 2
    assert day_view(engine, date(2020, 3, 25)).issued == 0


def test_the_quota_follows_the_policy_during_the_day(engine: Engine) -> None:
    for i in range(4):
        take(engine, f"v{i}", quota=5)
    assert take(engine, "lowered", quota=2) == QuotaGone()
    assert numbers([take(engine, "raised", quota=6), take(engine, "last", quota=6)]) == [5, 6]
    assert take(engine, "full", quota=6) == QuotaGone()
    assert numbers([take(engine, "unlimited", quota=None)]) == [7]
    assert take(engine, "again", quota=6) == QuotaGone()


def test_ahead_counts_those_who_still_wait(engine: Engine) -> None:
    for i in range(3):
        take(engine, f"v{i}")
    with engine.begin() as connection:
        connection.exec_driver_sql(
            "UPDATE ticket SET state = 'served', served_at = taken_at WHERE number = 1"
        )
        connection.exec_driver_sql("UPDATE ticket SET state = 'void', void_reason = 'left' WHERE number = 2")
    fourth = take(engine, "v3")
    assert isinstance(fourth, Taken)
    assert (fourth.number, fourth.ahead) == (4, 1)
    assert day_view(engine, DAY) == DayView(issued=4, waiting=2, services=(("kk", 4),))


def test_unfinished_are_those_of_whom_nothing_is_known(engine: Engine) -> None:
    for key in ("printed", "uncertain", "killed"):
        take(engine, key)
    mark_printed(engine, "printed", AT)
    mark_uncertain(engine, "uncertain")
    assert [left.visit_key for left in unfinished(engine, DAY)] == ["killed"]
    assert unfinished(engine, DAY)[0].taken_at == AT


def test_paper_once_seen_stays_seen_and_uncertain_paper_can_be_found(engine: Engine) -> None:
    take(engine, "v1")
    mark_uncertain(engine, "v1")
    mark_printed(engine, "v1", AT)
    mark_printed(engine, "v1", AT)
    mark_uncertain(engine, "v1")
    with engine.begin() as connection:
        row = connection.exec_driver_sql("SELECT state, printed_at FROM ticket").one()
    assert row == ("printed", 1585012500000000)


def test_marking_a_visit_without_a_ticket_is_a_mistake(engine: Engine) -> None:
    with pytest.raises(LookupError):
        mark_printed(engine, "nobody", AT)


def test_a_time_without_a_zone_is_refused(engine: Engine) -> None:
    naive = datetime(2020, 3, 24, 8, 15)  # noqa: DTZ001 - the mistake under test
    with pytest.raises(ValueError, match="naive"):
        take_number(engine, day=DAY, quota=1, service="kk", visit_key="v", token="t" * 22, at=naive)
    assert day_view(engine, DAY).issued == 0


@pytest.mark.parametrize(("processes", "each", "quota"), [(8, 50, 200)])
def test_eight_processes_share_the_numbers_without_an_error(
    url: str, processes: int, each: int, quota: int
) -> None:
    keys = [[f"p{p}-{i}" for i in range(each)] for p in range(processes)]
    answers = take_in_processes(url, keys, quota)
    assert numbers(answers) == list(range(1, quota + 1))
    assert answers.count(QuotaGone()) == processes * each - quota


def test_a_race_for_the_same_visits_gives_each_one_number(url: str) -> None:
    keys = [f"v{i}" for i in range(20)]
    answers = take_in_processes(url, [keys, keys[::-1], keys, keys[::-1]], 15)
    taken = [answer for answer in answers if isinstance(answer, Taken)]
    assert sorted({answer.number for answer in taken}) == list(range(1, 16))
    assert len(set(taken)) == 15  # the same number always with the same token and the same people ahead


@settings(max_examples=25, deadline=None)
@given(
    asked=st.lists(st.tuples(st.integers(0, 6), st.one_of(st.none(), st.integers(0, 6))), max_size=14),
)
def test_any_order_of_asking_keeps_the_promise(
    tmp_path_factory: pytest.TempPathFactory, asked: list[tuple[int, int | None]]
) -> None:
    """Compared with the rule in five lines: a dictionary of visits and a counter."""
    engine = open_store(f"sqlite:///{tmp_path_factory.mktemp('promise') / 'kiosk.db'}")
    given_out: dict[int, Taken] = {}
    for visit, quota in asked:
        answer = take(engine, f"v{visit}", quota=quota)
        if visit in given_out:
            assert answer == given_out[visit]
        elif quota is None or len(given_out) < quota:
            assert isinstance(answer, Taken)
            assert (answer.number, answer.ahead) == (len(given_out) + 1, len(given_out))
            given_out[visit] = answer
        else:
            assert answer == QuotaGone()
    assert day_view(engine, DAY).issued == len(given_out)
    engine.dispose()
