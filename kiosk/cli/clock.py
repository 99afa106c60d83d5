"""``kiosk clock``: may this machine's time decide on which day a number is given?"""

from __future__ import annotations

import time
from datetime import UTC, datetime
from datetime import time as time_of_day
from typing import Annotated

import typer

from kiosk.cli.common import SHIPPED, Config, settings_or_exit
from kiosk.cli.database import store


def add_to(app: typer.Typer) -> None:
    app.command("clock")(clock)


def clock(
    config: Config = SHIPPED,
    confirm: Annotated[
        bool, typer.Option("--confirm", help="Vouch for the date and time shown; kept in the audit trail.")
    ] = False,
) -> None:
    """Say whether the time is trusted and by whom; exit status 1 when no numbers may be given."""
    from kiosk import ntp
    from kiosk.conductor.timekeeper import read_confirmation, write_confirmation
    from kiosk.rules import timekeeping as rules
    from kiosk.store import acts
    from kiosk.store.audit_codec import Actor
    from kiosk.store.tickets import newest

    settings = settings_or_exit(config)
    file = settings.data_dir / "clock.json"
    earliest = datetime.combine(settings.policies[0].valid_from, time_of_day(), settings.office.zone)
    now = datetime.now(UTC)
    reading = rules.ClockReading(now, time.monotonic(), ntp.boot(), ntp.state().in_step)
    typer.echo(f"{now.astimezone(settings.office.zone):%A %Y-%m-%d %H:%M:%S %Z}")
    with store(settings) as engine:
        keeping = rules.Timekeeping(earliest, newest(engine), read_confirmation(file))
        if confirm:
            keeping = rules.confirm(keeping, reading)
            actor = Actor(f"{settings.office.kiosk}:shell")
            acts.write_act(engine, acts.ClockSaidRight(), at=now, actor=actor)
            if keeping.confirmed is not None:
                write_confirmation(file, keeping.confirmed)
    match rules.trust(keeping, reading):
        case rules.Trusted(by=by):
            typer.echo(f"trusted, by the {by.value}")
        case rules.Untrusted(doubt=doubt) as verdict:
            way = "kiosk clock --confirm" if verdict.officer_can_confirm else "set the clock"
            typer.echo(f"not trusted: {doubt.value}; {way}")
            raise typer.Exit(1)
