"""What python-escpos keeps between two starts must never keep the next one from printing."""

from __future__ import annotations

import os
import platform
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
COMPOSE = (
    "from drivers.printers.blocks import Text; from drivers.printers.compose import compose; "
    "from drivers.printers.profiles import profile; "
    "print(len(compose([Text('17')], profile('escpos-80'), job='1')))"
)


def start(folder: Path) -> subprocess.Popen[str]:
    env = {**os.environ, "ESCPOS_CAPABILITIES_PICKLE_DIR": str(folder)}
    return subprocess.Popen(
        [sys.executable, "-c", COMPOSE],
        cwd=ROOT,
        env=env,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_kiosks_that_start_together_on_a_new_machine_all_print(tmp_path: Path) -> None:
    starts = [start(tmp_path) for _ in range(4)]
    for one in starts:
        out, err = one.communicate(timeout=60)
        assert one.returncode == 0, err
        assert int(out) > 0


def test_a_cache_that_a_power_cut_left_half_written_is_made_anew(tmp_path: Path) -> None:
    (tmp_path / f"{platform.python_version()}.capabilities.pickle").write_bytes(b"\x80\x04\x95")
    one = start(tmp_path)
    out, err = one.communicate(timeout=60)
    assert one.returncode == 0, err
    assert int(out) > 0
