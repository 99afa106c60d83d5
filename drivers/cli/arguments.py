"""Arguments that several commands share, and their checks."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from drivers.errors import UnknownModel
from drivers.link import parse_line
from drivers.thermometers import catalog, profiles
from drivers.thermometers.model import Model

ModelName = Annotated[
    str, typer.Option("--model", "-m", help="Name in the catalogue, as `list` shows it; raytek-mi3?address=2")
]
Port = Annotated[
    str, typer.Option("--port", "-p", help="/dev/..., socket://host:port, rfc2217://, sim://model")
]
Line = Annotated[str | None, typer.Option("--line", help="Speed and frame, if not the catalogue's: 9600/8n1")]
Settle = Annotated[
    float, typer.Option("--settle", help="Seconds of input to drop after opening (Arduino: 2)")
]
Profiles = Annotated[Path | None, typer.Option("--profiles", help="An ini file with further models.")]
Seconds = Annotated[float | None, typer.Option("--seconds", min=0, help="Stop after so many seconds.")]


def known(name: str, file: Path | None) -> Model:
    """The model of that name, from the file or the catalogue; a usage error says what is wrong."""
    try:
        own = profiles.load(file) if file is not None else {}
    except (OSError, ValueError) as error:
        raise typer.BadParameter(str(error), param_hint="--profiles") from error
    try:
        return own[name] if name in own else catalog.model(name)
    except UnknownModel as error:
        raise typer.BadParameter(str(error), param_hint="--model") from error


def checked_line(line: str | None) -> str | None:
    """The line as given; a usage error says what would be right."""
    if line is not None:
        try:
            parse_line(line)
        except ValueError as error:
            raise typer.BadParameter(str(error), param_hint="--line") from error
    return line
