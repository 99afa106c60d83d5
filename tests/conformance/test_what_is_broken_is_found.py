"""One thing broken on a real screen, in a real window, is found and named: the report has eyes of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from kiosk.conformance import coverage
from kiosk.conformance.checks import RULES
from kiosk.conformance.display import display
from kiosk.ui.gallery import settings_for
from tests.conformance.mutants import MUTANTS

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 300


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    cache = tmp_path_factory.mktemp("cache")
    with display() as name:
        done = subprocess.run(
            [sys.executable, "-m", "tests.conformance.mutants"],
            cwd=ROOT,
            env={**os.environ, "DISPLAY": name, "XDG_CACHE_HOME": str(cache)},
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=False,
        )
    assert done.returncode == 0, done.stderr
    told: dict[str, list[str]] = json.loads(done.stdout.splitlines()[-1])
    return told


def test_a_screen_that_is_left_alone_violates_nothing(found: dict[str, list[str]]) -> None:
    assert found["nothing"] == []


@pytest.mark.parametrize("rule", [name for name in MUTANTS if name != "nothing"])
def test_what_is_broken_is_found(rule: str, found: dict[str, list[str]]) -> None:
    assert rule in found[rule]


def test_every_rule_has_been_broken() -> None:
    # Codes are read back on the screens that have one (tests/conformance/test_every_screen.py), and misread ones are
    # named by tests/conformance/test_what_is_violated.py.
    assert set(MUTANTS) - {"nothing"} == set(RULES) - {"codes"}


def test_a_screen_without_a_word_to_hear_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    told = coverage.script
    monkeypatch.setattr(
        coverage,
        "script",
        lambda kiosk, *rest: () if "Mask" in type(kiosk.state).__name__ else told(kiosk, *rest),
    )
    assert "id: nothing is said at mask" in list(coverage.problems(settings_for("1080x1920")))


def test_a_clip_that_does_not_exist_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(coverage, "inventory", lambda *_: {})
    assert any(" is no clip" in problem for problem in coverage.problems(settings_for("1080x1920")))


def test_a_colour_role_too_weak_for_its_ground_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    weak = coverage.Pair("day", "ink", "paper", 9.4, 10.0)
    monkeypatch.setattr(coverage, "pairs", lambda _panel: [weak])
    assert "day: ink on paper is 9.4 to 1, not 10" in coverage.problems(settings_for("1080x1920"), ())
