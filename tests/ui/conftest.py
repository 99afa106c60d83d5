"""Kivy runs in processes of its own, on an X server that exists for these tests only."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from kiosk.conformance.display import display as display_for_looking

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 300


@pytest.fixture(scope="session")
def display() -> Iterator[str]:
    """A display that only this session draws on."""
    with display_for_looking() as name:
        yield name


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
