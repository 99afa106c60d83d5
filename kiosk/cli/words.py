"""``kiosk words``: for those who translate the screens."""

from __future__ import annotations

from typing import Annotated

import typer

WRONG = 1
"""Exit status when something in a catalogue is wrong, or a draft with --strict."""


def add_to(app: typer.Typer) -> None:
    words = typer.Typer(
        help="The sentences of the screens, for those who translate them.", no_args_is_help=True
    )
    words.command("check")(check)
    app.add_typer(words, name="words")


def check(
    language: Annotated[
        list[str] | None, typer.Argument(metavar="[LANGUAGE]...", help="Like jv; without one, all of them.")
    ] = None,
    strict: Annotated[bool, typer.Option("--strict", help="A draft counts as wrong, too.")] = False,
) -> None:
    """What is missing, left over, filled in differently, or too long for the smallest panel."""
    from kiosk import words_check
    from kiosk.words import FOLDER, draft

    known = words_check.languages()
    failed = False
    for each in language or known:
        if each not in known:
            raise typer.BadParameter(f"no catalogue in {FOLDER / each}; there are {', '.join(known)}")
        found = words_check.problems(each)
        if each == words_check.SOURCE:
            found += words_check.unused()
        reason = draft(each)
        state = f"draft ({reason})" if reason else "final"
        count = sum(1 for message in words_check.catalogue(each) if message.id)
        for problem in found:
            typer.echo(problem.at())
        verdict = "nothing wrong" if not found else f"{len(found)} to be mended"
        typer.echo(f"{each}: {count} sentences, {state}, {verdict}")
        failed = failed or bool(found) or (strict and bool(reason))
    if failed:
        raise typer.Exit(WRONG)
