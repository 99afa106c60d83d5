"""What a technician turns aside for before a calibration goes on: the budget's estimates, and remarks for the record.

Done with a finger: a row is chosen and its number typed, a remark is one of a few that are often true. A sentence of
one's own has a keyboard, at the terminal.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal, InvalidOperation

from kiosk.rules.calibration.budget import Row, Shape, Source, rectangular
from kiosk.rules.calibration.steps import BudgetEdited, Event, NoteAdded, Progress, Step
from kiosk.rules.deeds import Deed

OWN: tuple[Source, ...] = (
    Source.REFERENCE_DRIFT,
    Source.STABILITY,
    Source.UNIFORMITY,
    Source.EMISSIVITY,
    Source.REFLECTED,
    Source.DISTANCE,
    Source.RESOLUTION,
    Source.OTHER,
)
"""The rows that rest on a technician's judgement. The certificate's says what it says, and the readings theirs."""
WIDEST = Decimal(2)
"""Degrees: whoever doubts more than that needs another instrument, not another budget."""
REMARKS = {
    "closed": "Pintu dan tirai ditutup selama pengukuran / door and curtains were kept shut.",
    "cleaned": "Jendela alat dibersihkan sebelum pengukuran / the instrument's window was cleaned before.",
    "moved": "Alat dipasang ulang atau dipindahkan sebelumnya / the instrument was mounted anew or moved before.",
    "disturbed": "Ada gangguan (angin, sinar, orang lewat); titiknya diulang / a disturbance; its point was repeated.",
}
"""What the record says for each. A record is read in two languages, whichever the screen spoke."""
REMARKED = frozenset({Step.FIT, Step.AS_LEFT, Step.DECISION, Step.ACCEPT})


@dataclass(frozen=True, slots=True)
class Budget:
    """The budget is open, at the list of its rows or at one ``row`` of them."""

    row: Source | None = None


@dataclass(frozen=True, slots=True)
class Remarks:
    """Remarks are being ticked; ``picked`` by their codes, and nothing is written yet."""

    picked: tuple[str, ...] = ()


Aside = Budget | Remarks


@dataclass(frozen=True, slots=True)
class Turned:
    """Where the technician is now, what the procedure is told; ``wrong`` when the number cannot be meant."""

    aside: Aside | None = None
    events: tuple[Event, ...] = ()
    wrong: bool = False


def half_width(rows: Sequence[Row], source: Source) -> Decimal:
    """Of one row, in degrees (emissivity has no unit); 0 where there is none."""
    return next((row.value for row in rows if row.source is source), Decimal(0))


def turned(progress: Progress, aside: Aside | None, who: str, at: datetime, deed: Deed, value: str) -> Turned:
    """What becomes of it when ``who`` does ``deed`` ``at`` (aware)."""
    match deed, aside:
        case Deed.BUDGET, _ if progress.step is not Step.FIT or value == "done":
            return Turned()
        case Deed.BUDGET, _:
            return Turned(Budget(next((source for source in OWN if source.value == value), None)))
        case Deed.HALF_WIDTH, Budget(row=Source() as source) if progress.step is Step.FIT:
            return _entered(progress, source, who, at, value)
        case Deed.REMARK, Remarks(picked=picked) if value in REMARKS:
            left = tuple(code for code in picked if code != value)
            return Turned(Remarks(left if value in picked else (*picked, value)))
        case Deed.REMARK, Remarks(picked=picked) if value == "done":
            said = (REMARKS[code] for code in REMARKS if code in picked)
            return Turned(None, tuple(NoteAdded(at, text) for text in said if text not in progress.notes))
        case Deed.REMARK, _ if progress.step in REMARKED and not value:
            return Turned(Remarks())
        case _:
            return Turned(aside)


def _entered(progress: Progress, source: Source, who: str, at: datetime, typed: str) -> Turned:
    if not typed:
        return Turned(Budget())  # it stays as it is
    try:
        value = Decimal(typed.replace(",", "."))
    except InvalidOperation:
        value = Decimal(-1)
    if not (value.is_finite() and 0 <= value <= WIDEST):
        return Turned(Budget(source), wrong=True)
    before = half_width(progress.known, source)
    if value == before:
        return Turned(Budget())
    text = f"{who}: {source.value}, setengah lebar / half-width {before} -> {value}."
    edited = BudgetEdited(at, _with(progress.known, source, value))
    return Turned(Budget(), (edited, NoteAdded(at, text)))


def _with(rows: Sequence[Row], source: Source, half: Decimal) -> tuple[Row, ...]:
    if not any(row.source is source for row in rows):
        return (*rows, rectangular(source, half))
    # What is typed is a half-width: a row that was given otherwise becomes one.
    plain = rectangular(source, half)
    return tuple(
        replace(row, shape=Shape.RECTANGULAR, value=half, divisor=plain.divisor)
        if row.source is source
        else row
        for row in rows
        if source is not Source.OTHER or row.source is not source or half > 0
    )
