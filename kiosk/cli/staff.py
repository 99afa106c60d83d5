"""``kiosk staff``: who may sign in at the kiosk."""

from __future__ import annotations

from typing import Annotated

import typer

from kiosk.cli.common import SHIPPED, Config, settings_or_exit


def add_to(app: typer.Typer) -> None:
    group = typer.Typer(
        help="Officers, technicians and supervisors who sign in with a PIN.", no_args_is_help=True
    )
    group.command("add")(add)
    group.command("list")(list_people)
    app.add_typer(group, name="staff")


def add(
    name: Annotated[str, typer.Argument(help="How the audit names this person.")],
    role: Annotated[str, typer.Option(help="officer, technician or supervisor")] = "officer",
    config: Config = SHIPPED,
) -> None:
    """Enter a person; the PIN of six digits is asked for twice and never shown."""
    from kiosk.store import staff
    from kiosk.store.engine import open_store
    from kiosk.store.errors import StoreError
    from kiosk.store.tables import Role

    settings = settings_or_exit(config)
    try:
        wanted = Role(role)
    except ValueError:
        raise typer.BadParameter(f"{role!r} is no role; one of {', '.join(Role)}") from None
    pin = typer.prompt("PIN (6 digits)", hide_input=True, confirmation_prompt=True)
    try:
        staff.add(open_store(settings.database), name, wanted, pin)
    except (ValueError, StoreError) as error:
        typer.echo(error, err=True)
        raise typer.Exit(1) from None
    typer.echo(f"{name} may sign in as {wanted.value}.")


def list_people(config: Config = SHIPPED) -> None:
    """Everyone who can sign in."""
    from kiosk.store import staff
    from kiosk.store.engine import open_store
    from kiosk.store.errors import StoreError

    settings = settings_or_exit(config)
    try:
        for person in staff.people(open_store(settings.database)):
            typer.echo(f"{person.name}\t{person.role.value}")
    except StoreError as error:
        typer.echo(error, err=True)
        raise typer.Exit(1) from None
