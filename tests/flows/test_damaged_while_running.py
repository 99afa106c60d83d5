"""The disk spoils the database while the kiosk runs: a backup takes its place, no number comes twice."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from kiosk.rules import states as s
from kiosk.rules.commands import CountDay
from kiosk.rules.events import Press
from kiosk.store.audit_verify import verify
from kiosk.store.engine import open_store
from kiosk.store.retention import scrub
from tests.flows.test_officers_acts import SIGN_IN, act
from tests.flows.test_visits import READY, TO_THE_MASK
from tests.flows.visitor import Eventually, Touch, Visitor, see

Open = Callable[..., Visitor]
PAGE = 4096
ONE_NUMBER = (
    *TO_THE_MASK,
    Touch(Press.MASK_ON),
    see(s.TicketInHand),
    Touch(Press.UNDERSTOOD),
    see(s.Welcome),
)


def file_of(v: Visitor) -> Path:
    return Path(v.engine.url.database or "")


def spoil(v: Visitor) -> None:
    """Somebody else writes, so that the kiosk must read the file anew; then bits of every page but the first flip."""
    with v.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE service_day SET reserve = reserve")
    while not scrub(v.engine):
        pass
    v.engine.dispose()
    with file_of(v).open("r+b") as opened:
        raw = bytearray(opened.read())
        for at in range(PAGE, len(raw), PAGE):
            raw[at : at + 64] = bytes(byte ^ 0x5A for byte in raw[at : at + 64])
        opened.seek(0)
        opened.write(raw)


def backed_up(v: Visitor) -> bool:
    return any((v.settings.data_dir / "backups").glob("*.db"))


@pytest.mark.parametrize("with_backup", [True, False])
def test_the_next_visit_gets_the_next_number(visitor: Open, with_backup: bool) -> None:
    v = visitor()
    v.live(READY)
    if with_backup:
        v.house.ledger.submit(lambda books: books.nightly())
    v.live(*ONE_NUMBER, *ONE_NUMBER, Eventually(lambda k: k.issued == 2))
    assert backed_up(v) == with_backup
    spoil(v)
    v.live(*TO_THE_MASK, Touch(Press.MASK_ON), see(s.TicketInHand))
    assert v.kiosk.state.ticket.number == 3
    v.engine = open_store(v.settings.database)
    assert v.issued() == 3
    assert verify(v.engine).whole
    assert [path.name for path in file_of(v).parent.glob("*.damaged-*Z")]


def test_an_officer_is_told_until_it_has_been_read_and_after_a_restart_too(visitor: Open) -> None:
    v = visitor()
    v.live(READY)
    v.house.ledger.submit(lambda books: books.nightly())
    v.live(*ONE_NUMBER)
    spoil(v)
    v.house.ledger.count_day(CountDay(v.clock().local.date()))
    v.house.ledger.count_day(CountDay(v.clock().local.date()))
    v.live(Eventually(lambda k: k.restored is not None))
    assert v.kiosk.restored is not None
    assert (v.kiosk.restored.last, v.kiosk.restored.at.date()) == (1, v.clock().local.date())
    v.restart()
    v.live(Eventually(lambda k: k.restored is not None), *SIGN_IN, act("restore-read"))
    v.live(Eventually(lambda k: k.restored is None), Touch(Press.CLOSE))
    v.restart()
    v.live(READY)
    assert v.kiosk.restored is None
    v.engine = open_store(v.settings.database)
