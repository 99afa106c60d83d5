"""What was said of a calibration beforehand, and what is asked for at the terminal."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import TypeVar

from rich.console import Console
from rich.prompt import Prompt

T = TypeVar("T")


class Missing(Exception):
    """A script left an answer out; the text is the option."""


@dataclass(frozen=True, slots=True)
class Answers:
    """What was said beforehand; None is asked for. ``attest``: no draught or sun, instrument acclimatised."""

    by: str
    script: bool = False
    reference: str | None = None
    ambient: Decimal | None = None
    humidity: int | None = None
    attest: bool = False
    accept: bool | None = None
    second: str | None = None
    note: str | None = None

    def of(self, option: str, given: T | None, ask: Callable[[], T]) -> T:
        """What was said of ``option``, or what is answered now. Raises Missing in a script."""
        if given is not None:
            return given
        if self.script:
            raise Missing(option)
        return ask()


def number(console: Console, question: str, usual: str) -> Decimal:
    """Asked until it is one, with a comma or a point."""
    while True:
        try:
            return Decimal(Prompt.ask(question, default=usual).replace(",", "."))
        except InvalidOperation:
            console.print("a number, please", highlight=False)


def ask_person(console: Console) -> Callable[[Decimal], Decimal]:
    """Asks whoever stands before the source to bring it there."""

    def ask(target: Decimal) -> Decimal:
        console.print(f"Bring the source to [bold]{target:.1f} °C[/] and wait until it is steady.")
        return number(console, "It shows", f"{target:.2f}")

    return ask
