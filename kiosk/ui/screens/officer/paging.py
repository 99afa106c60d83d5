"""How the officer's page is divided where it is too long for the panel: acts in pages, and what is said of the kiosk on
pages of its own before them. Numbers only, no widgets."""

from __future__ import annotations

from dataclasses import dataclass

UPRIGHT, ACROSS, SMALL, LONG = 14, 6, 4, 3
"""Acts on one page: upright, across, where there is little room, and where their words are long for it."""
FORTNIGHT = 14
DAYS_UPRIGHT, DAYS_ACROSS, DAYS_SMALL = FORTNIGHT, 7, 4
"""Days on one page of the calendar at most."""
LINES = (8, 6, 5, 4, 3, 2, 1)
"""Lines of how the kiosk is on a page of their own, from roomy to narrow."""


@dataclass(frozen=True, slots=True)
class Way:
    """``cells`` places for acts in ``columns``. ``lines`` at a time stand on pages of their own; with 0 all stand
    above the acts."""

    columns: int
    cells: int
    lines: int = 0


@dataclass(frozen=True, slots=True)
class Part:
    """What one page has: ``lines`` and ``acts`` as slices, and whether there are others."""

    lines: slice
    acts: slice
    turns: bool


def ways(*, small: bool, short: bool, tall: bool) -> tuple[Way, ...]:
    """From the one that shows most at once to the one that always fits."""
    if small:
        cells = SMALL if short else ACROSS
        near = (Way(2, cells), Way(1, LONG))
    else:
        columns = 2 if tall else 1
        most = UPRIGHT if tall else ACROSS
        near = tuple(Way(columns, cells) for cells in range(most, LONG, -2))
    last = near[-1]
    apart = tuple(Way(last.columns, last.cells, lines) for lines in LINES)
    return (*near, *apart, *(Way(1, cells, 1) for cells in range(last.cells - 1, 1, -1)))


def count(way: Way, lines: int, items: int) -> int:
    """How many pages there are."""
    return max(1, _before(way, lines) + -(-items // _places(way, lines, items)))


def part(way: Way, lines: int, items: int, page: int) -> Part:
    """What stands on ``page``, from 0; one place is kept for turning when not all fit on one."""
    before, places = _before(way, lines), _places(way, lines, items)
    turns = count(way, lines, items) > 1
    if page < before:
        return Part(slice(page * way.lines, (page + 1) * way.lines), slice(0, 0), turns)
    first = (page - before) * places
    shown = slice(0, 0) if way.lines else slice(0, lines)
    return Part(shown, slice(first, first + places), turns)


def page_of(way: Way, lines: int, items: int, here: Part) -> int:
    """Where what began ``here``, divided otherwise, now stands."""
    if way.lines and here.acts.start == 0 and here.lines.stop > here.lines.start:
        return here.lines.start // way.lines
    return _before(way, lines) + here.acts.start // _places(way, lines, items)


def _before(way: Way, lines: int) -> int:
    return -(-lines // way.lines) if way.lines else 0


def _places(way: Way, lines: int, items: int) -> int:
    return way.cells if items <= way.cells and not _before(way, lines) else way.cells - 1
