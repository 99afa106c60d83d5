"""``kiosk doctor``: is this machine ready?"""

from __future__ import annotations

import json
from typing import Annotated

import typer

from kiosk.cli.common import SHIPPED, Config, settings_or_exit


def add_to(app: typer.Typer) -> None:
    app.command("doctor")(doctor)


def doctor(
    config: Config = SHIPPED,
    as_json: Annotated[bool, typer.Option("--json", help="For programs.")] = False,
    print_slip: Annotated[bool, typer.Option("--print", help="Print it as the morning slip, too.")] = False,
) -> None:
    """All devices through their real drivers, calibration, paper, clock, disk and database.

    Exit status 0 only when ready; warnings are no obstacle. A running kiosk holds its ports: stop it first.
    """
    from kiosk.care.slip import as_text
    from kiosk.doctor import examine

    settings = settings_or_exit(config)
    report = examine(settings, config)
    typer.echo(json.dumps(report.plain(), indent=2) if as_json else as_text(report))
    if print_slip:
        from drivers.printers.outcome import Printed
        from kiosk.care.slip import slip
        from kiosk.conductor.printer import printer_of

        printer = printer_of(settings.printer)
        try:
            outcome = printer.print(slip(report), job="ready")
        finally:
            printer.close()
        if not isinstance(outcome, Printed):
            typer.echo(f"the slip did not come out: {outcome.cause.value}", err=True)
            raise typer.Exit(1)
    raise typer.Exit(0 if report.ready else 1)
