"""Everything a calibration can say has words, and the pages say the right thing at the right step."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from kiosk.rules.calibration.asides import OWN, REMARKS
from kiosk.rules.calibration.decision import Outcome, Rule
from kiosk.rules.calibration.fit import FitKind
from kiosk.rules.calibration.gate import Trouble as Unquiet
from kiosk.rules.calibration.life import Trend
from kiosk.rules.calibration.refusals import Reason, Refusal
from kiosk.rules.calibration.steps import Step
from kiosk.rules.calibration.view import Snag
from kiosk.rules.deeds import DEEDS, deed_of
from kiosk.rules.states import Page
from kiosk.ui.gallery import LANGUAGES
from kiosk.ui.kit import Speech
from kiosk.ui.samples import kiosks
from kiosk.ui.samples.bench import desks
from kiosk.ui.samples.desks import desk
from kiosk.ui.screens.technician.bench import aside_sheets, words
from kiosk.ui.screens.technician.bench.calibration_sheets import calibration
from kiosk.ui.screens.technician.bench.check_sheets import history, quick
from kiosk.ui.screens.technician.bench.sheet import Sheet
from kiosk.words import Words

SAY = Speech(Words(LANGUAGES), "id")
ENGLISH = Speech(Words(LANGUAGES), "en")


def sheet(moment: str, say: Speech = SAY) -> Sheet:
    page = {"bench": calibration, "quick": quick, "history": history}[moment.partition("-")[0]]
    return page(kiosks.moments()[moment], desk(moment), say)


def told(moment: str) -> str:
    found = sheet(moment)
    return "\n".join([found.title, *(line.text for line in found.lines), found.notice])


def test_everything_has_words() -> None:
    for kind, named in (
        (Step, words.STEPS),
        (Reason, words.REASONS),
        (Outcome, words.OUTCOMES),
        (Rule, words.RULES),
        (FitKind, words.FITS),
        (Snag, words.SNAGS),
        (Trend, words.TRENDS),
        (OWN, aside_sheets.ROWS),
        (REMARKS, aside_sheets.SENTENCES),
    ):
        assert set(named) == set(kind)  # type: ignore[call-overload]
    assert set(words.UNQUIET) == {None, *Unquiet}


@pytest.mark.parametrize("moment", desks(), ids=str)
def test_every_key_of_a_page_is_a_deed_of_that_page(moment: str) -> None:
    found = sheet(moment)
    page = kiosks.moments()[moment].state.page  # type: ignore[union-attr]
    keys = [c.key for c in (found.main, found.sure, *found.others) if c is not None]
    keys += [found.enter] if found.enter else []
    assert all(deed_of(page, key) is not None for key in keys), keys


def test_numbers_have_the_languages_own_mark_and_a_true_minus() -> None:
    assert words.number(Decimal("-0.345"), 2, SAY, sign=True) == "−0,35"
    assert words.number(Decimal("0.345"), 2, ENGLISH, sign=True) == "+0.35"
    assert words.number(Decimal("-0.001"), 2, SAY, sign=True) == "0,00"


def test_an_expired_reference_says_by_how_many_days() -> None:
    refused = Refusal(Reason.REFERENCE_EXPIRED, Decimal(23), Decimal(0))
    assert words.refusal(refused, SAY) == "Masa berlaku acuan lewat, hari (23)"
    assert "(23)" in told("bench-reference-expired")


def test_the_three_layers_stand_apart_wherever_a_technician_looks() -> None:
    for moment in ("bench-start", "history"):
        lines = told(moment)
        assert all(
            f"{layer} " in lines for layer in ("1 Setelan alat:", "2 Koreksi:", "3 Penyesuaian tempat:")
        )


def test_a_refused_fit_says_why_and_offers_no_way_to_use_it() -> None:
    found = sheet("bench-fit-refused")
    assert "Koreksi terlalu besar (0,43 / 0,2)" in found.notice
    assert found.main is not None
    assert found.main.key == "close"


def test_a_session_left_half_way_offers_to_resume_and_only_after_a_second_touch_to_discard() -> None:
    found = sheet("bench-half-way")
    assert found.main is not None
    assert found.main.key == "resume"
    assert found.sure is not None
    assert found.sure.key == "discard"
    assert found.unsure


def test_before_it_begins_the_page_says_who_is_still_to_come_back() -> None:
    moments = kiosks.moments()
    resting = replace(moments["bench-start"], returning=moments["welcome-returning"].returning)
    assert "1 orang" in calibration(resting, desk("bench-start"), SAY).notice
    assert not sheet("bench-start").notice


def test_the_history_and_the_stream_are_drawn() -> None:
    assert sheet("history").figure is not None
    stream = sheet("bench-reading").figure
    assert stream is not None
    low, high = stream.span()
    assert low < 36.6 < high
    assert stream.limits[0].value == 37.0


def test_only_the_page_that_is_open_has_its_deeds() -> None:
    assert deed_of(Page.HOME, "begin") is None
    assert deed_of(Page.HISTORY, "accept") is None
    assert deed_of(Page.CALIBRATION, "come") is None
    assert deed_of(Page.CALIBRATION, "nonsense") is None
    assert set(DEEDS) <= set(Page)
