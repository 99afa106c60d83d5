"""One service's places are gone: said at the choice or at the last moment, and the others go on."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from kiosk.rules import states as s
from kiosk.rules.events import Press
from kiosk.settings import load
from kiosk.store.tickets import take_number
from tests.flows.test_officers_acts import SIGN_IN, act
from tests.flows.test_visits import READY, TO_THE_MASK
from tests.flows.visitor import Eventually, Touch, Visitor, see

Open = Callable[..., Visitor]
PAPERS = (see(s.CheckingPapers), Touch(Press.PAPERS_READY))


def limited(**quotas: int) -> tuple[Any, ...]:
    first, *later = load(Path(__file__).parents[2] / "kiosk.ini").policies
    return (replace(first, service_quotas=quotas), *later)


def others_take(v: Visitor, service: str, number: int) -> None:
    for _ in range(number):
        take_number(
            v.engine,
            day=v.clock().local.date(),
            quota=50,
            service=service,
            visit_key=secrets.token_hex(8),
            token=secrets.token_hex(8),
            at=v.clock.utc(),
        )


def test_full_at_the_choice_then_another_service(visitor: Open) -> None:
    v = visitor(policies=limited(kk=2))
    v.live(READY)
    others_take(v, "kk", 2)
    v.live(Touch(Press.START), see(s.ChoosingService))
    v.house.ledger.count_day(_today(v))
    v.live(Eventually(lambda k: dict(k.issued_of).get("kk") == 2))
    v.live(Touch(Press.SERVICE, "kk"), see(s.ServiceFull), Touch(Press.BACK), see(s.ChoosingService))
    v.live(Touch(Press.SERVICE, "akta-kelahiran"), *PAPERS, see(s.WashingHands), Touch(Press.HANDS_READY))
    v.live(see(s.TemperaturePassed), Touch(Press.UNDERSTOOD), Touch(Press.MASK_ON), see(s.TicketInHand))
    report = v.report()
    assert (report["services"], report["counts"]["service_full"]) == ({"akta-kelahiran": 1, "kk": 2}, 1)


def test_full_at_the_last_moment_and_no_second_check_for_another_service(visitor: Open) -> None:
    v = visitor(policies=limited(kk=2))
    v.live(*TO_THE_MASK)
    others_take(v, "kk", 2)
    v.live(Touch(Press.MASK_ON), see(s.ServiceFull))
    assert v.issued() == 2
    v.live(Touch(Press.BACK), Touch(Press.SERVICE, "akta-kelahiran"), *PAPERS, see(s.TicketInHand))
    assert v.kiosk.state.ticket.number == 3
    assert v.report()["service_quotas"] == {}  # nothing was written where the place was refused


def test_the_reserve_holds_for_a_service_and_a_slip_tells_of_it(visitor: Open) -> None:
    v = visitor(policies=limited(kk=1))
    v.live(*TO_THE_MASK)
    others_take(v, "kk", 1)
    v.live(Touch(Press.MASK_ON), see(s.ServiceFull), Touch(Press.SLIP))
    v.live(*SIGN_IN, act("beyond-quota:urgent"), see(s.TicketInHand))
    assert v.report()["service_quotas"] == {"kk": 1}
    assert v.kiosk.state.ticket.number == 2


def _today(v: Visitor) -> Any:
    from kiosk.rules.commands import CountDay

    return CountDay(v.clock().local.date())
