"""Durable numbers a second through the store, beside bare sqlite3 doing the same two statements.

Both run in this process on files side by side, with the same schema and the same pragmas, in turns, so that a
busy disk is busy for both. Run: ``.venv/bin/python bench/store.py [--rounds N] [--dir FOLDER]``.
"""

from __future__ import annotations

import argparse
import secrets
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from kiosk.store.engine import open_store
from kiosk.store.tickets import take_number

PER_DAY = 50
FIRST_DAY = date(2020, 3, 24)
AT = datetime(2020, 3, 24, 1, 15, tzinfo=UTC)
GOAL = 0.5
VAR = Path(__file__).parents[1] / "var"  # not /tmp, which is often memory and makes every commit free

Take = Callable[[date, str], None]

STEP = "UPDATE service_day SET issued = issued + 1 WHERE day = ? AND (quota IS NULL OR issued < quota) RETURNING issued"
TICKET = """INSERT INTO ticket
(day, number, service, token, visit_key, kiosk, state, priority, ahead, witness, taken_at, reprints, recalls)
VALUES (?, ?, 'kk', ?, ?, 'kiosk', 'taken', 0,
    (SELECT count(*) FROM ticket WHERE day = ? AND number < ? AND state NOT IN ('void', 'served', 'no_show')),
    coalesce((SELECT substr(hash, 1, 8) FROM audit ORDER BY seq DESC LIMIT 1), '00000000'), ?, 0, 0)
RETURNING ahead, witness"""


def through_store(file: Path) -> Take:
    engine = open_store(f"sqlite:///{file}")

    def take(day: date, key: str) -> None:
        token = secrets.token_urlsafe(16)
        take_number(engine, day=day, quota=PER_DAY, service="kk", visit_key=key, token=token, at=AT)

    return take


def through_sqlite3(file: Path) -> Take:
    open_store(f"sqlite:///{file}").dispose()  # for the schema and the write-ahead log
    connection = sqlite3.connect(file, isolation_level=None, timeout=10)
    for pragma in ("synchronous = FULL", "foreign_keys = ON", "secure_delete = ON"):
        connection.execute(f"PRAGMA {pragma}")
    micros = int(AT.timestamp() * 1_000_000)

    def take(day: date, key: str) -> None:
        on, token = day.isoformat(), secrets.token_urlsafe(16)
        connection.execute("BEGIN IMMEDIATE")
        found = connection.execute(STEP, (on,)).fetchone()
        if found is None:
            connection.execute(
                "INSERT INTO service_day (day, quota, reserve, issued) VALUES (?, ?, 0, 0)", (on, PER_DAY)
            )
            found = connection.execute(STEP, (on,)).fetchone()
        connection.execute(TICKET, (on, found[0], token, key, on, found[0], micros)).fetchone()
        connection.execute("COMMIT")

    return take


def one_day(take: Take, day: date) -> list[float]:
    """Seconds that each number of the day took."""
    latencies = []
    for _ in range(PER_DAY):
        key = secrets.token_hex(16)
        start = time.perf_counter()
        take(day, key)
        latencies.append(time.perf_counter() - start)
    return latencies


def told(name: str, latencies: list[float]) -> str:
    cuts = statistics.quantiles(latencies, n=20)
    p50, p95 = cuts[9] * 1000, cuts[18] * 1000
    return (
        f"{name:12} {len(latencies) / sum(latencies):7.0f} numbers/s   p50 {p50:6.3f} ms   p95 {p95:6.3f} ms"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=40, help=f"days of {PER_DAY} numbers for each side")
    parser.add_argument("--dir", type=Path, default=VAR, help="a folder on the disk to be measured")
    options = parser.parse_args()
    options.dir.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=options.dir) as folder:
        store = through_store(Path(folder) / "store.db")
        bare = through_sqlite3(Path(folder) / "bare.db")
        store_latencies: list[float] = []
        bare_latencies: list[float] = []
        for take in (store, bare):  # compile, prepare, fill caches
            one_day(take, FIRST_DAY - timedelta(days=1))
        for i in range(options.rounds):
            bare_latencies += one_day(bare, FIRST_DAY + timedelta(days=i))
            store_latencies += one_day(store, FIRST_DAY + timedelta(days=i))
    print(told("store", store_latencies))
    print(told("bare sqlite3", bare_latencies))
    ratio = sum(bare_latencies) / sum(store_latencies)
    print(f"durable numbers, store / bare sqlite3: {ratio:.2f} (aim: at least {GOAL})")


if __name__ == "__main__":
    main()
