"""The budget's estimates and the record's remarks, changed with a finger."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest

from kiosk.rules.calibration.asides import OWN, REMARKS, Budget, Remarks, Turned, half_width, turned
from kiosk.rules.calibration.budget import FROM_DATA, Shape, Source
from kiosk.rules.calibration.calibration import calibration
from kiosk.rules.calibration.plan import Plan
from kiosk.rules.calibration.procedure import advance
from kiosk.rules.calibration.proposal import Proposed
from kiosk.rules.calibration.steps import Closed, Progress
from kiosk.rules.deeds import Deed
from tests.rules.calibration.rig import NOW, Instrument, ready, to_fit

PLAN = Plan()
WHO = "Wayan"


def fit() -> Progress:
    return to_fit(PLAN, Instrument(gain=0.98, offset=0.3))


def done(progress: Progress, *deeds: tuple[Deed, str]) -> tuple[Progress, Turned]:
    last = Turned()
    for n, (deed, value) in enumerate(deeds):
        last = turned(progress, last.aside, WHO, NOW + timedelta(seconds=n), deed, value)
        for event in last.events:
            progress = advance(progress, event, PLAN)
            assert not progress.problems
    return progress, last


def u(progress: Progress) -> Decimal:
    assert isinstance(progress.proposal, Proposed)
    assert progress.proposal.uncertainty is not None
    return progress.proposal.uncertainty.combined


@pytest.mark.parametrize("source", OWN)
def test_any_row_of_ones_own_judgement_is_widened_by_a_number_and_the_record_says_by_whom(
    source: Source,
) -> None:
    wide = {Source.EMISSIVITY: "0,01"}.get(source, "0,09")
    progress, last = done(fit(), (Deed.BUDGET, ""), (Deed.BUDGET, source.value), (Deed.HALF_WIDTH, wide))
    assert last.aside == Budget()
    assert half_width(progress.known, source) == Decimal(wide.replace(",", "."))
    assert u(progress) > u(fit())
    (note,) = progress.notes
    assert note.startswith(f"Wayan: {source.value}, ")
    record = calibration(advance(progress, Closed(NOW, WHO), PLAN), PLAN)
    assert [row.shape for row in record.rows if row.source is source] == [Shape.RECTANGULAR]
    assert note in record.notes


def test_certificate_and_readings_are_no_matter_of_judgement() -> None:
    assert {Source.REFERENCE, *FROM_DATA}.isdisjoint(OWN)
    _, last = done(fit(), (Deed.BUDGET, ""), (Deed.BUDGET, "repeatability"))
    assert last.aside == Budget()


@pytest.mark.parametrize("typed", ["-0,1", "2,01", "NaN", "0,1,2"])
def test_a_number_that_cannot_be_meant_changes_nothing_and_is_asked_for_again(typed: str) -> None:
    before = fit()
    after, last = done(before, (Deed.BUDGET, ""), (Deed.BUDGET, "distance"), (Deed.HALF_WIDTH, typed))
    assert (after, last) == (before, Turned(Budget(Source.DISTANCE), wrong=True))


@pytest.mark.parametrize("typed", ["", "0,05"])
def test_nothing_typed_or_the_same_number_leaves_the_row_and_the_record_alone(typed: str) -> None:
    before = fit()
    after, last = done(before, (Deed.BUDGET, "distance"), (Deed.HALF_WIDTH, typed))
    assert (after, last.aside) == (before, Budget())


def test_a_row_of_ones_own_comes_and_goes() -> None:
    added, _ = done(fit(), (Deed.BUDGET, "other"), (Deed.HALF_WIDTH, "0,1"))
    gone, _ = done(added, (Deed.BUDGET, "other"), (Deed.HALF_WIDTH, "0"))
    assert [row.source for row in gone.known] == [row.source for row in fit().known]
    assert u(gone) == u(fit())


def test_remarks_are_written_once_when_done_and_not_when_ticked_by_mistake() -> None:
    before = fit()
    ticked, last = done(
        before, (Deed.REMARK, ""), (Deed.REMARK, "closed"), (Deed.REMARK, "moved"), (Deed.REMARK, "moved")
    )
    assert (ticked, last.aside) == (before, Remarks(("closed",)))
    written, last = done(before, (Deed.REMARK, ""), (Deed.REMARK, "closed"), (Deed.REMARK, "done"))
    assert (written.notes, last.aside) == ((REMARKS["closed"],), None)
    again, _ = done(written, (Deed.REMARK, ""), (Deed.REMARK, "closed"), (Deed.REMARK, "done"))
    assert again.notes == written.notes


def test_neither_is_to_be_had_before_there_is_a_fit() -> None:
    early = ready(PLAN)
    for deed in (Deed.BUDGET, Deed.REMARK, Deed.HALF_WIDTH):
        assert turned(early, None, WHO, NOW, deed, "") == Turned()
