"""Numbers of which nobody has seen the whole paper: what a printer, a person or a killed program left open."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import Engine, select

from kiosk.store.engine import reading
from kiosk.store.tables import TicketState, ticket


@dataclass(frozen=True, slots=True)
class Doubtful:
    """``id`` is the row's; ``visit_key`` the key it was taken under; ``reprints`` counts its copies so far."""

    id: int
    number: int
    service: str
    visit_key: str
    token: str = field(repr=False)
    ahead: int
    witness: str
    reprints: int
    priority: bool


_COLUMNS = tuple(ticket.c[name] for name in Doubtful.__slots__)


def doubtful(engine: Engine, day: date, kiosk: str) -> list[Doubtful]:
    """The uncertain numbers of ``day`` that ``kiosk`` gave, smallest first. Raises StoreError."""
    query = select(*_COLUMNS).where(
        ticket.c.day == day, ticket.c.kiosk == kiosk, ticket.c.state == TicketState.UNCERTAIN
    )
    with reading(engine) as connection:
        return [Doubtful(*row) for row in connection.execute(query.order_by(ticket.c.number))]
