"""The pictures of docs/technician.md: ``python -m kiosk.conformance.technician_pictures``.

The screens are the real ones, with a calibration that the procedure itself has led (kiosk/ui/samples/bench.py).
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from kiosk.conformance.aiming import drawing
from kiosk.conformance.design_pictures import FOLDER, UPRIGHT, Shots, keep, row
from kiosk.conformance.display import display
from kiosk.conformance.survey import Look

HIGH = 640
ROWS = {
    "technician-begin": ("technician", "bench-start", "bench-warm-up", "bench-attest"),
    "technician-points": ("bench-reference", "bench-point", "bench-reading", "bench-fit"),
    "technician-end": ("bench-fit-refused", "bench-accept", "bench-second", "bench-recorded"),
    "technician-checks": ("quick", "quick-warning", "quick-out", "history"),
    "technician-paused": ("welcome-calibrating", "bench-half-way", "deciding-half-way"),
    "technician-care": ("care", "care-devices", "care-thermometer", "care-printer"),
    "technician-tests": ("care-touch", "care-sound", "care-keypad", "care-panel"),
    "technician-readiness": ("care-readiness", "deciding-unready"),
}
"""Moments of kiosk/ui/samples/kiosks.py side by side, by the picture's name."""
AIMING = "technician-aiming"


def main() -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    keep(AIMING, drawing())
    with tempfile.TemporaryDirectory() as folder, display() as name:
        shots = Shots(Path(folder), name)
        for picture, moments in ROWS.items():
            keep(picture, row(shots(Look(UPRIGHT), moments), HIGH))
    for path in sorted(FOLDER.glob("technician-*")):
        sys.stdout.write(f"{path.name}: {path.stat().st_size} bytes\n")


if __name__ == "__main__":
    main()
