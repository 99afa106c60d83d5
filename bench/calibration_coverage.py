"""Does the stated uncertainty cover the truth? Whole calibrations of instruments whose truth is known.

    python bench/calibration_coverage.py [TRIALS]

Each trial draws an instrument (gain, offset, noise, display step) and every error of the budget as the budget says it
is distributed, runs the real procedure through its gates, and compares what it claims with what is true:
``as-left`` - the error stated at the as-left point; ``in use`` - the corrected value anywhere in the range of use.
"""

from __future__ import annotations

import random
import sys
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from kiosk.rules.calibration.budget import AT, Estimates, emissivity_sensitivity
from kiosk.rules.calibration.exact import celsius
from kiosk.rules.calibration.plan import Plan
from kiosk.rules.calibration.proposal import Proposed
from kiosk.rules.calibration.steps import Step
from tests.rules.calibration.rig import REFERENCE, ROOM, Instrument, to_decision

PLANS = {
    "one point": Plan(points=(3700,), as_left=(3800,)),
    "two points": Plan(points=(3500, 3900), as_left=(3700,)),
    "three points": Plan(),
}


@dataclass(frozen=True, slots=True)
class Coverage:
    """Of ``trials`` calibrations ``proposed`` a correction; how often its claims held, and the mean stated U."""

    trials: int
    proposed: int
    as_left: float
    in_use: float
    expanded: float


def _source(rng: random.Random):
    """What a source that shows a temperature is, as the instrument sees it: all rows of the budget but noise and
    resolution, each as wide as the budget says.
    """
    known = Estimates()
    sensitivity = float(emissivity_sensitivity(AT, celsius(ROOM.ambient), REFERENCE.emissivity))
    constant = rng.gauss(0, float(REFERENCE.standard))
    for half in (known.drift, known.uniformity, known.reflected, known.distance):
        constant += rng.uniform(-1, 1) * float(half)
    constant += rng.uniform(-1, 1) * float(known.emissivity) * sensitivity
    stability = float(known.stability)
    visits: dict[int, float] = {}

    def source(shown: float) -> float:
        # one visit asks many times for the same temperature; its stability error stays for that visit
        return shown + constant + visits.setdefault(round(shown * 100), rng.uniform(-stability, stability))

    return source


def _one_point_gain(name: str, rng: random.Random) -> float:
    """An offset alone cannot mend a gain: the claim is only made for instruments whose gain is sound."""
    return 1.0 if name == "one point" else rng.uniform(0.95, 1.05)


def coverage(name: str, trials: int, seed: int) -> Coverage:
    """The coverage of U for one of PLANS, deterministic for a seed."""
    rng, plan = random.Random(seed), PLANS[name]
    proposed, left, use, total = 0, 0, 0, 0.0
    for _ in range(trials):
        gain = _one_point_gain(name, rng)
        instrument = Instrument(
            gain=gain,
            offset=37 * (1 - gain) + rng.uniform(-0.6, 0.6),
            noise=rng.uniform(0.02, 0.12),
            step=rng.choice((1, 2, 10)),
            seed=rng.randrange(2**32),
        )
        progress = to_decision(plan, instrument, source=_source(rng))
        if progress.step is not Step.DECISION:
            continue
        assert isinstance(progress.proposal, Proposed)
        fit, expanded = progress.proposal.fit, float(progress.proposal.uncertainty.stated)

        def truth(target: float, instrument=instrument, fit=fit) -> float:
            return float(fit.gain) * instrument.mean(target) + float(fit.offset) - target

        proposed += 1
        total += expanded
        checked = progress.as_left[0]
        left += abs(float(checked.error) - truth(checked.nominal / 100)) <= expanded
        use += abs(truth(rng.uniform(*plan.use) / 100)) <= expanded
    done = max(1, proposed)
    return Coverage(trials, proposed, left / done, use / done, total / done)


def main() -> None:
    trials = int(sys.argv[1]) if len(sys.argv) > 1 else 2000
    print(f"{'plan':14}{'trials':>8}{'proposed':>10}{'as-left':>10}{'in use':>10}{'mean U':>9}")
    for name in PLANS:
        found = coverage(name, trials, seed=2020)
        print(
            f"{name:14}{found.trials:8}{found.proposed:10}{found.as_left:10.3%}{found.in_use:10.3%}"
            f"{found.expanded:9.3f}"
        )


if __name__ == "__main__":
    main()
