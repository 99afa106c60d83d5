"""Time to the first frame that can be touched, memory and idle load, each beside an empty Kivy program."""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psutil

ROOT = Path(__file__).resolve().parents[1]
RUNS = 5
IDLE = 10.0
SETTLED = 20.0
"""Seconds until every screen has been rehearsed."""


def start(program: str, folder: str, *more: str) -> tuple[subprocess.Popen[str], float]:
    """The running child, and the seconds from its start to its first touchable frame."""
    begun = time.monotonic()
    child = subprocess.Popen(
        [sys.executable, "-m", f"bench.children.{program}", folder, *more],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert child.stdout is not None
    for line in child.stdout:
        if line.startswith("ready "):
            return child, float(line.split()[1]) - begun
    raise RuntimeError(f"{program} ended before its first frame")


def first_frame(program: str, folder: str) -> float:
    child, seconds = start(program, folder)
    child.wait(30)
    return seconds


def at_rest(program: str, folder: str) -> tuple[float, float]:
    """Resident memory in MB and processor load in percent of one core, settled and untouched."""
    child, _ = start(program, folder, "--stay")
    try:
        process = psutil.Process(child.pid)
        time.sleep(SETTLED)
        process.cpu_percent()
        time.sleep(IDLE)
        return process.memory_info().rss / 1e6, process.cpu_percent()
    finally:
        child.terminate()
        child.wait(30)


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        # An installed program has its modules compiled; a checkout that has just been edited has not.
        subprocess.run(
            [sys.executable, "-m", "compileall", "-q", "kiosk", "drivers", "bench"], cwd=ROOT, check=True
        )
        first_frame("kiosk", folder)  # draws the pictures and compiles the words that later starts find ready
        pairs = [(first_frame("empty", folder), first_frame("kiosk", folder)) for _ in range(RUNS)]
        empty, kiosk = (statistics.median(side) for side in zip(*pairs, strict=True))
        print(
            f"first touchable frame   empty Kivy {empty:6.2f} s   kiosk {kiosk:6.2f} s   "
            f"ratio {kiosk / empty:.2f}   (aim: at most 1.5)"
        )
        (empty_mb, empty_load), (kiosk_mb, kiosk_load) = at_rest("empty", folder), at_rest("kiosk", folder)
        print(
            f"memory at rest          empty Kivy {empty_mb:6.1f} MB  kiosk {kiosk_mb:6.1f} MB  "
            f"ratio {kiosk_mb / empty_mb:.2f}   (aim: at most 1.25)"
        )
        print(
            f"idle processor load     empty Kivy {empty_load:6.2f} %   kiosk {kiosk_load:6.2f} %   "
            f"ratio {kiosk_load / max(empty_load, 0.01):.2f}   (aim: kiosk at most 2 %)"
        )


if __name__ == "__main__":
    main()
