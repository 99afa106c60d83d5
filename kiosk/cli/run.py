"""``kiosk run`` and ``kiosk tour``: the window, for people or for pictures."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from kiosk.cli.common import BAD_SETTINGS, SHIPPED, Config, read_settings, settings_or_exit
from kiosk.settings import SettingsError


def add_to(app: typer.Typer) -> None:
    app.command("run")(run)
    app.command("tour")(tour)


def run(
    config: Config = SHIPPED,
    demo: Annotated[
        bool, typer.Option("--demo", help="Simulated devices, a panel to play with them, 24 March 2020.")
    ] = False,
    fullscreen: Annotated[
        bool | None,
        typer.Option("--fullscreen/--window", help="Fill the display; the default unless --demo is given."),
    ] = None,
) -> None:
    """Show the kiosk (also without any command)."""
    from kiosk import app
    from kiosk.care import rights

    earnest = not demo if fullscreen is None else fullscreen
    loose = rights.of_config(config)
    if loose and earnest:
        # Before it is read: whoever could change it may have done so.
        _refuse("\n".join(loose))
    try:
        settings = read_settings(config)
    except SettingsError as error:
        _refuse(str(error))
    if trouble := rights.unwritable(settings.data_dir):
        _refuse(f"{config}: [database] data_dir: {trouble}")
    loose = rights.of_config(config, settings.database)
    if not demo:
        loose += rights.tighten(settings.data_dir)
    if loose and earnest:
        _refuse("\n".join(loose))
    for trouble in loose:
        typer.echo(trouble, err=True)
    sys.exit(app.run(settings, demo=demo, fullscreen=earnest))


def _refuse(why: str) -> NoReturn:
    from kiosk import app

    typer.echo(why, err=True)
    app.cannot_start(why)
    raise typer.Exit(BAD_SETTINGS)


def tour(
    out: Annotated[Path, typer.Option(help="Folder for the pictures and the ticket.")],
    config: Config = SHIPPED,
) -> None:
    """A scripted visit through the real window: passed, held and overruled, quota full."""
    from kiosk.tour.guide import tour as live

    sys.exit(live(settings_or_exit(config), out))
