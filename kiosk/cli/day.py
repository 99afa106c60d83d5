"""``kiosk day``: what a day came to, as JSON."""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import Annotated

import typer

from kiosk.cli.common import SHIPPED, Config, settings_or_exit
from kiosk.cli.database import store


def add_to(app: typer.Typer) -> None:
    app.command("day")(show_day)


def show_day(
    day: Annotated[str, typer.Argument(help="A date like 2020-03-24; today when left out.")] = "",
    config: Config = SHIPPED,
) -> None:
    """Counts of one day as JSON: numbers, services, checks, overrides by reason."""
    from kiosk.rules.commands import Tally
    from kiosk.store.counts import day_report

    settings = settings_or_exit(config)
    try:
        wanted = date.fromisoformat(day) if day else datetime.now(settings.office.zone).date()
    except ValueError:
        raise typer.BadParameter(f"{day!r} is no date; write it like 2020-03-24") from None
    with store(settings) as engine:
        report = day_report(engine, wanted, kinds=[tally.value for tally in Tally])
    typer.echo(json.dumps(report, indent=2))
