"""What may be chosen for one calibration instead of what kiosk.ini says: other points, another rule, another limit."""

from __future__ import annotations

from dataclasses import replace

from kiosk.rules.calibration.decision import EAR, OFFICE, SKIN, Mpe, Rule
from kiosk.rules.calibration.plan import Plan

OTHER_POINTS = (((3500, 3900), (3700,)), ((3700,), (3800,)))
"""Points and as-left points (centi): two points, or one."""


def chosen(usual: Plan, *, points: int = 0, rule: int = 0, mpe: int = 0) -> Plan:
    """``usual`` after so many steps through the choices of each kind; each begins anew behind its last."""
    sets = ((usual.points, usual.as_left), *(each for each in OTHER_POINTS if each[0] != usual.points))
    rules = tuple(Rule)
    others = (each for each in (EAR, SKIN, OFFICE) if each.limit != usual.mpe.limit)
    limits: tuple[Mpe, ...] = (usual.mpe, *others)
    at = points % len(sets)
    if at:
        usual = replace(usual, points=sets[at][0], as_left=sets[at][1], fit_points=())
    return replace(
        usual,
        rule=rules[(rules.index(usual.rule) + rule) % len(rules)],
        mpe=limits[mpe % len(limits)],
    )
