"""``kiosk staff``: who may sign in at the kiosk."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kiosk.cli.common import SHIPPED, Config
from kiosk.cli.database import office, refuse

if TYPE_CHECKING:
    from kiosk.settings import Settings
    from kiosk.store.audit_codec import Actor

Name = Annotated[str, typer.Argument(help="The person's name, as `kiosk staff list` shows it.")]


def add_to(app: typer.Typer) -> None:
    group = typer.Typer(
        help="Officers, technicians and supervisors who sign in with a PIN or a badge.", no_args_is_help=True
    )
    group.command("add")(add)
    group.command("list")(list_people)
    group.command("reset")(reset)
    group.command("badge")(badge)
    group.command("disable")(disable)
    app.add_typer(group, name="staff")


def add(
    name: Annotated[str, typer.Argument(help="How lists name this person; the audit trail uses a number.")],
    role: Annotated[str, typer.Option(help="officer, technician or supervisor")] = "officer",
    config: Config = SHIPPED,
) -> None:
    """Enter a person; the PIN of six digits is asked for twice and never shown."""
    from kiosk.store import staff
    from kiosk.store.tables import Role

    if role not in list(Role):
        raise typer.BadParameter(f"{role!r} is no role; one of {', '.join(Role)}")
    with office(config) as (settings, engine):
        try:
            staff.add(engine, name, Role(role), _ask_pin(), actor=_shell(settings))
        except ValueError as error:
            refuse(error)
        typer.echo(f"{name} may sign in as {role}.")


def list_people(
    everyone: Annotated[bool, typer.Option("--all", help="Also those who may no longer sign in.")] = False,
    config: Config = SHIPPED,
) -> None:
    """Number, name, role; the number is what the audit trail calls the person."""
    from kiosk.store import staff

    with office(config) as (_, engine):
        for person in staff.register(engine):
            if person.active or everyone:
                notes = [word for word, true in (("badge", person.badge), ("demo", person.demo)) if true]
                if person.disabled_at:
                    notes.append(f"disabled {person.disabled_at:%Y-%m-%d}")
                typer.echo("\t".join([str(person.id), person.name, person.role.value, *notes]))


def reset(name: Name, config: Config = SHIPPED) -> None:
    """Give a person a new PIN, asked for twice and never shown."""
    from kiosk.store import staff

    with office(config) as (settings, engine):
        try:
            staff.reset(engine, name, _ask_pin(), actor=_shell(settings))
        except (ValueError, LookupError) as error:
            refuse(_plain(error))
        typer.echo(f"{name} has a new PIN.")


def badge(
    name: Name,
    out: Annotated[Path, typer.Option(help="Picture of the QR code to be made, a PNG.")],
    config: Config = SHIPPED,
) -> None:
    """Make a QR badge that signs a person in; an older badge is worth nothing from then on."""
    import os

    import qrcode

    from kiosk.store import staff

    with office(config) as (settings, engine):
        try:
            secret = staff.give_badge(engine, name, actor=_shell(settings))
        except LookupError as error:
            refuse(_plain(error))
        # Whoever can read the picture can sign in.
        with os.fdopen(os.open(out, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            qrcode.make(staff.BADGE_PREFIX + secret).save(file)
        typer.echo(f"{out} signs {name} in. Print it, then delete the file.")


def disable(name: Name, config: Config = SHIPPED) -> None:
    """The person signs in no more; name and PIN are erased a year later."""
    from kiosk.store import staff

    with office(config) as (settings, engine):
        try:
            staff.disable(engine, name, actor=_shell(settings))
        except LookupError as error:
            refuse(_plain(error))
        typer.echo(f"{name} can no longer sign in.")


def _ask_pin() -> str:
    return str(typer.prompt("PIN (6 digits)", hide_input=True, confirmation_prompt=True))


def _shell(settings: Settings) -> Actor:
    from kiosk.store.audit_codec import shell

    return shell(settings.office.kiosk)


def _plain(error: Exception) -> str:
    return str(error.args[0]) if error.args else str(error)
