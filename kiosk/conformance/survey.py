"""All looks at all screens: which there are, run in processes of their own, and what comes of them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from itertools import product
from pathlib import Path
from typing import Any, Protocol

from kiosk.conformance import checks
from kiosk.conformance.checks import Figures, Glass, Violation
from kiosk.conformance.seen import SeenScreen, from_json
from kiosk.ui.environment import Panel
from kiosk.ui.gallery import LANGUAGES, PANELS
from kiosk.ui.look.theme import Contrast, TextSize, Tone

PATIENCE = 900.0
"""Seconds for one look; usual is a quarter of a minute."""
NOWHERE = ""
"""Instead of a display's name: windows that are drawn in memory, for a machine whose screen is in use or missing."""


class Measures(Panel, Protocol):
    """A panel that hangs: its lower edge is so many millimetres above the floor."""

    @property
    def mounting_mm(self) -> float: ...


@dataclass(frozen=True, slots=True)
class Look:
    """One way to look at every screen. ``panel`` is one of the PANELS, or the name of one that has ``measures``."""

    panel: str
    text: TextSize = TextSize.STANDARD
    contrast: Contrast = Contrast.STANDARD
    low: bool = False
    tone: Tone = Tone.DAY
    languages: tuple[str, ...] = LANGUAGES
    scale: float = 1.0
    measures: Measures | None = None

    @property
    def name(self) -> str:
        return f"{self.panel}-{self.text.value}-{self.contrast.value}" + self._more

    @property
    def _more(self) -> str:
        return ("-low" if self.low else "") + ("-dusk" if self.tone is Tone.DUSK else "")

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


class Failed(Exception):
    """A look could not be taken; the message is what its process said last."""


def every_look(panels: Sequence[str] = tuple(PANELS)) -> list[Look]:
    """Panels, text sizes, contrasts and, where a panel goes higher than everybody reaches, the low way; each also at
    dusk in the usual text; every language."""
    by_day = [
        Look(panel, text, contrast, low)
        for panel, text, contrast in product(panels, TextSize, Contrast)
        for low in ((False, True) if goes_high(PANELS[panel]) else (False,))
    ]
    return [*by_day, *(Look(panel, tone=Tone.DUSK) for panel in panels)]


def every_look_at(panel: Measures, name: str, languages: tuple[str, ...]) -> list[Look]:
    """The same for one panel that is really there."""
    lows = (False, True) if goes_high(panel) else (False,)
    by_day = [
        Look(name, text, contrast, low, languages=languages, measures=panel)
        for text, contrast, low in product(TextSize, Contrast, lows)
    ]
    return [*by_day, Look(name, tone=Tone.DUSK, languages=languages, measures=panel)]


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
    at_once: int = 2,
    settings: Path | None = None,
    done: Callable[[Seen], None] = lambda seen: None,
) -> list[Seen]:
    """Take every look, ``at_once`` at a time; pictures, at most so many pixels wide, stay in ``out``. Raises Failed.

    ``settings`` is a file of :func:`kiosk.conformance.settled.keep`; without it the shipped ones are shown.
    """
    take = partial(_take, out=out, display=display, pictures=pictures, only=only, settings=settings)
    found = []
    with ThreadPoolExecutor(max_workers=at_once) as pool:
        for seen in pool.map(take, looks):
            done(seen)
            found.append(seen)
    return found


def _take(look: Look, *, out: Path, display: str, pictures: int, only: str, settings: Path | None) -> Seen:
    folder = out / look.name
    shown = ["--settings", str(settings)] if settings else ["--panel", look.panel]
    command = [
        sys.executable, "-m", "kiosk.conformance.look", *shown, "--text", look.text.value,
        "--contrast", look.contrast.value, "--languages", ",".join(look.languages), "--scale", str(look.scale),
        "--out", str(folder), "--pixels", "--pictures", str(pictures), "--only", only,
        *(["--low"] if look.low else []), *(["--dusk"] if look.tone is Tone.DUSK else []),
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
    return judged(look, read(folder))


def _where(display: str) -> dict[str, str]:
    if display != NOWHERE:
        return {**os.environ, "DISPLAY": display}
    kept = {name: value for name, value in os.environ.items() if name not in ("DISPLAY", "WAYLAND_DISPLAY")}
    return {**kept, "SDL_VIDEODRIVER": "offscreen"}


def read(folder: Path) -> tuple[SeenScreen, ...]:
    """What a look has written down."""
    with (folder / "seen.jsonl").open(encoding="utf-8") as file:
        return tuple(from_json(json.loads(line)) for line in file)


def judged(look: Look, screens: tuple[SeenScreen, ...]) -> Seen:
    glass = look.glass
    wrong = [x for seen in screens for x in (*checks.violations(seen, glass), *checks.reach(seen, glass))]
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
