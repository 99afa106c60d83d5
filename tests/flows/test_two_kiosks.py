"""Two kiosks on one database: of one name by somebody's mistake, and of two names that want the last number."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from sqlalchemy import select

from kiosk.rules import states as s
from kiosk.rules.events import Press
from kiosk.rules.kiosk import Kiosk
from kiosk.store.audit_verify import verify
from kiosk.store.tables import ticket
from tests.flows.test_visits import READY, TO_THE_MASK
from tests.flows.visitor import Cable, Eventually, Touch, Visitor, see

Open = Callable[..., Visitor]


def beside(visitor: Open, first: Visitor, name: str) -> Visitor:
    """Another kiosk on the first one's database, with devices of its own."""
    second = visitor()
    second.house.close()
    second.settings = replace(
        second.settings,
        office=replace(second.settings.office, kiosk=name),
        database=first.settings.database,
        policies=first.settings.policies,
    )
    second.house = second._house()
    return second


def rows(v: Visitor) -> list[tuple[int, str, str]]:
    with v.engine.connect() as connection:
        found = connection.execute(select(ticket).order_by(ticket.c.number)).all()
    return [(row.number, row.state.value, row.kiosk) for row in found]


def turned_away(kiosk: Kiosk) -> bool:
    return "another kiosk of this name" in (kiosk.devices.store or "")


def test_a_second_kiosk_of_one_name_waits_and_leaves_the_first_ones_number_alone(visitor: Open) -> None:
    first = visitor()
    first.live(READY)
    first.take_as(f"kiosk-1/{first.house._run}/1")  # on its way to the printer
    second = beside(visitor, first, "kiosk-1")
    second.live(Eventually(turned_away))
    assert rows(first) == [(1, "taken", "kiosk-1")]
    first.house.close()
    second.live(see(s.BrokenOff))  # by itself, as soon as the other has ended
    assert rows(first) == [(1, "uncertain", "kiosk-1")]


def test_one_name_in_two_offices_databases_is_two_kiosks(visitor: Open) -> None:
    first, second = visitor(), visitor()
    first.live(READY)
    second.live(READY)


def test_the_last_number_goes_to_one_of_two_and_its_trouble_with_paper_gives_none_to_the_other(
    visitor: Open,
) -> None:
    first = visitor()
    last = tuple(replace(each, quota=1, reserve=0) for each in first.settings.policies)
    first.house.close()
    first.settings = replace(first.settings, policies=last)
    first.house = first._house()
    second = beside(visitor, first, "kiosk-2")
    for v in (first, second):
        v.live(*TO_THE_MASK)
    first.live(Cable("printer", "after 120 cable out"), Touch(Press.MASK_ON), see(s.TicketOnScreen))
    second.live(Touch(Press.MASK_ON), see(s.QuotaGone))
    assert [(number, kiosk) for number, _, kiosk in rows(first)] == [(1, "kiosk-1")]
    assert second.papers() == []
    assert verify(first.engine).whole
