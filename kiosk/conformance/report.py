"""The report as one page: what was asked, what was measured, and every picture with its figures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from html import escape
from pathlib import Path
from typing import Any

from kiosk.conformance import checks
from kiosk.conformance.coverage import pairs, palette_name, problems, spoken
from kiosk.conformance.seen import SeenScreen
from kiosk.conformance.survey import Look, Seen
from kiosk.ui.look.theme import LIGHT, PALETTES, Tone

STYLE = """
:root { color-scheme: light; --paper: PAPER; --ink: INK; --muted: MUTED; --edge: EDGE; --card: CARD; --soga: SOGA;
        --leaf: LEAF; --band: BAND; }
body { background: var(--paper); color: var(--ink); font: 16px/1.5 Roboto, system-ui, sans-serif; margin: 0; }
header { background: var(--band); color: #fff; padding: 2.5rem 6vw; }
header p { margin: .3rem 0; max-width: 60rem; }
main { padding: 1rem 6vw 4rem; }
h1, h2, h3 { line-height: 1.2; } h2 { margin-top: 3rem; }
table { border-collapse: collapse; background: var(--card); font-variant-numeric: tabular-nums; }
th, td { border: 1px solid var(--edge); padding: .35rem .7rem; text-align: left; vertical-align: top; }
td.number { text-align: right; }
.wide { overflow-x: auto; }
.bad { color: var(--soga); font-weight: bold; } .good { color: var(--leaf); font-weight: bold; }
.screens { display: grid; gap: 1.2rem; grid-template-columns: repeat(auto-fill, minmax(WIDE, 1fr)); }
figure { margin: 0; background: var(--card); border: 1px solid var(--edge); padding: .5rem; }
figure img { width: 100%; height: auto; display: block; }
figcaption { font-size: .82rem; color: var(--muted); margin-top: .4rem; }
figcaption b { color: var(--ink); }
details summary { cursor: pointer; font-weight: bold; padding: .6rem 0; }
.swatch { display: inline-block; padding: .1rem .6rem; border: 1px solid var(--edge); }
"""
COLOURS = {
    "PAPER": "paper", "INK": "ink", "MUTED": "muted", "EDGE": "card_edge", "CARD": "card", "SOGA": "soga",
    "LEAF": "leaf", "BAND": "band",
}  # fmt: skip


def write(out: Path, found: Sequence[Seen], settings: Any, at: datetime) -> Path:
    """``out``/index.html about ``found``, whose pictures lie in ``out`` already. Raises OSError."""
    page = out / "index.html"
    page.write_text("\n".join(_page(out, found, settings, at)), encoding="utf-8")
    return page


def _page(out: Path, found: Sequence[Seen], settings: Any, at: datetime) -> Iterator[str]:
    screens = sum(len(seen.screens) for seen in found)
    wrong = sum(len(seen.violations) for seen in found) + len(list(problems(settings)))
    verdict = "nothing is violated" if not wrong else f"{wrong} violations"
    yield "<!doctype html><html lang='en'><head><meta charset='utf-8'>"
    yield "<meta name='viewport' content='width=device-width'>"
    yield f"<title>Conformance: {screens} screens, {verdict}</title><style>{_style()}</style></head><body>"
    yield f"<header><h1>{screens} screens looked at, {verdict}</h1>"
    yield f"<p>{escape(settings.office.name)}, {escape(settings.office.kiosk)}. {at:%Y-%m-%d %H:%M %Z}</p>"
    yield "<p>Every screen of the kiosk was shown in a real window, in every language, text size and contrast, on "
    yield "every panel. Sizes come from the widgets that can be seen, contrast from the pixels, codes from a reader "
    yield "as a phone has one.</p></header><main>"
    yield from _rules(found, settings)
    yield from _looks(found)
    yield from _pairs(settings)
    yield from _voice(settings)
    for seen in found:
        yield from _gallery(out, seen)
    yield "</main></body></html>"


def _style() -> str:
    style = STYLE.replace("WIDE", "230px")
    for name, role in COLOURS.items():
        style = style.replace(f": {name};", f": {LIGHT[role]};")
    return style


def _rules(found: Sequence[Seen], settings: Any) -> Iterator[str]:
    counted = Counter(violation.rule for seen in found for violation in seen.violations)
    rows = [(checks.RULES[rule], _verdict(counted[rule])) for rule in checks.RULES]
    whole = list(problems(settings))
    rows.append(("colour roles, voice and clips", _verdict(len(whole))))
    yield "<h2>What is asked</h2>"
    yield from _table(("rule", "violations"), rows)
    yield from (f"<p class='bad'>{escape(problem)}</p>" for problem in whole)


def _verdict(count: int) -> str:
    return f"<span class='bad'>{count}</span>" if count else "<span class='good'>none</span>"


def _looks(found: Sequence[Seen]) -> Iterator[str]:
    yield "<h2>The tightest of everything, look by look</h2>"
    head = (
        "look", "screens", "main target, mm", "any target, mm", "gap, mm", "capital, mm", "text, to 1",
        "edges, to 1", "reach, mm", "squeezed", "violations",
    )  # fmt: skip
    rows = []
    for seen in found:
        f = seen.figures
        reach = "-" if f.lowest is None or f.highest is None else f"{f.lowest:.0f} to {f.highest:.0f}"
        rows.append(
            (
                f"<a href='#{seen.look.name}'>{_title(seen.look)}</a>",
                str(f.screens),
                *(_figure(x) for x in (f.main_side, f.small_side, f.gap, f.capital, f.contrast, f.edge)),
                reach,
                f"{f.squeeze:.0%}",
                _verdict(len(seen.violations)),
            )
        )
    yield from _table(head, rows)


def _title(look: Look) -> str:
    low = ", low" if look.low else ""
    dusk = ", dusk" if look.tone is Tone.DUSK else ""
    return f"{look.panel}, {look.text.value} text, {look.contrast.value} contrast{low}{dusk}"


def _figure(value: float | None) -> str:
    return "-" if value is None else f"{value:.1f}"


def _pairs(settings: Any) -> Iterator[str]:
    yield "<h2>Colours by role</h2><p>Text stands on its ground 10 to 1, parts of pictures and targets 3 to 1.</p>"
    palettes = {palette_name(*key): colours for key, colours in PALETTES.items()}
    rows = []
    for pair in pairs(settings.panel):
        palette = palettes[pair.palette]
        front, ground = palette[pair.front], palette[pair.ground]
        swatch = f"<span class='swatch' style='background:{ground};color:{front}'>Nomor 17</span>"
        good = "good" if pair.passes else "bad"
        ratio = f"<span class='{good}'>{pair.ratio:.1f}</span>"
        rows.append((pair.palette, pair.front, pair.ground, swatch, ratio, f"{pair.least:.0f}"))
    yield "<details><summary>All pairs</summary>"
    yield from _table(("palette", "role", "on", "looks like", "ratio", "at least"), rows)
    yield "</details>"


def _voice(settings: Any) -> Iterator[str]:
    yield "<h2>Voice</h2>"
    rows = [
        (
            x.language,
            f"{x.moments - len(x.silent)} of {x.moments}",
            str(x.clips),
            str(x.recorded),
            escape(x.reader),
            escape(x.draft) or "final",
        )
        for x in spoken(settings)
    ]
    yield from _table(
        ("language", "moments that are read aloud", "clips", "recorded", "the rest by", "words"), rows
    )


def _gallery(out: Path, seen: Seen) -> Iterator[str]:
    yield f"<h2 id='{seen.look.name}'>{_title(seen.look)}</h2>"
    for language in seen.look.languages:
        here = [screen for screen in seen.screens if screen.language == language]
        bad = {x.moment for x in seen.violations if x.language == language}
        state = f"{len(bad)} with violations" if bad else "nothing violated"
        yield f"<details{' open' if bad else ''}><summary>{language}: {len(here)} screens, {state}</summary>"
        yield "<div class='screens'>"
        for screen in here:
            yield from _screen(out, seen, screen)
        yield "</div></details>"


def _screen(out: Path, seen: Seen, screen: SeenScreen) -> Iterator[str]:
    picture = Path(seen.look.name) / screen.language / f"{screen.moment}.webp"
    yield "<figure>"
    if (out / picture).exists():
        yield f"<img loading='lazy' src='{picture}' alt='{escape(screen.moment)}'>"
    f = checks.figures([screen], seen.look.glass)
    told = [
        f"{label} {value:.1f}{unit}"
        for label, value, unit in (
            ("target", f.main_side, " mm"),
            ("key", f.small_side, " mm"),
            ("gap", f.gap, " mm"),
            ("capital", f.capital, " mm"),
            ("text", f.contrast, ":1"),
            ("edge", f.edge, ":1"),
        )
        if value is not None
    ]
    yield f"<figcaption><b>{escape(screen.moment)}</b><br>{', '.join(told)}"
    for violation in seen.violations:
        if (violation.moment, violation.language) == (screen.moment, screen.language):
            yield f"<br><span class='bad'>{escape(violation.rule)}: {escape(violation.what)}</span>"
    yield "</figcaption></figure>"


def _table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> Iterator[str]:
    """Cells are HTML already."""
    yield "<div class='wide'><table><thead><tr>"
    yield "".join(f"<th>{cell}</th>" for cell in head)
    yield "</tr></thead><tbody>"
    for row in rows:
        yield "<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>"
    yield "</tbody></table></div>"
