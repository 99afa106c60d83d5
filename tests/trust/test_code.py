"""The code that people read aloud and type."""

from __future__ import annotations

import base64
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.trust.code import (
    SYMBOLS,
    Mistyped,
    human_code,
    new_ticket_id,
    read_code,
    stored_prefix,
    ticket_id_of,
)

TICKET = bytes.fromhex("a1b2c3d4e5")
CODE = human_code(TICKET)
ids = st.binary(min_size=5, max_size=5)


def test_the_code_of_one_ticket_never_changes() -> None:
    assert CODE == "M6S-C7N-750"


@given(ids)
@settings(max_examples=100)
def test_every_code_leads_back_to_its_ticket(ticket_id: bytes) -> None:
    assert read_code(human_code(ticket_id)) == ticket_id


@pytest.mark.parametrize(
    "typed", [CODE.lower(), f"  {CODE} ", "m6sc7n75o", "M6S C7N 750", "M 6 S–C7N.750", f"{CODE}\r\n"]
)
def test_case_spaces_and_hyphens_do_not_matter(typed: str) -> None:
    assert read_code(typed) == TICKET


def test_letters_that_look_like_digits_are_read_as_digits() -> None:
    code = human_code(bytes.fromhex("0042108421"))
    assert code == "011-111-11" + code[-1]
    assert read_code("OIL-ilI-l1" + code[-1]) == bytes.fromhex("0042108421")


def test_any_one_wrong_character_is_caught() -> None:
    plain = CODE.replace("-", "")
    for at, right in enumerate(plain):
        for wrong in set(SYMBOLS) - {right}:
            assert read_code(plain[:at] + wrong + plain[at + 1 :]) is Mistyped.CHECK


def test_any_two_characters_that_changed_places_are_caught() -> None:
    plain = CODE.replace("-", "")
    for one, other in combinations(range(len(plain)), 2):
        swapped = list(plain)
        swapped[one], swapped[other] = plain[other], plain[one]
        expected = TICKET if plain[one] == plain[other] else Mistyped.CHECK
        assert read_code("".join(swapped)) == expected


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("", Mistyped.LENGTH),
        ("M6S-C7N-75", Mistyped.LENGTH),
        ("M6S-C7N-7500", Mistyped.LENGTH),
        ("M6S-C7N-75U", Mistyped.CHARACTER),
        ("M6S-C7N-7é5", Mistyped.CHARACTER),
        ("AN1:RRQ989P6", Mistyped.CHARACTER),
    ],
)
def test_staff_are_told_what_is_wrong_with_it(typed: str, why: Mistyped) -> None:
    assert read_code(typed) is why


@given(st.text(max_size=20))
@settings(max_examples=100)
def test_nothing_typed_makes_it_raise(typed: str) -> None:
    read = read_code(typed)
    assert isinstance(read, Mistyped) or len(read) == 5


@given(ids, st.binary(min_size=5, max_size=5))
@settings(max_examples=50)
def test_the_store_finds_a_ticket_by_the_beginning_of_what_it_keeps(ticket_id: bytes, rest: bytes) -> None:
    stored = base64.b32encode(ticket_id + rest).decode()
    assert ticket_id_of(stored) == ticket_id
    assert stored.startswith(stored_prefix(ticket_id))


def test_ids_are_five_bytes_and_do_not_repeat() -> None:
    drawn = {new_ticket_id() for _ in range(1000)}
    assert len(drawn) == 1000
    assert {len(ticket_id) for ticket_id in drawn} == {5}
    with pytest.raises(ValueError, match="5 bytes"):
        human_code(b"1234")
