"""A recording of the bytes is enough to live a measurement again."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def drivers(*words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "drivers", *words]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)


def replay(file: Path) -> tuple[int, list[dict[str, object]]]:
    command = [sys.executable, "-m", "kiosk", "replay", str(file), "--model", "gy-mcu90614"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    return done.returncode, [json.loads(line) for line in done.stdout.splitlines()]


def test_a_recorded_person_is_measured_again_from_the_file(tmp_path: Path) -> None:
    file = tmp_path / "good.jsonl"
    port = "sim://gy-mcu90614?celsius=36.6&ambient=27&seed=5"
    drivers("record", "--model", "gy-mcu90614", "--port", port, "--out", str(file), "--seconds", "4")
    status, turns = replay(file)
    assert status == 0
    assert abs(float(str(turns[-1]["object"])) - 36.6) <= 0.05


def test_a_recorded_fault_is_told_as_the_instruments(tmp_path: Path) -> None:
    file = tmp_path / "stuck.jsonl"
    port = "sim://gy-mcu90614?celsius=36.6&ambient=27&fault=frozen"
    drivers("record", "--model", "gy-mcu90614", "--port", port, "--out", str(file), "--seconds", "5")
    status, turns = replay(file)
    assert status == 1
    assert turns[-1]["fault"] == "frozen"
