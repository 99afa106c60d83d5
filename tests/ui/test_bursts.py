"""A scanner that types, and a keypad beside it: neither is taken for the other. Pure."""

from __future__ import annotations

from collections.abc import Callable, Collection

import pytest

from kiosk.ui.hands.bursts import LETTERS, TOGETHER, Bursts
from kiosk.ui.hands.keypad import ENTER, PAD, Keypad
from tests.rules.test_badge import SECRET

Down = Callable[..., bool]
SHIFT = 304


class Window:
    """The window's side of the keys: what is bound is called as Kivy calls it."""

    def __init__(self) -> None:
        self.now = 100.0
        self.pressed: list[str] = []
        self.lines: list[str] = []
        self.due: list[Callable[[float], object]] = []
        bursts = Bursts(self.pressed.append, self.lines.append)
        Keypad(self, self.pressed.append, bursts, lambda call, _s: self.due.append(call), lambda: self.now)

    def bind(self, on_key_down: Down, on_key_up: Down, **_: object) -> None:
        self._down, self._up = on_key_down, on_key_up

    def key(self, code: int, *, after: float = 0.1, held: Collection[str] = ()) -> None:
        self.now += after
        assert self._down(self, code, 0, None, list(held))
        assert self._up(self, code)

    def down(self, code: int) -> None:
        self._down(self, code, 0, None, [])

    def scan(self, text: str, *, each: float = 0.004, end: int | None = ENTER) -> None:
        for place, sign in enumerate(text):
            shifted = sign.isupper() or sign == ":"
            after = 1.0 if place == 0 else each
            if shifted:
                self.key(SHIFT, after=after)
            code = ord(";") if sign == ":" else ord(sign.lower())
            self.key(code, after=0.0 if shifted else after, held=["shift"] if shifted else [])
        if end is not None:
            self.key(end, after=each)

    def frame(self, seconds: float, *codes: int) -> None:
        """One slow frame: what is due is called in it, and at its end what was typed meanwhile is heard."""
        self.now += seconds
        self._call()
        for code in codes:
            self.key(code, after=0.0)

    def wait(self, seconds: float = 1.0) -> None:
        """Some frames in which nothing is heard."""
        self.now += seconds
        self._call()
        self._call()

    def _call(self) -> None:
        due, self.due = self.due, []
        for call in due:
            call(0.0)


def test_a_key_is_pressed_also_when_the_window_calls_back_too_early() -> None:
    """Kivy counts from the beginning of a frame, which may be long before the key."""
    window = Window()
    window.key(PAD + 1)
    window.wait(TOGETHER / 2)
    assert window.pressed == []
    window.wait(TOGETHER)
    assert window.pressed == ["1"]
    assert window.due == []


@pytest.mark.parametrize("each", [0.0, 0.001, 0.02, 0.2])
def test_a_badge_is_one_line_and_presses_nothing(each: float) -> None:
    window = Window()
    window.scan(f"STAFF:{SECRET}", each=each)
    window.wait()
    assert window.lines == [f"STAFF;{SECRET}"]
    assert window.pressed == []


def test_a_letter_that_comes_twice_without_the_key_coming_up_is_read_twice() -> None:
    window = Window()
    window.key(ord("s"))
    for _ in range(2):
        window.now += 0.001
        window.down(ord("f"))
    window.key(ENTER, after=0.001)
    assert window.lines == ["SFF"]


def test_a_digit_that_is_held_down_is_pressed_once() -> None:
    window = Window()
    for _ in range(30):
        window.now += 0.03
        window.down(PAD + 1)
    window.wait()
    assert window.pressed == ["1"]


def test_a_barcode_of_digits_presses_nothing_either() -> None:
    window = Window()
    window.scan("3375016708850043")
    assert window.lines == ["3375016708850043"]
    assert window.pressed == []


def test_keys_of_the_keypad_are_pressed_one_by_one_a_moment_later() -> None:
    window = Window()
    for digit in "4022":
        window.key(PAD + int(digit))
        window.wait(TOGETHER + 0.01)
    window.key(ENTER)
    assert window.pressed == ["4", "0", "2", "2", "#"]
    assert window.lines == []


def test_a_next_key_settles_the_one_before_also_when_no_frame_came_between() -> None:
    window = Window()
    for digit in "402917":
        window.key(PAD + int(digit), after=0.08)
    window.wait()
    assert window.pressed == list("402917")


@pytest.mark.parametrize("text", ["1", "12", "12345"])
def test_a_few_keys_that_come_in_one_slow_frame_are_still_a_hands(text: str) -> None:
    window = Window()
    window.scan(text, each=0.0)
    assert window.pressed == [*text, "#"]
    assert window.lines == []


@pytest.mark.parametrize("slow", [0.05, 0.15, 0.4])
def test_a_scan_heard_one_sign_a_slow_frame_is_still_a_scan(slow: float) -> None:
    window = Window()
    for digit in "3375016708850043":
        window.frame(slow, PAD + int(digit))
    window.frame(slow, ENTER)
    assert window.lines == ["3375016708850043"]
    assert window.pressed == []


@pytest.mark.parametrize("frame", [0.001, 0.016, 0.033])
def test_a_hand_is_a_hand_at_every_usual_pace_of_frames(frame: float) -> None:
    window = Window()
    for digit in "402917":
        window.frame(frame, PAD + int(digit))
        for _ in range(int(0.1 / frame)):
            window.frame(frame)
    window.frame(frame, ENTER)
    assert window.pressed == [*"402917", "#"]
    assert window.lines == []


def test_a_scan_that_breaks_off_is_forgotten_and_the_keypad_goes_on() -> None:
    window = Window()
    window.scan("STAFF:AB2", end=None)
    window.wait(LETTERS + 0.1)
    window.key(PAD + 1)
    window.wait()
    window.key(ENTER)
    assert window.lines == []
    assert window.pressed == ["1", "#"]


def test_two_scans_one_after_the_other_are_two_lines() -> None:
    window = Window()
    window.scan("STAFF:AA")
    window.scan("STAFF:BB")
    assert window.lines == ["STAFF;AA", "STAFF;BB"]


def test_a_key_with_ctrl_or_alt_is_typed_by_no_scanner() -> None:
    window = Window()
    for held in ("ctrl", "alt", "meta"):
        window.key(ord("a"), held=[held])
        window.key(ENTER, held=[held])
    window.wait()
    assert window.lines == window.pressed == []


def test_with_no_scanner_a_key_is_pressed_at_once() -> None:
    window = Window()
    Keypad(window, window.pressed.append)
    window.key(PAD + 5)
    assert window.pressed == ["5"]
