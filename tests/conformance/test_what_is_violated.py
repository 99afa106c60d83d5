"""Each rule of the report catches what it is for, says so with the figures, and nothing else."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from kiosk.conformance.checks import RULES, Glass, figures, reach, told_apart, violations
from kiosk.conformance.seen import SeenScreen, SeenTarget, as_json, from_json
from tests.conformance.screens import GLASS, KEY, NO, RIGHT, YES, with_code, with_target, with_text

LOW_KEY = SeenTarget("LOW", "", (70.0, 2.0, 40.0, 13.0), True, True, True, False, True, 3.3)
WRONG = {
    "size": (with_target(box=(20.0, 60.0, 200.0, 19.0)), "PAPERS_READY measures 19.0 mm, 20.0 at least"),
    "gap": (
        with_target(box=(20.0, 54.0, 200.0, 32.0)),
        "PAPERS_READY and CANCEL are 2.0 mm apart, 3.0 at least",
    ),
    "capitals": (with_text(capital=5.0), "'Sudah lengkap?' has capitals of 5.00 mm, 5.80 at least"),
    "contrast": (with_text(contrast=8.04), "'Sudah lengkap?' stands out only 8.0 to 1"),
    "edges": (with_target(edge=2.5), "PAPERS_READY stands out only 2.5 to 1"),
    "clipped": (with_text(clipped=True), "'Sudah lengkap?' is cut"),
    "broken": (with_text(drawn=("Sudah", "leng", "kap?")), "'Sudah lengkap?' is drawn as 'Sudah leng kap?'"),
    "off-screen": (with_text(inside=False), "'Sudah lengkap?' stands outside the panel"),
    "overfull": (replace(RIGHT, overfull=12.0), "12 pixels are missing"),
    "again": (replace(RIGHT, lasts=False), "shown once more, it is arranged otherwise"),
    "dead": (with_target(alive=False), "PAPERS_READY does nothing"),
    "codes": (with_code(read=()), "'https://wa.me/628' is read as ()"),
    "pictures": (replace(RIGHT, pictures=()), "nothing on it is drawn"),
}


def test_a_screen_that_is_right_violates_nothing() -> None:
    assert violations(RIGHT, GLASS) == []
    assert reach(RIGHT, GLASS) == []


@pytest.mark.parametrize("rule", WRONG)
def test_one_wrong_thing_is_one_violation_with_its_figures(rule: str) -> None:
    screen, what = WRONG[rule]
    assert [(x.rule, x.what) for x in violations(screen, GLASS)] == [(rule, what)]


def test_every_rule_has_its_case() -> None:
    assert set(WRONG) | {"reach", "colour"} == set(RULES)


def test_two_screens_told_apart_by_colour_alone_are_named() -> None:
    other = replace(RIGHT, moment="well", pixels="b2")
    assert [(x.moment, x.rule, x.what) for x in told_apart([RIGHT, other])] == [
        ("well", "colour", "differs from papers in colours alone")
    ]


@pytest.mark.parametrize(
    "told",
    [
        {"shapes": ("3 drops",)},
        {"pictures": ("check",)},
        {"texts": with_text(text="Baik").texts},
        {"targets": (NO, YES, KEY)},
        {"codes": with_code(data="other").codes},
        {"language": "en"},
        {"screen": "MaskScreen"},
        {"pixels": "a1"},
    ],
)
def test_what_is_told_otherwise_too_may_have_another_colour(told: dict[str, object]) -> None:
    assert told_apart([RIGHT, replace(RIGHT, **{"moment": "well", "pixels": "b2", **told})]) == []


def test_a_target_outside_the_panel_is_off_screen() -> None:
    assert [x.rule for x in violations(with_target(inside=False), GLASS)] == ["off-screen"]


def test_a_code_of_broken_pixels_is_named() -> None:
    assert (
        violations(with_code(module=5.5), GLASS)[0].what == "a module of 'https://wa.me/628' is 5.50 pixels"
    )


def test_a_key_may_be_smaller_and_keys_may_stand_nearer() -> None:
    beside = replace(KEY, press="SPEAK", box=(62.6, 2.0, 40.0, 13.0))
    assert violations(replace(RIGHT, targets=(YES, NO, KEY, beside)), GLASS) == []


def test_rounding_to_whole_pixels_is_no_violation() -> None:
    assert violations(with_target(box=(20.0, 60.0, 200.0, 19.9)), GLASS) == []
    assert violations(with_text(capital=5.6), GLASS) == []


def test_pages_for_officers_need_no_pictures() -> None:
    assert violations(replace(RIGHT, pictures=(), staff=True), GLASS) == []


def test_a_target_too_high_for_a_wheelchair_is_named_with_its_height() -> None:
    high = with_target(box=(20.0, 560.0, 200.0, 32.0))
    assert [x.what for x in reach(high, GLASS)] == [
        "PAPERS_READY is 1276 mm above the floor, 380 to 1220 can be reached"
    ]
    assert reach(replace(high, staff=True), GLASS) == []
    assert reach(high, Glass(0.25)) == []


def test_a_key_that_brings_everything_down_is_as_good_if_it_can_be_reached() -> None:
    high = with_target(box=(20.0, 560.0, 200.0, 32.0))
    helped = replace(high, targets=(*high.targets, LOW_KEY))
    assert reach(helped, GLASS) == []
    assert len(reach(replace(helped, low=True), GLASS)) == 1
    out_of_reach = replace(LOW_KEY, box=(70.0, 600.0, 40.0, 13.0))
    assert len(reach(replace(high, targets=(*high.targets, out_of_reach)), GLASS)) == 2


def test_the_figures_are_the_tightest_of_all_screens() -> None:
    found = figures([RIGHT, with_target(box=(20.0, 60.0, 200.0, 24.0))], GLASS)
    assert (found.screens, found.main_side, found.small_side) == (2, 24.0, 13.0)
    assert found.gap == pytest.approx(5.0)
    assert (found.capital, found.contrast, found.edge) == (13.0, 14.0, 3.3)
    assert (found.lowest, found.highest) == (708.5, 776.0)


def test_figures_of_nothing_are_none() -> None:
    assert figures([], GLASS).capital is None


@pytest.mark.parametrize("screen", [RIGHT, with_code(read=None), with_text(contrast=None)])
def test_what_was_seen_survives_being_written_down(screen: SeenScreen) -> None:
    assert from_json(json.loads(json.dumps(as_json(screen)))) == screen
