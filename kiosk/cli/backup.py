"""``kiosk backup`` and ``kiosk restore``: the office's memory copied while it is used, and put back."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated

import typer

from kiosk.cli.common import SHIPPED, Config, settings_or_exit
from kiosk.cli.database import refuse

FOLDER = "backups"
"""In the data directory; the kiosk looks there when its database is damaged."""


def add_to(app: typer.Typer) -> None:
    app.command("backup")(backup)
    app.command("restore")(restore)


def backup(
    to: Annotated[
        Path | None,
        typer.Option(help="Another folder, a mounted disk for instance; its newest are kept too."),
    ] = None,
    keep: Annotated[int, typer.Option(min=1, help="How many of the newest backups stay.")] = 14,
    list_: Annotated[bool, typer.Option("--list", help="Only list the backups there are.")] = False,
    config: Config = SHIPPED,
) -> None:
    """Copy the database while kiosks use it, check the copy, and print its path."""
    from kiosk.store.backup import backups, make_backup
    from kiosk.store.errors import StoreError

    settings = settings_or_exit(config)
    folder = to or settings.data_dir / FOLDER
    try:
        if list_:
            for found in backups(folder):
                made_at = found.made_at.astimezone(settings.office.zone)
                typer.echo(f"{made_at:%Y-%m-%d %H:%M}\t{found.path}")
        else:
            typer.echo(make_backup(settings.database, folder, datetime.now(UTC), keep=keep).path)
    except (StoreError, OSError) as error:
        refuse(error)


def restore(
    file: Annotated[
        Path | None,
        typer.Argument(help="A backup; without one the newest that is whole.", show_default=False),
    ] = None,
    last: Annotated[
        int | None,
        typer.Option(min=0, help="The number on the last paper, where the kiosk does not know it."),
    ] = None,
    day: Annotated[str, typer.Option(help="The day of that paper; today when left out.")] = "",
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
    config: Config = SHIPPED,
) -> None:
    """Put a backup in the database's place while no kiosk runs; nothing is deleted, no number given twice."""
    from kiosk.store import backup_restore
    from kiosk.store.audit_codec import Actor
    from kiosk.store.errors import StoreError
    from kiosk.store.last_number import Known

    settings = settings_or_exit(config)
    try:
        of_day = date.fromisoformat(day) if day else datetime.now(settings.office.zone).date()
    except ValueError:
        raise typer.BadParameter(
            f"{day!r} is no date; write it like 2020-03-24", param_hint="--day"
        ) from None
    if not yes:
        typer.confirm(
            "What was written since the backup stays only in the file set aside. Restore?", abort=True
        )
    try:
        restored = backup_restore.restore(
            settings.database,
            settings.data_dir / FOLDER,
            datetime.now(UTC),
            chosen=file,
            last=None if last is None else Known(of_day, last),
            actor=Actor(f"{settings.office.kiosk}:shell"),
        )
    except StoreError as error:
        refuse(error)
    typer.echo(restored)
