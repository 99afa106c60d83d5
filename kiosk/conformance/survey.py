"""All looks at all screens: which there are, run in processes of their own, and what comes of them."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from itertools import product
from pathlib import Path
from typing import Any, Protocol

from kiosk.conformance import checks
from kiosk.conformance.checks import Figures, Glass, Violation
from kiosk.conformance.seen import SeenScreen, from_json
from kiosk.ui.environment import Panel
from kiosk.ui.gallery import LANGUAGES, PANELS
from kiosk.ui.look.theme import PALETTES, Contrast, TextSize, Tone

SEEN = "seen.jsonl"
"""What a look writes down, a screen a line."""
PATIENCE = 900.0
"""Seconds for one look; usual is half a minute."""
NOWHERE = ""
"""Instead of a display's name: windows that are drawn in memory, for a machine whose screen is in use or missing."""


class Measures(Panel, Protocol):
    """A panel that hangs: its lower edge is so many millimetres above the floor."""

    @property
    def mounting_mm(self) -> float: ...


@dataclass(frozen=True, slots=True)
class Look:
    """One way to look at every screen. ``panel`` is one of the PANELS, or the name of one that has ``measures``.
    ``heard`` is how somebody sees them who listens and answers by keypad."""

    panel: str
    text: TextSize = TextSize.STANDARD
    contrast: Contrast = Contrast.STANDARD
    low: bool = False
    tone: Tone = Tone.DAY
    heard: bool = False
    languages: tuple[str, ...] = LANGUAGES
    scale: float = 1.0
    measures: Measures | None = None

    @property
    def name(self) -> str:
        return f"{self.panel}-{self.text.value}-{self.contrast.value}" + self._more

    @property
    def _more(self) -> str:
        marks = (("-low", self.low), ("-dusk", self.tone is Tone.DUSK), ("-heard", self.heard))
        return "".join(mark for mark, there in marks if there)

    @property
    def of_staff(self) -> bool:
        """Are the pages for staff looked at? They have the usual letters and are not read aloud; their low layout is
        seen by day, their colours at the usual height."""
        moved = self.low and (self.contrast, self.tone) != (Contrast.STANDARD, Tone.DAY)
        return self.text is TextSize.STANDARD and not self.heard and not moved

    @property
    def glass(self) -> Glass:
        panel = self.measures or PANELS[self.panel]
        return Glass(panel.width_mm / panel.width_px / self.scale, panel.mounting_mm)


@dataclass(frozen=True, slots=True)
class Seen:
    """What one look has seen, and what is wrong with it."""

    look: Look
    screens: tuple[SeenScreen, ...]
    violations: tuple[Violation, ...]
    figures: Figures
    asked: frozenset[str] = frozenset()
    """The names of the sentences that were said."""


class Failed(Exception):
    """A look could not be taken; the message is what its process said last."""


WAYS = (*((contrast, tone, False) for contrast, tone in PALETTES), (Contrast.STANDARD, Tone.DAY, True))
"""Every palette, and once as somebody sees it who listens and answers by keypad."""


def every_look(panels: Sequence[str] = tuple(PANELS)) -> list[Look]:
    """All of it: every panel in every text size, by day, at dusk and in high contrast, and where a panel goes higher
    than everybody reaches, the low way too; every language."""
    return [
        Look(panel, text, contrast, low, tone, heard)
        for panel, text in product(panels, TextSize)
        for low in ((False, True) if goes_high(PANELS[panel]) else (False,))
        for contrast, tone, heard in WAYS
    ]


def every_look_at(panel: Measures, name: str, languages: tuple[str, ...]) -> list[Look]:
    """The same for one panel that is really there."""
    lows = (False, True) if goes_high(panel) else (False,)
    return [
        Look(name, text, contrast, low, tone, heard, languages=languages, measures=panel)
        for text, low, (contrast, tone, heard) in product(TextSize, lows, WAYS)
    ]


def goes_high(panel: Measures) -> bool:
    """Does its picture end higher than everybody reaches?"""
    return panel.mounting_mm + panel.height_px * panel.width_mm / panel.width_px > checks.REACH[1]


def survey(
    looks: Sequence[Look],
    out: Path,
    display: str,
    *,
    pictures: int = 0,
    only: str = "",
    pressed: bool = False,
    at_once: int = 2,
    settings: Path | None = None,
    done: Callable[[Seen], None] = lambda seen: None,
) -> list[Seen]:
    """Take every look, ``at_once`` at a time; pictures, their longer side so many
    pixels at most, stay in ``out``. Raises Failed.

    With ``pressed`` each screen of the usual height is seen once more in the first language with every button held.
    ``settings`` is a file of :func:`kiosk.conformance.settled.keep`; without it the shipped ones are shown.
    """
    take = partial(
        _take, out=out, display=display, pictures=pictures, only=only, pressed=pressed, settings=settings
    )
    found = []
    with ThreadPoolExecutor(max_workers=at_once) as pool:
        for seen in pool.map(take, looks):
            done(seen)
            found.append(seen)
    return found


def _take(
    look: Look, *, out: Path, display: str, pictures: int, only: str, pressed: bool, settings: Path | None
) -> Seen:
    folder = out / look.name
    if (folder / SEEN).exists():
        # Nothing of an earlier look at screens that have changed since, or are no more.
        shutil.rmtree(folder)
    shown = ["--settings", str(settings)] if settings else ["--panel", look.panel]
    command = [
        sys.executable, "-m", "kiosk.conformance.look", *shown, "--text", look.text.value,
        "--contrast", look.contrast.value, "--languages", ",".join(look.languages), "--scale", str(look.scale),
        "--out", str(folder), "--pixels", "--pictures", str(pictures), "--only", only,
        *(["--low"] if look.low else []), *(["--dusk"] if look.tone is Tone.DUSK else []),
        *(["--heard"] if look.heard else []), *([] if look.of_staff else ["--residents"]),
        *(["--pressed"] if pressed and not (look.low or look.heard) else []),
    ]  # fmt: skip
    done = subprocess.run(
        command,
        env=_where(display),
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    if done.returncode:
        raise Failed(f"{look.name}: {done.stderr.strip()[-2000:]}")
    asked = frozenset(json.loads((folder / "asked.json").read_text(encoding="utf-8")))
    return replace(judged(look, read(folder)), asked=asked)


def _where(display: str) -> dict[str, str]:
    if display != NOWHERE:
        return {**os.environ, "DISPLAY": display}
    kept = {name: value for name, value in os.environ.items() if name not in ("DISPLAY", "WAYLAND_DISPLAY")}
    return {**kept, "SDL_VIDEODRIVER": "offscreen"}


def read(folder: Path) -> tuple[SeenScreen, ...]:
    """What a look has written down."""
    with (folder / SEEN).open(encoding="utf-8") as file:
        return tuple(from_json(json.loads(line)) for line in file)


def judged(look: Look, screens: tuple[SeenScreen, ...]) -> Seen:
    glass = look.glass
    wrong = [x for seen in screens for x in (*checks.violations(seen, glass), *checks.reach(seen, glass))]
    wrong += checks.told_apart(screens)
    return Seen(look, screens, tuple(wrong), checks.figures(screens, glass))


def as_json(found: Sequence[Seen]) -> list[dict[str, Any]]:
    """For programs: every look with its figures and violations."""
    from dataclasses import asdict

    return [
        {
            "look": seen.look.name,
            "figures": asdict(seen.figures),
            "violations": [asdict(violation) for violation in seen.violations],
        }
        for seen in found
    ]
