"""The aims of the measurement, on 200 simulated people; and docs/measurement.md says what the benchmarks print."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench import measurement, population

DOCS = Path(__file__).parents[2] / "docs" / "measurement.md"
SETTLED = ("settled reading",)
SEED = 11


def figures(case: str, *rules: str, people: int = 200) -> dict[str, measurement.Figures]:
    return measurement.figures(case, (*SETTLED, *rules), people=people, seed=SEED)


@pytest.mark.parametrize("case", ["good", "spike"])
def test_who_stands_still_is_measured_well_and_soon(case: str) -> None:
    found = figures(case)["settled reading"]
    assert found.bias is not None
    assert found.sd is not None
    assert found.seconds is not None
    assert abs(found.bias) <= 0.05
    assert found.sd <= 0.05
    assert found.refused <= 0.02
    assert found.seconds <= (2.5 if case == "good" else 2.7)


def test_a_noisy_instrument_costs_time_and_refusals_but_no_truth() -> None:
    found = figures("noisy")["settled reading"]
    assert found.bias is not None
    assert found.sd is not None
    assert abs(found.bias) <= 0.05
    assert found.sd <= 0.07
    assert found.refused <= 0.25


def test_who_walks_away_is_refused_where_a_plain_plateau_reads_low() -> None:
    found = figures("walker", "plain plateau")
    assert found["settled reading"].refused >= 0.95
    plain = found["plain plateau"]
    assert plain.bias is not None
    assert plain.bias < -0.4
    assert plain.refused < 0.7


def test_nobody_is_never_measured() -> None:
    assert figures("nobody", people=100)["settled reading"].refused == 1.0


def test_fast_warming_skin_is_refused_more_often_than_by_a_plain_plateau() -> None:
    found = figures("cold-fast", "plain plateau")
    assert found["settled reading"].refused >= 0.2
    assert found["plain plateau"].refused <= 0.05


def test_the_same_seed_gives_the_same_people() -> None:
    assert figures("good", people=20) == figures("good", people=20)


def test_two_checks_spare_the_healthy_and_lose_no_fever_beyond_chance() -> None:
    sun = "half came through the sun"
    bare = population.figures(sun, 0.3, "bare >= 37.3", 1000, SEED)
    ours = population.figures(sun, 0.3, "two checks, guard 0.12", 1000, SEED)
    assert ours.specificity >= bare.specificity + 0.05
    assert ours.sensitivity >= bare.sensitivity - 0.01


@pytest.mark.parametrize(("case", "rule"), [("good", "settled reading"), ("spike", "max-hold of 3 s")])
def test_the_documented_measurement_is_what_the_benchmark_prints(case: str, rule: str) -> None:
    found = measurement.figures(case, (rule,), people=2000, seed=1)[rule]
    assert measurement.markdown([measurement.row(case, rule, found)]).splitlines()[0] in DOCS.read_text(
        encoding="utf-8"
    )


@pytest.mark.parametrize("way", list(population.WAYS))
def test_the_documented_screening_is_what_the_benchmark_prints(way: str) -> None:
    line = population.row("half came through the sun", 0.3, way, 10_000, 1)
    assert measurement.markdown([line]).splitlines()[0] in DOCS.read_text(encoding="utf-8")
