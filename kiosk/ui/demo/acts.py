"""What a demonstration offers to do to the world, without a word of how it looks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Act:
    """A button's words and what it does; what ``do`` returns is shown below as the world's answer."""

    label: str
    do: Callable[[], str]


@dataclass(frozen=True, slots=True)
class Section:
    title: str
    acts: Sequence[Act] = ()
    lines: Sequence[str] = ()
