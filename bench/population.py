"""What a screening is worth: sensitivity and specificity over simulated people, beside the bare ``>=
limit``.

    .venv/bin/python bench/population.py [--people 10000] [--seed 1] [--markdown | --check FILE]

Fever is a core temperature of 38.0 and more. The forehead reads 0.3 to 0.6 below the core and differs from
one look to the next (sd 0.1); the instrument's own fault lies anywhere within its stated error and is the
same for all whom it measures, so that repeating cannot average it away; a calibrated instrument keeps 0.06
(sd) of it. The people in the sun are up to 1.0 warmer on the skin, which cools by half in three minutes of
rest.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench.measurement import markdown
from kiosk.rules.screening import TemperatureRule, Verdict, decide

STATED = (0.2, 0.3, 0.5)
FEVER_SHARE = 0.01  # of those who come, for the count of people in a thousand
HALF_LIFE = 180.0  # seconds, of the sun on the skin
SETTLED_SD = 0.04  # of the settled reading, from bench/measurement.py
LOOK_SD = 0.1  # aim, hair, sweat: differs at every look
RESIDUAL_SD = 0.06  # of a calibrated instrument, U/2 of the facts' budget


@dataclass(frozen=True, slots=True)
class Visitor:
    """One person at one instrument: ``read(seconds of rest)`` gives a settled value in hundredths of a
    degree.
    """

    febrile: bool
    read: Callable[[float], int]


@dataclass(frozen=True, slots=True)
class Course:
    """What happened at the door."""

    held: bool
    readings: int
    rests: int


@dataclass(frozen=True, slots=True)
class Figures:
    """Shares of febrile people held, of healthy ones admitted; readings and rests a healthy person."""

    sensitivity: float
    specificity: float
    readings: float
    rests: float


POPULATIONS = {"cool morning": 0.0, "half came through the sun": 0.5}


def visitor(draw: random.Random, *, febrile: bool, sunny: float, fault: float) -> Visitor:
    """``sunny`` is the share that came through the sun; ``fault`` the instrument's own, in degrees."""
    core = max(38.0, draw.gauss(38.6, 0.5)) if febrile else min(37.6, draw.gauss(36.8, 0.3))
    skin = core - draw.uniform(0.3, 0.6)
    sun = draw.uniform(0.0, 1.0) if draw.random() < sunny else 0.0

    def read(rested: float) -> int:
        seen = skin + sun * 0.5 ** (rested / HALF_LIFE) + fault
        return round(100 * (seen + draw.gauss(0, SETTLED_SD) + draw.gauss(0, LOOK_SD)))

    return Visitor(febrile, read)


def bare(who: Visitor, rule: TemperatureRule) -> Course:
    """One reading, as measured, against the limit: what most kiosks do."""
    return Course(who.read(0.0) >= rule.limit, 1, 0)


def screened(who: Visitor, rule: TemperatureRule) -> Course:
    """The product's rule, through all its checks."""
    readings = 0
    for check in range(1, rule.checks + 1):
        values: tuple[int, ...] = ()
        verdict = Verdict.MEASURE_AGAIN
        while verdict is Verdict.MEASURE_AGAIN:
            values = (*values, who.read((check - 1) * rule.pause))
            verdict = decide(values, check, rule)
        readings += len(values)
        if verdict is not Verdict.REST:
            return Course(verdict is Verdict.HOLD, readings, check - 1)
    raise AssertionError("the last check never asks for rest")


RULE = TemperatureRule()
GUARDED = replace(RULE, guard=12)
WAYS: dict[str, tuple[Callable[[Visitor, TemperatureRule], Course], TemperatureRule, bool]] = {
    "bare >= 37.3": (bare, RULE, False),
    "two checks": (screened, RULE, False),
    "two checks, guard 0.12": (screened, GUARDED, False),
    "the same, calibrated": (screened, GUARDED, True),
}


def figures(population: str, stated: float, way: str, people: int, seed: int) -> Figures:
    """Over ``people`` febrile and as many healthy ones, each at an instrument of its own. Same seed, same
    people.
    """
    act, rule, calibrated = WAYS[way]
    draw = random.Random(f"{seed}/{population}/{stated}")
    courses: dict[bool, list[Course]] = {True: [], False: []}
    for febrile in (True, False):
        for _ in range(people):
            own = random.Random(draw.getrandbits(64))
            within, residual = own.uniform(-stated, stated), own.gauss(0, RESIDUAL_SD)
            fault = residual if calibrated else within
            who = visitor(own, febrile=febrile, sunny=POPULATIONS[population], fault=fault)
            courses[febrile].append(act(who, rule))
    healthy = courses[False]
    return Figures(
        sensitivity=sum(course.held for course in courses[True]) / people,
        specificity=1 - sum(course.held for course in healthy) / people,
        readings=sum(course.readings for course in healthy) / people,
        rests=sum(course.rests for course in healthy) / people,
    )


HEAD = (
    "population",
    "stated error",
    "rule",
    "sensitivity",
    "specificity",
    "missed in 1000",
    "held in vain in 1000",
    "readings",
    "asked to rest",
)


def row(population: str, stated: float, way: str, people: int, seed: int) -> tuple[str, ...]:
    found = figures(population, stated, way, people, seed)
    return (
        population,
        f"{stated}",
        way,
        f"{found.sensitivity:.1%}",
        f"{found.specificity:.1%}",
        f"{1000 * FEVER_SHARE * (1 - found.sensitivity):.1f}",
        f"{1000 * (1 - FEVER_SHARE) * (1 - found.specificity):.0f}",
        f"{found.readings:.2f}",
        f"{found.rests:.1%}",
    )


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--people", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--markdown", action="store_true")
    parser.add_argument("--check", type=Path, metavar="FILE", help="exit 1 unless FILE holds this very table")
    asked = parser.parse_args()
    cells = [(population, stated, way) for population in POPULATIONS for stated in STATED for way in WAYS]
    table = [HEAD, *(row(*cell, asked.people, asked.seed) for cell in cells)]
    if asked.check:
        sys.exit(0 if markdown(table) in asked.check.read_text(encoding="utf-8") else 1)
    if asked.markdown:
        print(markdown(table))
        return
    for line in table:
        print("{:26}{:>13}  {:24}{:>12}{:>12}{:>15}{:>21}{:>9}{:>14}".format(*line))
    print(
        f"{asked.people} febrile and as many healthy people a line, seed {asked.seed}; "
        f"in a thousand visitors, {FEVER_SHARE:.0%} have a fever"
    )


if __name__ == "__main__":
    main()
