"""``Langkah 3 dari 6``: it never goes back on the way through a visit, and the last step is the ticket."""

from __future__ import annotations

import itertools

import pytest

from kiosk.ui import journey
from kiosk.ui.samples import kiosks
from kiosk.words import Words
from tests.ui.window import settings_for

SETTINGS = settings_for("1080x1920")
WAY = (
    "choosing-service", "offered-online", "papers", "hands", "measuring-stand", "measuring-almost", "again-unsure",
    "passed", "mask", "preparing", "ticket",
)  # fmt: skip


def test_each_step_of_a_visit_is_the_same_or_the_next_one() -> None:
    steps = [journey.progress(kiosks.moments()[name], SETTINGS) for name in WAY]
    assert {total for _, total in steps} == {6}
    assert steps[0][0] == 1
    assert steps[-1][0] == 6
    for (before, _), (after, _) in itertools.pairwise(steps):
        assert after - before in (0, 1), steps


@pytest.mark.parametrize("name", ["welcome", "privacy", "held", "still-there"])
def test_what_is_no_step_of_a_visit_has_none(name: str) -> None:
    assert journey.progress(kiosks.moments()[name], SETTINGS)[1] == 0


@pytest.mark.parametrize(
    ("language", "said"), [("id", "Langkah 3 dari 6"), ("en", "Step 3 of 6"), ("jv", "Jangkah 3 saking 6")]
)
def test_the_step_is_said_in_every_language(language: str, said: str) -> None:
    words = Words(("id", "en", "jv"))
    assert words(language, "progress", now=3, total=6).replace("\u00a0", " ") == said
