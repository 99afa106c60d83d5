"""A technician calibrates the demonstration's wrong thermometer in the real window, by touches alone."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from kiosk.conformance.display import display

ROOT = Path(__file__).resolve().parents[2]


def test_from_the_corner_to_the_record_by_a_finger_alone(tmp_path: Path) -> None:
    with display(1080, 1920) as screen:
        done = subprocess.run(
            [sys.executable, "-m", "tests.e2e.by_technician", str(tmp_path)],
            cwd=ROOT,
            env={**os.environ, "DISPLAY": screen},
            capture_output=True,
            text=True,
            timeout=110,
            check=False,
        )
    assert done.returncode == 0, done.stderr
    lived = json.loads(done.stdout.splitlines()[-1])
    assert lived == ["CalibrationScreen", "CalibrationScreen", "accepted", "Welcome"], lived
    assert len(list((tmp_path / "demo" / "calibrations").glob("CK-*.pdf"))) == 1
