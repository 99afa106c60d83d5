"""Serve a simulated device until told to stop, with its control lines on standard input."""

from __future__ import annotations

import signal
import sys
import threading
from contextlib import AbstractContextManager
from pathlib import Path

import typer

from drivers.simulators.device import Device
from drivers.simulators.serve import serve_pty, serve_tcp


def serve(device: Device, *, link: Path | None, tcp: int | None) -> None:
    """Print the port, then obey lines from standard input until ``quit`` or a signal; the end of input is no end.

    Without ``tcp`` the device stands on a pty, reached through ``link`` if that is given.
    """
    stop = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: stop.set())
    signal.signal(signal.SIGINT, lambda *_: stop.set())
    served: AbstractContextManager[str | int] = (
        serve_pty(device, link) if tcp is None else serve_tcp(device, "127.0.0.1", tcp)
    )
    try:
        with served as port:
            typer.echo(port if tcp is None else f"socket://127.0.0.1:{port}")
            threading.Thread(target=_obey, args=(device, stop), daemon=True).start()
            stop.wait()
    except OSError as error:
        raise typer.BadParameter(str(error)) from error


def _obey(device: Device, stop: threading.Event) -> None:
    for line in sys.stdin:
        words = line.split()
        if words in (["quit"], ["exit"]):
            stop.set()
            return
        if words:
            try:
                typer.echo(device.command(words))
            except ValueError as error:
                typer.echo(f"error: {error}")
