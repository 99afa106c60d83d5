from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.flows.visitor import Visitor


@pytest.fixture
def visitor(tmp_path: Path) -> Iterator[Callable[..., Visitor]]:
    """Opens houses; each is closed at the end, and must not have lost a worker."""
    opened: list[Visitor] = []

    def open_house(**options: Any) -> Visitor:
        folder = tmp_path / f"{tmp_path.name}-{len(opened)}"
        folder.mkdir()
        opened.append(Visitor(folder, **options))
        return opened[-1]

    yield open_house
    for house in opened:
        house.close()
