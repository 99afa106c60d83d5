from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kiosk.conformance.display import display
from kiosk.counter.counter import Counter
from tests.counter.office import Office


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    office = Office.open(tmp_path)
    yield office
    office.engine.dispose()


@pytest.fixture
def counter(office: Office) -> Iterator[Counter]:
    """A counter whose clock stands where the office's does, and whose patience is a test's to move."""
    office.now = office.now.replace(hour=9)  # whatever the hour outside, no test's half hour ends tomorrow
    opened = Counter(office.settings, lambda: office.now, steady=lambda: office.steady)
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def screen() -> Iterator[str]:
    with display(1500, 900) as name:
        yield name


Typing = Callable[[str], None]
