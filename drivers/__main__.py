"""``python -m drivers``: thermometers and printers from a shell, for the technician."""

from __future__ import annotations

import typer

from drivers.cli import printer, thermometer

app = typer.Typer(
    help="Thermometers and printers on a wire: look, listen, decode, record, simulate.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)
simulate = typer.Typer(
    help="Put an instrument that is not there on a pty or a TCP port.", no_args_is_help=True
)

thermometer.add_to(app, simulate)
printer.add_to(app, simulate)
app.add_typer(simulate, name="simulate")


def main() -> None:
    """The entry of the command."""
    app(prog_name="python -m drivers")


if __name__ == "__main__":
    main()
