"""What must hold on every screen, in every language, at every size of panel and text."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from kiosk.conformance.checks import Glass, reach, violations
from kiosk.conformance.look import STAFF
from kiosk.conformance.seen import from_json
from kiosk.conformance.survey import Look, goes_high
from kiosk.rules.deeds import CARE_TILES, TILES
from kiosk.rules.states import ChoosingService, Page, TechnicianAtWork
from kiosk.ui.chooser import PAGES, SCREENS, place_of, places
from kiosk.ui.gallery import LANGUAGES, PANELS
from kiosk.ui.samples import kiosks
from kiosk.ui.samples.kiosks import STATES
from kiosk.voice.answers import answers
from kiosk.voice.keys import way as way_of
from tests.ui.window import settings_for

NAMES = {
    "upright": "1080x1920",
    "narrow": "1080x1920-15",
    "across": "1920x1080",
    "small": "1280x800",
    "hand": "800x480",
}


def _looks() -> dict[str, tuple[str, ...]]:
    """Every place that anything can have: panels, text sizes, and the low screen where there is one. Contrast moves
    nothing, so that the large letters are seen in the high one; kiosk.conformance looks at every pair of them."""
    found = {
        f"{name}{', low' if low else ''}{', large' if large else ''}": (
            size,
            "1",
            "large" if large else "standard",
            "high" if large else "standard",
            "low" if low else "-",
        )
        for name, size in NAMES.items()
        for low in ((False, True) if goes_high(PANELS[size]) else (False,))
        for large in (False, True)
    }
    return found | {"upright on a laptop": ("1080x1920", "0.5", "standard", "standard", "-")}


LOOKS = _looks()


@pytest.fixture(scope="module", params=LOOKS, ids=str)
def way(request: pytest.FixtureRequest) -> tuple[str, ...]:
    return LOOKS[request.param]


@pytest.fixture(scope="module")
def told(way: tuple[str, ...], in_window: Callable[..., Any]) -> dict[str, Any]:
    """By language and moment."""
    seen: dict[str, Any] = in_window("look", *way)
    return seen


@pytest.fixture(params=LANGUAGES, ids=str)
def look(request: pytest.FixtureRequest, told: dict[str, Any]) -> dict[str, Any]:
    seen: dict[str, Any] = told[request.param]
    return seen


@pytest.fixture(scope="module")
def glass(way: tuple[str, ...]) -> Glass:
    return Look(way[0], scale=float(way[1])).glass


def test_every_state_has_exactly_one_screen() -> None:
    from typing import get_args

    from kiosk.rules.states import State

    assert {*SCREENS, TechnicianAtWork} == set(get_args(State))
    assert set(PAGES) == {Page.HOME, *TILES, *CARE_TILES}
    assert len({*SCREENS.values(), *PAGES.values()}) == len(SCREENS) + len(PAGES)
    assert {place_of(state) for state in STATES.values()} == set(places())


def test_the_screen_of_the_state_is_shown(look: dict[str, Any]) -> None:
    for name, state in STATES.items():
        if name not in look:
            # Pages for staff have the usual letters, and are looked at there.
            assert isinstance(state, STAFF), name
            continue
        assert look[name]["screen"] == {**SCREENS, **PAGES}[place_of(state)].split(":")[1]


def test_nothing_is_violated(look: dict[str, Any], glass: Glass) -> None:
    """Sizes, gaps, capitals, cut texts, broken words, codes: kiosk.conformance.checks has the rules."""
    wrong = [
        f"{name}: {violation.rule}: {violation.what}"
        for name, told in look.items()
        for violation in (*violations(from_json(told), glass), *reach(from_json(told), glass))
    ]
    assert not wrong


def test_keys_that_stay_stay_at_the_same_place(look: dict[str, Any]) -> None:
    for press in ("CANCEL", "LANGUAGE", "CALL_OFFICER", "CORNER"):
        places = {
            tuple(round(part, 1) for part in target["box"])
            for screen in look.values()
            for target in screen["targets"]
            if target["press"] == press and (target["footer"] or target["hidden"])
        }
        assert len(places) == 1, press


def test_the_answers_stand_at_the_same_place_on_every_screen(
    look: dict[str, Any], way: tuple[str, ...]
) -> None:
    """The last one at the same foot, and the first one above or beside all others. On a panel as small as a hand
    there is no room for that."""
    if way[0] == NAMES["hand"]:
        pytest.skip("no room")
    settings = settings_for(way[0])
    feet: dict[str, float] = {}
    for name, kiosk in kiosks.moments().items():
        given = [(answer.press.name, answer.value) for answer in answers(kiosk, settings)]
        if not given or name not in look or isinstance(kiosk.state, ChoosingService):
            continue
        boxes = {
            (target["press"], target["value"]): target["box"]
            for target in look[name]["targets"]
            if not target["footer"] and (target["press"], target["value"]) in given
        }
        if given[0] in boxes:
            top = max(box[1] + box[3] for box in boxes.values())
            assert boxes[given[0]][1] + boxes[given[0]][3] == pytest.approx(top, abs=1.0), name
        feet[name] = min(box[1] for box in boxes.values())
    assert len(feet) > 20
    assert max(feet.values()) - min(feet.values()) < 1.0, feet


def test_the_voice_knows_the_keys_of_the_way(look: dict[str, Any]) -> None:
    """It tells of them to whoever sees none of them."""
    for name, screen in look.items():
        if name not in STATES or isinstance(STATES[name], STAFF):
            continue
        there = {
            target["press"]
            for target in screen["targets"]
            if target["footer"] and target["press"] in ("BACK", "CANCEL", "CALL_OFFICER")
        }
        assert there == {press.name for press in way_of(STATES[name])}, name


def test_whoever_comes_sees_whose_kiosk_it_is_and_until_when(
    look: dict[str, Any], way: tuple[str, ...]
) -> None:
    told = " ".join(text["text"] for text in look["welcome"]["texts"]).replace("\u00a0", " ")
    facts = ["08.00–11.00 WIB", "38", "50"]
    if way[0] != "800x480" or way[2] == "standard":
        # Large letters on seven inches leave room for what cannot be seen on the door only.
        facts += ["Dindukcapil Kota Pekalongan", "08.15 WIB"]
    for fact in facts:
        assert fact in told


def test_codes_are_really_read(look: dict[str, Any]) -> None:
    codes = [code for screen in look.values() for code in screen["codes"]]
    assert codes
    assert all(code["read"] == [code["data"]] for code in codes)


def test_nothing_on_a_measurement_tells_the_value(look: dict[str, Any]) -> None:
    for name in (n for n in look if n.startswith(("measuring", "again", "passed", "held"))):
        for text in look[name]["texts"]:
            assert not any(f"{whole}" in text["text"] for whole in range(34, 43)), (name, text["text"])


def test_a_held_visit_never_says_why(look: dict[str, Any]) -> None:
    told = [text["text"].lower() for text in look["held"]["texts"]]
    assert not [
        t
        for t in told
        if any(word in t for word in ("suhu", "panas", "demam", "sakit", "temperature", "fever"))
    ]


def test_whoever_is_called_first_is_told_so(look: dict[str, Any]) -> None:
    """On every panel and in the largest letters; nobody else is, and nobody is told why."""
    for name in ("ticket-priority", "ticket-waiting-priority", "ticket", "ticket-waiting-paper"):
        told = " ".join(text["text"] for text in look[name]["texts"])
        assert (("PRIORITAS" in told) or ("PRIORITY" in told)) == name.endswith("priority"), name
    assert "17" in {text["text"] for text in look["ticket-priority"]["texts"]}
