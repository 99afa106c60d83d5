"""What a process that is never looked after comes to hold: memory, threads and open files over hundreds of visits in
the real window, its devices on serial lines of another process. Beside it: an empty Kivy program whose label changes
as often as the kiosk's screens do.

The first 240 are not counted: screens, looks and languages are built when they are first asked for, and stay, and so
do a few thousand measured texts, of which each visit brings some new ones.
Memory is judged on an X server alone: without one, SDL shows a growth that is none.
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import tempfile
from collections import deque
from contextlib import ExitStack
from pathlib import Path

from drivers.printers.profiles import profile
from drivers.simulators import registry
from drivers.simulators.printer import VirtualPrinter
from drivers.simulators.serve import serve_pty

ROOT = Path(__file__).resolve().parents[1]
VISITS = 480
WARM = 240
"""Visits after which everything has been built, and the measured texts are as many as are kept."""
DAY = 100
"""Visits of a busy day, for telling what a growth would come to."""

Held = dict[str, float]


def kiosk(count: int) -> list[Held]:
    """What the kiosk held, again and again over ``count`` visits."""
    door = registry.device("sim://gy-mcu90614?celsius=36.5&ambient=27&name=endurance-door")
    printer = VirtualPrinter(profile("escpos-80"))
    printer._tickets = deque(maxlen=2)  # type: ignore[assignment]  # their pictures are millions of bytes
    with ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory())
        ports = [stack.enter_context(serve_pty(device)) for device in (door, printer)]
        return _run(["kiosk", str(count), folder, *ports], door)


def _run(words: list[str], door: registry.Device | None = None) -> list[Held]:
    with tempfile.TemporaryFile("w+") as said:  # a pipe that nobody reads would stop the child
        child = subprocess.Popen(
            [sys.executable, "-m", "bench.children.endurance", *words],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=said,
            text=True,
        )
        assert child.stdout is not None
        found: list[Held] = []
        for line in child.stdout:
            told = json.loads(line)
            if "tell" in told and door is not None:
                door.command(told["tell"].split())
            elif "visits" in told:
                found.append(told)
        if child.wait(30) != 0 or len(found) < 3:
            said.seek(0)
            raise RuntimeError(f"ended with {child.returncode}: {said.read()[-3000:]}")
    return found


def growth(held: list[Held], what: str) -> float:
    """Of ``what`` a visit, by least squares, once everything has been built."""
    warm = [each for each in held if each["visits"] >= min(WARM, held[-1]["visits"] / 2)]
    return statistics.linear_regression(
        [each["visits"] for each in warm], [each[what] for each in warm]
    ).slope


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else VISITS
    for name, held in (("empty Kivy", _run(["empty", str(count)])), ("kiosk", kiosk(count))):
        last = held[-1]
        print(
            f"{name:<11} {count} visits   at the end {last['memory'] / 1e3:6.1f} MB, {last['threads']:.0f} threads, "
            f"{last['files']:.0f} files   growth a visit {growth(held, 'memory'):7.2f} kB, "
            f"{growth(held, 'objects'):6.2f} objects, {growth(held, 'threads'):.3f} threads, "
            f"{growth(held, 'files'):.3f} files"
        )
    a_day = growth(held, "memory") * DAY / 1e3
    print(f"a day of {DAY} visits would add {a_day:.2f} MB (aim: at most 1; no object, thread or file)")


if __name__ == "__main__":
    main()
