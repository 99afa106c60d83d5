"""One file for each group of commands: whatever has an ``add_to`` joins the command line.

Each loads what it needs only when its command runs, so that no command pays for another.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator
from typing import Any


def rooms() -> Iterator[Any]:
    """The modules of this folder that bring commands, in the order of their names."""
    for found in sorted(pkgutil.iter_modules(__path__), key=lambda module: module.name):
        room = importlib.import_module(f"{__name__}.{found.name}")
        if hasattr(room, "add_to"):
            yield room
