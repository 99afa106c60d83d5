"""What can be said: a sentence of the catalogue, a text of the office's own, a number, or digits one by one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Number:
    """A whole number from 0 to 999, said as one."""

    n: int


@dataclass(frozen=True, slots=True)
class Digits:
    """Said one by one, as a telephone number is; ``text`` may hold what groups them."""

    text: str


@dataclass(frozen=True, slots=True)
class Own:
    """A text of kiosk.ini in ``language``; ``name`` is what a recording of it is called."""

    name: str
    text: str
    language: str


@dataclass(frozen=True, slots=True)
class Say:
    """A sentence of the catalogue with what is filled in; ``count`` chooses its form and fills ``n``. ``language`` is
    set where it is another one's than all the rest."""

    name: str
    values: Mapping[str, Item] = field(default_factory=dict)
    count: int | None = None
    language: str = ""


Item = Number | Digits | Own | Say


def say(name: str, **values: Item | int) -> Say:
    """``say("voice.number", number=17)``."""
    return Say(
        name, {key: Number(value) if isinstance(value, int) else value for key, value in values.items()}
    )


def clock(at: datetime) -> Say:
    """A time of day, as people say it: eight o'clock, eight oh five, eight twenty."""
    if at.minute == 0:
        return say("voice.time_full", hour=at.hour)
    return say("voice.time_few" if at.minute < 10 else "voice.time", hour=at.hour, minute=at.minute)
