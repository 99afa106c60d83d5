"""A keypad as it is in the world: keys that stick, repeat or never come up, and a cable that is pulled out. Pure."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kiosk.ui.hands.keypad import PAD, PAD_ENTER, Keypad

Down = Callable[..., bool]
PLUGGED_IN = 2.0
"""Seconds: nobody puts a cable back sooner."""
EVERY = 0.033
"""Seconds between two signs of a held key, as keyboards repeat."""


class Window:
    """The window's side of the keys: what is bound is called as Kivy calls it."""

    def __init__(self) -> None:
        self.now = 100.0
        self.pressed: list[str] = []
        self.keypad = Keypad(self, self.pressed.append, clock=lambda: self.now)

    def bind(self, on_key_down: Down, on_key_up: Down, **_: object) -> None:
        self._down, self._up = on_key_down, on_key_up

    def down(self, code: int, after: float = 0.2) -> None:
        self.now += after
        assert self._down(self, code, 0, None, ["numlock"])

    def up(self, code: int, after: float = 0.1) -> None:
        self.now += after
        assert self._up(self, code)

    def hold(self, code: int, seconds: float) -> None:
        """Down, and after half a second again and again, as long as the keyboard repeats."""
        self.down(code)
        self.now += 0.5 - EVERY
        for _ in range(int((seconds - 0.5) / EVERY)):
            self.down(code, EVERY)


@pytest.fixture
def window() -> Window:
    return Window()


@pytest.mark.parametrize("seconds", [0.6, 5.0, 120.0])
def test_a_key_is_one_key_however_long_it_is_held(window: Window, seconds: float) -> None:
    window.hold(PAD + 1, seconds)
    window.up(PAD + 1)
    assert window.pressed == ["1"]


def test_beside_a_key_that_sticks_all_others_go_on(window: Window) -> None:
    window.hold(PAD + 4, 10.0)
    for code in (PAD + 1, PAD_ENTER, 268):
        window.down(code, EVERY)
        window.down(PAD + 4, EVERY)
        window.up(code, EVERY)
    assert window.pressed == ["4", "1", "#", "*"]


def test_a_keypad_pulled_out_with_a_key_down_finds_no_key_dead(window: Window) -> None:
    window.hold(PAD + 1, 3.0)
    window.now += PLUGGED_IN
    window.down(PAD + 1, 0.0)
    window.up(PAD + 1)
    window.down(PAD + 1)
    assert window.pressed == ["1", "1", "1"]


def test_a_key_held_on_a_keyboard_that_does_not_repeat_is_one_key(window: Window) -> None:
    window.down(PAD + 1)
    window.up(PAD + 1, after=10.0)
    assert window.pressed == ["1"]


def test_two_keys_at_once_are_two_keys(window: Window) -> None:
    window.down(PAD + 1)
    window.down(PAD + 2, 0.0)
    window.up(PAD + 1)
    window.up(PAD + 2)
    assert window.pressed == ["1", "2"]
