"""From the last touch of a visit to the ticket's first byte at the printer, a durable commit in between.

In the real window; the finger is put into Kivy's own queue, so that only the display server is left out. Beside
it, in the same run and on the same disk: one durable commit alone.
"""

from __future__ import annotations

import os
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
VISITS = 40


def commits(folder: str) -> list[float]:
    """Seconds of bare durable commits of one small row (WAL, synchronous=FULL)."""
    connection = sqlite3.connect(Path(folder) / "bare.sqlite", isolation_level=None)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("CREATE TABLE t (n INTEGER)")
    waits = []
    for n in range(VISITS):
        begun = time.perf_counter()
        connection.execute("INSERT INTO t VALUES (?)", (n,))
        waits.append(time.perf_counter() - begun)
        time.sleep(0.02)
    return waits


def main() -> None:
    # Not in /tmp, which may be memory: the commit shall reach a disk.
    base = ROOT / "var"
    base.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=base) as folder:
        bare = commits(folder)
        child = subprocess.run(
            [sys.executable, "-m", "bench.children.visits", folder, str(VISITS)],
            cwd=ROOT,
            env={**os.environ},
            capture_output=True,
            text=True,
            check=True,
        )
    waits = sorted(float(line.split()[1]) for line in child.stdout.splitlines() if line.startswith("wait "))
    if len(waits) != VISITS:
        raise RuntimeError(f"{len(waits)} tickets instead of {VISITS}: {child.stderr[-2000:]}")
    middle, slow = statistics.median(waits), waits[round(0.95 * (VISITS - 1))]
    alone = statistics.median(bare)
    print(
        f"touch to first printer byte   p50 {middle * 1e3:6.1f} ms   p95 {slow * 1e3:6.1f} ms   "
        f"(aim: p95 at most 50 ms)\n"
        f"one durable commit alone      p50 {alone * 1e3:6.1f} ms   ratio of the medians {middle / alone:.1f}"
    )


if __name__ == "__main__":
    main()
