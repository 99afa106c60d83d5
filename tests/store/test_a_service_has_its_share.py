"""A service with a quota of its own is never given beyond it, and never keeps other services from theirs."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, text
from taking import AT, DAY, take, take_in_processes

from kiosk.store.audit_codec import Actor
from kiosk.store.day_rules import adopt
from kiosk.store.engine import open_store
from kiosk.store.tickets import QuotaGone, Taken, day_view

FULL = QuotaGone(service=True)


def number(answer: Taken | QuotaGone) -> int | None:
    return answer.number if isinstance(answer, Taken) else None


def test_a_full_service_takes_no_number_from_the_day(engine: Engine) -> None:
    kk = [take(engine, f"kk{i}", service_quota=2) for i in range(3)]
    assert [number(answer) for answer in kk] == [1, 2, None]
    assert kk[2] == FULL
    assert number(take(engine, "ktp", service="ktp")) == 3
    assert day_view(engine, DAY).services == (("kk", 2), ("ktp", 1))


def test_the_day_is_full_before_its_services_are(engine: Engine) -> None:
    take(engine, "v1", quota=1, service_quota=5)
    assert take(engine, "v2", quota=1, service_quota=5) == QuotaGone()


def test_a_visit_that_has_its_number_keeps_it_when_its_service_is_full(engine: Engine) -> None:
    first = take(engine, "mine", service_quota=1)
    assert take(engine, "mine", service_quota=1) == first
    assert take(engine, "other", service_quota=1) == FULL
    assert day_view(engine, DAY).issued == 1


def test_an_officers_word_goes_beyond_a_services_quota_up_to_the_reserve(engine: Engine) -> None:
    take(engine, "v1", service_quota=1)
    beyond = [take(engine, f"b{i}", service_quota=1, reserve=2) for i in range(3)]
    assert [number(answer) for answer in beyond] == [2, 3, None]
    assert take(engine, "v2", service_quota=1) == FULL


def test_a_quota_that_comes_in_the_middle_of_a_day_counts_what_was_given_before(engine: Engine) -> None:
    for i in range(3):
        take(engine, f"v{i}")
    assert take(engine, "v3", service_quota=2) == FULL
    assert [number(take(engine, f"w{i}", service_quota=5)) for i in range(3)] == [4, 5, None]


def test_a_quota_lowered_and_raised_again_holds_as_it_is_handed_in(engine: Engine) -> None:
    for i in range(4):
        take(engine, f"v{i}", service_quota=5)
    assert take(engine, "lowered", service_quota=2) == FULL
    assert number(take(engine, "raised", service_quota=5)) == 5
    assert take(engine, "full", service_quota=5) == FULL


def test_rules_adopted_and_taken_back_do_not_lose_count(engine: Engine) -> None:
    first, second = "a" * 64, "b" * 64
    take(engine, "v1", service_quota=3, fingerprint=first)
    adopt(engine, DAY, second, at=AT, actor=Actor("kiosk-1"))
    take(engine, "v2", fingerprint=second)  # by rules without a quota for the service
    adopt(engine, DAY, first, at=AT, actor=Actor("kiosk-1"))
    assert number(take(engine, "v3", service_quota=3, fingerprint=first)) == 3
    assert take(engine, "v4", service_quota=3, fingerprint=first) == FULL


def test_the_database_itself_refuses_to_go_beyond(engine: Engine) -> None:
    take(engine, "v1", service_quota=1)
    with pytest.raises(Exception, match="ck_service_share_quota"), engine.begin() as connection:
        connection.execute(text("UPDATE service_share SET issued = issued + 1"))


def test_processes_that_race_for_several_services_stay_within_each(url: str) -> None:
    limits: dict[str, int | None] = {"kk": 17, "ktp": 9, "kia": None}
    keys = [[f"{service}-{p}-{i}" for i in range(8) for service in limits] for p in range(6)]
    answers = take_in_processes(url, keys, 60, limits)
    taken = sorted(answer.number for answer in answers if isinstance(answer, Taken))
    assert taken == list(range(1, 61))
    engine = open_store(url)
    view = dict(day_view(engine, DAY).services)
    assert (view["kk"], view["ktp"]) == (17, 9)
    with engine.connect() as connection:
        kept = connection.execute(text("SELECT service, quota, issued FROM service_share ORDER BY service"))
        assert [tuple(row) for row in kept] == [("kk", 17, 17), ("ktp", 9, 9)]
    engine.dispose()


SERVICES = ("kk", "ktp", "kia")


@settings(max_examples=25, deadline=None)
@given(
    asked=st.lists(
        st.tuples(
            st.integers(0, 9), st.sampled_from(SERVICES), st.none() | st.integers(0, 3), st.integers(0, 2)
        ),
        max_size=14,
    )
)
def test_any_order_of_asking_keeps_both_promises(
    tmp_path_factory: pytest.TempPathFactory, asked: list[tuple[int, str, int | None, int]]
) -> None:
    """Compared with the rule in a dictionary: a day of 6, services as handed in."""
    engine = open_store(f"sqlite:///{tmp_path_factory.mktemp('shares') / 'kiosk.db'}")
    given_out: dict[int, Taken] = {}
    counted = dict.fromkeys(SERVICES, 0)
    adopted = 0
    for visit, service, limit, reserve in asked:
        if limit is None:  # other rules begin, as a kiosk would have it
            adopted += 1
            adopt(engine, DAY, f"{adopted:064}")
        answer = take(engine, f"v{visit}", quota=6, service=service, service_quota=limit, reserve=reserve)
        if visit in given_out:
            assert answer == given_out[visit]
        elif len(given_out) >= 6 + reserve:
            assert answer == QuotaGone()
        elif limit is not None and counted[service] >= limit + reserve:
            assert answer == FULL
        else:
            assert isinstance(answer, Taken)
            assert answer.number == len(given_out) + 1
            given_out[visit] = answer
            counted[service] += 1
    engine.dispose()
