"""Shared by the tests: asking for a number, in this process or in others."""

from __future__ import annotations

import multiprocessing
import secrets
from datetime import UTC, date, datetime

from sqlalchemy import Engine

from kiosk.store.engine import open_store
from kiosk.store.tickets import QuotaGone, Taken, take_number

DAY = date(2020, 3, 24)
AT = datetime(2020, 3, 24, 1, 15, tzinfo=UTC)


def take(
    engine: Engine,
    visit_key: str,
    *,
    quota: int | None = 50,
    service: str = "kk",
    day: date = DAY,
    service_quota: int | None = None,
    reserve: int = 0,
    fingerprint: str | None = None,
) -> Taken | QuotaGone:
    return take_number(
        engine,
        day=day,
        quota=quota,
        service=service,
        visit_key=visit_key,
        token=secrets.token_urlsafe(16),
        at=AT,
        service_quota=service_quota,
        reserve=reserve,
        fingerprint=fingerprint,
    )


def take_in_processes(
    url: str, keys: list[list[str]], quota: int, services: dict[str, int | None] | None = None
) -> list[Taken | QuotaGone]:
    """One process for each list of keys, all let go at the same moment; their answers in no order. ``services``
    and their quotas: the part of a key before the first dash says which it asks for."""
    context = multiprocessing.get_context("spawn")
    start = context.Barrier(len(keys))
    answers: multiprocessing.Queue[Taken | QuotaGone | BaseException] = context.Queue()
    processes = [
        context.Process(target=_take_all, args=(url, mine, quota, services or {}, start, answers))
        for mine in keys
    ]
    for process in processes:
        process.start()
    found = [answers.get(timeout=60) for _ in range(sum(map(len, keys)))]
    for process in processes:
        process.join(timeout=30)
    errors = [answer for answer in found if isinstance(answer, BaseException)]
    assert errors == []
    return [answer for answer in found if not isinstance(answer, BaseException)]


def _take_all(url, keys, quota, services, start, answers) -> None:  # type: ignore[no-untyped-def]
    start.wait(timeout=60)
    try:
        engine = open_store(url)  # together too: one of them migrates, the others wait
    except Exception as error:  # noqa: BLE001 - told to the test, which fails on it
        answers.put(error)
        return
    for key in keys:
        try:
            service = key.partition("-")[0] if services else "kk"
            limit = services.get(service)
            answers.put(take(engine, key, quota=quota, service=service, service_quota=limit))
        except Exception as error:  # noqa: BLE001 - told to the test, which fails on it
            answers.put(error)
    engine.dispose()
