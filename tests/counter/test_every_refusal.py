"""Every reason for which a ticket is not served, from real tickets, real keys and a real database."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from kiosk.counter.counter import Counter
from kiosk.counter.verdict import Mark, Marked, Note, Reason, Refused, Unchecked, Valid, marks, ticket_of
from kiosk.store import acts
from kiosk.store.audit_codec import Actor
from kiosk.store.tables import TicketState
from kiosk.trust.keys import SigningKey, rotate_keys
from kiosk.trust.stamp import Stamp
from tests.counter.office import Office

Situation = Callable[[Office, Counter], str]


def not_a_ticket(office: Office, counter: Counter) -> str:
    return "https://wa.me/6285870310341?text=Halo"


def mistyped(office: Office, counter: Counter) -> str:
    code = office.stamped(office.give()).code
    return ("1" if code[0] == "0" else "0") + code[1:]


def no_such_code(office: Office, counter: Counter) -> str:
    number = office.give()
    office.tokens[number] = "AAAAAAAAAAAAAAAA"
    return office.stamped(number).code


def no_such_number(office: Office, counter: Counter) -> str:
    return str(office.give() + 1)


def unknown_key(office: Office, counter: Counter) -> str:
    return office.stamped(office.give(), key=SigningKey.of(Ed25519PrivateKey.generate())).qr


def forged(office: Office, counter: Counter) -> str:
    """Number 2's signature on number 1's claims."""
    first, second = (office.qr(office.give()) for _ in range(2))
    return first[:80] + second[80:]


def other_office(office: Office, counter: Counter) -> str:
    return office.stamped(office.give(), office="3326").qr


def other_day(office: Office, counter: Counter) -> str:
    return office.stamped(office.give(), day=office.now - timedelta(days=1)).qr


def other_day_by_code(office: Office, counter: Counter) -> str:
    code = office.stamped(office.give()).code
    office.later(days=1)
    return code


def not_in_books(office: Office, counter: Counter) -> str:
    """Signed for a number that nobody took: a restored backup, or another database."""
    number = office.give()
    office.tokens[7], office.services[7] = office.tokens[number], "kk"
    return office.qr(7)


def another_in_its_place(office: Office, counter: Counter) -> str:
    number = office.give()
    office.tokens[number] = "AAAAAAAAAAAAAAAA"
    return office.qr(number)


def void(office: Office, counter: Counter) -> str:
    number = office.give()
    office.void(number)
    return office.qr(number)


def served(office: Office, counter: Counter) -> str:
    number = serve(office, counter)
    office.later(minutes=1)
    return office.qr(number)


def served_by_number(office: Office, counter: Counter) -> str:
    number = serve(office, counter)
    office.later(minutes=10)
    return str(number)


def copied(office: Office, counter: Counter) -> str:
    number = serve(office, counter)
    office.later(minutes=10)
    return office.qr(number)


def copied_by_code(office: Office, counter: Counter) -> str:
    number = serve(office, counter)
    office.later(minutes=10)
    return office.stamped(number).code


def serve(office: Office, counter: Counter) -> int:
    number = office.give()
    seen = counter.look(office.qr(number))
    ticket = ticket_of(seen)
    assert ticket is not None
    assert isinstance(counter.mark(Mark.SERVE, ticket), Marked)
    return number


REFUSALS: list[tuple[Situation, Reason]] = [
    (not_a_ticket, Reason.NOT_A_TICKET),
    (mistyped, Reason.MISTYPED),
    (no_such_code, Reason.NO_SUCH_CODE),
    (no_such_number, Reason.NO_SUCH_NUMBER),
    (unknown_key, Reason.UNKNOWN_KEY),
    (forged, Reason.FORGED),
    (other_office, Reason.OTHER_OFFICE),
    (other_day, Reason.OTHER_DAY),
    (other_day_by_code, Reason.OTHER_DAY),
    (not_in_books, Reason.NOT_IN_BOOKS),
    (another_in_its_place, Reason.NOT_IN_BOOKS),
    (void, Reason.VOID),
    (served, Reason.SERVED),
    (served_by_number, Reason.SERVED),
    (copied, Reason.COPIED),
    (copied_by_code, Reason.COPIED),
]


@pytest.mark.parametrize(("situation", "reason"), REFUSALS, ids=[s.__name__ for s, _ in REFUSALS])
def test_it_is_refused_for_what_it_is(
    situation: Situation, reason: Reason, office: Office, counter: Counter
) -> None:
    verdict = counter.look(situation(office, counter))
    assert isinstance(verdict, Refused), verdict
    assert verdict.reason is reason
    undone = {Mark.RECALL} if reason in (Reason.SERVED, Reason.COPIED) else set()
    assert marks(verdict) == undone


def test_every_reason_is_tried_here() -> None:
    assert {reason for _, reason in REFUSALS} == set(Reason)


def test_a_genuine_ticket_of_today_is_valid_by_qr_by_code_and_by_number(
    office: Office, counter: Counter
) -> None:
    number = office.give("akta-kelahiran")
    stamped = office.stamped(number)
    seen = counter.look(stamped.qr)
    assert isinstance(seen, Valid)
    assert (seen.ticket.number, seen.ticket.service, seen.paper) == (number, "akta-kelahiran", True)
    assert (seen.notes, marks(seen)) == ((), {Mark.SERVE, Mark.MISS})
    assert counter.look(stamped.code.lower().replace("-", " ")) == seen
    by_number = counter.look(str(number))
    assert isinstance(by_number, Valid)
    assert (by_number.ticket, by_number.paper) == (seen.ticket, False)


def test_a_kiosk_without_a_key_prints_codes_that_can_be_looked_up(office: Office, counter: Counter) -> None:
    number = office.give()
    text = Stamp("3375", None).ticket(office.now.date(), number, "kk", office.tokens[number]).qr
    assert isinstance(counter.look(text), Valid)


def test_where_people_keep_their_paper_the_same_paper_is_not_called_a_copy(tmp_path: Path) -> None:
    office = Office.open(tmp_path, changes={"paper_stays = yes": "paper_stays = no"})
    counter = Counter(office.settings, lambda: office.now, steady=lambda: office.steady)
    verdict = counter.look(copied(office, counter))
    assert isinstance(verdict, Refused)
    assert verdict.reason is Reason.SERVED


def test_an_officers_own_copy_is_never_called_one(office: Office, counter: Counter) -> None:
    number = office.give()
    copy = acts.Copying(office.now.date(), number, 1)
    acts.write_act(office.engine, copy, at=office.now, actor=Actor("kiosk-1", 1))
    seen = counter.look(office.qr(number))
    assert isinstance(seen, Valid)
    assert seen.notes == (Note.REPRINTED,)
    counter.mark(Mark.SERVE, seen.ticket)
    office.later(minutes=10)
    assert counter.look(office.qr(number)) == Refused(Reason.SERVED, ticket_of(counter.look(str(number))))


def test_who_did_not_come_may_be_served_or_called_again(office: Office, counter: Counter) -> None:
    number = office.give(priority=True, printed=False)
    seen = counter.look(office.qr(number))
    assert isinstance(seen, Valid)
    assert set(seen.notes) == {Note.PRIORITY, Note.UNPRINTED}
    counter.mark(Mark.MISS, seen.ticket)
    missed = counter.look(office.qr(number))
    assert isinstance(missed, Valid)
    assert Note.MISSED in missed.notes
    assert marks(missed) == {Mark.SERVE, Mark.RECALL}
    back = counter.mark(Mark.RECALL, missed.ticket)
    assert marks(back) == {Mark.SERVE, Mark.MISS}
    recalled = counter.look(office.qr(number))
    assert isinstance(recalled, Valid)
    assert Note.RECALLED in recalled.notes


def test_a_mark_made_by_mistake_is_taken_back(office: Office, counter: Counter) -> None:
    number = serve(office, counter)
    seen = counter.look(office.qr(number))
    ticket = ticket_of(seen)
    assert ticket is not None
    counter.mark(Mark.RECALL, ticket)
    assert office.state(number) is TicketState.PRINTED
    assert isinstance(counter.look(office.qr(number)), Valid)


def test_of_two_counters_one_serves(office: Office, counter: Counter) -> None:
    number = office.give()
    other = Counter(office.settings, lambda: office.now)
    ticket = ticket_of(other.look(office.qr(number)))
    assert ticket is not None
    assert isinstance(counter.mark(Mark.SERVE, ticket), Marked)
    second = other.mark(Mark.SERVE, ticket)
    assert isinstance(second, Refused)
    assert second.reason is Reason.SERVED


def test_a_new_key_is_found_without_starting_anew(office: Office, counter: Counter) -> None:
    from kiosk.trust.keys import key_folders

    old = office.qr(office.give())
    office.key = rotate_keys(key_folders(office.settings.data_dir))
    assert isinstance(counter.look(office.qr(office.give())), Valid)
    assert isinstance(counter.look(old), Valid)


def test_a_counter_that_is_told_to_ask_nobody_says_so(office: Office) -> None:
    alone = Counter(office.settings, lambda: office.now, offline=True)
    assert isinstance(alone.look(office.qr(office.give())), Unchecked)
    assert alone.away
