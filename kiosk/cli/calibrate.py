"""``kiosk calibrate``: the terminal door to the thermometer's calibration."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Annotated

import typer

from kiosk.cli.common import SHIPPED, Config, settings_or_exit
from kiosk.cli.database import UNAVAILABLE

if TYPE_CHECKING:
    from kiosk.calibrating.answers import Answers
    from kiosk.calibrating.bench import Bench
    from kiosk.calibrating.sources import Source
    from kiosk.rules.calibration.plan import Plan
    from kiosk.rules.calibration.steps import Session
    from kiosk.settings import Settings

REFUSED, USAGE, KEPT = 1, 2, 3
"""Exit statuses: ended without a new correction; an answer is missing; to be resumed; no instrument or database."""


def add_to(app: typer.Typer) -> None:
    app.command("calibrate")(calibrate)


def calibrate(
    config: Config = SHIPPED,
    by: Annotated[str, typer.Option("--by", help="Who calibrates.")] = "",
    resume: Annotated[
        bool, typer.Option("--resume", help="Go on with the one that was interrupted.")
    ] = False,
    discard: Annotated[bool, typer.Option("--discard", help="Drop the one that was interrupted.")] = False,
    script: Annotated[bool, typer.Option("--script", help="Ask nothing; a missing answer ends it.")] = False,
    reference: Annotated[str | None, typer.Option(help="Id of the blackbody in the register.")] = None,
    ambient: Annotated[str | None, typer.Option(help="Room temperature, degrees.")] = None,
    humidity: Annotated[int | None, typer.Option(help="Relative humidity, per cent.")] = None,
    attest: Annotated[
        bool, typer.Option("--attest", help="No draught or sun, and the instrument is used to the room.")
    ] = False,
    on_since: Annotated[
        str | None, typer.Option(help="When the instrument was switched on: 07.15, or minutes ago: 45m.")
    ] = None,
    source: Annotated[
        str | None,
        typer.Option(
            help="A program that brings the blackbody to the temperature it is given and prints what it shows."
        ),
    ] = None,
    accept: Annotated[
        bool | None, typer.Option("--accept/--no-accept", help="Take a passed correction into use.")
    ] = None,
    second: Annotated[str | None, typer.Option(help="The second person, where one is needed.")] = None,
    note: Annotated[str | None, typer.Option(help="A remark for the record.")] = None,
    interval: Annotated[
        float | None, typer.Option(min=0.02, max=10, help="Seconds between two readings; 0.5 usually.")
    ] = None,
) -> None:
    """Calibrate the thermometer against a blackbody; the kiosk must not be running, for it holds the port.

    Exit status: 0 a new correction applies, 1 ended without one, 2 an answer is missing, 3 interrupted and kept
    (--resume or --discard), 69 the instrument or the database cannot be reached.
    """
    from kiosk.calibrating.answers import Answers

    settings = settings_or_exit(config)
    answers = Answers(
        by=by,
        script=script,
        reference=reference,
        ambient=_degrees(ambient),
        humidity=humidity,
        attest=attest,
        accept=accept,
        second=second,
        note=note,
    )
    since = _since(on_since, datetime.now(settings.office.zone))
    try:
        status = _run(settings, answers, source, since, interval, resume=resume, discard=discard)
    except _unreachable() as error:
        typer.echo(error, err=True)
        if "lock" in str(error) or "busy" in str(error).lower():
            typer.echo(
                "Another program holds the port: stop the kiosk first (systemctl stop kiosk).", err=True
            )
        raise typer.Exit(UNAVAILABLE) from None
    raise typer.Exit(status)


def _unreachable() -> tuple[type[Exception], ...]:
    from drivers.errors import DriverError
    from kiosk.calibrating.sources import SourceFailed
    from kiosk.store.errors import StoreError

    return DriverError, SourceFailed, StoreError


def _run(
    settings: Settings,
    answers: Answers,
    source: str | None,
    since: datetime,
    interval: float | None,
    *,
    resume: bool,
    discard: bool,
) -> int:
    from rich.console import Console

    from kiosk.calibrating.answers import Missing
    from kiosk.calibrating.bench import Bench
    from kiosk.calibrating.live import open_live
    from kiosk.calibrating.terminal import Stopped, Terminal
    from kiosk.store.audit_codec import Actor
    from kiosk.store.calibration_rows import references
    from kiosk.store.engine import open_store

    def now() -> datetime:
        return datetime.now(settings.office.zone)

    engine = open_store(settings.database)
    bench = Bench(settings, engine, now, Actor(f"{settings.office.kiosk}:shell"))
    if discard:
        typer.echo("discarded" if bench.discard() else "no calibration is under way")
        return 0
    going_on = bench.under_way()
    if resume != (going_on is not None):
        return _under_way(going_on)
    by = answers.by or (going_on.progress.by if going_on else "")
    if not by and not answers.script:
        by = typer.prompt("Who calibrates")
    if not by:
        return _missing("--by")
    live = open_live(settings)
    where = source_of(settings, source, script=answers.script)
    if where is None:
        return _missing("--source")
    door = Terminal(bench, live, where, references(engine), replace(answers, by=by), now, Console())
    try:
        door.lead(since, resume=resume, plan=_plan(bench.usual_plan(), interval))
    except Missing as error:
        return _missing(str(error))
    except Stopped as error:
        typer.echo(f"{error}\nIt is kept: kiosk calibrate --resume, or --discard.", err=True)
        return KEPT
    except KeyboardInterrupt:
        typer.echo("\nInterrupted and kept: kiosk calibrate --resume, or --discard.", err=True)
        return KEPT
    finally:
        live.close()
    return _ended(bench)


def _under_way(session: Session | None) -> int:
    if session is None:
        typer.echo("no calibration is under way: leave --resume out", err=True)
        return USAGE
    progress = session.progress
    typer.echo(
        f"{progress.by} began one at {progress.started_at:%Y-%m-%d %H:%M}; it stands at {progress.step.value}."
        " Go on with --resume, or drop it with --discard.",
        err=True,
    )
    return KEPT


def _missing(option: str) -> int:
    typer.echo(f"missing: {option}", err=True)
    return USAGE


def _ended(bench: Bench) -> int:
    record, correction = bench.record, bench.correction
    if record is None:
        typer.echo("discarded")
        return REFUSED
    told = {
        "id": record.id,
        "activated": record.activated,
        "gain": str(correction.gain) if correction else None,
        "offset": str(correction.offset) if correction else None,
        "U": str(record.uncertainty.stated) if record.uncertainty else None,
        "due": record.due.isoformat() if correction else None,
    }
    typer.echo(json.dumps(told))
    return 0 if record.activated else REFUSED


def source_of(settings: Settings, program: str | None, *, script: bool) -> Source | None:
    """The simulation's own blackbody, a program, or a person; None when a script names none."""
    from rich.console import Console

    from kiosk.calibrating.answers import ask_person
    from kiosk.calibrating.sources import Person, Program, Simulated

    if program is not None:
        return Program(program)
    if settings.thermometer.port.startswith("sim://"):
        return Simulated(settings.thermometer.port)
    return None if script else Person(ask_person(Console()))


def _plan(usual: Plan, interval: float | None) -> Plan:
    return usual if interval is None else replace(usual, gate=replace(usual.gate, interval=interval))


def _since(text: str | None, now: datetime) -> datetime:
    """When the instrument was switched on: as told, or no earlier than this machine, which feeds it."""
    from kiosk.conductor.clock import Clock

    if text is None:
        return now - Clock(UTC).uptime()
    try:
        if text.endswith("m"):
            return now - timedelta(minutes=int(text[:-1]))
        clock = datetime.strptime(text.replace(":", "."), "%H.%M").time()  # noqa: DTZ007 - a time of today
    except ValueError:
        raise typer.BadParameter(f"{text!r}: a time like 07.15, or 45m", param_hint="--on-since") from None
    since = datetime.combine(now.date(), clock, now.tzinfo)
    return since if since <= now else since - timedelta(days=1)


def _degrees(text: str | None) -> Decimal | None:
    if text is None:
        return None
    try:
        return Decimal(text.replace(",", "."))
    except InvalidOperation:
        raise typer.BadParameter(f"{text!r} is no temperature", param_hint="--ambient") from None
