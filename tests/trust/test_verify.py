"""What the counter is told about a text."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import islice

import cbor2
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from mutating import mutated
from trust_examples import KEYS, OFFICE, PUBLIC_KEYS, TODAY, claims, key_from

from kiosk.trust.mark import MARK_LENGTH
from kiosk.trust.token import LONGEST, Claims, Sealed, seal, sign, signed_bytes
from kiosk.trust.verify import Genuine, NotGenuine, Reason, verify

KEY = KEYS["first"]
MUTATED = 8_000  # bench/ticket_token.py takes 100 000

any_claims = st.builds(
    Claims,
    day=st.dates(date(2000, 1, 1), date(2105, 12, 31)),
    number=st.integers(1, 9999),
    service=st.from_regex(rf"[a-z0-9-]{{1,{MARK_LENGTH}}}", fullmatch=True),
    office=st.from_regex(r"[A-Z0-9-]{2,6}", fullmatch=True),
    ticket_id=st.binary(min_size=5, max_size=5),
)


@given(any_claims)
@settings(max_examples=60, deadline=None)
def test_what_was_signed_is_genuine_and_says_the_same(said: Claims) -> None:
    text = sign(said, KEY)
    assert len(text) <= LONGEST
    assert verify(text, PUBLIC_KEYS, said.day, said.office) == Genuine(said)


def test_another_day_is_named_with_its_ticket() -> None:
    for day in (TODAY - timedelta(days=1), TODAY + timedelta(days=1)):
        other = claims(day=day)
        assert verify(sign(other, KEY), PUBLIC_KEYS, TODAY, OFFICE) == NotGenuine(Reason.OTHER_DAY, other)


def test_another_office_counts_before_another_day() -> None:
    other = claims(office="3326", day=TODAY - timedelta(days=1))
    assert verify(sign(other, KEY), PUBLIC_KEYS, TODAY, OFFICE) == NotGenuine(Reason.OTHER_OFFICE, other)


def test_a_key_that_is_not_ours_is_unknown_not_forged() -> None:
    text = sign(claims(), key_from(b"x" * 32))
    assert verify(text, PUBLIC_KEYS, TODAY, OFFICE) == NotGenuine(Reason.UNKNOWN_KEY)
    assert verify(sign(claims(), KEY), {}, TODAY, OFFICE) == NotGenuine(Reason.UNKNOWN_KEY)


def test_a_borrowed_key_id_is_forged() -> None:
    payload = cbor2.dumps({1: OFFICE, 2: "1", 4: 1_795_564_800, 7: bytes(5), 9: "kk"})
    signature = key_from(b"x" * 32).sign(signed_bytes(KEY.key_id, payload))
    text = seal(Sealed(KEY.key_id, payload, signature))
    assert verify(text, PUBLIC_KEYS, TODAY, OFFICE) == NotGenuine(Reason.FORGED)


HONEST = {1: OFFICE, 2: "147", 4: 1_795_564_800, 7: bytes(5), 9: "kk"}


@pytest.mark.parametrize(
    "payload",
    [
        cbor2.dumps(HONEST | {10: "Budi"}),
        cbor2.dumps(HONEST | {4: 1_795_564_801}),
        cbor2.dumps(HONEST | {4: 1_795_564_800.0}),
        cbor2.dumps(HONEST | {4: 2**70}),
        cbor2.dumps(HONEST | {2: "0147"}),
        cbor2.dumps(HONEST | {2: "１４７"}),
        cbor2.dumps(HONEST | {2: "0"}),
        cbor2.dumps(HONEST | {2: 147}),
        cbor2.dumps(HONEST | {7: bytes(6)}),
        cbor2.dumps(HONEST | {9: "KK"}),
        cbor2.dumps(dict(reversed(HONEST.items()))),
        cbor2.dumps(HONEST) + b"\0",
        cbor2.dumps([*HONEST.values()]),
        b"\xff" * 30,
        b"\x9b" + b"\xff" * 29,
        b"\x81" * 30,
    ],
)
def test_our_own_signature_does_not_make_a_ticket_of_other_bytes(payload: bytes) -> None:
    text = seal(Sealed(KEY.key_id, payload, KEY.sign(signed_bytes(KEY.key_id, payload))))
    assert verify(text, PUBLIC_KEYS, TODAY, OFFICE) == NotGenuine(Reason.NOT_A_TICKET)


def test_the_honest_payload_of_this_file_is_a_ticket() -> None:
    payload = cbor2.dumps(HONEST)
    text = seal(Sealed(KEY.key_id, payload, KEY.sign(signed_bytes(KEY.key_id, payload))))
    assert isinstance(verify(text, PUBLIC_KEYS, TODAY, OFFICE), Genuine)


def test_no_mutated_token_is_accepted() -> None:
    genuine = [sign(claims(number), KEYS[name]) for number in (1, 147, 9999) for name in KEYS]
    accepted = [
        text
        for text in islice(mutated(genuine, seed=5), MUTATED)
        if isinstance(verify(text, PUBLIC_KEYS, TODAY, OFFICE), Genuine)
    ]
    assert accepted == []


@given(st.text(max_size=200) | st.text("0123456789ABCDEF $%*+-./:", max_size=175).map("AN1:".__add__))
@example("AN1:" + "0" * 174)
@example("AN1:" + ":::" * 58)
@settings(max_examples=100, deadline=None)
def test_no_text_whatever_makes_it_raise(text: str) -> None:
    assert isinstance(verify(text, PUBLIC_KEYS, TODAY, OFFICE), NotGenuine)


@pytest.mark.parametrize(
    ("wrong", "named"),
    [
        ({"day": date(1999, 12, 31)}, "1999-12-31"),
        ({"number": 0}, "0 does not"),
        ({"number": 10_000}, "10000 does not"),
        ({"service": "akta-kelahiran"}, "akta-kelahiran"),
        ({"service": ""}, "mark"),
        ({"office": "Pekalongan"}, "Pekalongan"),
    ],
)
def test_claims_that_do_not_fit_are_refused_by_name(wrong: dict, named: str) -> None:
    with pytest.raises(ValueError, match=named):
        claims(**wrong)


def test_neither_keys_nor_ids_show_in_a_log() -> None:
    assert "b'" not in repr(claims())
    assert "private" not in repr(KEY).lower()
