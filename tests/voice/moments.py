"""The kiosk in every state, in every language, as the voice's tests need it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from kiosk.rules.kiosk import Kiosk
from kiosk.settings import Settings
from kiosk.ui.gallery import settings_for
from kiosk.ui.samples import kiosks
from kiosk.voice.clips import Clip, clips
from kiosk.voice.script import script
from kiosk.words import Words
from tests.rules.kiosks import STATES

LANGUAGES = ("id", "en", "jv")


def settings() -> Settings:
    return settings_for("1080x1920")


def moments(language: str) -> Iterator[tuple[str, Kiosk]]:
    """The samples that pictures are drawn of, and the states of the rules' table."""
    yield from kiosks.moments(language).items()
    for place, state in enumerate(STATES):
        yield f"{type(state).__name__}-{place}", kiosks.kiosk(state, language)


def said(kiosk: Kiosk, words: Words, *, keypad: bool = False) -> tuple[Clip, ...]:
    heard = script(replace(kiosk, keypad=keypad), settings(), kiosk.language)
    return clips(heard, words, kiosk.language)
