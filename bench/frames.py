"""Speed that is felt, at 1080 x 1920: how long a finger waits for its button, a screen for its first frame, a frame
for the next in a transition, and another look for its first frame. Beside it: an empty Kivy program's frame.

By the clock, and of the processor: without a graphics card the pixels are the processor's work, so that the second
tells on a busy machine too what the first would be on a quiet one.
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FRAME = 1000 / 60
ROWS = (
    ("empty", "still", "empty Kivy: a frame"),
    ("empty", "feedback", "empty Kivy: a changed label"),
    ("kiosk", "nothing", "a frame of nothing"),
    ("kiosk", "ground", "  of the ground alone"),
    ("kiosk", "still", "  with header, screen and footer"),
    ("kiosk", "feedback", "finger to pressed button"),
    ("kiosk", "first frame", "finger to next screen's first frame"),
    ("kiosk", "arranging", "  of which before it is drawn"),
    ("kiosk", "transition", "frames of a transition"),
    ("kiosk", "look", "finger to another look"),
)


def measure(program: str) -> dict[str, list[tuple[float, float]]]:
    """Milliseconds by kind of frame: by the clock, and of the processor."""
    child = subprocess.run(
        [sys.executable, "-m", "bench.children.frames", program],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    found: dict[str, list[tuple[float, float]]] = json.loads(child.stdout.splitlines()[-1])
    return found


def p95(values: list[float]) -> float:
    return sorted(values)[round(0.95 * (len(values) - 1))]


def main() -> None:
    found = {program: measure(program) for program in ("empty", "kiosk")}
    print(f"{'milliseconds':38}{'median':>8}{'p95':>8}{'worst':>8}   processor: {'median':>6}{'p95':>8}")
    for program, kind, title in ROWS:
        clock, work = ([spent[side] for spent in found[program][kind]] for side in (0, 1))
        print(
            f"{title:38}{statistics.median(clock):8.1f}{p95(clock):8.1f}{max(clock):8.1f}"
            f"              {statistics.median(work):6.1f}{p95(work):8.1f}"
        )
    print(
        f"aims: feedback within 100; touch to frame p95 at most {2 * FRAME:.0f}, two frames of sixty a second; "
        "no frame of a transition above 33"
    )


if __name__ == "__main__":
    main()
