"""``profiles``, ``render``, ``status``, ``print-test`` and ``simulate printer``."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from drivers.cli.output import emit
from drivers.cli.serving import serve
from drivers.errors import DriverError, UnknownModel
from drivers.printers.outcome import Capability, Outcome, Printed, Refused
from drivers.printers.profiles import Profile, profile, profiles
from drivers.printers.status import Status
from drivers.simulators import registry

if TYPE_CHECKING:
    from PIL import Image

    from drivers.printers.printer import Printer

_NAMES = ", ".join(each.name for each in profiles())
ProfileName = Annotated[str, typer.Option("--profile", help=f"One of {_NAMES}.")]
Port = Annotated[
    str,
    typer.Option(
        "--port",
        "-p",
        help="/dev/..., usb://04b8:0202, socket://host:9100, lp://queue, folder:///DIR, sim://printer",
    ),
]
Line = Annotated[str, typer.Option("--line", help="Speed and frame.")]
Flow = Annotated[str, typer.Option("--flow", help="none, xonxoff or rtscts")]
Able = Annotated[
    Capability | None,
    typer.Option("--capability", help="What the printer can vouch for; probed if not given."),
]


def render(
    file: Annotated[Path, typer.Argument(help="Bytes as they were sent to a printer, or - for stdin.")],
    out: Annotated[Path, typer.Option(help="The picture to write (PNG).")],
    profile_name: ProfileName = "escpos-80",
) -> None:
    """Draw what a printer makes of the bytes; one JSON object a piece of paper; status 1 when it stays white."""
    from drivers.simulators.printer_render import render as rendered

    row = _known(profile_name)
    try:
        data = sys.stdin.buffer.read() if file == Path("-") else file.read_bytes()
        tickets = rendered(data, row)
        if tickets:
            _stacked([ticket.image for ticket in tickets]).save(out, "PNG", dpi=(row.dpi, row.dpi))
    except OSError as error:
        raise typer.BadParameter(str(error)) from error
    for ticket in tickets:
        emit(
            {
                "bytes": len(ticket.data),
                "end": ticket.end,
                "width": ticket.image.width,
                "height": ticket.image.height,
            }
        )
    if not tickets:
        emit({"error": "these bytes leave no mark on paper"})
        raise typer.Exit(1)


def _stacked(images: list[Image.Image]) -> Image.Image:
    """The pieces below each other."""
    from PIL import Image

    if len(images) == 1:
        return images[0]
    sheet = Image.new("RGB", (max(each.width for each in images), sum(each.height for each in images)))
    top = 0
    for each in images:
        sheet.paste(each, (0, top))
        top += each.height
    return sheet


def list_profiles() -> None:
    """The printers that can be named with --profile: one JSON object a line."""
    for row in profiles():
        emit(
            {
                "name": row.name,
                "paper_mm": row.paper_mm,
                "dpi": row.dpi,
                "columns": row.columns,
                "qr": row.qr.value,
                "notes": row.notes,
            }
        )


def status(
    port: Port, profile_name: ProfileName = "escpos-80", line: Line = "19200/8n1", flow: Flow = "none"
) -> None:
    """Ask a printer for its state: one JSON object; status 1 when it cannot print or does not answer."""
    printer = _opened(profile_name, port, line, flow, None)
    try:
        found = printer.status()
    except DriverError as error:
        emit({"error": str(error), "kind": type(error).__name__})
        raise typer.Exit(1) from None
    finally:
        printer.close()
    emit(_state(found))
    if not found.ready:
        raise typer.Exit(1)


def print_test(
    port: Port,
    profile_name: ProfileName = "escpos-80",
    line: Line = "19200/8n1",
    flow: Flow = "none",
    capability: Able = None,
) -> None:
    """Find out what the printer can vouch for, and print a sample ticket; status 1 unless it surely came out."""
    from drivers.printers.sample import sample_ticket

    printer = _opened(profile_name, port, line, flow, capability)
    try:
        outcome = printer.print(sample_ticket(), job="test")
        emit({**_told(outcome), "capability": printer.capability.value if printer.capability else None})
    finally:
        printer.close()
    if not isinstance(outcome, Printed):
        raise typer.Exit(1)


def _state(found: Status) -> dict[str, Any]:
    return {
        "ready": found.ready,
        "online": found.online,
        "paper": found.paper.value,
        "cover_open": found.cover_open,
        "cause": found.cause.value if found.cause else None,
    }


def _told(outcome: Outcome) -> dict[str, Any]:
    match outcome:
        case Printed(by, after):
            return {"outcome": "printed", "by": by.value, "status": _state(after) if after else None}
        case Refused(cause):
            return {"outcome": "refused", "cause": cause.value}
        case _:
            return {"outcome": "uncertain", "cause": outcome.cause.value, "cleared": outcome.cleared}


def simulate_printer(
    parameters: Annotated[
        list[str] | None,
        typer.Argument(metavar="[NAME=VALUE]...", help="paper=near speed=150 capability=fence ..."),
    ] = None,
    profile_name: ProfileName = "escpos-80",
    out: Annotated[
        Path | None, typer.Option(help="Folder for pictures of the tickets (ticket-001.png ...).")
    ] = None,
    pty: Annotated[bool, typer.Option("--pty", help="On a pseudo-terminal (the default).")] = False,
    link: Annotated[Path | None, typer.Option(help="Symbolic link to the pseudo-terminal.")] = None,
    tcp: Annotated[int | None, typer.Option(help="On this TCP port of this machine; 0 picks one.")] = None,
) -> None:
    """Put a printer that is not there on a port; the port is printed first.

    Lines on standard input: paper ok|near|out, cover open|closed, cutter jam|ok, head hot|ok, silent on|off,
    blocked on|off, after N WORDS, in SECONDS WORDS, unplug, plug, heal, state, tickets, quit, and the others
    that a wrong word lists.
    """
    if tcp is not None and (pty or link):
        raise typer.BadParameter("either a pseudo-terminal or --tcp", param_hint="--tcp")
    params = {"profile": profile_name}
    if out is not None:
        params["out"] = str(out)
    for text in parameters or []:
        name, equals, value = text.partition("=")
        if not equals:
            raise typer.BadParameter(f"{text!r}: expected NAME=VALUE")
        params[name] = value
    try:
        device = registry.make("printer", params)
    except ValueError as error:
        raise typer.BadParameter(str(error)) from error
    serve(device, link=link, tcp=tcp)


def _known(name: str) -> Profile:
    try:
        return profile(name)
    except UnknownModel as error:
        raise typer.BadParameter(str(error), param_hint="--profile") from error


def _opened(name: str, port: str, line: str, flow: str, capability: Capability | None) -> Printer:
    from drivers.printers.opening import open_printer

    try:
        return open_printer(_known(name).name, port, line=line, flow=flow, capability=capability)
    except ValueError as error:
        raise typer.BadParameter(str(error)) from error


def add_to(app: typer.Typer, simulate: typer.Typer) -> None:
    """Add the commands of this file."""
    app.command("profiles")(list_profiles)
    app.command("render")(render)
    app.command("status")(status)
    app.command("print-test")(print_test)
    simulate.command("printer")(simulate_printer)
