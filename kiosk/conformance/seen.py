"""What can be told of one screen after it has been drawn. Millimetres unless a name says otherwise."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

Box = tuple[float, float, float, float]
"""Left, bottom, width, height on the panel's glass, from its lower left corner."""


@dataclass(frozen=True, slots=True)
class SeenText:
    """``capital`` is a capital letter's height and ``least`` what its role asks for. ``drawn`` are the words in the
    lines that were drawn. ``contrast`` is measured in the pixels, None where it was not."""

    text: str
    role: str
    capital: float
    least: float
    clipped: bool
    words: tuple[str, ...]
    drawn: tuple[str, ...]
    colour: str
    inside: bool
    contrast: float | None = None


@dataclass(frozen=True, slots=True)
class SeenTarget:
    """``small`` ones may be 12.7 mm; keys of the ``footer`` are. ``hidden`` ones are meant not to invite a touch.
    ``edge`` is the contrast between its outline or face and what surrounds it, measured in the pixels."""

    press: str
    value: str
    box: Box
    inside: bool
    small: bool
    footer: bool
    hidden: bool
    alive: bool
    edge: float | None = None


@dataclass(frozen=True, slots=True)
class SeenCode:
    """``module`` in pixels; ``read`` is what a phone's camera makes of it, None where nobody tried."""

    data: str
    module: float
    side: float
    read: tuple[str, ...] | None


@dataclass(frozen=True, slots=True)
class SeenScreen:
    """``overfull`` in pixels that are missing; ``pictures`` names what is drawn on it, ``shapes`` what else an eye sees
    that knows no colours; ``staff`` pages are for officers. ``pixels`` are the same only where every pixel is; empty
    where none were looked at. ``lasts``: the next person finds it the same."""

    moment: str
    screen: str
    language: str
    low: bool
    squeeze: float
    overfull: float
    staff: bool
    texts: tuple[SeenText, ...]
    targets: tuple[SeenTarget, ...]
    codes: tuple[SeenCode, ...]
    pictures: tuple[str, ...]
    shapes: tuple[str, ...]
    pixels: str
    lasts: bool = True


def as_json(seen: SeenScreen) -> dict[str, Any]:
    return asdict(seen)


def from_json(told: dict[str, Any]) -> SeenScreen:
    parts: dict[str, Any] = {
        "texts": tuple(
            SeenText(**(x | {"words": tuple(x["words"]), "drawn": tuple(x["drawn"])})) for x in told["texts"]
        ),
        "targets": tuple(SeenTarget(**(x | {"box": tuple(x["box"])})) for x in told["targets"]),
        "codes": tuple(
            SeenCode(**(x | {"read": None if x["read"] is None else tuple(x["read"])})) for x in told["codes"]
        ),
        "pictures": tuple(told["pictures"]),
        "shapes": tuple(told["shapes"]),
    }
    return SeenScreen(**(told | parts))
