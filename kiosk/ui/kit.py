"""What every widget is given: the theme, the pictures, what counts as a tap, and where touches go."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from kiosk.rules.events import Press, Touch
from kiosk.ui.drawing.pictures import Pictures
from kiosk.ui.hands.taps import Taps
from kiosk.ui.look.theme import Theme
from kiosk.words import Words

Dispatch = Callable[[Touch], object]


@dataclass(frozen=True, slots=True)
class Kit:
    """``speak`` is there on a machine that can be heard: the loudspeaker's key was pressed, and the value of the touch
    that follows from it comes back."""

    theme: Theme
    pictures: Pictures
    taps: Taps
    words: Words
    settings: Any
    dispatch: Dispatch
    speak: Callable[[], str] | None = None

    def press(self, press: Press, value: str = "") -> None:
        self.dispatch(Touch(press, value))


@dataclass(frozen=True, slots=True)
class Speech:
    """The words in one language."""

    words: Words
    language: str

    def __call__(self, name: str, /, **values: object) -> str:
        return self.words(self.language, name, **values)

    def counted(self, name: str, n: int, /, **values: object) -> str:
        return self.words.counted(self.language, name, n, **values)

    def of(self, texts: Any) -> Any:
        """The entry for this language of a mapping by language; the first one when there is none."""
        if self.language in texts:
            return texts[self.language]
        return next(iter(texts.values()))
