"""The tables of docs/design.md, made from the theme: ``python -m kiosk.conformance.design_doc`` writes them anew.

A test compares them, so that the page cannot say what the screen no longer does.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

from kiosk.conformance.coverage import pairs
from kiosk.ui.gallery import PANELS
from kiosk.ui.look.sizes import RATIOS, SIZES, TYPE
from kiosk.ui.look.theme import LIGHT, TextSize, Theme

DOC = Path(__file__).resolve().parents[2] / "docs" / "design.md"
INCHES = {
    "1080x1920": '21.5" upright',
    "1080x1920-15": '15.6" upright',
    "1920x1080": '15.6" across',
    "1280x800": '10.1" across',
    "800x480": '7" across',
}
USES = {
    "small": "keys of the footer, captions, the way so far",
    "body": "explanations, lists of papers",
    "label": "answers",
    "heading": "the first answer, when to come back",
    "title": "the question",
    "code": "a code that is typed or written down",
    "number": "the queue number",
}
SPACES = (
    "margin", "gap", "gap_wide", "gap_small", "gap_target", "pad", "pad_small", "answer", "answer_first", "card",
    "key", "target", "radius", "outline", "lip",
)  # fmt: skip
MEANINGS = {
    "paper": "the ground of everything: unbleached cotton",
    "motif": "the cloth on it, hardly darker",
    "card": "a sheet that holds facts, and answers that are not the first",
    "wash": "quiet grounds",
    "quiet": "keys of the footer",
    "ink": "text",
    "muted": "captions",
    "band": "header: indigo, as from the dye vat",
    "answer": "the first answer",
    "gold": "the thread at the header's hem, the seal",
    "soga": "marks and steps: the brown of soga bark",
    "soga_ink": "what to remember: a time, a number to write down",
    "leaf": "well, done, on its way",
    "leaf_wash": "the ground of good news",
}


def type_scale() -> str:
    """Capital heights in millimetres by role and panel; large letters after the stroke."""
    rows = []
    for role, use in USES.items():
        cells = []
        for panel in PANELS.values():
            usual, large = (Theme(panel, text=size).capital(role) for size in TextSize)
            cells.append(f"{usual:.1f}" + (f" / {large:.1f}" if large > usual + 0.05 else ""))
        rows.append((f"`{role}`", use, f"{TYPE[role][1]:.1f}", *cells))
    return _table(("role", "for", "never below", *INCHES.values()), rows)


def spacing() -> str:
    """Sizes in millimetres by role: the ideal, the floor, and what comes of them."""
    rows = [
        (
            f"`{role}`",
            *(f"{size:g}" for size in SIZES[role]),
            *(f"{_mm(Theme(panel), role):.1f}" for panel in PANELS.values()),
        )
        for role in SPACES
    ]
    return _table(("role", "ideal", "never below", *INCHES.values()), rows)


def _mm(theme: Theme, role: str) -> float:
    return theme.mm(theme.px(role))


def colours() -> str:
    """What each role is for, and its colour by day."""
    return _table(
        ("role", "colour", "for"), ((f"`{r}`", f"`{LIGHT[r]}`", use) for r, use in MEANINGS.items())
    )


def contrasts() -> str:
    """Every pair of roles that meet, with its ratio in every palette."""
    found: dict[tuple[str, str, float], dict[str, float]] = {}
    for pair in pairs(PANELS["1080x1920"]):
        found.setdefault((pair.front, pair.ground, pair.least), {})[pair.palette] = pair.ratio
    palettes = list(next(iter(found.values())))
    rows = [
        (f"`{front}` on `{ground}`", f"{least:.0f}", *(f"{ratios[name]:.1f}" for name in palettes))
        for (front, ground, least), ratios in found.items()
    ]
    return _table(("", "at least", *palettes), rows)


def motion() -> str:
    """The few things that move, and for how long."""
    rows = (
        (
            "one screen into the next",
            f"{RATIOS['fade_seconds'] * 1000:.0f} ms: it comes out of the paper, "
            f"{RATIOS['fade_from'] * 100:.0f} % there in its first frame",
        ),
        ("a key under the finger", "at once: its lip goes down in the next frame"),
        ("work that takes longer than a second", "one more dot a second"),
        ("the measurement", "dots that fill as it settles"),
    )
    return _table(("what", "how long, and how"), rows)


TABLES: dict[str, Callable[[], str]] = {
    "type": type_scale,
    "spacing": spacing,
    "colours": colours,
    "contrasts": contrasts,
    "motion": motion,
}


def filled(page: str) -> str:
    """``page`` with every table as it is now. ValueError for a table that the page has no place for."""
    for name, made in TABLES.items():
        place = re.compile(rf"(<!-- table: {name} -->\n).*?(<!-- end -->)", re.DOTALL)
        if not place.search(page):
            raise ValueError(f"the page has no place for the table {name!r}")
        table = made()
        page = place.sub(lambda found, table=table: found[1] + table + found[2], page)  # type: ignore[misc]
    return page


def _table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    lines = [tuple(head), *(tuple(row) for row in rows)]
    lines.insert(1, tuple("---" for _ in lines[0]))
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def main() -> None:
    before = DOC.read_text(encoding="utf-8")
    after = filled(before)
    DOC.write_text(after, encoding="utf-8")
    sys.stdout.write(f"{DOC}: {'written anew' if after != before else 'nothing has changed'}\n")


if __name__ == "__main__":
    main()
