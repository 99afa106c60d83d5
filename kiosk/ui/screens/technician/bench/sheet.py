"""One page of the technician's, before any widget."""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.ui.kit import Speech
from kiosk.ui.widgets.figures import Figure


@dataclass(frozen=True, slots=True)
class Line:
    """``spare`` lines are left out first where there is little room."""

    text: str
    bold: bool = False
    spare: int = 0


@dataclass(frozen=True, slots=True)
class Choice:
    """A deed with its words; ``ticked`` where it is a thing that is so or not."""

    key: str
    text: str
    second: str = ""
    ticked: bool | None = None


@dataclass(frozen=True, slots=True)
class Sheet:
    """``asks`` is what the number on the pad means and ``enter`` the deed that takes it; ``pin`` opens the pad for
    somebody's PIN. ``sure`` is done only after a second touch, whose words it has; ``unsure`` are those of the first.
    """

    title: str
    lines: tuple[Line, ...] = ()
    notice: str = ""
    figure: Figure | None = None
    asks: str = ""
    enter: str = ""
    pin: bool = False
    main: Choice | None = None
    others: tuple[Choice, ...] = ()
    unsure: str = ""
    sure: Choice | None = None
    qr: str = ""


def discarding(say: Speech) -> dict[str, object]:
    """Ends it without a record, at the second touch: to be given to a Sheet."""
    return {"unsure": say("bench.discard"), "sure": Choice("discard", say("bench.discard_sure"))}
