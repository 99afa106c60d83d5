"""Hides and shows blocks within blocks, and tells what is seen of them: not a test itself."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from kiosk.ui.widgets.block import Block
from kiosk.ui.widgets.layout import Grid, Stack
from tests.ui.window import answer

kit: Any = SimpleNamespace(theme=None)
first, second, third = (Block(kit) for _ in range(3))
inner = Grid(kit, second, third, columns=2)
outer = Stack(kit, first, inner)


def seen() -> list[int]:
    return [int(block.opacity) for block in (outer, first, inner, second, third)]


told = {"at first": seen()}
second.shown = False
told["one cell hidden"] = seen()
third.left_out = True
told["no cell left"] = seen()
first.shown = False
told["nothing left"] = seen()
third.shown = False
third.left_out = False
told["room again, but not wanted"] = seen()
second.shown = True
told["a cell again"] = seen()
fourth, fifth = Block(kit), Block(kit)
fourth.shown = fifth.shown = False
told["made of what is hidden"] = [int(Stack(kit, fourth).opacity), int(Grid(kit, fifth, columns=1).opacity)]
answer(told)
