"""Killed at any moment, a start included, a kiosk gives no number twice, loses none and keeps its audit trail whole."""

from __future__ import annotations

from pathlib import Path

from tests.e2e.killed_anywhere import play

DEATHS, SEED = 8, 20200324


def test_a_few_deaths_by_lot(tmp_path: Path) -> None:
    """Hundreds: ``python -m tests.e2e.killed_anywhere 300 1``."""
    story = play(tmp_path, DEATHS, SEED)
    assert len(story.states) == DEATHS
    assert story.seen
