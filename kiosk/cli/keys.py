"""``kiosk keys``: the keys with which this kiosk signs its tickets, and those a counter verifies them with."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kiosk.cli.common import SHIPPED, Config, settings_or_exit
from kiosk.cli.database import office, refuse

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from kiosk.settings import Settings
    from kiosk.trust.keys import SigningKey


def add_to(app: typer.Typer) -> None:
    group = typer.Typer(help="Keys that make tickets believable; see docs/token.md.", no_args_is_help=True)
    group.command("init")(init)
    group.command("rotate")(rotate)
    group.command("publish")(publish)
    group.command("list")(list_keys)
    app.add_typer(group, name="keys")


def init(config: Config = SHIPPED) -> None:
    """Make the first key; one that is there is left as it is."""
    from kiosk.trust.key_files import KeyTrouble
    from kiosk.trust.keys import create_keys, key_folders

    with office(config) as (settings, engine):
        try:
            key = create_keys(key_folders(settings.data_dir))
        except KeyTrouble as trouble:
            refuse(trouble)
        _write_down(settings, engine, key)
        typer.echo(
            f"Tickets are signed with key {_name(key.key_id)}. Copy {_public(settings)} to each counter."
        )


def rotate(config: Config = SHIPPED) -> None:
    """Make a new key; tickets of the old one stay good. Start the kiosk anew, or it goes on with the old key."""
    from kiosk.trust.key_files import KeyTrouble
    from kiosk.trust.keys import key_folders, rotate_keys

    with office(config) as (settings, engine):
        try:
            key = rotate_keys(key_folders(settings.data_dir))
        except KeyTrouble as trouble:
            refuse(trouble)
        _write_down(settings, engine, key)
        typer.echo(f"Tickets are signed with key {_name(key.key_id)} once the kiosk is started anew.")
        typer.echo(f"Copy {_public(settings)} to each counter first.")


def publish(
    to: Annotated[Path | None, typer.Option(help="Also copy every public key into this folder.")] = None,
    config: Config = SHIPPED,
) -> None:
    """Write the public half of the signing key again, should its file be lost; nothing in it is secret."""
    from kiosk.trust.key_files import KeyTrouble
    from kiosk.trust.keys import key_folders, load_public_keys, publish_key

    settings = settings_or_exit(config)
    folders = key_folders(settings.data_dir)
    try:
        typer.echo(publish_key(folders))
        if to is not None:
            to.mkdir(parents=True, exist_ok=True)
            for key_id in load_public_keys(folders.public):
                source = folders.verifying(key_id)
                typer.echo((to / source.name).write_bytes(source.read_bytes()) and to / source.name)
    except (KeyTrouble, OSError) as trouble:
        refuse(trouble)


def list_keys(config: Config = SHIPPED) -> None:
    """Every key that verifies tickets here, and which one signs."""
    from kiosk.trust.key_files import KeyTrouble
    from kiosk.trust.keys import key_folders, load_public_keys, load_signing_key

    settings = settings_or_exit(config)
    folders = key_folders(settings.data_dir)
    try:
        known = load_public_keys(folders.public)
    except KeyTrouble as trouble:
        refuse(trouble)
    signing, why = None, ""
    try:
        signing = load_signing_key(folders).key_id
    except KeyTrouble as trouble:
        why = str(trouble)
    for key_id in known:
        typer.echo(f"{_name(key_id)}\tverifies" + (" and signs" if key_id == signing else ""))
    if why:
        typer.echo(f"No key signs here: {why}", err=True)


def _write_down(settings: Settings, engine: Engine, key: SigningKey) -> None:
    """The database was opened before the key was made, so that a key is not made where it cannot be told."""
    from kiosk.store.audit import write
    from kiosk.store.audit_codec import shell
    from kiosk.store.audit_events import KeyMade

    made = KeyMade(_name(key.key_id))
    write(engine, at=datetime.now(UTC), actor=shell(settings.office.kiosk), event=made)


def _name(key_id: bytes) -> str:
    return key_id.hex().upper()


def _public(settings: Settings) -> Path:
    from kiosk.trust.keys import key_folders

    return key_folders(settings.data_dir).public
