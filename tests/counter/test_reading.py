"""What is read off a keyboard or a cable is the ticket's text, whatever keyboards and cables add."""

from __future__ import annotations

from kiosk.counter.reading import FORGET, Code, Nonsense, Number, Signed, Wedge, read
from kiosk.trust.code import human_code

TOKEN = "AN1:RRQ989P60BO0$+APKBG6BV%K1UCGL6PV6DOC2R6FN0%NDMU4G-0*JK2YO/.ST.CIWEBX5GVD1982%FO*E%"
LONG = TOKEN + "X" * (174 - len(TOKEN))
CODE = human_code(bytes.fromhex("a1b2c3d4e5"))


def test_line_ends_and_caps_lock_do_not_matter() -> None:
    for text in (LONG, LONG + "\r\n", LONG.lower() + "\r", " \t" + LONG):
        assert read(text) == Signed(LONG)


def test_half_a_scan_before_the_whole_one_is_dropped() -> None:
    assert read("12" + LONG) == Signed(LONG)
    assert read(LONG[:60] + LONG) == Signed(LONG)


def test_codes_numbers_and_nonsense_are_told_apart() -> None:
    assert read(CODE.lower()) == Code(bytes.fromhex("a1b2c3d4e5"))
    assert read(CODE.replace("-", "")) == Code(bytes.fromhex("a1b2c3d4e5"))
    assert read("0147\n") == Number(147)
    assert read("M6S-C7N") == Nonsense(typed=True)
    assert read("STAFF:abcdefghijklmnopqrstuvwxyz") == Nonsense(typed=False)
    assert read("") == Nonsense(typed=True)


def test_a_wedge_gives_the_line_at_enter_and_forgets_what_was_left() -> None:
    wedge = Wedge()
    for at, letter in enumerate("AN1:"):
        wedge.type(letter, at / 100)
    wedge.type("34", FORGET + 1)
    assert wedge.entry == "34"
    wedge.erase(FORGET + 2)
    assert wedge.enter() == "3"
    assert wedge.enter() == ""


def test_only_what_is_typed_by_hand_is_shown() -> None:
    wedge = Wedge()
    wedge.type("k7q-m2", 0)
    assert wedge.legible() == "K7Q-M2"
    for secret in (LONG, "STAFF:abc"):
        wedge.clear()
        wedge.type(secret, 0)
        assert wedge.legible() == "···"


def test_a_key_that_is_held_down_fills_no_memory() -> None:
    wedge = Wedge()
    for at in range(2000):
        wedge.type("A", at / 100)
    assert len(wedge.entry) <= 400
