"""``kiosk report``: a day or a month for the office's file."""

from __future__ import annotations

import calendar
import json
import sys
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kiosk.cli.common import SHIPPED, Config
from kiosk.cli.database import office

if TYPE_CHECKING:
    from kiosk.settings import Settings
    from kiosk.store.period import Period


def add_to(app: typer.Typer) -> None:
    app.command("report")(report)


def report(
    when: Annotated[str, typer.Argument(help="A day like 2020-03-24 or a month like 2020-03.")],
    pdf: Annotated[
        Path | None, typer.Option(help="Write an A4 page to print; - for standard output.")
    ] = None,
    csv: Annotated[Path | None, typer.Option(help="Write a table; - for standard output.")] = None,
    as_json: Annotated[
        Path | None,
        typer.Option("--json", help="Write JSON; - for standard output, also without any option."),
    ] = None,
    language: Annotated[str, typer.Option(help="Of the PDF: id or en.")] = "id",
    config: Config = SHIPPED,
) -> None:
    """Counts by hour and service, holds, officers' decisions, diverted, waiting times. No person is in it."""
    from kiosk.report import data
    from kiosk.store.period import period

    first, last = span(when)
    if language not in ("id", "en"):
        raise typer.BadParameter(f"{language!r} is no language of the report; id or en")
    with office(config) as (settings, engine):
        found = period(engine, first, last, settings.office.zone)
        if as_json or not (pdf or csv):
            _write(as_json or Path("-"), (json.dumps(data.as_json(found), indent=2) + "\n").encode())
        if csv:
            _write(csv, data.as_csv(found).encode("utf-8-sig"))  # a spreadsheet takes UTF-8 only by its mark
        if pdf:
            _write(pdf, _page(found, settings, language))


def span(when: str) -> tuple[date, date]:
    """First and last day of a day or a month as typed. Raises typer.BadParameter."""
    try:
        if len(when) == len("2020-03"):
            first = date.fromisoformat(f"{when}-01")
            return first, first.replace(day=calendar.monthrange(first.year, first.month)[1])
        day = date.fromisoformat(when)
    except ValueError:
        raise typer.BadParameter(
            f"{when!r} is neither a day like 2020-03-24 nor a month like 2020-03"
        ) from None
    return day, day


def _page(found: Period, settings: Settings, language: str) -> bytes:
    from kiosk.report.pdf import Office, render

    about = Office(
        settings.office.name,
        settings.office.address,
        {service.code: service.name[language] for service in settings.services if language in service.name},
        {reason.code: reason.label[language] for reason in settings.reasons if language in reason.label},
    )
    return render(found, about, language=language, at=datetime.now(settings.office.zone))


def _write(target: Path, content: bytes) -> None:
    if str(target) == "-":
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
        return
    target.write_bytes(content)
    typer.echo(f"wrote {target}", err=True)
