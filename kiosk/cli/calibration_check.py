"""``kiosk calibration check``: one point against the blackbody, and the control chart."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated

import typer

from kiosk.cli.common import SHIPPED, Config, settings_or_exit
from kiosk.cli.database import UNAVAILABLE, store

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from kiosk.settings import Settings

OUT_OF_CONTROL, USAGE = 1, 2


def join(app: typer.Typer) -> None:
    app.command("check")(check)


def check(
    by: Annotated[str, typer.Option("--by", help="Who checks.")] = "",
    reference: Annotated[str | None, typer.Option(help="Id of the blackbody in the register.")] = None,
    source: Annotated[str | None, typer.Option(help="As for kiosk calibrate.")] = None,
    script: Annotated[bool, typer.Option("--script", help="Ask nothing.")] = False,
    interval: Annotated[
        float | None, typer.Option(min=0.02, max=10, help="Seconds between readings.")
    ] = None,
    chart_only: Annotated[
        bool, typer.Option("--chart", help="Show the control chart, check nothing.")
    ] = False,
    config: Config = SHIPPED,
) -> None:
    """The quick check at 37 degrees; the kiosk must not be running, for it holds the port.

    Exit status: 0 in control (a warning too), 1 out of control, 2 an answer is missing, 69 no instrument.
    """
    from drivers.errors import DriverError
    from kiosk.calibrating import overview
    from kiosk.calibrating.sources import SourceFailed
    from kiosk.store import calibrations

    settings = settings_or_exit(config)
    with store(settings, UNAVAILABLE) as engine:
        status = 0
        if not chart_only:
            who = by or ("" if script else typer.prompt("Who checks"))
            if not who:
                typer.echo("missing: --by", err=True)
                raise typer.Exit(USAGE)
            try:
                status = _check(settings, engine, who, reference, source, interval, script=script)
            except (DriverError, SourceFailed) as error:
                typer.echo(error, err=True)
                raise typer.Exit(UNAVAILABLE) from None
        words = calibrations.words(engine, settings.office.kiosk)
    typer.echo(overview.control_text(words))
    raise typer.Exit(status)


def _check(
    settings: Settings,
    engine: Engine,
    by: str,
    reference: str | None,
    program: str | None,
    interval: float | None,
    *,
    script: bool,
) -> int:
    from dataclasses import replace

    from kiosk.calibrating.live import open_live
    from kiosk.calibrating.quick import QuickBench
    from kiosk.cli.calibrate import source_of
    from kiosk.record.words import Words
    from kiosk.rules.calibration.calibration import CHECK_AT
    from kiosk.rules.calibration.gate import Phase
    from kiosk.rules.calibration.plan import GateLimits
    from kiosk.store.audit_codec import Actor
    from kiosk.store.calibration_rows import references

    known = {each.id: each for each in references(engine)}
    chosen = known.get(reference or (next(iter(known)) if len(known) == 1 else ""))
    source = source_of(settings, program, script=script)
    if chosen is None or source is None:
        what = "--source" if chosen else f"--reference, one of {', '.join(known) or 'none in the register'}"
        typer.echo(f"missing: {what}", err=True)
        return USAGE
    gate = GateLimits() if interval is None else replace(GateLimits(), interval=interval)
    kiosk, zone = settings.office.kiosk, settings.office.zone
    bench = QuickBench(settings, engine, lambda: datetime.now(zone), Actor(f"{kiosk}:shell"), gate)
    live = open_live(settings)
    try:
        identity = live.identify()
        shown = source(Decimal(CHECK_AT))
        live.next(0.0)  # what waits on the wire is of before
        bench.begin(identity, chosen, shown, live.clock())
        phase = Phase.SETTLING
        while phase not in (Phase.DONE, Phase.FAILED):
            heard = live.next()
            if heard.item is not None:
                phase = bench.heard(heard.t, heard.item).phase
            elif not live.thermometer.link.is_open:
                typer.echo(heard.trouble, err=True)
                return UNAVAILABLE
    except LookupError as error:
        typer.echo(error.args[0], err=True)
        return OUT_OF_CONTROL
    finally:
        live.close()
    found = bench.finish(by)
    if isinstance(found, tuple):
        for refusal in found:
            typer.echo(f"{Words('en').refusal(refusal)} {refusal.detail}".rstrip(), err=True)
        return OUT_OF_CONTROL
    typer.echo(
        f"error {found.check.error:+.3f}, deviation {found.check.deviation:+.3f} "
        f"(warning {found.chart.warning:.3f}, action {found.chart.action:.3f}): {found.check.signal.value}"
    )
    if found.out:
        typer.echo("the second failure in a row: people are measured by hand until it is calibrated")
    return OUT_OF_CONTROL if found.check.failed else 0
