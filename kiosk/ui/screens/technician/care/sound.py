"""Is the kiosk heard? Left, right, the officer's bell, and the first sentence in each language."""

from __future__ import annotations

from functools import partial
from typing import Any

from kiosk.rules.events import Press
from kiosk.rules.kiosk import Kiosk
from kiosk.ui.kit import Speech
from kiosk.ui.screens.screen import Screen
from kiosk.ui.sound.tones import Side, tone
from kiosk.ui.widgets.button import OTHER, Turn
from kiosk.ui.widgets.layout import Grid
from kiosk.ui.widgets.text import Text

SENTENCE = "welcome.take_number"
LANGUAGES = {"id": "care.sound_id", "en": "care.sound_en", "jv": "care.sound_jv"}
SIDES = {Side.LEFT: "care.sound_left", Side.RIGHT: "care.sound_right", Side.BOTH: "care.sound_both"}


class CareSoundScreen(Screen):
    """Nothing is decided here: whoever hears it knows. The sound card is opened when the first sound is asked for."""

    aided = False
    question_role = "heading"

    def build(self) -> None:
        small, tall = self.theme.small, self.theme.portrait
        self.image.shown = False
        self.question.spare = 3 if small else 0
        self.answers_below = False
        self.heard = Text(self.kit, "body", align="left")
        self.sides = {side: self._button(partial(self._tone, side)) for side in SIDES}
        spoken = [language for language in LANGUAGES if language in self.kit.settings.languages]
        self.spoken = {language: self._button(partial(self._sentence, language)) for language in spoken}
        grid = Grid(
            self.kit,
            *self.sides.values(),
            *self.spoken.values(),
            columns=1 if tall else 2 if self.theme.short else 3,
        )
        self.body = [self.heard]
        self.answers = [grid]
        self._note = ""
        self._card: Any = None
        self._aside: Any = None
        self._shelf: Any = None

    def _button(self, act: Any) -> Turn:
        small = self.theme.small
        return Turn(
            self.kit,
            act,
            look=OTHER,
            size="target",
            role="small" if self.theme.short else "label",
            sign="" if small else "speaker",
            icon="icon_key",
            pad="pad_key" if small else "pad_small",
        )

    def keys(self, kiosk: Kiosk, say: Speech) -> dict[Press, tuple[Press, tuple[str, ...]]]:
        return {Press.BACK: (Press.BACK, (say("footer.back"),))}

    def fill(self, kiosk: Kiosk, say: Speech) -> None:
        self._last = kiosk, say
        self.question.set(say("care.sound"))
        self.heard.set(say(self._note) if self._note else say("care.sound_hint"))
        for side, button in self.sides.items():
            button.set(say(SIDES[side]))
        for language, button in self.spoken.items():
            button.set(say(LANGUAGES[language]))

    def leave(self) -> None:
        self._note = ""
        if self._card is not None:
            self._card.stop()

    # ---------------------------------------------------------------------------------------------- sounds

    def _opened(self) -> Any:
        from kiosk.ui.sound.bell import can_sound
        from kiosk.ui.sound.voice import Aside, SoundCard

        if not can_sound():
            self._tell("care.sound_none")
            return None
        if self._card is None:
            self._card, self._aside = SoundCard(), Aside()
        return self._card

    def _tone(self, side: Side) -> None:
        card = self._opened()
        if card is not None:
            card.play(tone(side), 1.0)
            self._tell("care.sound_plays")

    def _sentence(self, language: str) -> None:
        card = self._opened()
        if card is None:
            return
        from kiosk.voice.clips import clips
        from kiosk.voice.items import say as item
        from kiosk.voice.shelf import Shelf

        if self._shelf is None:
            self._shelf = Shelf()
        wanted = clips((item(SENTENCE),), self.kit.words, language)
        card.stop()
        self._tell("care.sound_plays")
        self._aside(lambda: self._shelf.join(wanted), lambda path: self._play(path))

    def _play(self, path: Any) -> None:
        if path is None:
            self._tell("care.sound_no_voice")
        elif self.parent is None:
            path.unlink(missing_ok=True)  # the page was left meanwhile
        else:
            self._card.play(path, 1.0)

    def _tell(self, note: str) -> None:
        self._note = note
        self.show(*self._last)
