"""The command line: ``python -m kiosk``."""

from __future__ import annotations

import os
import sys

import typer

from kiosk import cli

app = typer.Typer(
    help="Entrance kiosk of a civil-registry office.",
    no_args_is_help=False,
    pretty_exceptions_enable=False,
    add_completion=False,
)
for room in cli.rooms():
    room.add_to(app)


def main() -> None:
    """Without a command, the kiosk runs."""
    # Whatever any command makes, a database, a log, an export, is for the user alone who runs it.
    os.umask(0o077)
    words = sys.argv[1:]
    if not words or (words[0].startswith("-") and words[0] != "--help"):
        sys.argv.insert(1, "run")
    app(prog_name="kiosk")


if __name__ == "__main__":
    main()
