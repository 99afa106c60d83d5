"""``kiosk calibration``: records, corrections, their history, and quick checks."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Annotated, TypeVar

import typer

from kiosk.cli.common import SHIPPED, Config, settings_or_exit
from kiosk.cli.database import UNAVAILABLE, store

T = TypeVar("T")
NOT_ON_FILE = 3


def add_to(app: typer.Typer) -> None:
    from kiosk.cli import calibration_check, calibration_reference

    group = typer.Typer(help="The thermometer's calibrations.", no_args_is_help=True)
    group.command("list")(list_records)
    group.command("show")(show)
    group.command("export")(export)
    group.command("verify")(verify)
    group.command("rollback")(rollback)
    group.command("history")(history)
    calibration_check.join(group)
    calibration_reference.join(group)
    app.add_typer(group, name="calibration")


def list_records(
    config: Config = SHIPPED,
    as_json: Annotated[bool, typer.Option("--json", help="For programs.")] = False,
) -> None:
    """Every record, and every word on which correction applies; the three layers as they are now."""
    from kiosk.calibrating import overview

    settings = settings_or_exit(config)
    with store(settings, UNAVAILABLE) as engine:
        found = overview.overview(settings, engine, datetime.now(settings.office.zone))
    typer.echo(json.dumps(found, indent=2) if as_json else overview.as_text(found))


def show(
    number: Annotated[str, typer.Argument(metavar="ID", help="A record's number, like CK-20200615-1A2B3C.")],
    config: Config = SHIPPED,
    as_json: Annotated[bool, typer.Option("--json", help="The whole record, canonical.")] = False,
) -> None:
    """One record in a terminal."""
    from kiosk.calibrating import overview
    from kiosk.rules.calibration.codec import to_json
    from kiosk.store import calibrations

    with store(settings_or_exit(config), UNAVAILABLE) as engine:
        kept = _found(lambda: calibrations.record(engine, number))
    typer.echo(to_json(kept.record) if as_json else overview.record_text(kept.record, kept.digest))


def export(
    number: Annotated[str, typer.Argument(metavar="ID")],
    out: Annotated[Path, typer.Option("--out", help="Where to; .pdf or .json.")],
    config: Config = SHIPPED,
    language: Annotated[str, typer.Option(help="id or en")] = "id",
) -> None:
    """The "Catatan Kalibrasi" as a PDF that carries its data, or the data alone."""
    from kiosk.record.document import render
    from kiosk.rules.calibration.codec import to_json
    from kiosk.store import calibrations

    if out.suffix not in (".pdf", ".json"):
        raise typer.BadParameter("the file's name must end in .pdf or .json", param_hint="--out")
    with store(settings_or_exit(config), UNAVAILABLE) as engine:
        kept = _found(lambda: calibrations.record(engine, number))
    if out.suffix == ".json":
        out.write_text(to_json(kept.record), encoding="ascii")
        return
    try:
        out.write_bytes(render(kept.record, language))
    except KeyError:
        raise typer.BadParameter("id or en", param_hint="--language") from None


def verify(
    file: Annotated[Path, typer.Argument(metavar="FILE", exists=True, dir_okay=False)],
    config: Config = SHIPPED,
) -> None:
    """Is this PDF (or its data) what was recorded? Every figure is computed anew, every page compared.

    Exit status: 0 true and on file here, 1 not true, 3 true to itself but not on file here.
    """
    from kiosk.record.verify import Finding
    from kiosk.record.verify import verify as examine
    from kiosk.store import calibrations

    verdict = examine(file.read_bytes())
    expected = None
    findings = set(verdict.findings)
    if verdict.record is not None:
        with store(settings_or_exit(config), UNAVAILABLE) as engine:
            expected = calibrations.digest_on_file(engine, verdict.record.id)
        if expected not in (None, verdict.digest):
            findings.add(Finding.HASH)
    for finding in sorted(findings, key=lambda finding: finding.value):
        typer.echo(f"{finding.value} {verdict.detail}".rstrip())
    if verdict.record is None or findings - {Finding.OTHER_RENDERER}:
        typer.echo("NOT TRUE")
        raise typer.Exit(1)
    typer.echo(f"{verdict.record.id}  {verdict.digest}")
    typer.echo("true, and on file here" if expected else "true to itself, but not on file here")
    raise typer.Exit(0 if expected else NOT_ON_FILE)


def rollback(
    by: Annotated[str, typer.Option("--by", help="Who decides it.")],
    config: Config = SHIPPED,
    to: Annotated[
        str | None, typer.Option(help="The correction to bring back; the one before when left out.")
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
) -> None:
    """Bring back an earlier correction, as a new row; without one before, none applies from then on.

    A running kiosk takes it up within a minute.
    """
    from kiosk.store import calibrations
    from kiosk.store.audit_codec import Actor

    settings = settings_or_exit(config)
    kiosk = settings.office.kiosk
    with store(settings, UNAVAILABLE) as engine:
        rows = calibrations.corrections(engine, kiosk)
        key = rows[-1].instrument if rows else ""
        if not yes:
            typer.confirm("Take the correction in force out of use?", abort=True)
        at = datetime.now(settings.office.zone)
        back = _found(
            lambda: calibrations.roll_back(
                engine, kiosk, key, to=to, at=at, by=by, actor=Actor(f"{kiosk}:shell")
            )
        )
    if back is None:
        typer.echo("no correction applies from now on")
    else:
        typer.echo(f"{back.id} applies: gain {back.gain}, offset {back.offset}, due {back.due}")


def history(config: Config = SHIPPED) -> None:
    """What every calibration found and left, over time, and what that says about the interval."""
    from kiosk.calibrating import overview
    from kiosk.store import calibrations

    settings = settings_or_exit(config)
    with store(settings, UNAVAILABLE) as engine:
        kept = calibrations.records(engine, settings.office.kiosk)
    typer.echo(overview.history_text([each.record for each in kept], settings.calibration.months))


def _found(ask: Callable[[], T]) -> T:
    try:
        return ask()
    except LookupError as error:
        typer.echo(error.args[0] if error.args else error, err=True)
        raise typer.Exit(1) from None
