"""What is told about a ticket that somebody holds out, from its signature and from the books. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from kiosk.store.desk import Found
from kiosk.store.tables import TicketState
from kiosk.trust.code import human_code, ticket_id_of
from kiosk.trust.token import Claims
from kiosk.trust.verify import Reason as Unproved

SAME_HAND = timedelta(minutes=2)
"""A paper read again so soon after it was served is still in the hands of the staff who served it."""


class Reason(StrEnum):
    """Why a ticket is not served. The value is its name in the words."""

    NOT_A_TICKET = "not_a_ticket"
    MISTYPED = "mistyped"
    NO_SUCH_CODE = "no_such_code"
    NO_SUCH_NUMBER = "no_such_number"
    UNKNOWN_KEY = "unknown_key"
    FORGED = "forged"
    OTHER_OFFICE = "other_office"
    OTHER_DAY = "other_day"
    NOT_IN_BOOKS = "not_in_books"
    VOID = "void"
    SERVED = "served"
    COPIED = "copied"


UNPROVED = {
    Unproved.NOT_A_TICKET: Reason.NOT_A_TICKET,
    Unproved.UNKNOWN_KEY: Reason.UNKNOWN_KEY,
    Unproved.FORGED: Reason.FORGED,
    Unproved.OTHER_OFFICE: Reason.OTHER_OFFICE,
    Unproved.OTHER_DAY: Reason.OTHER_DAY,
}


class Note(StrEnum):
    """What staff should know about a ticket that may be served."""

    PRIORITY = "priority"
    MISSED = "missed"
    RECALLED = "recalled"
    REPRINTED = "reprinted"
    UNPRINTED = "unprinted"


class Mark(StrEnum):
    """What becomes of a number at the counter."""

    SERVE = "serve"
    MISS = "miss"
    RECALL = "recall"


@dataclass(frozen=True, slots=True)
class Shown:
    """A ticket as far as it is known; ``service`` is None when no service of kiosk.ini has its mark.

    ``code`` is what people read aloud, empty when it is not known.
    """

    day: date
    number: int
    service: str | None
    office: str
    code: str = ""
    taken_at: datetime | None = None
    served_at: datetime | None = None
    void_reason: str | None = None


@dataclass(frozen=True, slots=True)
class Nothing:
    """Nothing has been read yet."""


@dataclass(frozen=True, slots=True)
class Valid:
    """To be served: the paper is genuine and its number is open. ``paper`` is False when only the number was typed."""

    ticket: Shown
    notes: tuple[Note, ...] = ()
    paper: bool = True


@dataclass(frozen=True, slots=True)
class Unchecked:
    """The signature is good, and the books are away: nobody knows whether it was served already or is void."""

    ticket: Shown


@dataclass(frozen=True, slots=True)
class CannotTell:
    """A code or a number is worth what the books say, and they are away."""


@dataclass(frozen=True, slots=True)
class Refused:
    """Not to be served. ``ticket`` is there when its signature was good or the books know it."""

    reason: Reason
    ticket: Shown | None = None


@dataclass(frozen=True, slots=True)
class Marked:
    """Done; with ``owed`` it is kept here until the books are back."""

    mark: Mark
    ticket: Shown
    owed: bool = False


@dataclass(frozen=True, slots=True)
class Unkept:
    """Not done: the books are away, and this machine cannot keep the mark either."""

    ticket: Shown


Verdict = Nothing | Valid | Unchecked | CannotTell | Refused | Marked | Unkept


def marks(verdict: Verdict) -> frozenset[Mark]:
    """What can be done next."""
    match verdict:
        case Valid(notes=notes):
            return frozenset({Mark.SERVE, Mark.RECALL} if Note.MISSED in notes else {Mark.SERVE, Mark.MISS})
        case Unchecked() | Unkept() | Marked(mark=Mark.RECALL):
            return frozenset({Mark.SERVE, Mark.MISS})
        case Marked(mark=Mark.SERVE) | Refused(reason=Reason.SERVED | Reason.COPIED, ticket=Shown()):
            return frozenset({Mark.RECALL})
        case Marked(mark=Mark.MISS):
            return frozenset({Mark.SERVE, Mark.RECALL})
        case _:
            return frozenset()


def ticket_of(verdict: Verdict) -> Shown | None:
    """The ticket that ``verdict`` is about, as far as one is known."""
    match verdict:
        case Nothing() | CannotTell():
            return None
        case _:
            return verdict.ticket


def claimed(claims: Claims, services: Mapping[str, str]) -> Shown:
    """What a signed ticket says of itself; ``services``: the code behind each mark."""
    code = human_code(claims.ticket_id)
    return Shown(claims.day, claims.number, services.get(claims.service), claims.office, code)


def shown(found: Found, office: str) -> Shown:
    """What the books say of a ticket."""
    try:
        code = human_code(ticket_id_of(found.token))
    except ValueError:  # a token that was not made by a kiosk
        code = ""
    return Shown(
        found.day,
        found.number,
        found.service,
        office,
        code,
        found.taken_at,
        found.served_at,
        found.void_reason,
    )


def belongs(found: Found, ticket_id: bytes) -> bool:
    """Whether the books hold this very ticket, and not another one under its number."""
    try:
        return ticket_id_of(found.token) == ticket_id
    except ValueError:
        return False


def of_books(
    found: Found, *, office: str, today: date, now: datetime, paper: bool, paper_stays: bool
) -> Verdict:
    """The verdict on a ticket that the books know."""
    ticket = shown(found, office)
    if found.day != today:
        return Refused(Reason.OTHER_DAY, ticket)
    match found.state:
        case TicketState.VOID:
            return Refused(Reason.VOID, ticket)
        case TicketState.SERVED:
            one_paper = paper and paper_stays and found.reprints == 0
            return Refused(again(found.served_at or now, now, one_paper=one_paper), ticket)
    notes = [
        note
        for note, true in (
            (Note.PRIORITY, found.priority),
            (Note.MISSED, found.state is TicketState.NO_SHOW),
            (Note.RECALLED, found.recalls > 0 and found.state is not TicketState.NO_SHOW),
            (Note.REPRINTED, found.reprints > 0),
            (Note.UNPRINTED, found.state in (TicketState.TAKEN, TicketState.UNCERTAIN)),
        )
        if true
    ]
    return Valid(ticket, tuple(notes), paper)


def again(served_at: datetime, now: datetime, *, one_paper: bool) -> Reason:
    """Why a number that was served comes again: where its one paper stayed at the counter, another is a copy."""
    return Reason.COPIED if one_paper and now - served_at > SAME_HAND else Reason.SERVED
