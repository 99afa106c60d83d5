"""Is the trail as it was written? Looks at the rows as they lie there and believes none of their columns."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from sqlalchemy import Engine, text

from kiosk.store.audit_codec import actor_of, decoded, row_hash
from kiosk.store.audit_events import AuditEvent
from kiosk.store.audit_head import GENESIS
from kiosk.store.columns import EPOCH, MICROSECOND
from kiosk.store.engine import reading

Row = Sequence[object]
"""seq, at, actor, type, data, previous, hash: as the database gave them, whatever they are."""


class Flaw(Enum):
    """What is wrong; the value is a sentence for staff."""

    GAP = "rows are missing before this one, or stand in another order"
    EDITED = "this row was changed after it was written"
    CUT_OFF = "this row does not continue the one before it: rows were changed, removed or put in before it"
    UNREADABLE = "this row says nothing that the catalogue of events knows"
    HEAD_MISSING = "the head that was asked for is not in the trail: its end was cut off, or it was rebuilt"


@dataclass(frozen=True, slots=True)
class Finding:
    """``seq`` as the row tells it, or its place counted from 1 when it tells none."""

    flaw: Flaw
    seq: int


@dataclass(frozen=True, slots=True)
class Verdict:
    """``rows`` looked at, ``head`` of the last one, and all that was found wrong; nothing found: ``whole``.

    ``head_at`` is the row whose hash begins with the head that was asked for.
    """

    rows: int
    head: str
    findings: tuple[Finding, ...]
    head_at: int | None = None

    @property
    def whole(self) -> bool:
        return not self.findings


@dataclass(frozen=True, slots=True)
class Written:
    """One row of the trail, understood. ``at`` is in UTC."""

    seq: int
    at: datetime
    actor: str
    event: AuditEvent
    hash: str


def verify(engine: Engine, head: str | None = None) -> Verdict:
    """Look at the whole trail; ``head``: digits from a closing slip (64) or a ticket (8), known from outside.

    Without a head a cut tail and a trail that was rebuilt from its start look whole. Raises StoreError; ValueError
    when ``head`` is not 8 to 64 hexadecimal digits.
    """
    with reading(engine) as connection:
        rows = connection.execute(text(f"SELECT {_COLUMNS} FROM audit ORDER BY seq")).all()
    return verify_rows(rows, head)


def verify_rows(rows: Iterable[Row], head: str | None = None) -> Verdict:
    """As ``verify``, of rows from anywhere, in the order in which they are handed in."""
    wanted = None if head is None else _digits(head)
    findings: list[Finding] = []
    previous, place, head_at = GENESIS, 0, None
    if wanted is not None and GENESIS.startswith(wanted):
        head_at = 0
    for place, row in enumerate(rows, 1):
        findings += (Finding(flaw, _seq(row, place)) for flaw in _flaws(row, place, previous))
        previous = str(row[6])
        if wanted is not None and previous.startswith(wanted):
            head_at = place
    if wanted is not None and head_at is None:
        findings.append(Finding(Flaw.HEAD_MISSING, place))
    return Verdict(place, previous, tuple(findings), head_at)


def written(engine: Engine) -> Iterator[Written]:
    """The trail from its start, each row understood. Raises StoreError; ValueError at a row that is not whole."""
    with reading(engine) as connection:
        for seq, at, actor, kind, data, _, mark in connection.execute(
            text(f"SELECT {_COLUMNS} FROM audit ORDER BY seq")
        ):
            yield Written(seq, EPOCH + at * MICROSECOND, actor, decoded(kind, data), mark)


_COLUMNS = "seq, at, actor, type, data, previous, hash"


def _flaws(row: Row, place: int, previous: str) -> Iterator[Flaw]:
    seq, at, actor, kind, data, named, mark = row
    if seq != place:
        yield Flaw.GAP
    if named != previous:
        yield Flaw.CUT_OFF
    if not (
        type(seq) is int
        and type(at) is int
        and isinstance(actor, str)
        and isinstance(kind, str)
        and isinstance(data, str)
        and isinstance(named, str)
        and isinstance(mark, str)
    ):
        yield Flaw.UNREADABLE
        return
    try:
        actor_of(actor)
        decoded(kind, data)
        honest = row_hash(seq, EPOCH + at * MICROSECOND, actor, kind, data, named) == mark
    except (ValueError, OverflowError, RecursionError):
        yield Flaw.UNREADABLE
        return
    if not honest:
        yield Flaw.EDITED


def _seq(row: Row, place: int) -> int:
    return row[0] if type(row[0]) is int else place


def _digits(head: str) -> str:
    wanted = "".join(head.split()).lower()
    if not 8 <= len(wanted) <= 64 or set(wanted) - set("0123456789abcdef"):
        raise ValueError("a head is 8 to 64 hexadecimal digits, as a closing slip or a ticket shows them")
    return wanted
