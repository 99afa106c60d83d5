"""The window can be read at arm's length: contrasts, sizes, nothing cut, in every verdict and both languages."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from kiosk.counter.look import HEIGHT, SIGNS, TEXT_ON, WIDTH, DeskPanel, DeskTheme, frame
from kiosk.counter.sentences import Mood

ROOT = Path(__file__).resolve().parents[2]
SMALLEST = 4.0
"""Millimetres of a capital: at 65 cm 21 minutes of arc, what ISO 9241-303 calls comfortable."""


@pytest.mark.parametrize(("ink", "ground"), TEXT_ON)
def test_text_stands_out_ten_to_one(ink: str, ground: str) -> None:
    assert DeskTheme(DeskPanel(), 1.0).contrast_of(ink, ground) >= 10


def test_every_mood_has_a_colour_and_a_sign_of_its_own() -> None:
    theme = DeskTheme(DeskPanel(), 1.0)
    assert len({theme.hex(mood.value) for mood in Mood}) == len(Mood)
    assert set(SIGNS) == {mood.value for mood in Mood}


@pytest.mark.parametrize("display", [(1024, 600), (1366, 768), (1920, 1080), (3840, 2160), None])
def test_the_window_fits_its_display_in_its_own_proportions(display: tuple[int, int] | None) -> None:
    box = frame(display, fullscreen=False)
    assert box.width / box.height == pytest.approx(WIDTH / HEIGHT, rel=0.01)
    assert display is None or (box.width < display[0] and box.height < display[1])


def test_fullscreen_fills_the_display() -> None:
    box = frame((1280, 1024), fullscreen=True)
    assert (box.width, box.height, box.scale) == (1280, 1024, 1.0)


@pytest.fixture(scope="module")
def texts(screen: str, tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[dict[str, Any]]]:
    out = tmp_path_factory.mktemp("pictures")
    done = subprocess.run(
        [sys.executable, "-m", "tests.counter.gallery", str(out)],
        cwd=ROOT,
        env={**os.environ, "DISPLAY": screen, "XDG_CACHE_HOME": str(out / "cache")},
        capture_output=True,
        text=True,
        timeout=90,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    found: dict[str, list[dict[str, Any]]] = json.loads(done.stdout.splitlines()[-1])
    return found


def test_no_text_is_cut(texts: dict[str, list[dict[str, Any]]]) -> None:
    assert len(texts) > 15
    assert [
        (name, seen["text"]) for name, all_of in texts.items() for seen in all_of if seen["clipped"]
    ] == []


def test_no_text_is_smaller_than_comfortable(texts: dict[str, list[dict[str, Any]]]) -> None:
    small = [
        (name, seen["text"], round(seen["capital"], 1))
        for name, all_of in texts.items()
        for seen in all_of
        if seen["capital"] < SMALLEST
    ]
    assert small == []


def test_the_number_is_seen_across_the_room(texts: dict[str, list[dict[str, Any]]]) -> None:
    for all_of in texts.values():
        for seen in all_of:
            if seen["role"] == "number":
                assert seen["capital"] >= 16
