"""One look's page of the report: every picture with its figures, by language, by whose screen it is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from html import escape
from pathlib import Path
from urllib.parse import quote

from kiosk.conformance import checks, html
from kiosk.conformance.checks import Violation
from kiosk.conformance.seen import SeenScreen
from kiosk.conformance.survey import Look, Seen
from kiosk.ui.look.theme import Tone

INCHES = {
    "1080x1920": '21.5" upright',
    "1080x1920-15": '15.6" upright',
    "1920x1080": '15.6" across',
    "1280x800": '10.1" across',
    "800x480": '7" across',
}
WHOSE = (("all", "everybody's"), ("resident", "residents'"), ("staff", "officers' and technicians'"))
NAMES = {"id": "Indonesian", "en": "English", "jv": "Javanese"}


def title(look: Look) -> str:
    """``21.5" upright, large text, high contrast, low``."""
    size = INCHES.get(look.panel, look.panel)
    marks = ((", low", look.low), (", dusk", look.tone is Tone.DUSK), (", listening and keypad", look.heard))
    return f"{size}, {look.text.value} text, {look.contrast.value} contrast" + "".join(
        mark for mark, there in marks if there
    )


def file_of(look: Look) -> str:
    return f"{look.name}.html"


def anchor(moment: str, language: str) -> str:
    return f"{language}-{moment}"


def link(look: Look, moment: str, language: str) -> str:
    """From the first page to the picture."""
    return f"{file_of(look)}#{quote(anchor(moment, language))}"


def write(out: Path, seen: Seen) -> Path:
    """``out``/NAME.html about one look, whose pictures lie in ``out`` already. Raises OSError."""
    path = out / file_of(seen.look)
    wide = max(screen_width(out, seen), 1.0)
    css = html.style(230 if wide < 1 else 330)
    css += html.filtering("language", seen.look.languages) + html.filtering("whose", ("resident", "staff"))
    css += "body:has(#show-bad:checked) figure:not(.wrong) { display: none; }"
    path.write_text(html.page(title(seen.look), css, _body(out, seen)), encoding="utf-8")
    return path


def screen_width(out: Path, seen: Seen) -> float:
    """Width to height of the panel."""
    panel = seen.look.measures
    if panel is None:
        from kiosk.ui.gallery import PANELS

        panel = PANELS[seen.look.panel]
    return panel.width_px / panel.height_px


def _body(out: Path, seen: Seen) -> Iterator[str]:
    wrong: dict[tuple[str, str], list[Violation]] = defaultdict(list)
    for violation in seen.violations:
        wrong[violation.moment, violation.language].append(violation)
    told = f"{len(seen.violations)} violations" if seen.violations else "nothing is violated"
    yield f"<header><p><a href='index.html'>← all looks</a></p><h1>{escape(title(seen.look))}</h1>"
    yield f"<p>{len(seen.screens)} screens, {told}. Each picture opens large.</p></header><main>"
    yield "<div class='filters'>"
    languages = [("all", "all"), *((code, NAMES.get(code, code)) for code in seen.look.languages)]
    yield html.radios("language", "Language", languages)
    yield html.radios("whose", "Screens", WHOSE)
    yield html.radios("show", "Show", (("all", "everything"), ("bad", "violations only")))
    yield "</div><div class='screens'>"
    for screen in seen.screens:
        yield from _figure(out, seen.look, screen, wrong[screen.moment, screen.language])
    yield "</div></main>"


def _figure(out: Path, look: Look, screen: SeenScreen, wrong: list[Violation]) -> Iterator[str]:
    picture = Path(look.name) / screen.language / f"{screen.moment}.webp"
    whose = "staff" if screen.staff else "resident"
    yield (
        f"<figure id='{escape(anchor(screen.moment, screen.language))}' data-language={screen.language} "
        f"data-whose={whose}{' class=wrong' if wrong else ''}>"
    )
    if (out / picture).exists():
        source = quote(str(picture))
        yield f"<a href='{source}'><img loading='lazy' src='{source}' alt='{escape(spoken_name(screen))}'></a>"
    yield f"<figcaption><b>{escape(spoken_name(screen))}</b><br>{_figures(look, screen)}"
    yield from (f"<br><span class='bad'>{escape(each.rule)}: {escape(each.what)}</span>" for each in wrong)
    yield "</figcaption></figure>"


def spoken_name(screen: SeenScreen) -> str:
    """``papers, then forward, then pressed``."""
    return f"{', then '.join(screen.moment.split('+'))} ({screen.language})"


def _figures(look: Look, screen: SeenScreen) -> str:
    f = checks.figures([screen], look.glass)
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
    return ", ".join(told)
