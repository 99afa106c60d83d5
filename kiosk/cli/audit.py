"""``kiosk audit``: is the trail whole, what does it say, what is its head."""

from __future__ import annotations

import json
from typing import Annotated

import typer

from kiosk.cli.common import SHIPPED, Config
from kiosk.cli.database import office, refuse


def add_to(app: typer.Typer) -> None:
    group = typer.Typer(help="The audit trail: who did what, in a chain of hashes.", no_args_is_help=True)
    group.command("verify")(verify)
    group.command("show")(show)
    group.command("head")(head)
    app.add_typer(group, name="audit")


def verify(
    known: Annotated[
        str, typer.Option("--head", help="Head from a closing slip, or the 8 digits from a ticket.")
    ] = "",
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object.")] = False,
    config: Config = SHIPPED,
) -> None:
    """Look for edits, gaps and rows out of order; with a head from paper also for a cut end or a rebuilt trail.

    Exit status 1 when anything is wrong.
    """
    from kiosk.store.audit_verify import verify as look

    with office(config) as (_, engine):
        try:
            verdict = look(engine, known or None)
        except ValueError as error:
            raise typer.BadParameter(str(error)) from None
    if as_json:
        findings = [{"row": found.seq, "flaw": found.flaw.name.lower()} for found in verdict.findings]
        typer.echo(
            json.dumps(
                {"whole": verdict.whole, "rows": verdict.rows, "head": verdict.head, "findings": findings}
            )
        )
    else:
        for found in verdict.findings:
            typer.echo(f"row {found.seq}: {found.flaw.value}")
        typer.echo(f"{verdict.rows} rows, {'whole' if verdict.whole else 'NOT WHOLE'}, head {verdict.head}")
        if verdict.whole and not known:
            typer.echo("A cut end or a rebuilt trail shows only beside a head from paper: --head", err=True)
    if not verdict.whole:
        raise typer.Exit(1)


def show(
    last: Annotated[int, typer.Option(help="How many rows from the end; 0 for all.", min=0)] = 20,
    config: Config = SHIPPED,
) -> None:
    """The trail's rows, one a line: number, time in the office's zone, actor, type, data."""
    from kiosk.store.audit_codec import encoded
    from kiosk.store.audit_verify import written

    with office(config) as (settings, engine):
        try:
            lines = list(written(engine))
        except ValueError:
            refuse("a row cannot be read: see `kiosk audit verify`")
        for line in lines[-last:]:
            at = line.at.astimezone(settings.office.zone)
            typer.echo(
                f"{line.seq}\t{at:%Y-%m-%d %H.%M.%S}\t{line.actor}\t{line.event.kind}\t{encoded(line.event)}"
            )


def head(config: Config = SHIPPED) -> None:
    """The newest row's hash: write it down outside the house and the trail can no longer be rebuilt unseen."""
    from kiosk.store.audit_head import head as newest

    with office(config) as (_, engine):
        typer.echo(newest(engine))
