"""Every task of a resident by a numeric keypad alone: which key means what, and what it does on this screen.

Digits give the numbered answers, # or Enter the first of them, * goes back, 0 reads the screen aloud and 6 makes the
voice louder. No other key of any keyboard does anything, and none with Ctrl, Alt or the like.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Mapping
from typing import Any

from kiosk.rules.events import Press, Touch
from kiosk.rules.kiosk import Kiosk
from kiosk.rules.states import (
    EnteringReturnCode,
    OfficerDeciding,
    OfficerSigningIn,
    StillThere,
    TechnicianAtWork,
)
from kiosk.ui.hands.bursts import Bursts
from kiosk.voice.answers import answers
from kiosk.voice.keys import FIXED, ZERO

STAR, HASH, OTHER = "*", "#", "."
"""OTHER is any of the keypad's keys that answers nothing: whoever feels for the right one is spoken to all the same."""
BACKSPACE, ENTER, PAD_ENTER = 8, 13, 271
OTHERS = (266, 267, 269, 270)
"""The keypad's point, stroke, minus and plus."""
ROW, PAD = 48, 256
"""Kivy's codes of the digit 0 above the letters and on the keypad; the others follow."""
KEYS: Mapping[int, str] = {
    **{ROW + n: str(n) for n in range(10)},
    **{PAD + n: str(n) for n in range(10)},
    **dict.fromkeys(OTHERS, OTHER),
    BACKSPACE: STAR,
    42: STAR,
    268: STAR,
    35: HASH,
    ENTER: HASH,
    PAD_ENTER: HASH,
}
SHIFTED: Mapping[int, str] = {ROW + 8: STAR, ROW + 3: HASH}
"""Keypads made for telephones send these two as a keyboard would."""
ENDS = {9, ENTER, PAD_ENTER}
"""Tab, too: some scanners end with it."""
PRINTABLE = range(32, 127)
A_LITTLE = 0.005
FORGOTTEN = 1.5
"""Seconds without a sign of a key that is held: longer than a keyboard waits before it repeats. A keypad that was
pulled out while a key was down never says that it came up, and must not find that key dead when it comes back."""
HARMLESS = {"numlock", "capslock"}
MISTAKEN: Mapping[int, str] = {PAD: "alt"}
"""Kivy 2.3.1 compares the code of a key with the bits of the modifiers, and so takes the keypad's own 0 for Alt."""


def symbol(code: int, modifiers: Collection[str]) -> str:
    """What this key says: a digit, * or #; empty for a key that says nothing here."""
    held = _held(code, modifiers)
    if held == {"shift"}:
        return SHIFTED.get(code, "")
    return "" if held else KEYS.get(code, "")


def _held(code: int, modifiers: Collection[str]) -> set[str]:
    """The modifiers that are really held beside this key."""
    return set(modifiers) - HARMLESS - {MISTAKEN.get(code, "")}


def numbers(kiosk: Kiosk, settings: Any, way: Collection[Press]) -> dict[str, Touch]:
    """What each key does on the screen of ``kiosk``; ``way`` are the keys in its footer."""
    if isinstance(kiosk.state, OfficerDeciding | TechnicianAtWork):
        return {}
    if isinstance(kiosk.state, StillThere):
        return dict.fromkeys((*"123456789", ZERO, STAR, HASH, OTHER), Touch(Press.STILL_HERE))
    if isinstance(kiosk.state, EnteringReturnCode | OfficerSigningIn):
        keys = {digit: Touch(Press.DIGIT, digit) for digit in "0123456789"}
        leave = Press.BACK if isinstance(kiosk.state, EnteringReturnCode) else Press.CLOSE
        return keys | {STAR: Touch(Press.ERASE if kiosk.state.entered else leave)}
    found = {str(n): Touch(a.press, a.value) for n, a in enumerate(answers(kiosk, settings)[:9], 1)}
    if "1" in found:
        found[HASH] = found["1"]
    back = next((press for press in (Press.BACK, Press.CANCEL) if press in way), None)
    if back is not None:
        found[STAR] = Touch(back)
    for press, digit in FIXED.items():
        if press in way:
            found.setdefault(digit, Touch(press))
    return found


def marks(kiosk: Kiosk, settings: Any, way: Collection[Press]) -> dict[tuple[Press, str], str]:
    """Which sign stands on which target, by its press and value; the keys of the footer have no value."""
    if isinstance(kiosk.state, EnteringReturnCode | OfficerSigningIn | StillThere):
        return {}
    keys = numbers(kiosk, settings, way)
    return {(touch.press, touch.value): key for key, touch in keys.items() if key != HASH}


def types_code(kiosk: Kiosk) -> bool:
    """Does this screen take digits for themselves? Then the same one may come twice in a row."""
    return isinstance(kiosk.state, EnteringReturnCode | OfficerSigningIn)


def character(code: int, modifiers: Collection[str]) -> str:
    """What this key types for a scanner, in capitals and without regard for shift; empty for a key that types nothing.

    A scanner types capitals and a colon: the first come as well without shift, and the second needs no name.
    """
    if _held(code, modifiers) - {"shift"}:
        return ""
    if PRINTABLE.start < code < PRINTABLE.stop:
        return chr(code).upper()
    return symbol(code, ()) if code in range(PAD, PAD + 10) else ""


class Keypad:
    """Listens to the window's keys, one at a time, each once however long it is held.

    ``press`` gets a symbol of :data:`KEYS`. Kivy is told that every key has been dealt with, so that none does
    anything of its own. With ``bursts`` a scanner may type beside the keypad; ``later`` then calls back in the first
    frame after so many seconds. Keys are heard at the end of a frame, however long that took.
    """

    def __init__(
        self,
        window: Any,
        press: Callable[[str], object],
        bursts: Bursts | None = None,
        later: Callable[[Callable[[float], object], float], object] | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._press, self._bursts, self._later, self._clock = press, bursts, later, clock
        self._heard = 0
        self._held: dict[int, float] = {}
        window.bind(on_key_down=self._down, on_key_up=self._up, on_keyboard=self._swallow)

    def _down(self, _window: Any, code: int, _scan: int, _text: object, modifiers: Collection[str]) -> bool:
        said = symbol(code, modifiers)
        typed = character(code, modifiers) if self._bursts is not None else ""
        ends = self._bursts is not None and code in ENDS and not _held(code, modifiers)
        # Where a scanner types the same letter twice within two milliseconds SDL leaves out that the key came up.
        again = self._bursts is not None and self._bursts.reads
        now = self._clock()
        held = now - self._held.get(code, float("-inf")) < FORGOTTEN
        self._held[code] = now
        if (said or typed or ends) and (again or not held):
            if self._bursts is None:
                self._press(said)
            else:
                self._heard += 1
                self._bursts.key(said, typed, now, ends=ends)
                self._settle_later(self._bursts)
        return True

    def _settle_later(self, bursts: Bursts) -> None:
        if self._later is not None:
            self._later(lambda _elapsed: self._settle(bursts), bursts.patience + A_LITTLE)

    def _settle(self, bursts: Bursts) -> None:
        """Silent for long enough? Only a frame more can tell: what has come during this one is not heard yet."""
        if not bursts.waiting:
            return
        if self._later is not None and bursts.over(self._clock()):
            heard = self._heard
            self._later(lambda _elapsed: self._silent_since(heard, bursts), 0)
        else:
            # Kivy counts from the beginning of a frame, and the key was heard at its end: it has called too early.
            self._settle_later(bursts)

    def _silent_since(self, heard: int, bursts: Bursts) -> None:
        if self._heard == heard:
            bursts.settle(self._clock())

    def _up(self, _window: Any, code: int, *_: object) -> bool:
        self._held.pop(code, None)
        return True

    def _swallow(self, *_: object) -> bool:
        return True
