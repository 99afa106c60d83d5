"""``kiosk counter``: the window of the counter's staff, or the same in a terminal."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from kiosk.cli.common import SHIPPED, Config, settings_or_exit


def add_to(app: typer.Typer) -> None:
    app.command("counter")(counter)


def counter(
    text: Annotated[bool, typer.Option("--text", help="In the terminal, without a window.")] = False,
    fullscreen: Annotated[bool, typer.Option("--fullscreen", help="Fill the display.")] = False,
    language: Annotated[str, typer.Option(help="id or en")] = "id",
    config: Config = SHIPPED,
) -> None:
    """Look at tickets, and mark numbers as served or not come; see docs/counter.md."""
    from kiosk.counter.sentences import LANGUAGES

    settings = settings_or_exit(config)
    if language not in LANGUAGES:
        raise typer.BadParameter(f"{language!r} is no language of the counter; one of {', '.join(LANGUAGES)}")
    if text:
        from kiosk.counter import text as terminal

        colour = sys.stdout.isatty()
        sys.exit(terminal.run(settings, sys.stdin, sys.stdout, language=language, colour=colour))
    from kiosk.counter import window

    sys.exit(window.run(settings, fullscreen=fullscreen, language=language))
