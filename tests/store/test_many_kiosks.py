"""Several kiosks share one quota on a real PostgreSQL, over wires that break at the worst moment."""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Callable

import pytest
from many_kiosks import Cut, now_and_then, run_kiosks, wire
from sqlalchemy import create_engine, make_url, text
from taking import AT, DAY, take

from kiosk.store.audit_codec import Actor
from kiosk.store.day_rules import adopt
from kiosk.store.engine import open_store
from kiosk.store.errors import Cause, StoreError
from kiosk.store.tickets import QuotaGone, Taken, day_view, take_number

KIOSKS, EACH, QUOTA = 8, 30, 200


def test_eight_kiosks_with_dying_connections_give_each_number_once(postgres_url: str) -> None:
    """COMMITs lost, answers of COMMITs lost, backends ended by the server: 1..200, and one number a visit."""
    open_store(postgres_url).dispose()
    with wire(postgres_url, now_and_then(seed=7)) as (cutting, url), ending_backends(postgres_url) as ended:
        kiosks = run_kiosks(url, EACH, QUOTA, kiosks=KIOSKS)
    told = dict(pair for kiosk in kiosks for pair in kiosk.told)
    assert len(told) == KIOSKS * EACH
    numbers = {key: answer.number for key, answer in told.items() if isinstance(answer, Taken)}
    assert sorted(numbers.values()) == list(range(1, QUOTA + 1))
    assert list(told.values()).count(QuotaGone()) == KIOSKS * EACH - QUOTA
    engine = open_store(postgres_url)
    with engine.connect() as connection:
        kept = connection.execute(text("SELECT visit_key, number, kiosk FROM ticket")).all()
    assert {key: number for key, number, _ in kept} == numbers
    assert all(key.startswith(f"{kiosk}/") for key, _, kiosk in kept)
    assert day_view(engine, DAY).issued == QUOTA
    engine.dispose()
    # It was not a fair-weather walk:
    assert min(cutting.cuts[Cut.BEFORE], cutting.cuts[Cut.AFTER]) >= 10
    assert ended.count >= 3
    assert sum(kiosk.failures for kiosk in kiosks) >= 20


class ending_backends:  # noqa: N801 - reads as a with-block
    """The server itself ends a connection every few hundredths of a second, at random."""

    def __init__(self, url: str) -> None:
        self._engine = create_engine(url, isolation_level="AUTOCOMMIT")
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._run)
        self.count = 0

    def _run(self) -> None:
        chance = random.Random(11)
        others = text(
            "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
            " AND application_name = 'kiosk'"
        )
        with self._engine.connect() as connection:
            while not self._done.wait(chance.uniform(0.01, 0.08)):
                found = [row.pid for row in connection.execute(others)]
                if found:
                    ended = connection.scalar(
                        text("SELECT pg_terminate_backend(:p)"), {"p": chance.choice(found)}
                    )
                    self.count += bool(ended)

    def __enter__(self) -> ending_backends:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._done.set()
        self._thread.join(10)
        self._engine.dispose()


@pytest.mark.parametrize(("where", "first"), [(Cut.AFTER, 1), (Cut.BEFORE, 0)])
def test_an_answer_lost_at_commit_is_found_by_the_visits_key(
    postgres_url: str, where: Cut, first: int
) -> None:
    open_store(postgres_url).dispose()
    fate: list[Cut] = []
    with wire(postgres_url, lambda: fate.pop() if fate else Cut.NOWHERE) as (cutting, url):
        engine = open_store(url)
        fate.append(where)
        with pytest.raises(StoreError) as caught:
            take(engine, "mine")
        assert caught.value.cause is Cause.AWAY
        assert cutting.cuts[where] == 1
        assert day_view(engine, DAY).issued == first
        other = open_store(postgres_url)
        assert take(other, "other").number == first + 1  # type: ignore[union-attr]
        other.dispose()
        mine = take(engine, "mine")
        assert isinstance(mine, Taken)
        assert mine.number == (1 if first else 2)
        assert day_view(engine, DAY).issued == 2
        engine.dispose()


def test_a_number_asked_for_again_while_its_commit_still_hangs_waits_for_it(postgres_url: str) -> None:
    """The old connection is dead for the kiosk, but not yet for the server."""
    engine = open_store(postgres_url)
    take(engine, "first")
    hanging = create_engine(postgres_url)
    answers: list[object] = []
    with hanging.connect() as connection:
        connection.execute(text("UPDATE service_day SET issued = 2 WHERE issued = 1"))
        connection.execute(
            text(
                "INSERT INTO ticket (day, number, service, token, visit_key, kiosk, state, priority, ahead,"
                " witness, taken_at, reprints, recalls) VALUES (:d, 2, 'kk', 'tttttttttttttttt', 'mine', 'kiosk',"
                " 'taken', false, 1, '00000000', 0, 0, 0)"
            ),
            {"d": DAY},
        )
        asking = threading.Thread(target=lambda: answers.append(take(engine, "mine")))
        asking.start()
        wait_until(lambda: somebody_waits(postgres_url))
        connection.commit()
        asking.join(10)
    assert [answer.number for answer in answers if isinstance(answer, Taken)] == [2]
    assert day_view(engine, DAY).issued == 2
    engine.dispose()
    hanging.dispose()


def somebody_waits(url: str) -> bool:
    engine = create_engine(url)
    with engine.connect() as connection:
        found = connection.scalar(
            text(
                "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
                " AND datname = current_database()"
            )
        )
    engine.dispose()
    return bool(found)


def wait_until(holds: Callable[[], bool], patience: float = 10.0) -> None:
    deadline = time.monotonic() + patience
    while not holds():
        assert time.monotonic() < deadline, "it did not happen"


def test_a_database_that_goes_away_is_told_at_once_and_comes_back_by_itself(postgres_url: str) -> None:
    open_store(postgres_url).dispose()
    with wire(postgres_url, lambda: Cut.NOWHERE) as (cutting, url):
        engine = open_store(url)
        take(engine, "v1")
        cutting.sever()
        before = time.monotonic()
        for _ in range(3):
            with pytest.raises(StoreError, match="does not answer") as caught:
                take(engine, "v2")
            assert caught.value.cause is Cause.AWAY
        assert time.monotonic() - before < 3
        cutting.mend()
        assert take(engine, "v2").number == 2  # type: ignore[union-attr]
        engine.dispose()


def ask(engine: object, key: str, rules: str | None, quota: int | None = 50) -> Taken | QuotaGone:
    return take_number(
        engine,  # type: ignore[arg-type]
        day=DAY,
        quota=quota,
        service="kk",
        visit_key=key,
        token=f"{key:t>16}",
        at=AT,
        fingerprint=rules,
    )


def test_a_kiosk_with_other_rules_says_so_and_gives_nothing(url: str) -> None:
    engine = open_store(url)
    ask(engine, "v1", "a" * 64)
    for job in (lambda: ask(engine, "v2", "b" * 64, 99), lambda: day_view(engine, DAY, "b" * 64)):
        with pytest.raises(
            StoreError, match=r"other rules today: .* \(2020-03-24: aaaaaaaa there, bbbb"
        ) as caught:
            job()
        assert caught.value.cause is Cause.RULES
    assert day_view(engine, DAY, "a" * 64).issued == 1
    with engine.connect() as connection:
        assert connection.scalar(text("SELECT quota FROM service_day")) == 50
    assert ask(engine, "v1", "b" * 64) == ask(engine, "v1", "a" * 64)  # its answer was given before
    assert ask(engine, "v3", "a" * 64) != QuotaGone()
    engine.dispose()


def test_rules_changed_in_the_middle_of_a_day_hold_once_somebody_says_so(url: str) -> None:
    engine = open_store(url)
    assert not adopt(engine, DAY, "b" * 64)
    ask(engine, "v1", "a" * 64)
    for changed in (True, False):
        assert adopt(engine, DAY, "b" * 64, at=AT, actor=Actor("kiosk-2:shell")) == changed
    assert isinstance(ask(engine, "v2", "b" * 64), Taken)
    with pytest.raises(StoreError):
        ask(engine, "v3", "a" * 64)
    with engine.connect() as connection:
        kept = connection.execute(text("SELECT actor, type FROM audit")).all()
    assert [tuple(row) for row in kept] == [("kiosk-2:shell", "rules_adopted")]
    engine.dispose()


def test_a_day_begun_without_rules_takes_those_of_the_first_kiosk_that_tells_them(url: str) -> None:
    engine = open_store(url)
    ask(engine, "v1", None)
    ask(engine, "v2", "a" * 64)
    with pytest.raises(StoreError):
        ask(engine, "v3", "b" * 64)
    assert isinstance(ask(engine, "v4", None), Taken)
    with pytest.raises(StoreError):
        ask(engine, "v5", "b" * 64)
    engine.dispose()


def test_the_second_of_several_hosts_is_asked_when_the_first_is_gone(postgres_url: str) -> None:
    open_store(postgres_url).dispose()
    with wire(postgres_url, lambda: Cut.NOWHERE) as (_, url):
        behind = make_url(url)
        hosts = behind.set(host=None, port=None).update_query_pairs(
            [("host", "127.0.0.1:1"), ("host", f"127.0.0.1:{behind.port}")]
        )
        engine = open_store(hosts.render_as_string(hide_password=False))
        assert take(engine, "v1").number == 1  # type: ignore[union-attr]
        engine.dispose()


def test_tls_that_is_asked_for_in_the_address_is_not_done_without(postgres_url: str) -> None:
    """This server has no certificate: a kiosk that was told to want one does not speak to it in clear."""
    open_store(postgres_url).dispose()
    with wire(postgres_url, lambda: Cut.NOWHERE) as (_, url):
        wanting = make_url(url).update_query_dict({"sslmode": "verify-full"})
        with pytest.raises(StoreError, match="did not prove who it is"):
            open_store(wanting.render_as_string(hide_password=False))
