"""The pieces of the report's pages: their look, tables, figures. No script, nothing from elsewhere."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape

from kiosk.ui.look.theme import LIGHT

STYLE = """
:root { color-scheme: light; --paper: PAPER; --ink: INK; --muted: MUTED; --edge: EDGE; --card: CARD; --soga: SOGA;
        --leaf: LEAF; --band: BAND; --wash: WASH; }
* { box-sizing: border-box; }
body { background: var(--paper); color: var(--ink); font: 17px/1.5 Roboto, system-ui, sans-serif; margin: 0; }
a { color: inherit; }
:focus-visible { outline: 3px solid var(--soga); outline-offset: 2px; }
header { background: var(--band); color: #fff; padding: 2.2rem 5vw 1.8rem; border-bottom: 5px solid GOLD; }
header p { margin: .3rem 0; max-width: 62rem; } header a { color: #fff; }
main { padding: .5rem 5vw 4rem; } main > p, section > p { max-width: 62rem; }
h1 { margin: 0 0 .6rem; } h1, h2, h3 { line-height: 1.2; } h2 { margin: 2.6rem 0 .8rem; }
table { border-collapse: collapse; background: var(--card); font-variant-numeric: tabular-nums; }
th, td { border: 1px solid var(--edge); padding: .4rem .7rem; text-align: left; vertical-align: top; }
thead th { background: var(--wash); position: sticky; top: 0; }
tr[data-panel] td:first-child { min-width: 17rem; }
td.n, th.n { text-align: right; white-space: nowrap; }
.wide { overflow-x: auto; max-width: 100%; }
.bad { color: var(--soga); font-weight: bold; } .good { color: var(--leaf); font-weight: bold; }
.cards { display: flex; flex-wrap: wrap; gap: 1rem; margin: 1.4rem 0; padding: 0; list-style: none; }
.cards li { background: var(--card); border: 1px solid var(--edge); border-radius: 10px; padding: .8rem 1.2rem; }
.cards b { display: block; font-size: 1.7rem; line-height: 1.2; }
.screens { display: grid; gap: 1.2rem; grid-template-columns: repeat(auto-fill, minmax(MIN, 1fr)); }
figure { margin: 0; background: var(--card); border: 1px solid var(--edge); border-radius: 6px; padding: .5rem; }
figure img { width: 100%; height: auto; display: block; border: 1px solid var(--edge); }
figcaption { font-size: .85rem; color: var(--muted); margin-top: .4rem; overflow-wrap: anywhere; }
figcaption b { color: var(--ink); }
figure:target { outline: 4px solid var(--soga); }
details > summary { cursor: pointer; font-weight: bold; padding: .6rem 0; }
.swatch { display: inline-block; padding: .1rem .6rem; border: 1px solid var(--edge); }
fieldset { border: 1px solid var(--edge); border-radius: 8px; background: var(--card); margin: 0; }
fieldset { padding: .4rem .9rem; }
.filters { display: flex; flex-wrap: wrap; gap: .8rem; margin: 1rem 0; }
.filters label { display: inline-block; padding: .35rem .8rem .35rem 0; }
.filters input { width: 1.2em; height: 1.2em; vertical-align: -.2em; accent-color: var(--band); }
@media print { .filters { display: none; } }
"""
COLOURS = {
    "PAPER": "paper", "INK": "ink", "MUTED": "muted", "EDGE": "card_edge", "CARD": "card", "SOGA": "soga_ink",
    "LEAF": "leaf", "BAND": "band", "WASH": "wash", "GOLD": "gold",
}  # fmt: skip


def style(narrowest: int = 230) -> str:
    """``narrowest`` is a picture's least width in pixels."""
    told = STYLE.replace("MIN", f"{narrowest}px")
    for name, role in COLOURS.items():
        told = told.replace(f": {name};", f": {LIGHT[role]};").replace(f" {name};", f" {LIGHT[role]};")
    return told


def page(title: str, css: str, body: Iterable[str]) -> str:
    return "\n".join(
        (
            "<!doctype html><html lang='en'><head><meta charset='utf-8'>",
            "<meta name='viewport' content='width=device-width'>",
            f"<title>{escape(title)}</title><style>{css}</style></head><body>",
            *body,
            "</body></html>",
        )
    )


def table(
    head: Iterable[str], rows: Iterable[Iterable[str]], *, numbers: Iterable[int] = ()
) -> Iterator[str]:
    """Cells are HTML already; columns with ``numbers``, from 0, stand at the right."""
    right = set(numbers)

    def cells(tag: str, row: Iterable[str]) -> str:
        return "".join(
            f"<{tag}{' class=n' if place in right else ''}>{cell}</{tag}>" for place, cell in enumerate(row)
        )

    yield f"<div class='wide'><table><thead><tr>{cells('th', head)}</tr></thead><tbody>"
    yield from ((row if isinstance(row, str) else f"<tr>{cells('td', row)}</tr>") for row in rows)
    yield "</tbody></table></div>"


def row(cells: Iterable[str], *, marks: str, numbers: Iterable[int] = ()) -> str:
    """A row of a :func:`table` with ``marks``, attributes that it is found by."""
    right = set(numbers)
    inner = "".join(f"<td{' class=n' if i in right else ''}>{cell}</td>" for i, cell in enumerate(cells))
    return f"<tr {marks}>{inner}</tr>"


def radios(name: str, legend: str, values: Iterable[tuple[str, str]]) -> str:
    """Choices of which one holds; the first is what holds when nobody has chosen."""
    made = "".join(
        f"<label><input type=radio name={name} id='{name}-{value}'{' checked' if not place else ''}> "
        f"{escape(words)}</label>"
        for place, (value, words) in enumerate(values)
    )
    return f"<fieldset><legend>{escape(legend)}</legend>{made}</fieldset>"


def filtering(name: str, values: Iterable[str]) -> str:
    """Rules that hide whatever has another ``data-name`` than the chosen one."""
    return "\n".join(
        f"body:has(#{name}-{value}:checked) [data-{name}]:not([data-{name}~='{value}']) {{ display: none; }}"
        for value in values
    )


def verdict(count: int) -> str:
    return f"<span class='bad'>{count}</span>" if count else "<span class='good'>none</span>"


def number(value: float | None, unit: str = "") -> str:
    return "-" if value is None else f"{value:.1f}{unit}"
