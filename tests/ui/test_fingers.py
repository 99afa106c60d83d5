"""A tap is a finger let go inside a target; nothing else is."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

START = [["START", ""]]


@pytest.fixture(scope="module")
def story(in_window: Callable[..., Any]) -> dict[str, Any]:
    told: dict[str, Any] = in_window("fingers", "story")
    return told


def test_a_button_looks_pressed_at_once_and_acts_on_release(story: dict[str, Any]) -> None:
    assert story["pressed at once"]
    assert story["nothing before release"] == []
    assert story["release inside"] == START


def test_the_same_tap_within_half_a_second_is_one_tap(story: dict[str, Any]) -> None:
    assert story["same tap again"] == []
    assert story["later tap"] == START


def test_letting_go_outside_does_nothing_and_shows_it(story: dict[str, Any]) -> None:
    assert story["looks let go outside"]
    assert story["release outside"] == []


def test_sliding_onto_a_button_is_no_tap(story: dict[str, Any]) -> None:
    assert story["slid onto"] == []


def test_a_palm_beside_the_finger_presses_nothing(story: dict[str, Any]) -> None:
    assert story["palm beside the finger"] == START


def test_a_palm_that_rests_keeps_nobody_from_answering(story: dict[str, Any]) -> None:
    assert story["finger beside a palm that has just come"] == []
    assert story["finger beside a palm that rests"] == START
    assert story["the palm is lifted"] == []


def test_a_finger_may_be_as_slow_as_it_likes(story: dict[str, Any]) -> None:
    assert story["slow finger"] == START


def test_two_fingers_on_one_answer_give_it_once(story: dict[str, Any]) -> None:
    assert story["two fingers on one answer"] == START


def test_a_screen_that_changes_under_the_finger_presses_nothing(story: dict[str, Any]) -> None:
    assert story["screen changed under the finger"] == []


def test_a_second_tap_does_not_answer_the_next_question(story: dict[str, Any]) -> None:
    assert story["second tap lands on the next screen"] == []


def test_a_code_may_hold_the_same_digit_twice(story: dict[str, Any]) -> None:
    assert story["the same digit twice"] == [["DIGIT", "1"], ["DIGIT", "1"]]


def test_the_language_key_asks_for_the_other_language_and_the_words_follow(story: dict[str, Any]) -> None:
    assert story["language"] == [["LANGUAGE", "en"]]
    assert story["in English"] == "Take a queue number"
    assert story["language back"] == [["LANGUAGE", "id"]]
    assert story["in Indonesian"] == "Ambil Nomor Antrean"


def test_the_corner_calls_the_pin_pad(story: dict[str, Any]) -> None:
    assert story["corner"] == [["CORNER", ""]]


def test_screens_are_built_once(in_window: Callable[..., Any]) -> None:
    first, second = in_window("fingers", "rebuilt")
    assert first == second
