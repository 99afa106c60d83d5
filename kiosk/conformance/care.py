"""The installed panel looked at for the technician's page: in the background, and only the usual two ways."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from kiosk.conformance import checks
from kiosk.conformance.installed import installed, looks
from kiosk.conformance.survey import Failed, Look, Seen
from kiosk.rules.care import Measured, PanelView
from kiosk.settings.model import Settings
from kiosk.ui.look.theme import LEAST_CAPITAL, Contrast, Tone

MOST_SENTENCES = 8


def usual(settings: Settings) -> list[Look]:
    """Standard and large text by day, where the panel hangs: all others take minutes more."""
    return [
        look
        for look in looks(settings)
        if look.contrast is Contrast.STANDARD and look.tone is Tone.DAY and not look.low and not look.heard
    ]


def look_at_panel(
    settings: Settings,
    told: Callable[[int, int], None],
    *,
    ways: Sequence[Look] | None = None,
    only: str = "",
) -> PanelView:
    """Never raises for what it finds, and tells when it cannot look at all."""
    chosen = usual(settings) if ways is None else list(ways)
    taken: list[Seen] = []

    def done(seen: Seen) -> None:
        taken.append(seen)
        told(len(taken), len(chosen))

    told(0, len(chosen))
    try:
        found = installed(settings, ways=chosen, only=only, done=done)
    except (Failed, OSError) as error:
        return PanelView(Measured.FAILED, said=str(error).strip().splitlines()[-1][:200])
    figures = found.figures
    measured = (
        ("main_side", figures.main_side, checks.MAIN),
        ("small_side", figures.small_side, checks.SMALL),
        ("gap", figures.gap, checks.SMALL_GAP),
        ("capital", figures.capital, LEAST_CAPITAL),
        ("contrast", figures.contrast, checks.TEXT_CONTRAST),
        ("edge", figures.edge, checks.PART_CONTRAST),
    )
    wrong = [f"{wrong.moment}: {wrong.rule}: {wrong.what}" for wrong in found.violations]
    return PanelView(
        Measured.DONE,
        screens=figures.screens,
        figures=tuple((name, value, least) for name, value, least in measured if value is not None),
        wrong=tuple([*wrong, *found.problems][:MOST_SENTENCES]),
        done=len(chosen),
        of=len(chosen),
    )
