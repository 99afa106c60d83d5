"""The procedure can be stopped anywhere, resumed or discarded, and nothing is active before as-left has passed."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.rules.calibration.budget import Row, Shape, Source, Type
from kiosk.rules.calibration.calibration import Calibration, calibration, correction_of
from kiosk.rules.calibration.codec import CodecError, digest, from_json, to_json
from kiosk.rules.calibration.decision import Outcome, Rule
from kiosk.rules.calibration.plan import Plan
from kiosk.rules.calibration.procedure import advance, begin
from kiosk.rules.calibration.proposal import Proposed
from kiosk.rules.calibration.refusals import Reason
from kiosk.rules.calibration.steps import (
    Accepted,
    BudgetEdited,
    Closed,
    Discarded,
    EnvironmentNoted,
    FrameRejected,
    Identified,
    NoteAdded,
    PointAgain,
    PointReady,
    Proceed,
    Progress,
    ReferenceChosen,
    Resumed,
    SampleTaken,
    Seconded,
    Session,
    Step,
    wanted,
)
from tests.rules.calibration.rig import (
    IDENTITY,
    NOW,
    PLACE,
    REFERENCE,
    ROOM,
    Instrument,
    accepted,
    measure,
    ready,
    steps,
    to_decision,
    to_fit,
)

PLAN = Plan()
OFF = Instrument(gain=0.98, offset=0.3, noise=0.05)


def off() -> Instrument:
    return replace(OFF)


def last_problem(progress: Progress) -> Reason:
    return progress.problems[0].reason


def test_the_whole_way():
    progress = accepted(PLAN, off())
    assert progress.step is Step.RECORDED
    assert progress.activated
    assert [p.nominal for p in progress.as_found] == [3500, 3700, 3900, 3700, 3500]
    assert [p.direction.value for p in progress.as_found] == ["up", "up", "up", "down", "down"]
    assert all(len(p.readings) == 10 for p in progress.as_found)
    assert progress.found.outcome is Outcome.FAIL
    assert progress.left.outcome is Outcome.PASS
    correction = correction_of(calibration(progress, PLAN))
    assert correction is not None
    assert abs(float(correction.gain) - 1 / 0.98) < 0.02


def test_as_found_is_judged_with_the_correction_in_force_and_the_fit_made_of_raw_readings():
    first = correction_of(calibration(accepted(PLAN, off()), PLAN))
    start = begin("s-2", by="Wayan", at=NOW, place=PLACE, active=first)
    progress, _ = measure(ready(PLAN, start), PLAN, off())
    assert progress.found.outcome is Outcome.PASS
    assert isinstance(progress.proposal, Proposed)
    assert abs(progress.proposal.fit.gain - first.gain) < Decimal("0.02")


def test_warm_up_is_thirty_minutes_or_ten_level_ones():
    cold = steps(PLAN, Identified(NOW, IDENTITY, NOW - timedelta(minutes=5)))
    refused = advance(cold, Proceed(NOW), PLAN)
    assert last_problem(refused) is Reason.UNWARMED
    assert (refused.problems[0].value, refused.problems[0].limit) == (5, 30)
    assert advance(cold, Proceed(NOW + timedelta(minutes=25)), PLAN).step is Step.ENVIRONMENT
    level = drifting = cold
    for second in range(11 * 60 + 1):
        level = advance(level, SampleTaken(float(second), 3700 + second % 2), PLAN)
        drifting = advance(drifting, SampleTaken(float(second), 3700 + second // 60), PLAN)
    assert advance(level, Proceed(NOW), PLAN).step is Step.ENVIRONMENT
    assert last_problem(advance(drifting, Proceed(NOW), PLAN)) is Reason.UNWARMED


def test_what_does_not_belong_here_changes_nothing_but_says_so():
    progress = ready(PLAN)
    for event in (
        Identified(NOW, IDENTITY, NOW),
        Accepted(NOW, "x"),
        Proceed(NOW),
        EnvironmentNoted(NOW, ROOM),
    ):
        refused = advance(progress, event, PLAN)
        assert last_problem(refused) is Reason.NOT_NOW
        assert replace(refused, problems=()) == progress


def test_an_expired_reference_blocks():
    there = steps(
        PLAN, Identified(NOW, IDENTITY, NOW - timedelta(hours=1)), Proceed(NOW), EnvironmentNoted(NOW, ROOM)
    )
    late = NOW + timedelta(days=400)
    refused = advance(there, ReferenceChosen(late, REFERENCE), PLAN)
    assert (refused.step, last_problem(refused)) == (Step.REFERENCE, Reason.REFERENCE_EXPIRED)
    assert refused.reference is None


def test_a_source_that_is_not_at_the_point_is_not_measured():
    refused = advance(ready(PLAN), PointReady(NOW, 0.0, Decimal("35.3")), PLAN)
    assert last_problem(refused) is Reason.REFERENCE_OFF_POINT
    assert refused.gathering is None


def test_the_certificate_corrects_what_the_source_shows():
    certified = replace(
        REFERENCE, corrections=((Decimal(35), Decimal("0.02")), (Decimal(39), Decimal("0.06")))
    )
    there = replace(ready(PLAN), reference=certified)
    at = advance(there, PointReady(NOW, 0.0, Decimal("35.00")), PLAN)
    assert at.gathering.reference == Decimal("35.02")


def test_an_instrument_that_never_settles_is_told_and_can_be_tried_again():
    progress, t = measure(ready(PLAN), PLAN, Instrument(noise=0.5))
    assert (progress.step, last_problem(progress)) == (Step.AS_FOUND, Reason.UNSTABLE)
    again = advance(progress, PointReady(NOW, t, Decimal(35)), PLAN)
    assert not again.problems
    assert measure(again, PLAN, off(), t=t)[0].step is Step.FIT


def test_many_rejected_frames_keep_the_gate_shut():
    progress = advance(ready(PLAN), PointReady(NOW, 0.0, Decimal(35)), PLAN)
    for n in range(700):
        t = n * 0.5
        progress = advance(progress, SampleTaken(t, 3500 + n % 2, None), PLAN)
        progress = advance(progress, FrameRejected(t), PLAN)
    assert not progress.as_found
    assert last_problem(progress) is Reason.UNSTABLE
    assert progress.problems[0].detail == "rejected"


def test_a_spike_repeats_the_set_and_is_counted():
    progress = advance(ready(PLAN), PointReady(NOW, 0.0, Decimal(35)), PLAN)
    n = 0
    while progress.gathering is not None:
        n += 1
        value = 3900 if n == 25 else 3500 + n % 3
        progress = advance(progress, SampleTaken(n * 0.5, value, None), PLAN)
    assert progress.as_found[0].repeats >= 1
    assert max(progress.as_found[0].readings) < 3510


def test_the_newest_point_can_be_done_again():
    fit = to_fit(PLAN, off())
    back = advance(fit, PointAgain(NOW), PLAN)
    assert (back.step, len(back.as_found), back.proposal) == (Step.AS_FOUND, 4, None)
    decided = to_decision(PLAN, off())
    again = advance(decided, PointAgain(NOW), PLAN)
    assert (again.step, again.as_left, again.left) == (Step.AS_LEFT, (), None)


def test_the_budget_can_be_edited_but_not_lose_a_row_nor_the_data():
    fit = to_fit(PLAN, off())
    extra = Row(
        Source.OTHER, Type.B, Shape.RECTANGULAR, Decimal("0.05"), Decimal("1.7320508076"), note="meja"
    )
    wider = advance(fit, BudgetEdited(NOW, (*fit.proposal.rows, extra)), PLAN)
    assert wider.proposal.uncertainty.combined > fit.proposal.uncertainty.combined
    assert [r.source for r in wider.proposal.rows].count(Source.REPEATABILITY) == 1
    cut = advance(fit, BudgetEdited(NOW, fit.known[1:]), PLAN)
    assert last_problem(advance(cut, Proceed(NOW), PLAN)) is Reason.BUDGET


def test_a_refused_fit_goes_no_further_but_can_be_recorded():
    fit = to_fit(PLAN, Instrument(offset=2.0))
    assert last_problem(advance(fit, Proceed(NOW), PLAN)) is Reason.OFFSET
    closed = advance(fit, Closed(NOW, "Wayan"), PLAN)
    record = calibration(closed, PLAN)
    assert not record.activated
    assert correction_of(record) is None
    assert [r.reason for r in record.refusals] == [Reason.OFFSET]


def test_a_failed_as_left_cannot_be_accepted():
    fit = to_fit(PLAN, off())
    progress, _ = measure(advance(fit, Proceed(NOW), PLAN), PLAN, Instrument(offset=0.9))
    assert progress.left.outcome is Outcome.FAIL
    assert last_problem(advance(progress, Proceed(NOW), PLAN)) is Reason.CONFORMITY
    assert last_problem(advance(progress, Accepted(NOW, "Wayan"), PLAN)) is Reason.NOT_NOW


def test_a_conditional_pass_needs_two_different_people():
    plan = replace(PLAN, rule=Rule.NON_BINARY)
    fit = advance(to_fit(plan, Instrument(noise=0.01)), Proceed(NOW), plan)
    progress, _ = measure(fit, plan, Instrument(offset=0.24, noise=0.01))
    assert progress.left.outcome is Outcome.CONDITIONAL_PASS
    progress = steps(plan, Proceed(NOW), Accepted(NOW, "Wayan"), progress=progress)
    assert (progress.step, progress.activated) == (Step.SECOND_PERSON, False)
    assert last_problem(advance(progress, Seconded(NOW, "wayan "), plan)) is Reason.SAME_PERSON
    assert last_problem(advance(progress, Seconded(NOW, " "), plan)) is Reason.NAME_MISSING
    assert steps(plan, Seconded(NOW, "Made"), progress=progress).activated


def test_an_ended_session_takes_nothing_more():
    for ended in (accepted(PLAN, off()), steps(PLAN, Discarded(NOW), progress=ready(PLAN))):
        assert ended.over
        assert last_problem(advance(ended, Resumed(NOW, IDENTITY, NOW), PLAN)) is Reason.NOT_NOW
        assert advance(ended, SampleTaken(1.0, 3700), PLAN) == ended


def test_only_a_recorded_session_has_a_record():
    with pytest.raises(ValueError, match="recorded"):
        calibration(to_decision(PLAN, off()), PLAN)


# Interrupted and resumed


def resumed(progress, **changes):
    values = {
        "at": NOW + timedelta(minutes=20),
        "identity": IDENTITY,
        "powered_since": NOW - timedelta(hours=2),
    }
    return advance(progress, Resumed(**{**values, **changes}), PLAN)


def test_a_visit_under_way_begins_anew_and_what_was_measured_stays():
    progress, t = measure(ready(PLAN), PLAN, off(), most=2)
    under_way = advance(progress, PointReady(NOW, t, Decimal(39)), PLAN)
    under_way = advance(under_way, SampleTaken(t + 0.5, 3800), PLAN)
    back = resumed(from_json(Progress, to_json(under_way)))
    assert back.gathering is None
    assert back.as_found == progress.as_found
    assert wanted(back, PLAN) == 3900
    assert measure(back, PLAN, off())[0].step is Step.FIT


def test_an_instrument_that_was_off_warms_up_and_goes_on_where_it_was():
    progress, _ = measure(ready(PLAN), PLAN, off(), most=2)
    back = resumed(progress, powered_since=NOW + timedelta(minutes=15))
    assert (back.step, back.back_to) == (Step.WARM_UP, Step.AS_FOUND)
    assert last_problem(advance(back, Proceed(NOW + timedelta(minutes=20)), PLAN)) is Reason.UNWARMED
    on = advance(back, Proceed(NOW + timedelta(minutes=46)), PLAN)
    assert (on.step, len(on.as_found)) == (Step.AS_FOUND, 2)


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"identity": replace(IDENTITY, serial="other")}, Reason.IDENTITY_CHANGED),
        ({"identity": replace(IDENTITY, distance_mm=120)}, Reason.IDENTITY_CHANGED),
        ({"identity": replace(IDENTITY, settings=(("emissivity", "0.95"),))}, Reason.IDENTITY_CHANGED),
        ({"at": NOW + timedelta(hours=9)}, Reason.SESSION_TOO_OLD),
    ],
)
def test_a_session_that_cannot_be_resumed_can_only_be_discarded(changes, reason):
    stranded = resumed(ready(PLAN), **changes)
    assert last_problem(stranded) is reason
    refused = advance(stranded, PointReady(NOW, 0.0, Decimal(35)), PLAN)
    assert (last_problem(refused), refused.gathering) == (reason, None)
    assert resumed(stranded).step is Step.AS_FOUND
    assert not resumed(stranded).stranded
    assert advance(stranded, Discarded(NOW), PLAN).step is Step.DISCARDED


EVENTS = st.sampled_from(
    [
        Identified(NOW, IDENTITY, NOW - timedelta(hours=1)),
        Proceed(NOW),
        EnvironmentNoted(NOW, ROOM),
        ReferenceChosen(NOW, REFERENCE),
        NoteAdded(NOW, "tirai ditutup"),
        PointAgain(NOW),
        Resumed(NOW, IDENTITY, NOW - timedelta(hours=1)),
        Resumed(NOW, IDENTITY, NOW),
        Accepted(NOW, "Wayan"),
        Seconded(NOW, "Made"),
        Closed(NOW, "Wayan"),
        BudgetEdited(NOW, ()),
        FrameRejected(3.0),
        "measure",
    ]
)


@settings(max_examples=60, deadline=None)
@given(st.lists(EVENTS, max_size=25), st.integers(0, 2**16))
def test_any_progress_survives_json_and_goes_on_the_same(events, seed):
    """The session is torn out of memory after every event; only its text is left to go on from."""
    plan = Plan(points=(3500, 3900), as_left=(3700,))
    kept = begin("s", by="Wayan", at=NOW, place=PLACE, active=None)
    text = to_json(kept)
    one, other = Instrument(noise=0.03, seed=seed), Instrument(noise=0.03, seed=seed)
    for event in events:
        restored = from_json(Progress, text)
        assert restored == kept
        if event == "measure":
            if wanted(kept, plan) is None or kept.stranded:
                continue
            kept, _ = measure(replace(kept, problems=()), plan, one, most=1)
            restored, _ = measure(replace(restored, problems=()), plan, other, most=1)
        else:
            kept, restored = advance(kept, event, plan), advance(restored, event, plan)
        assert restored == kept
        assert not kept.activated or kept.left.outcome in (Outcome.PASS, Outcome.CONDITIONAL_PASS)
        text = to_json(kept)


def test_the_record_survives_json_and_has_one_hash():
    record = calibration(accepted(PLAN, off()), PLAN)
    text = to_json(record)
    assert from_json(Calibration, text) == record
    assert digest(from_json(Calibration, text)) == digest(record)
    session = Session("s", PLAN, accepted(PLAN, off()))
    assert from_json(Session, to_json(session)) == session


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('"method":"CK-1"', '"method":1'),
        ('"method":"CK-1",', ""),
        ('"activated":true', '"activated":1'),
        ('"rule":"guarded"', '"rule":"kind"'),
        ('"humidity":60', '"humidity":"60"'),
        ('"gain":"', '"gain":"x'),
        ("{", "["),
    ],
)
def test_a_damaged_record_is_refused_by_name(before, after):
    text = to_json(calibration(accepted(PLAN, off()), PLAN))
    assert before in text
    with pytest.raises(CodecError):
        from_json(Calibration, text.replace(before, after, 1))
