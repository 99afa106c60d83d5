"""``kiosk preview``: what the kiosk will do on a day, and why."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from kiosk.cli.common import SHIPPED, Config, settings_or_exit

if TYPE_CHECKING:
    from kiosk.settings import Settings

T = TypeVar("T")


def add_to(app: typer.Typer) -> None:
    app.command("preview")(show_preview)


def show_preview(
    day: Annotated[str, typer.Argument(metavar="DATE", help="A date like 2020-03-24.")],
    moment: Annotated[
        str, typer.Argument(metavar="[TIME]", help="A time on the office's clock, like 10.05.")
    ] = "",
    until: Annotated[str, typer.Option(metavar="DATE", help="Every day up to this one.")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="For programs; with --until, a list.")] = False,
    config: Config = SHIPPED,
) -> None:
    """What the kiosk will do on a day, or at a moment, and why."""
    from kiosk import preview
    from kiosk.settings import convert

    first = _given(convert.day, day, "DATE")
    at: time | None = _given(convert.clock, moment, "TIME") if moment else None
    last = _given(convert.day, until, "--until") if until else first
    if last < first:
        raise typer.BadParameter(f"{last} lies before {first}", param_hint="--until")
    settings = _with_words(settings_or_exit(config))
    days = list(preview.span(settings, first, last, at))
    if as_json:
        told = [preview.as_json(seen) for seen in days]
        typer.echo(json.dumps(told if until else told[0], indent=2, ensure_ascii=False))
    else:
        typer.echo(preview.as_table(days) if until else preview.as_text(days[0]))


def _with_words(settings: Settings) -> Settings:
    """What officers have said of estimated days counts too, where there is a database that can be asked."""
    from kiosk.store.day_words import day_words
    from kiosk.store.engine import address_of, open_store
    from kiosk.store.errors import StoreError

    try:
        address = address_of(settings.database)
        if address.get_backend_name() == "sqlite" and not Path(address.database or "").exists():
            return settings
        engine = open_store(settings.database)
        try:
            words = dict(day_words(engine))
        finally:
            engine.dispose()
    except StoreError as error:
        typer.echo(f"without officers' words on estimated days: {error}", err=True)
        return settings
    return replace(settings, calendar=replace(settings.calendar, decided=words))


def _given(read: Callable[[str], T], value: str, hint: str) -> T:
    try:
        return read(value)
    except ValueError as wrong:
        raise typer.BadParameter(f"{value!r}: {wrong}", param_hint=hint) from None
