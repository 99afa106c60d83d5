"""A face that is seen otherwise by each person, goes dark at night, and hears a keypad."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

ONE_MORE_SCREEN = 2_000_000
"""Bytes: less than a single dress that is not let go, and more than the allocator's own coming and going."""


@pytest.fixture(scope="module")
def night(in_window: Callable[..., Any]) -> dict[str, Any]:
    told: dict[str, Any] = in_window("worn", "night")
    return told


@pytest.fixture(scope="module")
def keys(in_window: Callable[..., Any]) -> dict[str, Any]:
    told: dict[str, Any] = in_window("worn", "keys")
    return told


def test_looks_come_and_go_without_leaving_anything(in_window: Callable[..., Any]) -> None:
    told = in_window("worn", "visits", "45")
    assert told["dresses"] <= 6
    _, then, now = told["sizes"]
    assert now - then < ONE_MORE_SCREEN


def test_a_closed_kiosk_goes_dark_when_nobody_is_there(night: dict[str, Any]) -> None:
    assert night["lit while touched lately"]
    assert night["dark when left"]
    assert night["never dark while numbers are given"]


def test_a_touch_that_wakes_the_screen_presses_nothing(night: dict[str, Any]) -> None:
    assert night["woken by"] == [["STILL_HERE", ""]]
    assert night["lit again"]
    assert night["then pressed"] == [["ONLINE_WAYS", ""]]
    assert night["woken by a key"] == [["STILL_HERE", ""], ["KEYPAD", ""]]


def test_the_first_key_numbers_the_answers_and_gives_none(keys: dict[str, Any]) -> None:
    assert keys["first"] == [["KEYPAD", ""]]
    assert keys["numbered"] == "1"
    assert keys["numbers gone"] == ""


def test_no_answer_keeps_the_number_of_the_person_before(keys: dict[str, Any]) -> None:
    assert keys["of the person before"] == ""


def test_a_digit_gives_the_answer_with_its_number(keys: dict[str, Any]) -> None:
    assert keys["one"] == [["START", ""]]
    assert keys["third service"] == [["SERVICE", "pindah-datang"]]
    assert keys["star"] == [["CANCEL", ""]]
    assert keys["officer"] == [["CALL_OFFICER", ""]]
    assert keys["language"] == [["LANGUAGE", "en"]]


def test_a_key_that_is_held_or_trembles_counts_once(keys: dict[str, Any]) -> None:
    assert keys["held down"] == [["ONLINE_WAYS", ""]]
    assert keys["trembling"] == []


def test_other_keys_do_nothing(keys: dict[str, Any]) -> None:
    assert keys["with ctrl"] == keys["f1"] == []
