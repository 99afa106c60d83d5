"""Served, not come, called again: each only from the states in which it makes sense."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import Engine
from taking import AT, DAY, take

from kiosk.store.acts import Copying, Voiding, write_act
from kiosk.store.audit_codec import Actor
from kiosk.store.audit_events import TicketReprinted, TicketVoided
from kiosk.store.audit_verify import written
from kiosk.store.counter import find_prefix, line
from kiosk.store.desk import (
    Changed,
    Unchanged,
    find,
    miss,
    recall,
    serve,
)
from kiosk.store.tables import TicketState
from kiosk.store.tickets import QuotaGone, Taken, day_view, mark_printed, take_number

LATER = AT + timedelta(minutes=20)
OFFICER = Actor("kiosk-1", 3)


def test_a_number_is_served_once(engine: Engine) -> None:
    take(engine, "v1")
    mark_printed(engine, "v1", AT)
    served = serve(engine, DAY, 1, LATER)
    assert isinstance(served, Changed)
    assert (served.ticket.state, served.ticket.served_at) == (TicketState.SERVED, LATER)
    assert serve(engine, DAY, 1, LATER + timedelta(minutes=1)) == Unchanged(served.ticket)


def test_who_did_not_come_may_come_back_into_the_line(engine: Engine) -> None:
    take(engine, "v1")
    take(engine, "v2")
    mark_printed(engine, "v1", AT)
    assert isinstance(miss(engine, DAY, 1), Changed)
    assert [found.number for found in line(engine, DAY).waiting] == [2]
    back = recall(engine, DAY, 1)
    assert isinstance(back, Changed)
    assert (back.ticket.state, back.ticket.recalls) == (TicketState.PRINTED, 1)
    miss(engine, DAY, 2)
    assert recall(engine, DAY, 2).ticket.state is TicketState.UNCERTAIN  # nobody saw its paper
    assert recall(engine, DAY, 2) == Unchanged(find(engine, DAY, 2))  # type: ignore[arg-type]


def test_serving_by_mistake_is_taken_back(engine: Engine) -> None:
    take(engine, "v1")
    serve(engine, DAY, 1, LATER)
    back = recall(engine, DAY, 1)
    assert (back.ticket.state, back.ticket.served_at) == (TicketState.UNCERTAIN, None)


def test_a_void_number_is_neither_called_nor_served(engine: Engine) -> None:
    take(engine, "v1")
    write_act(engine, Copying(DAY, 1, 1), at=AT, actor=OFFICER)
    write_act(engine, Voiding(DAY, 1, "left"), at=AT, actor=OFFICER)
    assert line(engine, DAY).waiting == ()
    for outcome in (serve(engine, DAY, 1, LATER), miss(engine, DAY, 1), recall(engine, DAY, 1)):
        assert isinstance(outcome, Unchanged)
        assert (outcome.ticket.void_reason, outcome.ticket.reprints) == ("left", 1)
    with pytest.raises(LookupError):
        write_act(engine, Voiding(DAY, 1, "left"), at=AT, actor=OFFICER)
    assert [(row.actor, row.event) for row in written(engine)] == [
        (str(OFFICER), TicketReprinted(DAY, 1, 1)),
        (str(OFFICER), TicketVoided(DAY, 1, "left")),
    ]


def test_priority_is_called_first(engine: Engine) -> None:

    take(engine, "v1")
    token = "p" * 22
    take_number(engine, day=DAY, quota=50, service="kk", visit_key="v2", token=token, at=AT, priority=True)
    assert [(found.number, found.priority) for found in line(engine, DAY).waiting] == [(2, True), (1, False)]
    found = find_prefix(engine, token)
    assert found is not None
    assert found.number == 2
    assert token not in repr(found)


def test_what_was_never_given_is_not_found(engine: Engine) -> None:
    assert find(engine, DAY, 1) is None
    assert find_prefix(engine, "x" * 22) is None
    with pytest.raises(LookupError):
        serve(engine, DAY, 1, AT)


def test_the_reserve_goes_beyond_the_quota_for_those_an_officer_lets_in(engine: Engine) -> None:

    def ask(key: str, reserve: int) -> Taken | QuotaGone:
        return take_number(
            engine,
            day=DAY,
            quota=2,
            service="kk",
            visit_key=key,
            token=key * 20,
            at=AT,
            reserve=reserve,
        )

    assert [isinstance(ask(key, 0), Taken) for key in "abc"] == [True, True, False]
    assert [isinstance(ask(key, 2), Taken) for key in "def"] == [True, True, False]
    assert ask("g", 0) == QuotaGone()
    assert day_view(engine, DAY).issued == 4
