"""What must hold on every screen: on every panel, in every language, text size, contrast, height and hour.

So many looks are taken that every two of these meet in one of them; ``make conformance`` takes them all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import combinations, product
from typing import get_args

import pytest

from kiosk.conformance import sentences
from kiosk.conformance.display import display
from kiosk.conformance.look import STAFF, at
from kiosk.conformance.look import moments as moments_of
from kiosk.conformance.seen import SeenScreen
from kiosk.conformance.survey import Look, Seen, every_look, survey
from kiosk.rules.deeds import CARE_TILES, TILES
from kiosk.rules.kiosk import Kiosk
from kiosk.rules.states import ChoosingService, Page, State, TechnicianAtWork
from kiosk.ui.chooser import PAGES, SCREENS, place_of, places
from kiosk.ui.gallery import LANGUAGES, PANELS, settings_for
from kiosk.ui.look.theme import TextSize, Tone
from kiosk.ui.samples.kiosks import STATES, moments
from kiosk.voice.answers import answers
from kiosk.voice.keys import way as way_of

pytestmark = pytest.mark.timeout(1800)
"""All windows are looked at before the first test: more than a hanging test may take."""

WAYS: tuple[Callable[[Look], object], ...] = (
    lambda look: look.panel,
    lambda look: look.languages[0],
    lambda look: look.text,
    lambda look: look.contrast,
    lambda look: look.low,
    lambda look: look.tone,
    lambda look: look.heard,
)
HAND = "800x480"
"""On a panel as small as a hand there is no room for everything."""


def _pairs(look: Look) -> set[tuple[object, ...]]:
    """Every two ways in which this look sees the screens."""
    numbered = list(enumerate(WAYS))
    return {(i, one(look), j, other(look)) for (i, one), (j, other) in combinations(numbered, 2)}


def _sampled() -> Iterator[Look]:
    every = [replace(look, languages=(language,)) for look in every_look() for language in LANGUAGES]
    missing = set().union(*map(_pairs, every))
    while missing:
        best = max(every, key=lambda look: len(_pairs(look) & missing))
        missing -= _pairs(best)
        yield best


SAMPLED = tuple(_sampled())
LAPTOP = Look("1080x1920", languages=("id",), scale=0.5)
"""As ``make run`` shows it where the display is too small."""
LOOKS = {
    f"{look.name} {look.languages[0]}{' on a laptop' * (look is LAPTOP)}": look for look in (*SAMPLED, LAPTOP)
}


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Seen]:
    folder = tmp_path_factory.mktemp("looks")
    with display() as name:
        first = survey(SAMPLED, folder / "sampled", name)
        return dict(zip(LOOKS, (*first, *survey([LAPTOP], folder / "laptop", name)), strict=True))


@pytest.fixture(params=LOOKS)
def each(request: pytest.FixtureRequest, seen: dict[str, Seen]) -> Seen:
    return seen[request.param]


def plain(each: Seen) -> dict[str, SeenScreen]:
    """Every moment's screen by its name, before anything is turned or held on it."""
    return {screen.moment: screen for screen in each.screens if "+" not in screen.moment}


def shown(each: Seen) -> Iterator[tuple[str, Kiosk, SeenScreen]]:
    """Every moment, the kiosk in it, and its screen."""
    every = moments(*each.look.languages)
    for name, screen in plain(each).items():
        kiosk = every[name]
        yield name, replace(kiosk, now=at(kiosk.now, dusk=each.look.tone is Tone.DUSK)), screen


# ------------------------------------------------------------------------------------------ of all of them


def test_every_panel_is_seen_in_every_language_and_no_look_is_taken_for_nothing() -> None:
    assert {(look.panel, look.languages[0]) for look in SAMPLED} == set(product(PANELS, LANGUAGES))
    assert len(SAMPLED) < len(every_look())


def test_every_state_has_exactly_one_screen() -> None:
    assert {*SCREENS, TechnicianAtWork} == set(get_args(State))
    assert set(PAGES) == {Page.HOME, *TILES, *CARE_TILES}
    assert len({*SCREENS.values(), *PAGES.values()}) == len(SCREENS) + len(PAGES)
    assert {place_of(state) for state in STATES.values()} == set(places())


def test_every_sentence_of_the_screens_was_said_on_one(seen: dict[str, Seen]) -> None:
    asked = frozenset[str]().union(*(each.asked for each in seen.values()))
    assert sentences.unseen(asked) == []
    assert not set(sentences.ELSEWHERE) & asked, "no longer to be excused"


# ----------------------------------------------------------------------------------------------- of each


def test_nothing_is_violated(each: Seen) -> None:
    """Sizes, gaps, capitals, cut texts, broken words, codes, contrast, reach: the rules of kiosk.conformance.checks."""
    assert not [f"{v.moment}: {v.rule}: {v.what}" for v in each.violations]


def test_every_moment_was_looked_at_and_shows_the_screen_of_its_state(each: Seen) -> None:
    assert set(plain(each)) == set(moments_of(*each.look.languages, staff=each.look.of_staff))
    for name, kiosk, screen in shown(each):
        assert screen.screen == {**SCREENS, **PAGES}[place_of(kiosk.state)].split(":")[1], name


def test_pages_are_turned_and_the_calendar_is_opened(each: Seen) -> None:
    if not each.look.of_staff:
        assert not any(screen.staff for screen in each.screens)
        return
    ways = {screen.moment.partition("+")[2] for screen in each.screens}
    assert any("calendar" in way for way in ways)
    assert {"wiped", "card-1", "all", "plays"} <= ways
    if each.look.panel == HAND:
        assert {"forward", "forward+forward"} <= ways


def test_contrast_was_measured_in_the_pixels(each: Seen) -> None:
    assert each.figures.contrast is not None
    assert each.figures.contrast >= 10
    assert each.figures.edge is not None
    assert each.figures.edge >= 3


def test_codes_are_really_read(each: Seen) -> None:
    codes = [code for screen in each.screens for code in screen.codes]
    assert codes
    assert all(code.read == (code.data,) for code in codes)


def test_keys_that_stay_stay_at_the_same_place(each: Seen) -> None:
    for press in ("CANCEL", "LANGUAGE", "CALL_OFFICER", "CORNER"):
        found = {
            tuple(round(part, 1) for part in target.box)
            for screen in plain(each).values()
            for target in screen.targets
            if target.press == press and (target.footer or target.hidden)
        }
        assert len(found) == 1, press


def test_the_answers_stand_at_the_same_place_on_every_screen(each: Seen) -> None:
    """The last one at the same foot, and the first one above or beside all others."""
    if each.look.panel == HAND:
        pytest.skip("no room")
    settings = settings_for(each.look.panel)
    feet: dict[str, float] = {}
    for name, kiosk, screen in shown(each):
        given = [(answer.press.name, answer.value) for answer in answers(kiosk, settings)]
        if not given or isinstance(kiosk.state, ChoosingService):
            continue
        boxes = {
            (target.press, target.value): target.box
            for target in screen.targets
            if not target.footer and (target.press, target.value) in given
        }
        if given[0] in boxes:
            top = max(box[1] + box[3] for box in boxes.values())
            assert boxes[given[0]][1] + boxes[given[0]][3] == pytest.approx(top, abs=1.0), name
        feet[name] = min(box[1] for box in boxes.values())
    assert len(feet) > 20
    assert max(feet.values()) - min(feet.values()) < 1.0, feet


def test_the_eye_finds_the_answers_in_the_order_in_which_they_are_heard(each: Seen) -> None:
    if (each.look.panel, each.look.low) != ("1080x1920", False):
        pytest.skip("beside each other where it is not upright")
    settings = settings_for(each.look.panel)
    for name, kiosk, screen in shown(each):
        heard = [(x.press.name, x.value) for x in answers(kiosk, settings)]
        below = sorted(
            screen.targets, key=lambda target: (-round(target.box[1] + target.box[3]), target.box[0])
        )
        found = [(x.press, x.value) for x in below if (x.press, x.value) in heard and not x.footer]
        assert found == heard, name


def test_the_voice_knows_the_keys_of_the_way(each: Seen) -> None:
    """It tells of them to whoever sees none of them."""
    for name, kiosk, screen in shown(each):
        if isinstance(kiosk.state, STAFF):
            continue
        there = {
            x.press for x in screen.targets if x.footer and x.press in ("BACK", "CANCEL", "CALL_OFFICER")
        }
        assert there == {press.name for press in way_of(kiosk.state)}, name


# --------------------------------------------------------------------------------------- of single screens


def said(each: Seen, name: str) -> list[str]:
    """Every text on this screen."""
    return [text.text.replace("\u00a0", " ") for text in plain(each)[name].texts]


def test_whoever_comes_sees_whose_kiosk_it_is_and_until_when(each: Seen) -> None:
    told = " ".join(said(each, "welcome"))
    open_now, standard = each.look.tone is Tone.DAY, each.look.text is TextSize.STANDARD
    facts = ["08.00–11.00 WIB", "38", "50"] if open_now else ["08.00"]
    if each.look.panel != HAND or (open_now and standard):
        # Seven inches leave room for what cannot be seen on the door only, in large letters and when it is shut.
        facts += ["Dindukcapil Kota Pekalongan", ".15 WIB"]
    for fact in facts:
        assert fact in told


def test_nothing_on_a_measurement_tells_the_value(each: Seen) -> None:
    for name in plain(each):
        if name.startswith(("measuring", "again", "passed", "held")):
            assert not [t for t in said(each, name) for whole in range(34, 43) if f"{whole}" in t], name


def test_a_held_visit_never_says_why(each: Seen) -> None:
    told = " ".join(said(each, "held")).lower()
    assert not [w for w in ("suhu", "panas", "demam", "sakit", "temperature", "fever") if w in told]


def test_whoever_is_called_first_is_told_so(each: Seen) -> None:
    """On every panel and in the largest letters; nobody else is, and nobody is told why."""
    for name in ("ticket-priority", "ticket-waiting-priority", "ticket", "ticket-waiting-paper"):
        told = " ".join(said(each, name))
        assert (("PRIORITAS" in told) or ("PRIORITY" in told)) == name.endswith("priority"), name
    assert "17" in said(each, "ticket-priority")
