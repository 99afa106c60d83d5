"""``kiosk verify``: what the counter would say of a ticket, for a shell."""

from __future__ import annotations

import json
import sys
from datetime import date, datetime
from typing import Annotated

import typer

from kiosk.cli.common import SHIPPED, Config, settings_or_exit

NOT_GOOD, NOBODY_KNOWS = 1, 2


def add_to(app: typer.Typer) -> None:
    app.command("verify")(verify)


def verify(
    ticket: Annotated[
        str,
        typer.Argument(
            help="What a ticket's QR holds, the code below it, or a number; - reads it from input."
        ),
    ],
    day: Annotated[str, typer.Option(help="Judge as on this date, like 2020-03-24.")] = "",
    offline: Annotated[bool, typer.Option("--offline", help="With the public keys alone.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object.")] = False,
    language: Annotated[str, typer.Option(help="id or en")] = "en",
    config: Config = SHIPPED,
) -> None:
    """Say whether a ticket is to be served; exit status 0 yes, 1 no, 2 when the database is needed and away."""
    from kiosk.counter.counter import Counter
    from kiosk.counter.sentences import LANGUAGES, Speaker
    from kiosk.counter.text import away, spoken
    from kiosk.counter.verdict import CannotTell, Unchecked, Valid

    settings = settings_or_exit(config)
    if language not in LANGUAGES:
        raise typer.BadParameter(f"{language!r} is no language of the counter; one of {', '.join(LANGUAGES)}")
    now = datetime.now(settings.office.zone)
    if day:
        try:
            now = datetime.combine(date.fromisoformat(day), now.timetz())
        except ValueError:
            raise typer.BadParameter(f"{day!r} is no date; write it like 2020-03-24") from None
    counter = Counter(settings, lambda: now, offline=offline)
    try:
        verdict = counter.look(sys.stdin.readline() if ticket == "-" else ticket)
        say = Speaker(settings, language)
        if as_json:
            typer.echo(json.dumps(_plain(verdict, counter)))
        else:
            for line in spoken(say.verdict(verdict, now)):
                typer.echo(line)
            if counter.keyless:
                typer.echo(counter.keyless, err=True)
            if counter.away and not offline:
                for line in away(counter, say):
                    typer.echo(line, err=True)
    finally:
        counter.close()
    match verdict:
        case Valid() | Unchecked():
            return
        case CannotTell():
            raise typer.Exit(NOBODY_KNOWS)
        case _:
            raise typer.Exit(NOT_GOOD)


def _plain(verdict: object, counter: object) -> dict[str, object]:
    """The verdict as plain values; a ticket's fields stand in it as far as they are known."""
    from kiosk.counter.verdict import Shown

    ticket: Shown | None = getattr(verdict, "ticket", None)
    plain: dict[str, object] = {"verdict": type(verdict).__name__.lower()}
    reason = getattr(verdict, "reason", None)
    if reason is not None:
        plain["reason"] = reason.value
    if ticket is not None:
        plain |= {"day": ticket.day.isoformat(), "number": ticket.number, "service": ticket.service}
        plain |= {"office": ticket.office, "code": ticket.code}
    plain["notes"] = [note.value for note in getattr(verdict, "notes", ())]
    plain["database"] = "away" if getattr(counter, "away", "") else "asked"
    return plain
