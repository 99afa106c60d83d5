"""The report: a first page with what was asked, what was measured and what came of it, and a page for each look."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from html import escape
from pathlib import Path
from typing import Any

from kiosk.conformance import checks, coverage, html, margins, report_look, sentences
from kiosk.conformance.report_look import NAMES, link, title
from kiosk.conformance.survey import Seen
from kiosk.ui.look.theme import PALETTES

FIRST = "index.html"
CHOICES = {
    "panel": ("Panel", lambda look: look.panel),
    "text": ("Text", lambda look: look.text.value),
    "colours": ("Colours", lambda look: "high" if look.contrast.value == "high" else look.tone.value),
    "height": ("Height", lambda look: "low" if look.low else "usual"),
    "aid": ("Aids", lambda look: "heard" if look.heard else "none"),
}
"""What the looks differ in, each a choice on the first page."""
WORDS = {"high": "high contrast", "heard": "listening, keypad", "none": "eyes and fingers"}
NOT_LOOKED_AT = (
    "The dimmed screen at night: nothing is to be read on it, and any touch lights it without pressing anything.",
    "Screens on their way, while one comes out of the paper after another: they are looked at when they stand.",
    "The screen of a kiosk that cannot start, which has no panel to be measured on; a test of its own looks at it.",
    "Pages for staff in large text and for listeners: they always have the usual letters and are not read aloud.",
    "Pages for staff in the low layout at dusk and in high contrast: that layout is looked at by day, those colours at "
    "the usual height.",
    "Buttons held down in the second and third language, in the low layout and for listeners: only colours and the lip "
    "change, the words stand as before.",
    "The idle warning over each screen: it is one screen, the same over all of them, and is looked at as such.",
)
"""What the figures do not speak of, and why."""


@dataclass(frozen=True, slots=True)
class About:
    """When it was taken, in how many seconds, and whether of everything there is."""

    at: datetime
    seconds: float = 0.0
    whole: bool = True


def problems(
    found: Sequence[Seen], settings: Any, about: About, heard: Sequence[coverage.Spoken]
) -> list[str]:
    """What is wrong whatever the panel; sentences that nobody has seen only where everything was to be looked at."""
    told = list(coverage.problems(settings, heard))
    if about.whole and found:
        asked = frozenset[str]().union(*(seen.asked for seen in found))
        told += [f"{name} is said on no screen that was looked at" for name in sentences.unseen(asked)]
    return told


def write(
    out: Path,
    found: Sequence[Seen],
    settings: Any,
    about: About,
    heard: Sequence[coverage.Spoken] | None = None,
) -> list[str]:
    """``out``/index.html and a page for each of ``found``, whose pictures lie in ``out`` already; what is wrong
    whatever the panel. ``heard`` is how each language is heard, asked for where it is not told. Raises OSError."""
    heard = coverage.spoken(settings) if heard is None else heard
    for seen in found:
        report_look.write(out, seen)
    wrong = problems(found, settings, about, heard)
    heading = _heading(found, wrong)
    css = html.style()
    for name, (_, of) in CHOICES.items():
        css += html.filtering(name, sorted({of(seen.look) for seen in found}))
    body = [*_header(heading, settings, about), *_body(found, settings, wrong, heard)]
    (out / FIRST).write_text(html.page(heading, css, body), encoding="utf-8")
    return wrong


def _heading(found: Sequence[Seen], wrong: Sequence[str]) -> str:
    screens = sum(len(seen.screens) for seen in found)
    count = sum(len(seen.violations) for seen in found) + len(wrong)
    return f"{screens} screens looked at, {f'{count} violations' if count else 'nothing is violated'}"


def _header(heading: str, settings: Any, about: About) -> Iterator[str]:
    yield f"<header><h1>{heading}</h1>"
    took = f", taken in {about.seconds / 60:.0f} minutes" if about.seconds else ""
    yield f"<p>{escape(settings.office.name)}, {escape(settings.office.kiosk)}. {about.at:%Y-%m-%d %H:%M %Z}{took}</p>"
    yield "<p>Every screen of the kiosk was shown in a real window and measured: sizes at the widgets that can be "
    yield "seen, in millimetres of the panel's glass; contrast in the pixels that were drawn; codes by a reader as a "
    yield "phone has one.</p>"
    if not about.whole:
        yield "<p><b>This is a part of the whole only: the looks and screens below.</b></p>"
    yield "</header>"


def _body(
    found: Sequence[Seen], settings: Any, wrong: Sequence[str], heard: Sequence[coverage.Spoken]
) -> Iterator[str]:
    told = margins.told(found)
    yield "<main>"
    yield from _counts(found, told)
    yield from _rules(found, wrong)
    yield from _closest(told)
    yield from _looks(found)
    yield from _pairs(settings)
    yield from _voice(heard)
    yield from _rest(found)
    yield "</main>"


def _counts(found: Sequence[Seen], told: Sequence[margins.Told]) -> Iterator[str]:
    moments = {screen.moment for seen in found for screen in seen.screens}
    screens = [screen for seen in found for screen in seen.screens]
    figures = (
        (len(found), "looks: panel, text, colours, height, aids"),
        (len(moments), "different screens and places behind them"),
        (len(screens), "pictures"),
        (sum(each.count for each in told), "figures compared with a limit"),
        (sum(len(screen.texts) for screen in screens), "texts looked at for cuts and broken words"),
        (sum(len(screen.codes) for screen in screens), "codes read back"),
    )
    yield "<ul class='cards'>"
    yield from (f"<li><b>{count:,}</b>{escape(what)}</li>" for count, what in figures)
    yield "</ul>"


def _rules(found: Sequence[Seen], wrong: Sequence[str]) -> Iterator[str]:
    counted = Counter(violation.rule for seen in found for violation in seen.violations)
    rows = [
        (text, escape(checks.SOURCES[rule]), html.verdict(counted[rule]))
        for rule, text in checks.RULES.items()
    ]
    every = "every colour role stands out on its ground; every screen is read aloud; no sentence is unseen"
    rows.append((every, "VVSG 2.0; EN 301 549 5.1.3", html.verdict(len(wrong))))
    yield "<h2>What is asked</h2>"
    yield from html.table(("rule", "from", "violations"), rows, numbers=(2,))
    yield from (f"<p class='bad'>{escape(problem)}</p>" for problem in wrong)


def _closest(told: Sequence[margins.Told]) -> Iterator[str]:
    yield "<h2>The closest to each limit</h2>"
    yield "<p>Of everything measured, what has least to spare. A size may fall short by half a pixel, a gap by one, "
    yield "which is rounding to whole pixels.</p>"
    for each in told:
        if not each.closest:
            continue
        best = each.closest[0].found
        near = f"closest {best.value:.1f} of {best.least:.1f} {each.kind.unit}"
        summary = f"{each.kind.what}: {each.count:,} measured, {near}"
        yield f"<details><summary>{escape(summary)}</summary><p>From {escape(each.kind.source)}.</p>"
        rows = [
            (
                f"{one.found.value:.2f}",
                f"{one.found.least:.2f}",
                escape(one.found.what[:60]),
                f"<a href='{link(one.look, one.moment, one.language)}'>{escape(one.moment)}</a>",
                escape(NAMES.get(one.language, one.language)),
                escape(title(one.look)),
            )
            for one in each.closest
        ]
        unit = escape(each.kind.unit)
        yield from html.table(
            (f"measured, {unit}", f"limit, {unit}", "what", "screen", "language", "look"),
            rows,
            numbers=(0, 1),
        )
        yield "</details>"


def _looks(found: Sequence[Seen]) -> Iterator[str]:
    yield "<h2>Look by look</h2><p>The tightest of everything in each; its pictures are one click away.</p>"
    yield "<div class='filters'>"
    for name, (legend, of) in CHOICES.items():
        values = list(dict.fromkeys(of(seen.look) for seen in found))
        if len(values) > 1:
            words = [(value, report_look.INCHES.get(value, WORDS.get(value, value))) for value in values]
            yield html.radios(name, legend, [("all", "all"), *words])
    yield "</div>"
    head = (
        "look", "screens", "main target, mm", "any target, mm", "gap, mm", "capital, mm", "text, to 1", "edge, to 1",
        "reach, mm", "squeezed", "violations",
    )  # fmt: skip
    numbers = range(1, len(head))
    yield from html.table(head, [_look(seen, numbers) for seen in found], numbers=numbers)


def _look(seen: Seen, numbers: range) -> str:
    f = seen.figures
    reach = "-" if f.lowest is None or f.highest is None else f"{f.lowest:.0f} to {f.highest:.0f}"
    cells = (
        f"<a href='{report_look.file_of(seen.look)}'>{escape(title(seen.look))}</a>",
        str(f.screens),
        *(html.number(x) for x in (f.main_side, f.small_side, f.gap, f.capital, f.contrast, f.edge)),
        reach,
        f"{f.squeeze:.0%}",
        html.verdict(len(seen.violations)),
    )
    marks = " ".join(f"data-{name}='{of(seen.look)}'" for name, (_, of) in CHOICES.items())
    return html.row(cells, marks=marks, numbers=numbers)


def _pairs(settings: Any) -> Iterator[str]:
    yield "<h2>Colours by role</h2><p>Text stands on its ground 10 to 1, parts of pictures and targets 3 to 1.</p>"
    palettes = {coverage.palette_name(*key): colours for key, colours in PALETTES.items()}
    rows = []
    for pair in sorted(coverage.pairs(settings.panel), key=lambda pair: pair.ratio / pair.least):
        palette = palettes[pair.palette]
        front, ground = palette[pair.front], palette[pair.ground]
        swatch = f"<span class='swatch' style='background:{ground};color:{front}'>Nomor 17</span>"
        ratio = f"<span class='{'good' if pair.passes else 'bad'}'>{pair.ratio:.1f}</span>"
        rows.append((pair.palette, pair.front, pair.ground, swatch, ratio, f"{pair.least:.0f}"))
    yield f"<details><summary>All {len(rows)} pairs, the weakest first</summary>"
    yield from html.table(("palette", "role", "on", "looks like", "ratio", "at least"), rows, numbers=(4, 5))
    yield "</details>"


def _voice(heard: Sequence[coverage.Spoken]) -> Iterator[str]:
    yield "<h2>Voice</h2>"
    rows = [
        (
            NAMES.get(x.language, x.language),
            f"{x.moments - len(x.silent)} of {x.moments}",
            str(x.clips),
            str(x.recorded),
            escape(x.reader),
            escape(x.draft) or "final",
        )
        for x in heard
    ]
    head = ("language", "moments that are read aloud", "clips", "recorded", "the rest by", "words")
    yield from html.table(head, rows, numbers=(1, 2, 3))


def _rest(found: Sequence[Seen]) -> Iterator[str]:
    asked = frozenset[str]().union(*(seen.asked for seen in found))
    every = sentences.of_the_screens()
    yield "<h2>How complete this is</h2>"
    yield f"<p>{len(every & asked)} of the {len(every)} sentences that the screens can say were on one of them. "
    yield "Those that were not, and why:</p><ul>"
    yield from (f"<li>{escape(name)}: {escape(why)}</li>" for name, why in sentences.ELSEWHERE.items())
    yield "</ul><p>What the figures above do not speak of, and why:</p><ul>"
    yield from (f"<li>{escape(line)}</li>" for line in NOT_LOOKED_AT)
    yield "</ul>"
