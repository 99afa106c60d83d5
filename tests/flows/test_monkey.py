"""Touches anywhere, faults at any time: nothing breaks, every state ends by itself, and nothing of anybody stays."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.flows.monkey import Monkey
from tests.flows.visitor import Visitor

TOUCHES = 350


@pytest.mark.parametrize("seed", [20200324, 2])
def test_some_hundred_touches_and_faults_by_lot(visitor: Callable[..., Visitor], seed: int) -> None:
    """Ten thousand: ``python -m tests.flows.monkey 10000 1``."""
    monkey = Monkey(visitor(), seed)
    monkey.play(TOUCHES)
    monkey.end()
    assert len(monkey.lived) > 8
