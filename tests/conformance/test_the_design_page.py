"""docs/design.md says what the theme does, and its pictures are there and small."""

from __future__ import annotations

import re

import pytest

from kiosk.conformance import design_doc

MOST = 60_000
"""Bytes of one picture."""


def test_the_tables_are_those_of_the_theme() -> None:
    page = design_doc.DOC.read_text(encoding="utf-8")
    assert design_doc.filled(page) == page, "run python -m kiosk.conformance.design_doc"


def test_every_picture_is_there_and_small() -> None:
    page = design_doc.DOC.read_text(encoding="utf-8")
    pictures = re.findall(r"!\[[^\]]+\]\(([^)]+)\)", page)
    assert len(pictures) >= 5
    for name in pictures:
        size = (design_doc.DOC.parent / name).stat().st_size
        assert 1_000 < size < MOST, (name, size)


def test_a_page_without_a_place_for_a_table_is_refused() -> None:
    with pytest.raises(ValueError, match="type"):
        design_doc.filled("# nothing")


def test_every_role_with_a_meaning_and_a_use_exists() -> None:
    from kiosk.ui.look.theme import LIGHT, SIZES, TYPE

    assert set(design_doc.USES) == set(TYPE)
    assert set(design_doc.MEANINGS) <= set(LIGHT)
    assert set(design_doc.SPACES) <= set(SIZES)
