"""``kiosk privacy``: what is kept, why and how long; and forgetting it on time."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import UTC, datetime
from itertools import groupby
from typing import Annotated

import typer

from kiosk.cli.common import SHIPPED, Config
from kiosk.cli.database import office


def add_to(app: typer.Typer) -> None:
    group = typer.Typer(help="What is kept, why and how long; the assessment is in docs/privacy.md.")
    group.callback(invoke_without_command=True)(show)
    group.command("purge")(purge)
    app.add_typer(group, name="privacy")


def show(
    context: typer.Context,
    as_json: Annotated[bool, typer.Option("--json", help="A list of objects, one a column.")] = False,
) -> None:
    """Every table and column of the database with its purpose and retention."""
    from kiosk.store.purposes import PURPOSES, entries

    if context.invoked_subcommand is not None:
        return
    if as_json:
        typer.echo(json.dumps([asdict(entry) for entry in entries()], indent=2))
        return
    for table, columns in groupby(entries(), key=lambda entry: entry.table):
        purpose = PURPOSES[table]
        typer.echo(f"{table}: {purpose.why}\n    keeps: {purpose.retention}\n    about: {purpose.about}")
        for entry in columns:
            typer.echo(f"    {entry.column:14} {entry.why}")
        typer.echo()
    typer.echo("No column can hold a resident's name, NIK, KK number, telephone, face or temperature.")


def purge(config: Config = SHIPPED) -> None:
    """Turn what is past its retention into counts now. The kiosk does this by itself each night."""
    from kiosk.store.audit_codec import shell
    from kiosk.store.retention import purge as forget

    with office(config) as (settings, engine):
        now = datetime.now(UTC)
        zone = settings.office.zone
        actor = shell(settings.office.kiosk)
        done = forget(engine, today=now.astimezone(zone).date(), zone=zone, at=now, actor=actor)
    typer.echo(
        f"{done.tickets} tickets, {done.overrides} overrides, {done.people} names of former staff are gone."
    )
    if not done.scrubbed:
        typer.echo("Another program kept the old bytes in the log: run this again later.", err=True)
        raise typer.Exit(1)
