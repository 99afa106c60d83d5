"""``kiosk conformance``: every screen looked at and measured, as a page to hand to whoever asks."""

from __future__ import annotations

import json
import time
from dataclasses import replace
from datetime import datetime
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from kiosk.conformance.survey import Look, Seen

WRONG = 1
"""Exit status when anything is violated."""


def add_to(app: typer.Typer) -> None:
    app.command("conformance")(conformance)


def conformance(
    out: Annotated[Path, typer.Option(help="Folder for the page, its pictures and report.json.")],
    panel: Annotated[
        list[str] | None, typer.Option(help="A panel like 1080x1920; may be given again. Without: all.")
    ] = None,
    text: Annotated[str, typer.Option(help="standard or large. Without: both.")] = "",
    contrast: Annotated[str, typer.Option(help="standard or high. Without: both.")] = "",
    tone: Annotated[str, typer.Option(help="day or dusk. Without: both.")] = "",
    language: Annotated[
        list[str] | None, typer.Option(help="id, en or jv; may be given again. Without: all.")
    ] = None,
    only: Annotated[str, typer.Option(help="Names of moments such as mask,ticket. Without: all.")] = "",
    pictures: Annotated[int, typer.Option(help="Longer side of the pictures in pixels; 0 keeps none.")] = 960,
    at_once: Annotated[int, typer.Option(help="Windows at a time.")] = 2,
) -> None:
    """Show every screen on every panel, measure it, and write down what is violated: all of it takes minutes."""
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    from kiosk.conformance import report, survey
    from kiosk.conformance.display import NoDisplay, display
    from kiosk.ui.gallery import settings_for

    begun = time.monotonic()
    looks = _looks(panel, text, contrast, tone, language)
    out.mkdir(parents=True, exist_ok=True)
    columns = TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn()
    try:
        with display() as name, Progress(*columns) as progress:
            task = progress.add_task("Looking at screens", total=len(looks))

            def done(seen: Seen) -> None:
                progress.console.print(f"{seen.look.name}: {len(seen.violations)} violations")
                progress.advance(task)

            found = survey.survey(
                looks, out, name, pictures=pictures, only=only, pressed=True, at_once=at_once, done=done
            )
    except (NoDisplay, survey.Failed) as error:
        typer.echo(error, err=True)
        raise typer.Exit(WRONG) from None
    settings = settings_for(looks[0].panel)
    whole = not only and {look.name for look in looks} == {look.name for look in survey.every_look()}
    about = report.About(datetime.now().astimezone(), time.monotonic() - begun, whole and not language)
    others = report.write(out, found, settings, about)
    (out / "report.json").write_text(json.dumps(survey.as_json(found), indent=1), encoding="utf-8")
    wrong = [x for seen in found for x in seen.violations]
    for problem in others:
        typer.echo(problem)
    screens = sum(len(seen.screens) for seen in found)
    typer.echo(f"{screens} screens, {len(wrong) + len(others)} violations: {out / report.FIRST}")
    if wrong or others:
        raise typer.Exit(WRONG)


def _looks(
    panels: list[str] | None, text: str, contrast: str, tone: str, languages: list[str] | None
) -> list[Look]:
    from kiosk.conformance.survey import every_look
    from kiosk.ui.gallery import LANGUAGES, PANELS
    from kiosk.ui.look.theme import Contrast, TextSize, Tone

    def one_of(kind: type[Enum], value: str, option: str) -> list[Enum]:
        try:
            return [kind(value)] if value else list(kind)
        except ValueError:
            known = ", ".join(member.value for member in kind)
            raise typer.BadParameter(f"{value!r} is none of {known}", param_hint=option) from None

    for name in panels or ():
        if name not in PANELS:
            raise typer.BadParameter(f"{name!r} is none of {', '.join(PANELS)}", param_hint="--panel")
    for name in languages or ():
        if name not in LANGUAGES:
            raise typer.BadParameter(f"{name!r} is none of {', '.join(LANGUAGES)}", param_hint="--language")
    sizes, kinds = one_of(TextSize, text, "--text"), one_of(Contrast, contrast, "--contrast")
    tones = one_of(Tone, tone, "--tone")
    return [
        replace(look, languages=tuple(languages or LANGUAGES))
        for look in every_look(tuple(panels or PANELS))
        if look.text in sizes and look.contrast in kinds and look.tone in tones
    ]
