"""The closing slip that comes by itself at the end of a day, in a real house."""

from __future__ import annotations

from collections.abc import Callable
from datetime import time, timedelta

from kiosk.rules import states as s
from kiosk.rules.events import Press
from kiosk.settings.care import CareSettings
from kiosk.store.audit_verify import verify, written
from tests.flows.test_visits import TO_THE_MASK
from tests.flows.visitor import Cable, Eventually, Pass, Touch, Visitor, see

Open = Callable[..., Visitor]
TO_THE_AFTERNOON = Pass(timedelta(hours=7))


def slips(v: Visitor) -> list[str]:
    return [paper for paper in v.papers() if "REKAP HARIAN" in paper]


def test_the_slip_comes_out_by_itself_once_and_stands_in_the_trail(visitor: Open) -> None:
    v = visitor(care=CareSettings(None, time(15, 0)))
    v.live(*TO_THE_MASK, Touch(Press.MASK_ON), see(s.TicketInHand), Touch(Press.UNDERSTOOD), see(s.Welcome))
    assert slips(v) == []
    v.live(TO_THE_AFTERNOON, Eventually(lambda _: len(slips(v)) == 1))
    words = " ".join(slips(v)[0].split())
    assert "Nomor 1 - 1" in words
    assert "Tercetak 1" in words
    assert verify(v.engine).whole
    assert [
        line.event.issued for line in written(v.engine) if type(line.event).__name__ == "SlipPrinted"
    ] == [1]
    v.restart()
    v.live(Pass(timedelta(minutes=5)), Eventually(lambda k: k.issued == 1))
    assert len(slips(v)) == 1


def test_without_paper_it_waits_for_the_new_roll(visitor: Open) -> None:
    v = visitor(care=CareSettings(None, time(15, 0)))
    v.live(*TO_THE_MASK, Touch(Press.MASK_ON), see(s.TicketInHand), Touch(Press.UNDERSTOOD), see(s.Welcome))
    v.live(
        Cable("printer", "paper out"), Eventually(lambda k: k.devices.printer is not None), TO_THE_AFTERNOON
    )
    v.live(Eventually(lambda _: v.house.day_end._not_before > 0))
    v.live(Cable("printer", "paper ok"), Pass(timedelta(minutes=2)), Eventually(lambda _: len(slips(v)) == 1))


def test_where_it_is_off_nothing_comes_by_itself(visitor: Open) -> None:
    v = visitor()
    v.live(*TO_THE_MASK, Touch(Press.MASK_ON), see(s.TicketInHand), Touch(Press.UNDERSTOOD), see(s.Welcome))
    v.live(TO_THE_AFTERNOON, Eventually(lambda k: k.now.local.hour == 15))
    assert slips(v) == []
