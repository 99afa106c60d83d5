"""With the database away the counter goes on, and says so: signatures are checked, marks kept, copies seen."""

from __future__ import annotations

import logging
from datetime import timedelta

import pytest

from kiosk.counter.counter import ASK_AGAIN, Counter
from kiosk.counter.verdict import (
    CannotTell,
    Mark,
    Marked,
    Reason,
    Refused,
    Shown,
    Unchecked,
    Unkept,
    Valid,
    marks,
    ticket_of,
)
from kiosk.store.tables import TicketState
from tests.counter.office import Office


def ticket(office: Office, counter: Counter, number: int) -> Shown:
    found = ticket_of(counter.look(office.qr(number)))
    assert found is not None
    return found


def test_a_genuine_ticket_is_told_from_a_forged_one(office: Office, counter: Counter) -> None:
    number = office.give("ktp-el")
    text, yesterday = office.qr(number), office.stamped(number, day=office.now - timedelta(days=1)).qr
    office.away()
    seen = counter.look(text)
    assert isinstance(seen, Unchecked)
    assert (seen.ticket.number, seen.ticket.service) == (number, "ktp-el")
    assert marks(seen) == {Mark.SERVE, Mark.MISS}
    assert "there is no such file" in counter.away
    assert counter.since == office.now
    assert counter.line() is None
    forged = counter.look(text[:-4] + ("AAAA" if text[-4:] != "AAAA" else "BBBB"))
    assert isinstance(forged, Refused)
    assert forged.reason in (Reason.FORGED, Reason.NOT_A_TICKET)
    old = counter.look(yesterday)
    assert isinstance(old, Refused)
    assert old.reason is Reason.OTHER_DAY


def test_a_code_or_a_number_alone_proves_nothing(office: Office, counter: Counter) -> None:
    number = office.give()
    code = office.stamped(number).code
    office.away()
    assert counter.look(code) == counter.look(str(number)) == CannotTell()


def test_it_makes_no_database_of_its_own(office: Office, counter: Counter) -> None:
    number = office.give()
    office.away()
    counter.look(office.qr(number))
    assert not office.database.exists()


def test_marks_are_kept_and_written_down_when_it_is_back(office: Office, counter: Counter) -> None:
    first, second = office.give(), office.give()
    office.away()
    for number, mark in ((first, Mark.SERVE), (second, Mark.MISS)):
        done = counter.mark(mark, ticket(office, counter, number))
        assert isinstance(done, Marked)
        assert done.owed
    assert len(counter.owed) == 2
    served_at = office.now
    office.later(seconds=ASK_AGAIN + 60)
    office.back()
    seen = counter.look(office.qr(first))
    assert isinstance(seen, Refused)
    assert seen.reason is Reason.SERVED
    assert seen.ticket is not None
    assert seen.ticket.served_at == served_at
    assert office.state(second) is TicketState.NO_SHOW
    assert (len(counter.owed), counter.away) == (0, "")
    assert not (office.settings.data_dir / "counter-owed.jsonl").exists()


def test_marks_survive_a_counter_that_is_switched_off(office: Office, counter: Counter) -> None:
    number = office.give()
    office.away()
    counter.mark(Mark.SERVE, ticket(office, counter, number))
    counter.close()
    with (office.settings.data_dir / "counter-owed.jsonl").open("a") as file:
        file.write('{"mark": "serve", "da')  # the power went
    again = Counter(office.settings, lambda: office.now)
    refused = again.look(office.qr(number))
    assert isinstance(refused, Refused)
    assert refused.reason is Reason.SERVED
    office.back()
    assert again.line() is None  # not asked again so soon
    fresh = Counter(office.settings, lambda: office.now)
    assert fresh.line() is not None
    assert office.state(number) is TicketState.SERVED


def test_a_mark_that_cannot_be_kept_is_not_called_done(office: Office, counter: Counter) -> None:
    number = office.give()
    office.away()
    (office.settings.data_dir / "counter-owed.jsonl").mkdir()
    here = ticket(office, counter, number)
    assert counter.mark(Mark.SERVE, here) == Unkept(here)
    assert isinstance(counter.look(office.qr(number)), Unchecked)


def test_a_copy_is_seen_by_the_counter_that_served_the_paper(office: Office, counter: Counter) -> None:
    number = office.give()
    counter.mark(Mark.SERVE, ticket(office, counter, number))
    counter.close()
    office.away()
    office.later(minutes=30)
    seen = counter.look(office.qr(number))
    assert isinstance(seen, Refused)
    assert seen.reason is Reason.COPIED
    counter.mark(Mark.RECALL, ticket(office, counter, number))
    assert isinstance(counter.look(office.qr(number)), Unchecked)


def test_nobody_waits_for_a_time_out_twice(office: Office, counter: Counter) -> None:
    number = office.give()
    office.away()
    counter.look(office.qr(number))
    office.back()
    assert isinstance(counter.look(office.qr(number)), Unchecked)
    office.later(seconds=ASK_AGAIN)
    assert isinstance(counter.look(office.qr(number)), Valid)


def test_a_loss_and_its_return_are_logged_once(
    office: Office, counter: Counter, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "kiosk.counter")
    number = office.give()
    office.away()
    for _ in range(3):
        counter.look(office.qr(number))
        office.later(seconds=ASK_AGAIN)
    office.back()
    for _ in range(3):
        counter.look(office.qr(number))
    said = [record.getMessage() for record in caplog.records]
    assert sum("cannot be used" in line for line in said) == 1
    assert sum("is back" in line for line in said) == 1
    assert not any(office.tokens[number] in line or "AN1:" in line for line in said)


def test_without_keys_it_says_what_to_do(office: Office) -> None:
    import shutil

    shutil.rmtree(office.settings.data_dir / "public-keys")
    counter = Counter(office.settings, lambda: office.now)
    assert "kiosk keys init" in counter.keyless
    seen = counter.look(office.qr(office.give()))
    assert isinstance(seen, Refused)
    assert seen.reason is Reason.UNKNOWN_KEY
    assert isinstance(counter.look("1"), Valid)
