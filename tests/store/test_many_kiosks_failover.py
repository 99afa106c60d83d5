"""A server dies, its standby takes over: kiosks go on by themselves, with the number after the last one given."""

from __future__ import annotations

import time

import pytest
from sqlalchemy import Engine
from taking import DAY, take
from two_servers import primary_and_standby

from kiosk.store import engine as engine_module
from kiosk.store.engine import open_store
from kiosk.store.errors import Cause, StoreError
from kiosk.store.tickets import QuotaGone, Taken, day_view


def asked_until_answered(engine: Engine, key: str, quota: int) -> Taken | QuotaGone:
    """As the kiosk does: the same question again while the database is away."""
    deadline = time.monotonic() + 20
    while True:
        try:
            return take(engine, key, quota=quota)
        except StoreError:
            if time.monotonic() > deadline:
                raise


def numbers(answers: list[Taken | QuotaGone]) -> list[int]:
    return [answer.number for answer in answers if isinstance(answer, Taken)]


def test_a_kiosk_follows_its_database_to_the_standby(postgres: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """First the standby is away for a while: a number that is not on both disks is not told."""
    monkeypatch.setattr(engine_module, "BUSY_PATIENCE", 0.5)
    with primary_and_standby() as (primary, standby):
        hosts = f"host={primary.folder}&host={standby.folder}"
        engine = open_store(f"postgresql+psycopg://postgres@/postgres?{hosts}")
        assert numbers([take(engine, f"v{i}", quota=12) for i in range(1, 5)]) == [1, 2, 3, 4]
        standby.kill()
        with pytest.raises(StoreError) as caught:
            take(engine, "v5", quota=12)
        assert caught.value.cause is Cause.AWAY
        standby.start()
        assert numbers([asked_until_answered(engine, "v5", 12)]) == [5]

        primary.kill()
        with pytest.raises(StoreError, match="not a standby") as caught:
            take(engine, "v6", quota=12)  # it answers, and may not write yet
        assert caught.value.cause is Cause.READ_ONLY
        standby.promote()
        answers = [asked_until_answered(engine, f"v{i}", 12) for i in range(1, 14)]
        assert numbers(answers) == list(range(1, 13))
        assert answers[-1] == QuotaGone()
        assert day_view(engine, DAY).issued == 12
        engine.dispose()
