"""How near everything measured comes to its limit: the closest of each kind, and how many there were. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from kiosk.conformance import checks
from kiosk.conformance.checks import Glass
from kiosk.conformance.seen import SeenScreen
from kiosk.conformance.survey import Look, Seen

FEW = 8
"""So many of the closest are told."""


@dataclass(frozen=True, slots=True)
class Kind:
    """Something that is measured. ``unit`` is ``mm`` or ``:1``."""

    name: str
    unit: str
    what: str
    source: str


KINDS = (
    Kind("target", "mm", "side of a target, at least 20 mm", "Colle & Hiszem 2004; Duff 2010"),
    Kind("key", "mm", "side of a key, or of what only staff press, at least 12.7 mm", "VVSG 2.0"),
    Kind(
        "gap",
        "mm",
        "between two targets at least 3 mm, between two keys 2.54 mm",
        "Duff 2010; VVSG 2.0",
    ),
    Kind(
        "capital",
        "mm",
        "capital letter at least 4.8 mm; in large text 0.0122 of the viewing distance",
        "US 508 402.4; EN 301 549 5.1.4",
    ),
    Kind("contrast", ":1", "text against its ground, in the pixels, at least 10 to 1", "VVSG 2.0"),
    Kind("edge", ":1", "outline or face of a target, in the pixels, at least 3 to 1", "WCAG 1.4.11"),
    Kind("reach", "mm", "middle of an essential target, 380 to 1220 mm above the floor", "EN 301 549 8.3"),
)


@dataclass(frozen=True, slots=True)
class Measured:
    """One measurement; ``what`` is the thing, ``share`` its value in parts of what is asked."""

    kind: str
    value: float
    least: float
    what: str

    @property
    def share(self) -> float:
        return self.value / self.least


@dataclass(frozen=True, slots=True)
class Closest:
    """A measurement and where it was taken."""

    found: Measured
    look: Look
    language: str
    moment: str


@dataclass(frozen=True, slots=True)
class Told:
    """All of one kind: how many there were, and the closest, each moment once."""

    kind: Kind
    count: int
    closest: tuple[Closest, ...]


def measured(seen: SeenScreen, glass: Glass) -> Iterator[Measured]:
    """Everything on one screen that has a figure."""
    for target in seen.targets:
        name = f"{target.press} {target.value}".strip()
        kind = "key" if target.small else "target"
        yield Measured(kind, min(target.box[2:]), checks.least_side(target), name)
        if target.edge is not None:
            yield Measured("edge", target.edge, checks.PART_CONTRAST, name)
    for one, two in combinations(seen.targets, 2):
        apart = checks.apart(one.box, two.box)
        if apart < NEAR:
            least = checks.SMALL_GAP if one.small and two.small else checks.GAP
            yield Measured("gap", apart, least, f"{one.press} {one.value}, {two.press} {two.value}")
    for text in seen.texts:
        yield Measured("capital", text.capital, text.least, text.text)
        if text.contrast is not None:
            yield Measured("contrast", text.contrast, checks.TEXT_CONTRAST, text.text)
    if not seen.staff:
        low, high = checks.REACH
        for target, height in checks.heights(seen, glass):
            # What is left up to the nearer end of what can be reached.
            yield Measured("reach", height, low if height < (low + high) / 2 else high, target.press)


NEAR = 20.0
"""Millimetres: what stands farther apart are no neighbours."""


def told(found: Sequence[Seen]) -> list[Told]:
    """Of each of KINDS, over all looks."""
    counts = dict.fromkeys((kind.name for kind in KINDS), 0)
    best: dict[str, dict[str, Closest]] = {kind.name: {} for kind in KINDS}
    for look, screen, each in _all(found):
        counts[each.kind] += 1
        kept = best[each.kind]
        before = kept.get(screen.moment)
        if before is None or nearness(each) < nearness(before.found):
            kept[screen.moment] = Closest(each, look, screen.language, screen.moment)
    return [
        Told(
            kind,
            counts[kind.name],
            tuple(sorted(best[kind.name].values(), key=lambda one: nearness(one.found))[:FEW]),
        )
        for kind in KINDS
    ]


def nearness(found: Measured) -> float:
    """How near to its limit, 1 is at it: smaller is worse."""
    if found.kind == "reach":
        low, high = checks.REACH
        return 1 + min(found.value - low, high - found.value) / (high - low)
    return found.share


def _all(found: Iterable[Seen]) -> Iterator[tuple[Look, SeenScreen, Measured]]:
    for seen in found:
        for screen in seen.screens:
            for each in measured(screen, seen.look.glass):
                yield seen.look, screen, each
