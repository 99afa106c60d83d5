"""The office's database for one command: opened, closed, and its trouble told in one sentence."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import typer

from kiosk.cli.common import settings_or_exit
from kiosk.settings import Settings

if TYPE_CHECKING:
    from sqlalchemy import Engine

UNAVAILABLE = 69
"""Exit status of a command that asks for a device or a database that does not answer (EX_UNAVAILABLE)."""


@contextmanager
def store(settings: Settings, status: int = 1) -> Iterator[Engine]:
    """The office's database; what it cannot do ends the command with ``status`` and the reason."""
    from kiosk.store.engine import open_store
    from kiosk.store.errors import StoreError

    try:
        engine = open_store(settings.database)
        try:
            yield engine
        finally:
            engine.dispose()
    except StoreError as error:
        refuse(error, status)


@contextmanager
def office(config: Path) -> Iterator[tuple[Settings, Engine]]:
    """Settings and database of ``config``; exit status 78 for bad settings, 1 for what the database cannot do."""
    settings = settings_or_exit(config)
    with store(settings) as engine:
        yield settings, engine


def refuse(error: object, status: int = 1) -> NoReturn:
    """Tell why on standard error and leave with ``status``."""
    typer.echo(error, err=True)
    raise typer.Exit(status) from None
