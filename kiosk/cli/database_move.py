"""``kiosk database``: moving an office between databases, and agreeing on a day's rules among its kiosks."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Annotated

import typer

from kiosk.cli.common import SHIPPED, Config
from kiosk.cli.database import office, refuse


def add_to(app: typer.Typer) -> None:
    group = typer.Typer(help="The database itself: move it, or agree on a day's rules.", no_args_is_help=True)
    group.command("copy")(copy)
    group.command("adopt")(adopt)
    app.add_typer(group, name="database")


def copy(
    source: Annotated[str, typer.Option("--from", metavar="URL", help="sqlite:///FILE or postgresql://...")],
    target: Annotated[str, typer.Option("--to", metavar="URL", help="An empty database, or a new file.")],
) -> None:
    """Copy every row and compare it, all or nothing. Stop the kiosks first: later numbers would stay behind."""
    from rich.console import Console

    from kiosk.store.audit_codec import Actor
    from kiosk.store.copy import copy_office
    from kiosk.store.errors import StoreError

    console = Console(stderr=True)
    try:
        with console.status("") as status:
            rows = copy_office(
                source,
                target,
                lambda table, rows: status.update(f"{table}: {rows}"),
                at=datetime.now(UTC),
                actor=Actor("database:shell"),
            )
    except StoreError as error:
        refuse(error)
    for table, n in rows.items():
        typer.echo(f"{table}\t{n}")
    typer.echo(
        "Every row was read back and is what it was. Now name the new database in kiosk.ini.", err=True
    )


def adopt(
    day: Annotated[str, typer.Argument(help="A date like 2020-03-24; today when left out.")] = "",
    config: Config = SHIPPED,
) -> None:
    """From now on the day is run by this kiosk.ini; kiosks with other rules stop giving numbers until they have it."""
    from kiosk.rules.fingerprint import fingerprint
    from kiosk.store import day_rules
    from kiosk.store.audit_codec import Actor

    with office(config) as (settings, engine):
        try:
            wanted = date.fromisoformat(day) if day else datetime.now(settings.office.zone).date()
        except ValueError:
            raise typer.BadParameter(f"{day!r} is no date; write it like 2020-03-24") from None
        rules = fingerprint(settings, wanted)
        actor = Actor(f"{settings.office.kiosk}:shell")
        changed = day_rules.adopt(engine, wanted, rules, at=datetime.now(UTC), actor=actor)
    typer.echo(
        f"{wanted}: rules {rules[:8]} " + ("hold from now on." if changed else "hold; nothing had to change.")
    )
