"""What is not present is not seen, from the moment on that it is hidden."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any


def test_a_block_and_what_holds_nothing_else_come_and_go_by_themselves(in_window: Callable[..., Any]) -> None:
    """Seen or not: the stack, its block, its grid, the grid's two cells."""
    assert in_window("hiding") == {
        "at first": [1, 1, 1, 1, 1],
        "one cell hidden": [1, 1, 1, 0, 1],
        "no cell left": [1, 1, 0, 0, 0],
        "nothing left": [0, 0, 0, 0, 0],
        "room again, but not wanted": [0, 0, 0, 0, 0],
        "a cell again": [1, 0, 1, 1, 0],
        "made of what is hidden": [0, 0],
    }
