"""Kivy runs in processes of its own, on an X server that exists for these tests only."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
SCREEN = "2000x2000x24"
PATIENCE = 90


@pytest.fixture(scope="session")
def display() -> Iterator[str]:
    """A display that only this session draws on; Xvfb chooses a free number itself."""
    if shutil.which("Xvfb") is None:
        pytest.fail("Xvfb is missing: apt-get install xvfb")
    readable, writable = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writable), "-screen", "0", SCREEN, "-nolisten", "tcp"],
        pass_fds=[writable],
        stderr=subprocess.DEVNULL,
    )
    os.close(writable)
    with os.fdopen(readable) as told:
        number = told.readline().strip()
    assert number, "Xvfb did not start"
    yield f":{number}"
    server.terminate()
    server.wait()


@pytest.fixture(scope="session")
def in_window(display: str, tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Any]:
    """Run a module of this folder in a process with a window; what it prints last is its answer in JSON."""
    cache = tmp_path_factory.mktemp("cache")

    def run(module: str, *arguments: str) -> Any:
        done = subprocess.run(
            [sys.executable, "-m", f"tests.ui.{module}", *arguments],
            cwd=ROOT,
            env={**os.environ, "DISPLAY": display, "XDG_CACHE_HOME": str(cache)},
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout.splitlines()[-1])

    return run
