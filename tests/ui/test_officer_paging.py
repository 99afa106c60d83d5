"""However an officer's page is divided, every line and every act stands on exactly one of its pages."""

from __future__ import annotations

from itertools import pairwise, product

import pytest

from kiosk.ui.screens.officer.paging import Part, Way, count, page_of, part, ways

PANELS = [
    {"small": True, "short": True, "tall": False},
    {"small": True, "short": False, "tall": False},
    {"small": False, "short": True, "tall": False},
    {"small": False, "short": False, "tall": False},
    {"small": False, "short": False, "tall": True},
]


def pages(way: Way, lines: int, items: int) -> list[Part]:
    return [part(way, lines, items, page) for page in range(count(way, lines, items))]


@pytest.mark.parametrize("panel", PANELS, ids=str)
def test_nothing_is_left_out_and_nothing_is_told_twice(panel: dict[str, bool]) -> None:
    for way, lines, items in product(ways(**panel), (0, 1, 3, 11), (0, 1, 4, 14, 25)):
        found = pages(way, lines, items)
        acts = [act for each in found for act in range(items)[each.acts]]
        assert acts == list(range(items))
        told = [line for each in found for line in range(lines)[each.lines]]
        assert set(told) == set(range(lines))
        if way.lines:
            assert told == list(range(lines))


@pytest.mark.parametrize("panel", PANELS, ids=str)
def test_there_is_a_place_for_turning_on_every_page_of_several(panel: dict[str, bool]) -> None:
    for way, items in product(ways(**panel), (1, 4, 5, 14, 25)):
        found = pages(way, 11, items)
        assert all(each.turns == (len(found) > 1) for each in found)
        assert all(each.acts.stop - each.acts.start + each.turns <= max(way.cells, 1) for each in found)


@pytest.mark.parametrize("panel", PANELS, ids=str)
def test_what_is_being_looked_at_stays_in_sight_when_it_is_divided_anew(panel: dict[str, bool]) -> None:
    every = ways(**panel)
    for before, after in pairwise(every):
        for page in range(count(before, 11, 25)):
            here = part(before, 11, 25, page)
            now = part(after, 11, 25, page_of(after, 11, 25, here))
            if before.lines and here.lines.stop > here.lines.start:
                assert now.lines.start <= here.lines.start < now.lines.stop
            elif here.acts.start:
                assert now.acts.start <= here.acts.start < now.acts.stop


def test_an_officer_of_a_quiet_kiosk_turns_no_page() -> None:
    assert pages(Way(2, 14), 3, 9) == [Part(slice(0, 3), slice(0, 14), False)]
