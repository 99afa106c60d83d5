"""The kiosk in every state, in every language, as the voice's tests need it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from kiosk.rules.kiosk import Kiosk
from kiosk.settings import Settings, load
from kiosk.ui import samples
from kiosk.voice.clips import Clip, clips
from kiosk.voice.script import script
from kiosk.words import Words
from tests.rules.kiosks import STATES

LANGUAGES = ("id", "en", "jv")
INI = Path(__file__).resolve().parents[2] / "kiosk.ini"


def settings() -> Settings:
    return replace(load(INI), languages=LANGUAGES)


def moments(language: str) -> Iterator[tuple[str, Kiosk]]:
    """The samples that pictures are drawn of, and the states of the rules' table."""
    yield from samples.moments(language).items()
    for place, state in enumerate(STATES):
        yield f"{type(state).__name__}-{place}", samples.kiosk(state, language)


def said(kiosk: Kiosk, words: Words, *, keypad: bool = False) -> tuple[Clip, ...]:
    heard = script(replace(kiosk, keypad=keypad), settings(), kiosk.language)
    return clips(heard, words, kiosk.language)
