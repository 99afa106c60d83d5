"""Who brings the blackbody to a temperature: a person, a program, or, before a simulated instrument, the simulation."""

from __future__ import annotations

import shlex
import subprocess
from collections.abc import Callable
from decimal import Decimal, InvalidOperation
from typing import Protocol

from drivers.simulators import registry

PATIENCE = 3600.0
"""Seconds a program may take to bring a blackbody to its temperature."""


class SourceFailed(Exception):
    """The source could not be brought there; the sentence says why."""


class Source(Protocol):
    """Brings the source to ``target`` degrees and says what it then shows. Raises SourceFailed."""

    def __call__(self, target: Decimal) -> Decimal: ...


class Simulated:
    """The blackbody before a simulated instrument: it fills the view, with the temperature asked for."""

    def __init__(self, port: str) -> None:
        self._port = port

    def __call__(self, target: Decimal) -> Decimal:
        device = registry.device(self._port)
        device.command(["person", "here"])
        device.command(["celsius", str(target)])
        return target


class Program:
    """``command TARGET`` brings the source to TARGET degrees and prints what it shows when it is there."""

    def __init__(self, command: str) -> None:
        self._words = shlex.split(command)

    def __call__(self, target: Decimal) -> Decimal:
        try:
            done = subprocess.run(
                [*self._words, str(target)], capture_output=True, text=True, timeout=PATIENCE, check=True
            )
        except (OSError, subprocess.SubprocessError) as error:
            raise SourceFailed(f"the source's program: {error}") from error
        lines = done.stdout.split()
        try:
            return Decimal(lines[-1])
        except (IndexError, InvalidOperation):
            raise SourceFailed(f"the source's program printed no temperature: {done.stdout!r}") from None


class Person:
    """``ask(target)`` is answered by somebody who stands before the source."""

    def __init__(self, ask: Callable[[Decimal], Decimal]) -> None:
        self._ask = ask

    def __call__(self, target: Decimal) -> Decimal:
        return self._ask(target)
