"""The office's database for one command: opened, closed, and its trouble told in one sentence."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from kiosk.cli.common import settings_or_exit
from kiosk.settings import Settings

if TYPE_CHECKING:
    from sqlalchemy import Engine


@contextmanager
def office(config: Path) -> Iterator[tuple[Settings, Engine]]:
    """Settings and database of ``config``; exit status 78 for bad settings, 1 for what the database cannot do."""
    from kiosk.store.engine import open_store
    from kiosk.store.errors import StoreError

    settings = settings_or_exit(config)
    try:
        engine = open_store(settings.database)
        try:
            yield settings, engine
        finally:
            engine.dispose()
    except StoreError as error:
        refuse(error)


def refuse(error: object) -> typer.Exit:
    """Tell why on standard error and leave with exit status 1."""
    typer.echo(error, err=True)
    raise typer.Exit(1) from None
