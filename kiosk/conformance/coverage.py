"""What does not depend on a panel: colours by role, voice, pictograms, drafts. Pure but for the catalogues."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kiosk.conformance import settled
from kiosk.conformance.checks import PART_CONTRAST, TEXT_CONTRAST
from kiosk.ui.environment import Panel
from kiosk.ui.look.theme import PALETTES, PARTS_ON, TEXT_ON, Contrast, Theme, Tone
from kiosk.ui.samples import kiosks
from kiosk.voice.clips import clips
from kiosk.voice.inventory import inventory
from kiosk.voice.script import script
from kiosk.words import Words, draft


@dataclass(frozen=True, slots=True)
class Pair:
    """Two colour roles that meet, and their contrast ratio against what it must be, in one palette."""

    palette: str
    front: str
    ground: str
    ratio: float
    least: float

    @property
    def passes(self) -> bool:
        return self.ratio >= self.least


def palette_name(contrast: Contrast, tone: Tone) -> str:
    """``day``, ``dusk`` or ``high contrast``."""
    return "high contrast" if contrast is Contrast.HIGH else tone.value


def pairs(panel: Panel) -> list[Pair]:
    """Every pair of roles that stand on each other, in every palette."""
    return [
        Pair(palette_name(contrast, tone), front, ground, theme.contrast_of(front, ground), least)
        for contrast, tone in PALETTES
        for theme in (Theme(panel, contrast=contrast, tone=tone),)
        for roles, least in ((TEXT_ON, TEXT_CONTRAST), (PARTS_ON, PART_CONTRAST))
        for front, ground in roles
    ]


@dataclass(frozen=True, slots=True)
class Spoken:
    """How a language is heard: moments with something to say, clips there are, how many are recorded, by whom the rest
    is read, and whether its words are a draft."""

    language: str
    moments: int
    silent: tuple[str, ...]
    unknown: tuple[str, ...]
    clips: int
    recorded: int
    reader: str
    draft: str


def spoken(settings: Any, sounds: Path | None = None) -> list[Spoken]:
    """Coverage of every language shown. A machine without a synthesiser is told so in ``reader``."""
    from kiosk.voice.shelf import RECORDED

    words = Words(settings.languages)
    known = {language: inventory(words, settings, language) for language in settings.languages}
    found = []
    for language in settings.languages:
        silent, unknown = [], []
        moments = kiosks.moments(language, settled.service(settings))
        for name, kiosk in moments.items():
            heard = clips(script(kiosk, settings, language), words, language)
            if not heard:
                silent.append(name)
            unknown += [
                f"{name}: {clip.name}"
                for clip in heard
                if clip.name not in known.get(clip.language, {}) and not clip.name.startswith("holiday.")
            ]
        recorded = sum(
            1 for name in known[language] if ((sounds or RECORDED) / language / f"{name}.wav").exists()
        )
        found.append(
            Spoken(
                language,
                len(moments),
                tuple(silent),
                tuple(unknown),
                len(known[language]),
                recorded,
                _reader(language),
                draft(language),
            )
        )
    return found


def _reader(language: str) -> str:
    from kiosk.voice import espeak

    try:
        voice = espeak.voice_for(language)
    except espeak.NoVoice as missing:
        return str(missing)
    return f"espeak-ng {voice.name}" + (" (stands in)" if voice.stands_in else "")


def problems(settings: Any, heard: Sequence[Spoken] | None = None) -> Iterator[str]:
    """What is wrong whatever the panel; ``heard`` is what :func:`spoken` has found, if it has been asked."""
    for pair in pairs(settings.panel):
        if not pair.passes:
            yield f"{pair.palette}: {pair.front} on {pair.ground} is {pair.ratio:.1f} to 1, not {pair.least:.0f}"
    for language in spoken(settings) if heard is None else heard:
        yield from (f"{language.language}: nothing is said at {name}" for name in language.silent)
        yield from (f"{language.language}: {name} is no clip" for name in language.unknown)
