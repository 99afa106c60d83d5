"""The panel that is really there, with this office's own settings: what the technician's page shows of it.

``installed(settings)`` looks at every screen in windows that nobody sees, without a display, while the kiosk goes on.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from kiosk.conformance import checks, coverage, settled
from kiosk.conformance.checks import Figures, Violation
from kiosk.conformance.survey import NOWHERE, Look, Seen, every_look_at, survey
from kiosk.settings.model import Panel, Settings

NAME = "installed"


@dataclass(frozen=True, slots=True)
class Installed:
    """``looks`` are every way to see this kiosk's screens; ``problems`` do not depend on the panel: colours, voice."""

    panel: Panel
    looks: tuple[Seen, ...]
    problems: tuple[str, ...]

    @property
    def violations(self) -> tuple[Violation, ...]:
        return tuple(violation for seen in self.looks for violation in seen.violations)

    @property
    def figures(self) -> Figures:
        """The tightest of all screens in all ways, in millimetres and ratios."""
        return checks.tightest([seen.figures for seen in self.looks])


def looks(settings: Settings) -> list[Look]:
    """Every way to see this kiosk: text sizes, contrasts, the low screen where there is one, dusk."""
    return every_look_at(settings.panel, NAME, settings.languages)


def installed(
    settings: Settings,
    *,
    ways: Sequence[Look] = (),
    only: str = "",
    at_once: int = 1,
    done: Callable[[Seen], None] = lambda seen: None,
) -> Installed:
    """Look and measure: some ten seconds for each of ``ways``, all :func:`looks` unless told, on any thread but Kivy's.

    ``done`` is called on that thread after each look; ``only`` names moments, separated by commas. Raises
    kiosk.conformance.survey.Failed, OSError.
    """
    shown = settled.as_shown(settings)
    with tempfile.TemporaryDirectory(prefix="kiosk-conformance-") as folder:
        kept = Path(folder) / "settings"
        settled.keep(shown, kept)
        found = survey(
            ways or looks(shown), Path(folder), NOWHERE, only=only, at_once=at_once, settings=kept, done=done
        )
    return Installed(settings.panel, tuple(found), tuple(coverage.problems(shown)))
