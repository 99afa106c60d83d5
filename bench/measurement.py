"""What a measurement is worth: the settled reading beside simpler rules, over simulated people at 10 Hz.

    .venv/bin/python bench/measurement.py [--people 2000] [--seed 1] [--markdown | --check FILE]

Prints for each case and rule the bias and sd against the person's true skin temperature (of those
measured), the share refused, and the median time from the first movement towards the instrument. Every
person is drawn from the seed and its own number, so that cases and counts can be changed without changing
the others.
"""

from __future__ import annotations

import argparse
import math
import random
import statistics
import sys
import time
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from kiosk.rules.plateau import plateau
from kiosk.rules.stable_reading import (
    Measurement,
    ReadingLimits,
    Sample,
    begin,
    observe,
)

RATE = 10.0
PATIENCE = 10.0  # seconds of samples at most; by then every rule has given up on a person
LIMITS = ReadingLimits()


class Person:
    """One simulated visit: what is true, when the approach began, and what the instrument says.

    ``samples`` are drawn as far as a rule asks for them: most rules have made up their mind after three of
    the seconds.
    """

    def __init__(self, truth: float, moved: float, stream: Iterator[Sample]) -> None:
        self.truth = truth  # degrees Celsius
        self.moved = moved  # seconds
        self._stream = stream
        self._drawn: list[Sample] = []

    def samples(self) -> Iterator[Sample]:
        index = 0
        while True:
            if index == len(self._drawn):
                more = next(self._stream, None)
                if more is None:
                    return
                self._drawn.append(more)
            yield self._drawn[index]
            index += 1


@dataclass(frozen=True, slots=True)
class Result:
    value: float | None  # degrees Celsius, None = refused
    seconds: float  # since the first movement


# --- people -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Case:
    """How people of one kind behave and what disturbs them."""

    title: str
    noise: float = 0.1
    outliers: float = 0.0  # share of samples that are off by 2 degrees (sd)
    spikes: bool = False  # one or two neighbouring samples 2 degrees too hot
    leaves: bool = False
    nearest: tuple[float, float] = (
        1.0,
        1.0,
    )  # share of the field of view filled by the forehead, at the nearest
    cold: tuple[float, float] | None = None  # time constant of the warming skin, seconds
    nobody: bool = False


CASES = {
    "good": Case("stands still"),
    "noisy": Case("noisy instrument (0.2, 3 % outliers)", noise=0.2, outliers=0.03),
    "spike": Case("one hot spike of 2 degrees", spikes=True),
    "walker": Case("walking away", leaves=True),
    "cold-fast": Case("from the cold, warming in 15-30 s", cold=(15, 30)),
    "cold-slow": Case("from the cold, warming in 2-5 min", cold=(120, 300)),
    "far": Case("always a step too far (fills 0.90-0.97)", nearest=(0.90, 0.97)),
    "nobody": Case("nobody, a wall of 24-33 degrees", nobody=True),
}


def person(case: Case, seed: int, number: int) -> Person:
    """Draw person ``number`` of ``case``; the same arguments give the same person."""
    draw = random.Random(f"{seed}/{case.title}/{number}")
    skin = min(max(draw.gauss(36.3, 0.4), 34.8), 39.5)
    wall = draw.uniform(24, 31)
    ambient = wall + draw.gauss(0.5, 0.5)
    fill = _posture(case, draw)
    moved = draw.uniform(0.3, 1.0)
    deficit, tau = (draw.uniform(0.5, 3.0), draw.uniform(*case.cold)) if case.cold else (0.0, 1.0)
    if case.nobody:
        wall = draw.uniform(24, 33)
        ambient = wall - draw.uniform(-0.5, 1.0)
    spike = int((moved + draw.uniform(0.6, 3.0)) * RATE) if case.spikes else -9
    spikes = range(spike, spike + draw.randint(1, 2))

    def stream() -> Iterator[Sample]:
        sway = 0.0
        for index in range(int(PATIENCE * RATE)):
            at = index / RATE
            sway += -0.1 * sway + draw.gauss(0, 0.01)
            warm = skin - deficit * math.exp(-at / tau)
            share = 0.0 if case.nobody else fill(at - moved)
            value = wall + (warm - wall + sway) * share + draw.gauss(0, case.noise)
            if case.outliers and draw.random() < case.outliers:
                value += draw.gauss(0, 2.0)
            if index in spikes:
                value += 2.0
            yield Sample(at, round(value * 100), round((ambient + draw.gauss(0, 0.02)) * 100))

    return Person(skin, moved, stream())


def _posture(case: Case, draw: random.Random) -> Callable[[float], float]:
    """The filled share of the field of view, by seconds since the first movement."""
    approach = draw.uniform(0.4, 0.9)
    nearest = draw.uniform(*case.nearest)
    stays = approach + draw.uniform(0.2, 1.0)
    way = draw.choice(("turns away", "drifts away", "half a step back"))
    pace = draw.uniform(0.4, 1.2)  # seconds for the way back
    rest = draw.uniform(0.85, 0.97)
    drift = draw.uniform(0.03, 0.25)  # share a second

    def fill(t: float) -> float:
        if t <= 0:
            return 0.0
        near = nearest * _smooth(t / approach)
        if not case.leaves or t <= stays:
            return near
        gone = t - stays
        match way:
            case "turns away":
                return near * (1 - _smooth(gone / pace))
            case "drifts away":
                return max(near - drift * gone, 0.0)
            case _:
                return near * (1 - (1 - rest) * _smooth(gone / pace))

    return fill


def _smooth(x: float) -> float:
    x = min(max(x, 0.0), 1.0)
    return x * x * (3 - 2 * x)


# --- rules --------------------------------------------------------------------------------------------------------


def settled(who: Person) -> Result:
    """The product's rule."""
    settling = begin(0.0)
    for sample in who.samples():
        settling = observe(settling, sample, LIMITS)
        if settling.outcome is not None:
            break
    seconds = settling.heard - who.moved
    if isinstance(settling.outcome, Measurement):
        return Result(settling.outcome.value / 100, seconds)
    return Result(None, seconds)


def plain_plateau(who: Person) -> Result:
    """The same window and gates without the knowledge of background, peak and trend."""
    window: deque[Sample] = deque(maxlen=16)  # 1.5 s
    for sample in who.samples():
        window.append(sample)
        level = plateau(tuple(window), LIMITS) if sample.object >= LIMITS.hard_low else None
        if level is not None and LIMITS.hard_low <= level.value <= LIMITS.hard_high:
            return Result(level.value / 100, sample.at - who.moved)
        if sample.at - who.moved > LIMITS.timeout:
            break
    return Result(None, LIMITS.timeout)


def _from_first(who: Person, count: int, gather: Callable[[list[int]], float]) -> Result:
    """What simple kiosks do: begin with the first value in the hard window, take ``count``, condense them."""
    taken: list[int] = []
    for sample in who.samples():
        if taken or LIMITS.hard_low <= sample.object <= LIMITS.hard_high:
            taken.append(sample.object)
        if len(taken) == count:
            return Result(gather(taken) / 100, sample.at - who.moved)
        if not taken and sample.at - who.moved > LIMITS.timeout:
            break
    return Result(None, LIMITS.timeout)


RULES: dict[str, Callable[[Person], Result]] = {
    "settled reading": settled,
    "plain plateau": plain_plateau,
    "max-hold of 3 s": partial(_from_first, count=30, gather=max),
    "mean of 5": partial(_from_first, count=5, gather=statistics.fmean),
    "first value": partial(_from_first, count=1, gather=max),
}


# --- figures ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Figures:
    """Of one rule on one case: degrees Celsius, share, seconds; None when nobody was measured."""

    bias: float | None
    sd: float | None
    refused: float
    seconds: float | None


def figures(
    key: str, rules: tuple[str, ...] = tuple(RULES), people: int = 2000, seed: int = 1
) -> dict[str, Figures]:
    """The figures of every rule on ``people`` of case ``key``."""
    crowd = [person(CASES[key], seed, number) for number in range(people)]
    return {name: _figures(crowd, RULES[name]) for name in rules}


def _figures(crowd: list[Person], rule: Callable[[Person], Result]) -> Figures:
    results = [(who, rule(who)) for who in crowd]
    errors = [result.value - who.truth for who, result in results if result.value is not None]
    seconds = [result.seconds for _, result in results if result.value is not None]
    refused = 1 - len(errors) / len(results)
    if len(errors) < 2:
        return Figures(None, None, refused, None)
    return Figures(statistics.fmean(errors), statistics.stdev(errors), refused, statistics.median(seconds))


def cost(people: int = 50) -> float:
    """Microseconds that one sample costs the settled reading."""
    crowd = [list(person(CASES["noisy"], 7, number).samples()) for number in range(people)]
    count, started = 0, time.perf_counter()
    for samples in crowd:
        settling = begin(0.0)
        for sample in samples:
            settling = observe(settling, sample, LIMITS)
            count += 1
            if settling.outcome is not None:
                break
    return (time.perf_counter() - started) / count * 1e6


HEAD = ("case", "rule", "bias", "sd", "refused", "median s")


def rows(table: dict[str, dict[str, Figures]]) -> Iterator[tuple[str, ...]]:
    yield HEAD
    for key, by_rule in table.items():
        for name, found in by_rule.items():
            yield row(key, name, found)


def row(key: str, name: str, found: Figures) -> tuple[str, ...]:
    bias = "-" if found.bias is None else f"{found.bias:+.2f}"
    sd = "-" if found.sd is None else f"{found.sd:.2f}"
    seconds = "-" if found.seconds is None else f"{found.seconds:.1f}"
    return CASES[key].title, name, bias, sd, f"{found.refused:.1%}", seconds


def markdown(table: list[tuple[str, ...]]) -> str:
    lines = [f"| {' | '.join(line)} |" for line in table]
    return "\n".join([lines[0], "|" + "---|" * len(table[0]), *lines[1:]])


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--people", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--markdown", action="store_true")
    parser.add_argument("--check", type=Path, metavar="FILE", help="exit 1 unless FILE holds this very table")
    asked = parser.parse_args()
    with ProcessPoolExecutor() as pool:
        work = partial(figures, people=asked.people, seed=asked.seed)
        slowest_first = list(reversed(CASES))  # waiting for nobody takes longest
        done = dict(zip(slowest_first, pool.map(work, slowest_first), strict=True))
    table = {key: done[key] for key in CASES}
    if asked.check:
        sys.exit(0 if markdown(list(rows(table))) in asked.check.read_text(encoding="utf-8") else 1)
    if asked.markdown:
        print(markdown(list(rows(table))))
        return
    for line in rows(table):
        print("{:42}{:18}{:>7}{:>7}{:>9}{:>9}".format(*line))
    print(f"{asked.people} people a case, seed {asked.seed}; one sample costs {cost():.0f} microseconds")


if __name__ == "__main__":
    main()
