"""``list``, ``ports``, ``decode``, ``read`` and ``simulate thermometer``."""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import Annotated

import typer

from drivers.cli.output import as_json, emit
from drivers.cli.serving import serve
from drivers.errors import LinkLost, NoAnswer, UnknownModel
from drivers.link import list_ports, parse_line
from drivers.simulators import registry
from drivers.thermometers import catalog
from drivers.thermometers.model import Model
from drivers.thermometers.readings import Reading
from drivers.thermometers.thermometer import open_thermometer

ModelName = Annotated[str, typer.Option("--model", "-m", help="Name in the catalogue, as `list` shows it.")]
Port = Annotated[
    str, typer.Option("--port", "-p", help="/dev/..., socket://host:port, rfc2217://, sim://model")
]
Line = Annotated[str | None, typer.Option("--line", help="Speed and frame, if not the catalogue's: 9600/8n1")]
Settle = Annotated[
    float, typer.Option("--settle", help="Seconds of input to drop after opening (Arduino: 2)")
]


def known(name: str) -> Model:
    """The row of that name; a usage error names the nearest ones."""
    try:
        return catalog.model(name)
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


def list_models() -> None:
    """The catalogue of thermometers: name, line, readings a second, grade of the evidence, status."""
    rows = [("MODEL", "LINE", "HZ", "GRADE", "STATUS", "MAKER")]
    for row in catalog.models():
        rows += [(row.name, row.line, f"{row.rate_hz:g}", row.grade, row.status.value, row.maker)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for cells in rows:
        typer.echo("  ".join(cell.ljust(width) for cell, width in zip(cells, widths, strict=True)).rstrip())


def ports() -> None:
    """The serial ports of this machine, one JSON object a line. Nothing is sent to them."""
    for port in list_ports():
        emit({name: getattr(port, name) for name in port.__slots__})


def decode(
    model: ModelName,
    data: Annotated[list[str], typer.Argument(metavar="HEX", help="Bytes in hexadecimal, or - for stdin.")],
) -> None:
    """Decode bytes without any device: one JSON object a line; status 1 when they hold no valid reading."""
    decoder = known(model).decoder()
    text = sys.stdin.read() if data == ["-"] else " ".join(data)
    try:
        raw = bytes.fromhex(text.replace(":", " ").replace(",", " "))
    except ValueError as error:
        raise typer.BadParameter(f"not hexadecimal: {error}", param_hint="HEX") from error
    items = decoder.feed(raw) + decoder.finish()
    for item in items:
        emit(as_json(item))
    if not items:
        emit({"error": "no frame in these bytes", "kind": "frame", "raw": raw.hex(" ")})
    if not any(isinstance(item, Reading) for item in items):
        raise typer.Exit(1)


def read(
    model: ModelName,
    port: Port,
    count: Annotated[int | None, typer.Option("-n", min=1, help="Stop after so many lines.")] = None,
    line: Line = None,
    settle: Settle = 0.0,
    timeout: Annotated[
        float, typer.Option(help="Seconds without a reading before an error is printed.")
    ] = 3.0,
) -> None:
    """Read a thermometer: one JSON object a line; status 1 when nothing valid was decoded."""
    thermometer = open_thermometer(known(model).name, port, line=checked_line(line), settle=settle)
    valid = lines = 0
    try:
        while count is None or lines < count:
            lines += 1
            try:
                item = thermometer.sample(time.monotonic() + settle + timeout)
            except NoAnswer as error:
                emit({"error": str(error), "kind": "silent"})
            except LinkLost as error:
                emit({"error": str(error), "kind": "lost"})
                if not thermometer.link.opened:
                    break
                time.sleep(max(0.0, thermometer.link.retry_at - time.monotonic()))
            else:
                emit(as_json(item))
                valid += isinstance(item, Reading)
    except KeyboardInterrupt:
        lines = 0
    finally:
        thermometer.close()
    if not valid:
        raise typer.Exit(1)


def simulate_thermometer(
    parameters: Annotated[
        list[str] | None,
        typer.Argument(metavar="[NAME=VALUE]...", help="celsius=36.5 person=away noise=0.1 ..."),
    ] = None,
    model: ModelName = "gy-mcu90614",
    pty: Annotated[bool, typer.Option("--pty", help="On a pseudo-terminal (the default).")] = False,
    link: Annotated[Path | None, typer.Option(help="Symbolic link to the pseudo-terminal.")] = None,
    tcp: Annotated[int | None, typer.Option(help="On this TCP port of this machine; 0 picks one.")] = None,
) -> None:
    """Put a thermometer that is not there on a port; the port is printed first.

    Lines on standard input: celsius X, ambient X, person here|away|walking, spike X, fault NAME|none,
    unplug, plug, quit, and every parameter of the model.
    """
    if tcp is not None and (pty or link):
        raise typer.BadParameter("either a pseudo-terminal or --tcp", param_hint="--tcp")
    pairs = dict(_pair(text) for text in parameters or [])
    try:
        device = registry.make(model, pairs)
    except ValueError as error:
        raise typer.BadParameter(str(error)) from error
    serve(device, link=link, tcp=tcp)


def _pair(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals:
        raise typer.BadParameter(f"{text!r}: expected NAME=VALUE")
    return name, value


def add_to(app: typer.Typer, simulate: typer.Typer) -> None:
    """Add the commands of this file."""
    app.command("list")(list_models)
    app.command("ports")(ports)
    app.command("decode")(decode)
    app.command("read")(read)
    simulate.command("thermometer")(simulate_thermometer)
