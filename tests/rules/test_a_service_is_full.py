"""A service with a quota of its own: known at the door, said at the choice, and never a dead end."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kiosk.rules import commands as c
from kiosk.rules import events as e
from kiosk.rules import states as s
from kiosk.rules.acts import Act, offers
from kiosk.rules.door import Bar, door, service_full
from kiosk.rules.events import Press, Touch
from kiosk.rules.kiosk import Kiosk
from kiosk.rules.visit import step
from tests.rules.kiosks import DAY, OFFICER, SERIAL, Book, kiosk_in


class Office(Book):
    policies = (replace(Book.policies[0], service_quotas={"kk": 10}, reserve=2),)


class AllLimited(Book):
    policies = (replace(Book.policies[0], service_quotas={"kk": 10, "kia": 5}),)


BOOK = Office()


def choosing(**issued_of: int) -> Kiosk:
    return replace(kiosk_in(s.ChoosingService()), issued_of=tuple(issued_of.items()))


def test_the_kiosk_counts_by_service_what_the_database_tells() -> None:
    after, _ = step(kiosk_in(s.Welcome()), e.DayCounted(DAY, 16, (("kia", 6), ("kk", 10))), BOOK)
    assert after.issued_of == (("kia", 6), ("kk", 10))
    assert service_full(after, BOOK, "kk")
    assert not service_full(after, BOOK, "kia")


@pytest.mark.parametrize(("issued", "full"), [(9, False), (10, True), (11, True)])
def test_a_service_is_full_from_its_quota_on(issued: int, full: bool) -> None:
    after, commands = step(choosing(kk=issued), Touch(Press.SERVICE, "kk"), BOOK)
    assert isinstance(after.state, s.ServiceFull if full else s.OfferedOnline)
    assert (c.Count(DAY, c.Tally.SERVICE_FULL) in commands) == full


def test_a_count_of_another_day_closes_nothing() -> None:
    yesterday = replace(choosing(kk=10), day=DAY.replace(day=23))
    assert not service_full(yesterday, BOOK, "kk")


def test_others_are_open_and_so_is_the_door_until_every_service_is_full() -> None:
    welcome = replace(kiosk_in(s.Welcome()), issued_of=(("kk", 10),))
    assert door(welcome, BOOK).bar is None
    assert door(welcome, AllLimited()).bar is None
    everything = replace(welcome, issued_of=(("kia", 5), ("kk", 10)))
    shut = door(everything, AllLimited())
    assert (shut.bar, shut.opens_at is not None) == (Bar.QUOTA, True)


def test_from_a_full_service_the_ways_are_whatsapp_another_service_paper_and_the_officer() -> None:
    full = replace(choosing(kk=10), state=s.ServiceFull())
    assert isinstance(step(full, Touch(Press.ONLINE), BOOK)[0].state, s.GoneOnline)
    assert isinstance(step(full, Touch(Press.BACK), BOOK)[0].state, s.ChoosingService)
    stays, (slip,) = step(full, Touch(Press.SLIP), BOOK)
    assert isinstance(stays.state, s.ServiceFull)
    assert isinstance(slip, c.PrintInformation)
    assert (slip.full, slip.service) == (True, "kk")
    assert slip.opens_at is not None
    assert slip.opens_at.date() > DAY
    assert step(full, Touch(Press.CALL_OFFICER), BOOK)[1] == (c.CallOfficer(),)
    assert isinstance(step(full, Touch(Press.CANCEL), BOOK)[0].state, s.Welcome)


def test_a_service_without_whatsapp_offers_none() -> None:
    full = choosing()
    assert full.visit is not None
    full = replace(full, state=s.ServiceFull(), visit=replace(full.visit, service="kia"))
    assert isinstance(step(full, Touch(Press.ONLINE), BOOK)[0].state, s.ServiceFull)


def test_the_last_place_of_a_service_can_go_at_the_last_moment() -> None:
    asking = kiosk_in(s.PreparingTicket(s.Stage.NUMBER, 1000.0))
    after, commands = step(asking, e.QuotaFound(SERIAL, service=True), BOOK)
    assert isinstance(after.state, s.ServiceFull)
    assert commands == (c.Count(DAY, c.Tally.SERVICE_FULL), c.CountDay(DAY))


def test_nobody_is_checked_twice_for_another_service() -> None:
    looking = kiosk_in(s.ConfirmingMask())
    cleared, _ = step(looking, Touch(Press.MASK_ON), BOOK)
    assert cleared.visit is not None
    assert cleared.visit.cleared
    again = replace(cleared, state=s.ServiceFull())
    for press, value in ((Press.BACK, ""), (Press.SERVICE, "kia"), (Press.PAPERS_READY, "")):
        again, commands = step(again, Touch(press, value), BOOK)
    assert isinstance(again.state, s.PreparingTicket)
    assert commands == (c.CheckPaper(SERIAL),)


def test_the_number_is_asked_for_with_both_quotas() -> None:
    paper = kiosk_in(s.PreparingTicket(s.Stage.PAPER, 1000.0))
    _, (take,) = step(paper, e.PaperChecked(SERIAL, None), BOOK)
    assert isinstance(take, c.TakeNumber)
    assert (take.quota, take.service_quota, take.reserve) == (50, 10, 0)


@pytest.mark.parametrize("cleared", [False, True])
def test_an_officer_gives_a_place_of_the_reserve_and_the_checks_still_come(cleared: bool) -> None:
    full = choosing(kk=10)
    assert full.visit is not None
    full = replace(full, visit=replace(full.visit, cleared=cleared))
    assert Act.BEYOND_QUOTA in {offer.act for offer in offers(full, s.ServiceFull(), BOOK)}
    writing = s.OfficerDeciding(s.ServiceFull(), OFFICER, attempt=1, writing="beyond-quota:urgent")
    after, _ = step(replace(full, state=writing), e.ActWritten(1), BOOK)
    assert isinstance(after.state, s.PreparingTicket if cleared else s.CheckingPapers)
    assert after.visit is not None
    assert after.visit.beyond
    paper = replace(after, state=s.PreparingTicket(s.Stage.PAPER, 1000.0))
    _, (take,) = step(paper, e.PaperChecked(SERIAL, None), BOOK)
    assert isinstance(take, c.TakeNumber)
    assert (take.service_quota, take.reserve) == (10, 2)
    assert not service_full(after, BOOK, "kk")


def test_when_the_day_is_full_the_online_way_is_one_touch_away() -> None:
    gone = kiosk_in(s.QuotaGone())
    after, commands = step(gone, Touch(Press.ONLINE), BOOK)
    assert isinstance(after.state, s.GoneOnline)
    assert commands == (c.Count(DAY, c.Tally.DIVERTED),)
    assert gone.visit is not None
    without = replace(gone, visit=replace(gone.visit, service="kia"))
    assert isinstance(step(without, Touch(Press.ONLINE), BOOK)[0].state, s.QuotaGone)
