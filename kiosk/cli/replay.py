"""``kiosk replay``: what the kiosk would have made of recorded bytes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from kiosk.cli.common import SHIPPED, Config, settings_or_exit


def add_to(app: typer.Typer) -> None:
    app.command("replay")(replay)


def replay(
    file: Annotated[Path, typer.Argument(help="A recording of `python -m drivers record`.")],
    model: Annotated[str, typer.Option("--model", "-m", help="The thermometer's name in the catalogue.")],
    config: Config = SHIPPED,
) -> None:
    """Run a recording through decoder and stable reading: one JSON line a step of the guidance, then the outcome.

    Exit status 0 when it ends with a measurement, 1 otherwise. A recording of a person is health data: keep it
    no longer than the fault it was made for.
    """
    from drivers.errors import DriverError
    from drivers.thermometers import catalog, recording
    from kiosk.replaying import outcome_of

    settings = settings_or_exit(config)
    try:
        found = catalog.model(model)
        _, pieces = recording.read_recording(file)
        steps = outcome_of(recording.replayed(pieces, found), settings.reading)
        last = None
        for last in steps:
            typer.echo(json.dumps(last.as_json()))
    except (DriverError, OSError, ValueError) as error:
        typer.echo(error, err=True)
        raise typer.Exit(1) from None
    if last is None or not last.measured:
        raise typer.Exit(1)
