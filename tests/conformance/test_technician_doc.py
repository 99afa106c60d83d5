"""docs/technician.md speaks the words of the screens and shows pictures that are there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kiosk.conformance.aiming import CASES, FOREHEAD, drawing
from kiosk.conformance.technician_pictures import AIMING, ROWS
from kiosk.ui.samples import kiosks
from kiosk.words_check import _sentences, _texts, catalogue

ROOT = Path(__file__).parents[2]
DOC = ROOT / "docs" / "technician.md"
PAGE = DOC.read_text(encoding="utf-8")


def test_every_picture_is_there_and_every_picture_is_used() -> None:
    named = set(re.findall(r"\(pictures/([\w-]+)\.webp\)", PAGE))
    assert {AIMING, *ROWS} <= named
    assert all((DOC.parent / "pictures" / f"{name}.webp").is_file() for name in named)


def test_the_pictures_are_of_moments_that_there_are() -> None:
    assert {moment for row in ROWS.values() for moment in row} <= set(kiosks.moments())


def test_what_is_seen_in_the_table_of_faults_is_what_the_screen_says() -> None:
    told = " ".join(" ".join(_texts(message)) for message in _sentences(catalogue("id")).values())
    rows = PAGE[PAGE.index("## Tabel gangguan") :].splitlines()
    seen = [
        term for row in rows for term in re.findall(r"\*([^*]+)\*", row.split("|")[1] if "|" in row else "")
    ]
    assert len(seen) > 15
    for term in seen:
        for part in term.split("…"):
            assert part.strip() in told, term


def test_the_aiming_is_drawn_to_scale() -> None:
    bare, near, narrow = CASES
    assert bare.spot == pytest.approx(200)
    assert near.spot == pytest.approx(FOREHEAD)
    assert narrow.spot < 10
    assert [case.good for case in CASES] == [False, True, True]
    assert drawing().width == 3000


def test_the_page_of_care_has_its_place() -> None:
    assert "\n## Perawatan\n" in PAGE
