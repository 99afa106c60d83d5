"""Options and fixtures that every room's tests share."""

from __future__ import annotations

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--write-golden", action="store_true", help="write golden files anew, to be reviewed")


LONGEST = ("tests/conformance/", "tests/e2e/", "tests/ui/")
"""Rooms whose files have few tests and take minutes, much of it waiting."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The longest files are begun first, lest one worker be left alone with them at the end."""
    items.sort(key=lambda item: not item.nodeid.startswith(LONGEST))
