"""``list``, ``ports``, ``decode``, ``read`` and ``simulate thermometer``."""

from __future__ import annotations

import itertools
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import Annotated

import typer

from drivers.cli.arguments import Line, ModelName, Port, Profiles, Settle, checked_line, known
from drivers.cli.output import as_json, emit
from drivers.cli.recording import record, replay
from drivers.cli.serving import serve
from drivers.cli.watching import watch
from drivers.errors import DriverError, LinkBlocked, LinkLost, NoAnswer
from drivers.link import list_ports
from drivers.simulators import registry
from drivers.thermometers import catalog
from drivers.thermometers.readings import Reading
from drivers.thermometers.thermometer import Thermometer, open_thermometer


def list_models() -> None:
    """The catalogue of thermometers: name, line, readings a second, grade of the evidence, status."""
    rows = [("MODEL", "LINE", "HZ", "GRADE", "STATUS", "MAKER")]
    for row in catalog.models():
        rows += [(row.name, row.line, f"{row.rate_hz:g}", row.grade, row.status.value, row.maker)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for cells in rows:
        typer.echo("  ".join(cell.ljust(width) for cell, width in zip(cells, widths, strict=True)).rstrip())
    for name, reason in catalog.problems().items():
        typer.echo(f"entry point {name!r} cannot be used: {reason}", err=True)


def ports() -> None:
    """The serial ports of this machine, one JSON object a line. Nothing is sent to them."""
    for port in list_ports():
        emit({name: getattr(port, name) for name in port.__slots__})


def decode(
    model: ModelName,
    data: Annotated[list[str], typer.Argument(metavar="HEX", help="Bytes in hexadecimal, or - for stdin.")],
    profiles: Profiles = None,
) -> None:
    """Decode bytes without any device: one JSON object a line; status 1 when they hold no valid reading."""
    decoder = known(model, profiles).decoder()
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
    profiles: Profiles = None,
) -> None:
    """Read a thermometer: one JSON object a line; status 1 when nothing valid was decoded."""
    thermometer = open_thermometer(known(model, profiles), port, line=checked_line(line), settle=settle)
    valid = 0
    try:
        with suppress(KeyboardInterrupt):
            for _ in itertools.count() if count is None else range(count):
                valid += _read_one(thermometer, settle + timeout)
                if not thermometer.link.opened:
                    break
    finally:
        thermometer.close()
    if not valid:
        raise typer.Exit(1)


def _read_one(thermometer: Thermometer, patience: float) -> bool:
    """Print one line; whether it is a reading."""
    try:
        item = thermometer.sample(time.monotonic() + patience)
    except NoAnswer as error:
        emit({"error": str(error), "kind": "silent"})
    except LinkBlocked as error:
        emit({"error": str(error), "kind": "blocked"})
    except LinkLost as error:
        emit({"error": str(error), "kind": "lost"})
        if thermometer.link.opened:
            time.sleep(max(0.0, thermometer.link.retry_at - time.monotonic()))
    else:
        emit(as_json(item))
        return isinstance(item, Reading)
    return False


def settings(
    model: ModelName, port: Port, line: Line = None, settle: Settle = 0.0, profiles: Profiles = None
) -> None:
    """What the device keeps by itself (emissivity, offset): one JSON object; status 1 when it does not
    tell.
    """
    thermometer = open_thermometer(known(model, profiles), port, line=checked_line(line), settle=settle)
    try:
        found = thermometer.settings(time.monotonic() + settle + 2.0)
    except DriverError as error:
        emit({"error": str(error)})
        raise typer.Exit(1) from error
    finally:
        thermometer.close()
    emit(found)
    if not found:
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
    # Packages that add a model bring its simulator with it.
    catalog.models()
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
    app.command("settings")(settings)
    app.command("record")(record)
    app.command("replay")(replay)
    app.command("watch")(watch)
    simulate.command("thermometer")(simulate_thermometer)
