"""The decision: on the shown value, at every tenth around the limit, in every check and requirement."""

from __future__ import annotations

from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.rules.screening import (
    Requirement,
    TemperatureRule,
    Verdict,
    decide,
    decisive,
    is_absolute,
    is_hot,
    shown,
)

RULE = TemperatureRule()
GUARDED = replace(RULE, guard=12)
SEVERITY = list(Verdict)

values = st.integers(3000, 4300)
rules = st.builds(
    TemperatureRule,
    operator=st.sampled_from((">=", ">")),
    limit=st.integers(365, 389).map(lambda tenths: tenths * 10),
    checks=st.integers(1, 3),
    guard=st.integers(0, 60),
)


def test_shown_is_rounded_half_up_like_decimal_for_every_value() -> None:
    for value in range(2900, 4500):
        exact = (Decimal(value) / 100).quantize(Decimal("0.1"), ROUND_HALF_UP)
        assert shown(value) == int(exact * 10)


def test_what_is_shown_as_the_limit_is_never_allowed() -> None:
    """37.25 shows 37.3; a float rounded to even would show 37.2 and a bare comparison would let it pass."""
    assert decide((3724,), 1, RULE) is Verdict.PASS
    assert decide((3725,), 1, RULE) is Verdict.REST
    assert decide((3725,), 2, RULE) is Verdict.HOLD


@pytest.mark.parametrize("check", [1, 2, 3])
@pytest.mark.parametrize("operator", [">=", ">"])
def test_every_hundredth_around_the_limit_without_a_guard_band(operator: str, check: int) -> None:
    rule = replace(RULE, operator=operator)
    hot = Verdict.REST if check < rule.checks else Verdict.HOLD
    for value in range(3600, 3890):
        over = shown(value) >= 373 if operator == ">=" else shown(value) > 373
        assert decide((value,), check, rule) is (hot if over else Verdict.PASS), value


@pytest.mark.parametrize("check", [1, 2])
@pytest.mark.parametrize(("operator", "lowest", "highest"), [(">=", 372, 374), (">", 372, 374)])
def test_every_hundredth_around_the_limit_with_a_guard_band(
    operator: str, lowest: int, highest: int, check: int
) -> None:
    """A guard of 0.12 around 37.3 leaves 37.2, 37.3 and 37.4 open."""
    rule = replace(GUARDED, operator=operator)
    hot = Verdict.REST if check < rule.checks else Verdict.HOLD
    for value in range(3600, 3890):
        tenths = shown(value)
        expected = Verdict.PASS if tenths < lowest else hot if tenths > highest else Verdict.MEASURE_AGAIN
        assert decide((value,), check, rule) is expected, value


def test_a_guard_of_whole_tenths_includes_the_side_that_the_operator_leaves_open() -> None:
    at_least, above = replace(RULE, guard=10), replace(RULE, guard=10, operator=">")
    assert [decide((v,), 1, at_least).value for v in (3710, 3720, 3730, 3740)] == [
        "pass",
        "measure-again",
        "measure-again",
        "rest",
    ]
    assert [decide((v,), 1, above).value for v in (3720, 3730, 3740, 3750)] == [
        "pass",
        "measure-again",
        "measure-again",
        "rest",
    ]


def test_in_the_guard_band_the_median_of_three_decides() -> None:
    assert decide((3730, 3720), 1, GUARDED) is Verdict.MEASURE_AGAIN
    assert decide((3730, 3720, 3700), 1, GUARDED) is Verdict.PASS
    assert decide((3730, 3720, 3760), 1, GUARDED) is Verdict.REST
    assert decide((3730, 3720, 3760), 2, GUARDED) is Verdict.HOLD


def test_two_that_agree_spare_the_third() -> None:
    assert decide((3720, 3700), 1, GUARDED) is Verdict.PASS
    assert decide((3740, 3730), 1, GUARDED) is Verdict.REST
    assert decide((3740, 3730), 2, GUARDED) is Verdict.HOLD


def test_the_absolute_limit_calls_the_officer_at_the_first_check() -> None:
    assert decide((3894,), 1, RULE) is Verdict.REST
    assert decide((3895,), 1, RULE) is Verdict.HOLD
    assert is_absolute((3895,), RULE)
    assert not is_absolute((3894,), RULE)


def test_one_wild_value_among_three_is_not_absolute() -> None:
    assert not is_absolute((3730, 3950), GUARDED)
    assert not is_absolute((3730, 3720, 3950), GUARDED)
    assert is_absolute((3730, 3920, 3950), GUARDED)


@pytest.mark.parametrize("requirement", [Requirement.ADVISED, Requirement.OFF])
def test_a_check_that_is_not_required_never_holds(requirement: Requirement) -> None:
    rule = replace(RULE, requirement=requirement)
    assert {decide((value,), check, rule) for value in range(3000, 4300) for check in (1, 2)} == {
        Verdict.PASS
    }
    assert is_hot((3730,), rule)
    assert not is_hot((3724,), rule)


def test_one_check_only_holds_at_once() -> None:
    assert decide((3730,), 1, replace(RULE, checks=1)) is Verdict.HOLD


@pytest.mark.parametrize(
    "wrong",
    [
        {"operator": "="},
        {"limit": 3735},
        {"absolute": 3905},
        {"limit": 3900},
        {"limit": 3000},
        {"absolute": 4310},
        {"checks": 0},
        {"pause": -1.0},
        {"guard": -1},
        {"guard": 101},
    ],
)
def test_a_rule_that_cannot_be_meant_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        replace(RULE, **wrong)


def test_nothing_is_decided_on_nothing() -> None:
    with pytest.raises(ValueError, match="nothing"):
        decide((), 1, RULE)
    with pytest.raises(ValueError, match="from 1"):
        decide((3600,), 0, RULE)


@settings(max_examples=300)
@given(rules, st.lists(values, min_size=1, max_size=3), st.integers(0, 2), values, st.integers(1, 3))
def test_a_higher_value_never_gets_a_milder_verdict(
    rule: TemperatureRule, taken: list[int], place: int, other: int, check: int
) -> None:
    """Whichever of the values is raised, at whatever limit, operator, guard and check."""
    place %= len(taken)
    low, high = sorted((taken[place], other))
    milder = decide((*taken[:place], low, *taken[place + 1 :]), check, rule)
    harder = decide((*taken[:place], high, *taken[place + 1 :]), check, rule)
    assert SEVERITY.index(milder) <= SEVERITY.index(harder)


@settings(max_examples=200)
@given(rules, st.lists(values, min_size=3, max_size=3), st.integers(1, 3))
def test_three_values_always_decide(rule: TemperatureRule, taken: list[int], check: int) -> None:
    assert decide(tuple(taken), check, rule) is not Verdict.MEASURE_AGAIN


@settings(max_examples=200)
@given(rules, st.lists(values, min_size=1, max_size=3), st.integers(1, 3))
def test_a_later_check_is_never_milder_and_the_last_never_asks_for_rest(
    rule: TemperatureRule, taken: list[int], check: int
) -> None:
    now, later = decide(tuple(taken), check, rule), decide(tuple(taken), check + 1, rule)
    assert SEVERITY.index(now) <= SEVERITY.index(later)
    assert decide(tuple(taken), rule.checks, rule) is not Verdict.REST


@settings(max_examples=300)
@given(rules, st.lists(values, min_size=3, max_size=3), st.integers(1, 3))
def test_the_decisive_value_lies_on_the_side_of_its_verdict(
    rule: TemperatureRule, taken: list[int], check: int
) -> None:
    """Taken as the kiosk does, one value after the other until there is a verdict."""
    for count in (1, 2, 3):
        verdict = decide(tuple(taken[:count]), check, rule)
        if verdict is not Verdict.MEASURE_AGAIN:
            assert is_hot(tuple(taken[:count]), rule) is (verdict is not Verdict.PASS)
            assert decisive(tuple(taken[:count])) in taken
            return


@settings(max_examples=200)
@given(rules, values, values)
def test_what_shows_the_same_is_judged_the_same(rule: TemperatureRule, one: int, other: int) -> None:
    other = one - (one + 5) % 10 + other % 10
    assert shown(one) == shown(other)
    assert decide((one,), 1, rule) is decide((other,), 1, rule)
