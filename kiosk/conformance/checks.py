"""What must hold on every screen, and the figures behind it. Pure: what was seen goes in, violations come out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations

from kiosk.conformance.seen import Box, SeenCode, SeenScreen, SeenTarget, SeenText

MAIN, SMALL, GAP, SMALL_GAP = 20.0, 12.7, 3.0, 2.54
"""Millimetres: main targets and their gaps, and the least for any target (Colle & Hiszem 2004, VVSG 2.0)."""
TEXT_CONTRAST, PART_CONTRAST = 10.0, 3.0
"""VVSG 2.0 for text, WCAG 1.4.11 for what makes a target one."""
REACH = (380.0, 1220.0)
"""Millimetres above the floor in which essential targets must be (EN 301 549 8.3)."""
LOW = "LOW"
"""The key that moves everything down."""
HALF_A_PIXEL = 0.5
"""What rounding to whole pixels may cost, in pixels; a gap is rounded at both its ends."""
TEXT_STEP = 0.95
"""What rounding type to whole pixels may cost a capital letter, in pixels."""


@dataclass(frozen=True, slots=True)
class Glass:
    """The panel that was looked at. ``lower_edge`` is the picture's height above the floor, in millimetres."""

    pixel: float
    lower_edge: float | None = None


@dataclass(frozen=True, slots=True)
class Violation:
    """``rule`` is one of RULES; ``what`` says it with the figures."""

    moment: str
    language: str
    rule: str
    what: str


RULES = {
    "size": "targets are 20 mm, keys 12.7 mm at least",
    "gap": "targets are 3 mm apart, keys 2.54 mm",
    "capitals": "capital letters are as high as their role asks, 4.8 mm at least",
    "contrast": "text stands out 10 to 1, in the pixels",
    "edges": "the outline or face of a target stands out 3 to 1, in the pixels",
    "colour": "no two screens are told apart by colour alone",
    "clipped": "no text is cut",
    "broken": "no word is broken or left out",
    "off-screen": "nothing stands outside the panel",
    "overfull": "a screen holds no more than fits",
    "again": "whoever comes next finds a screen as it was",
    "reach": "essential targets are 380 to 1220 mm above the floor",
    "dead": "no target does nothing",
    "codes": "every code has whole pixels and can be read by a phone",
    "pictures": "every screen of a visit can be understood without reading",
}
SOURCES = {
    "size": "Colle & Hiszem 2004; Duff 2010; VVSG 2.0",
    "gap": "Duff 2010; VVSG 2.0",
    "capitals": "US 508 402.4; EN 301 549 5.1.4",
    "contrast": "VVSG 2.0 (WCAG 1.4.6 asks 7 to 1)",
    "edges": "WCAG 1.4.11",
    "colour": "WCAG 1.4.1",
    "clipped": "half a sentence is another sentence",
    "broken": "a word broken without a sign is two wrong words",
    "off-screen": "what cannot be seen cannot be pressed",
    "overfull": "floors of the type scale, docs/design.md",
    "again": "one kiosk is for many people",
    "reach": "EN 301 549 8.3",
    "dead": "what looks like a button is one",
    "codes": "a phone reads whole squares",
    "pictures": "whoever cannot read needs a picture",
}
"""Where each rule is from."""


def violations(seen: SeenScreen, glass: Glass) -> list[Violation]:
    """Everything wrong with one screen, in the order of RULES."""
    found = [
        Violation(seen.moment, seen.language, rule, what)
        for rule, what in (
            *(x for target in seen.targets for x in _target(target, glass)),
            *_gaps(seen.targets, glass),
            *(x for text in seen.texts for x in _text(text, glass)),
            *(x for code in seen.codes for x in _code(code)),
            *_whole(seen),
        )
    ]
    order = list(RULES)
    return sorted(found, key=lambda violation: order.index(violation.rule))


def least_side(target: SeenTarget) -> float:
    """What this target must measure each way."""
    return SMALL if target.small else MAIN


def apart(one: Box, two: Box) -> float:
    """Millimetres between two boxes; they need to be apart in one direction only."""
    across = max(one[0], two[0]) - min(one[0] + one[2], two[0] + two[2])
    up = max(one[1], two[1]) - min(one[1] + one[3], two[1] + two[3])
    return max(across, up)


def heights(seen: SeenScreen, glass: Glass) -> Iterator[tuple[SeenTarget, float]]:
    """Each essential target with the height of its middle above the floor; nothing where the height is unknown."""
    if glass.lower_edge is not None:
        for target in seen.targets:
            if not target.hidden:
                yield target, glass.lower_edge + target.box[1] + target.box[3] / 2


def _target(target: SeenTarget, glass: Glass) -> Iterator[tuple[str, str]]:
    name = _name(target)
    side = min(target.box[2:])
    if side < least_side(target) - HALF_A_PIXEL * glass.pixel:
        yield "size", f"{name} measures {side:.1f} mm, {least_side(target)} at least"
    if not target.inside:
        yield "off-screen", f"{name} stands outside the panel"
    if not target.alive:
        yield "dead", f"{name} does nothing"
    if target.edge is not None and target.edge < PART_CONTRAST:
        yield "edges", f"{name} stands out only {target.edge:.1f} to 1"


def _gaps(targets: Iterable[SeenTarget], glass: Glass) -> Iterator[tuple[str, str]]:
    for one, two in combinations(targets, 2):
        least = SMALL_GAP if one.small and two.small else GAP
        gap = apart(one.box, two.box)
        if gap < least - 2 * HALF_A_PIXEL * glass.pixel:
            yield "gap", f"{_name(one)} and {_name(two)} are {gap:.1f} mm apart, {least} at least"


def _text(text: SeenText, glass: Glass) -> Iterator[tuple[str, str]]:
    quoted = repr(text.text if len(text.text) < 50 else text.text[:47] + "...")
    if text.capital < text.least - TEXT_STEP * glass.pixel:
        yield "capitals", f"{quoted} has capitals of {text.capital:.2f} mm, {text.least:.2f} at least"
    if text.contrast is not None and text.contrast < TEXT_CONTRAST:
        yield "contrast", f"{quoted} stands out only {text.contrast:.1f} to 1"
    if text.clipped:
        yield "clipped", f"{quoted} is cut"
    if text.words != text.drawn:
        yield "broken", f"{quoted} is drawn as {' '.join(text.drawn)!r}"
    if not text.inside:
        yield "off-screen", f"{quoted} stands outside the panel"


def _code(code: SeenCode) -> Iterator[tuple[str, str]]:
    if code.module != int(code.module):
        yield "codes", f"a module of {code.data!r} is {code.module:.2f} pixels"
    if code.read is not None and code.read != (code.data,):
        yield "codes", f"{code.data!r} is read as {code.read}"


def _whole(seen: SeenScreen) -> Iterator[tuple[str, str]]:
    if seen.overfull > 0:
        yield "overfull", f"{seen.overfull:.0f} pixels are missing"
    if not seen.lasts:
        yield "again", "shown once more, it is arranged otherwise"
    if not seen.staff and not seen.pictures:
        yield "pictures", "nothing on it is drawn"


def reach(seen: SeenScreen, glass: Glass) -> list[Violation]:
    """Targets that somebody in a wheelchair cannot reach, where the panel hangs as it does.

    None where the key that brings everything down can itself be reached: the low screen is then looked at instead.
    Pages for officers are left out.
    """
    low, high = REACH
    if seen.staff or (
        not seen.low and any(t.press == LOW and low <= h <= high for t, h in heights(seen, glass))
    ):
        return []
    return [
        Violation(
            seen.moment,
            seen.language,
            "reach",
            f"{_name(target)} is {height:.0f} mm above the floor, {low:.0f} to {high:.0f} can be reached",
        )
        for target, height in heights(seen, glass)
        if not low <= height <= high
    ]


def told_apart(screens: Iterable[SeenScreen]) -> list[Violation]:
    """Screens of one look that differ in nothing but what a colour says: the words, pictures, shapes and targets are
    the same, the pixels are not."""
    alike: dict[tuple[object, ...], SeenScreen] = {}
    found = []
    for seen in screens:
        words = tuple((text.text, text.role) for text in seen.texts)
        targets = tuple((target.press, target.value) for target in seen.targets)
        codes = tuple(code.data for code in seen.codes)
        told = (seen.language, seen.screen, seen.low, words, seen.pictures, seen.shapes, targets, codes)
        first = alike.setdefault(told, seen)
        if seen.pixels != first.pixels:
            found.append(
                Violation(
                    seen.moment, seen.language, "colour", f"differs from {first.moment} in colours alone"
                )
            )
    return found


def _name(target: SeenTarget) -> str:
    return f"{target.press} {target.value}".strip()


@dataclass(frozen=True, slots=True)
class Figures:
    """The tightest of everything that was seen; None where nothing of the kind was."""

    screens: int
    main_side: float | None
    small_side: float | None
    gap: float | None
    capital: float | None
    contrast: float | None
    edge: float | None
    squeeze: float
    lowest: float | None
    highest: float | None


def figures(screens: Iterable[SeenScreen], glass: Glass) -> Figures:
    every = list(screens)
    targets = [target for seen in every for target in seen.targets]
    texts = [text for seen in every for text in seen.texts]
    high = [height for seen in every for _, height in heights(seen, glass)]
    gaps = [apart(a.box, b.box) for seen in every for a, b in combinations(seen.targets, 2)]
    return Figures(
        screens=len(every),
        main_side=_least(min(t.box[2:]) for t in targets if not t.small),
        small_side=_least(min(t.box[2:]) for t in targets if t.small),
        gap=_least(gaps),
        capital=_least(text.capital for text in texts),
        contrast=_least(text.contrast for text in texts if text.contrast is not None),
        edge=_least(t.edge for t in targets if t.edge is not None),
        squeeze=max((seen.squeeze for seen in every), default=0.0),
        lowest=_least(high),
        highest=max(high, default=None),
    )


def tightest(found: Iterable[Figures]) -> Figures:
    """The tightest of several figures."""
    every = list(found)

    def least(name: str) -> float | None:
        return _least(value for each in every if (value := getattr(each, name)) is not None)

    return Figures(
        screens=sum(each.screens for each in every),
        main_side=least("main_side"),
        small_side=least("small_side"),
        gap=least("gap"),
        capital=least("capital"),
        contrast=least("contrast"),
        edge=least("edge"),
        squeeze=max((each.squeeze for each in every), default=0.0),
        lowest=least("lowest"),
        highest=max((each.highest for each in every if each.highest is not None), default=None),
    )


def _least(values: Iterable[float]) -> float | None:
    return min(values, default=None)
