"""What several commands need: the settings, or the reason why not, said once and clearly."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kiosk.settings import Settings, SettingsError, load

SHIPPED = Path(__file__).resolve().parents[2] / "kiosk.ini"
BAD_SETTINGS = 78
"""Exit status for a file that cannot be used (EX_CONFIG of sysexits.h)."""

Config = Annotated[Path, typer.Option("--config", "-c", help="The kiosk.ini to read.")]


def read_settings(config: Path) -> Settings:
    """The settings in ``config``. Raises SettingsError with every problem of the file."""
    from drivers.printers import profiles
    from drivers.thermometers import catalog

    return load(
        config,
        thermometers=[model.name for model in catalog.models()],
        printers=[profile.name for profile in profiles.profiles()],
    )


def settings_or_exit(config: Path) -> Settings:
    """As ``read_settings``; on a problem the whole list on standard error, and exit status 78."""
    try:
        return read_settings(config)
    except SettingsError as error:
        typer.echo(error, err=True)
        raise typer.Exit(BAD_SETTINGS) from None
