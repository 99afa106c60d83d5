"""What the page of the calibration says of its result: the fit, the decision and the record."""

from __future__ import annotations

from kiosk.rules.calibration.decision import Outcome
from kiosk.rules.calibration.plan import Plan
from kiosk.rules.calibration.proposal import Proposed
from kiosk.rules.calibration.steps import Progress, Step
from kiosk.rules.calibration.view import KeptRecord
from kiosk.ui.kit import Speech
from kiosk.ui.screens.technician.bench import aside_sheets, charts, words
from kiosk.ui.screens.technician.bench.sheet import Choice, Line, Sheet
from kiosk.ui.widgets.figures import Series

HASH_SHOWN = 12


def fitted(plan: Plan, progress: Progress, notice: str, say: Speech) -> Sheet:
    """The line with its residuals and its uncertainty, or why it is refused."""
    proposal = progress.proposal
    assert proposal is not None
    lines: list[Line] = []
    figure = None
    if proposal.fit is not None:
        fit = proposal.fit
        lines.append(Line(say(words.FITS[fit.kind]), spare=4))
        lines.append(Line(words.line(fit.gain, fit.offset, say), bold=True))
        most = float(plan.mpe.limit / plan.fit.residual_divisor)
        residuals = tuple((each.nominal / 100, float(each.value)) for each in fit.residuals)
        figure = charts.between((Series(residuals, joined=False),), (most, -most), (), 2, say)
        lines.append(Line(say("bench.residuals"), spare=5))
    if proposal.uncertainty is not None:
        lines.append(
            Line(say("bench.uncertainty", u=words.number(proposal.uncertainty.stated, 2, say)), spare=1)
        )
    if progress.found is not None:
        outcome = say(words.OUTCOMES[progress.found.outcome])
        error = words.number(progress.found.worst, 2, say, sign=True)
        lines.append(Line(say("bench.found_told", error=error, outcome=outcome), spare=2))
    good = isinstance(proposal, Proposed)
    if not good:
        notice = notice or words.refusals(proposal.reasons, say)
    close = Choice("close", say("bench.close"))
    return Sheet(
        words.title(progress, say),
        tuple(lines),
        notice,
        figure,
        main=Choice("proceed", say("bench.go_on")) if good else close,
        others=(
            Choice("again", say("bench.again")),
            *aside_sheets.ways(progress, say),
            *((close,) if good else ()),
        ),
    )


def decided(plan: Plan, progress: Progress, notice: str, say: Speech) -> Sheet:
    """What was left, judged against the limit; accepted by one person or by two."""
    left = progress.left
    assert left is not None
    outcome = say(words.OUTCOMES[left.outcome])
    error = words.number(left.worst, 2, say, sign=True)
    rule = say(words.RULES[left.rule])
    limit = words.number(left.mpe.limit, 2, say)
    lines = (
        Line(say("bench.left_told", error=error, outcome=outcome), bold=True),
        Line(say("bench.uncertainty", u=words.number(left.expanded, 2, say)), spare=1),
        Line(say("bench.judged", mpe=limit, rule=rule, document=left.mpe.document), spare=3),
    )
    close = Choice("close", say("bench.close"))
    passed = left.outcome in (Outcome.PASS, Outcome.CONDITIONAL_PASS)
    match progress.step:
        case Step.SECOND_PERSON:
            main, others = Choice("second", say("bench.second")), (close,)
            lines = (*lines, Line(say("bench.second_why"), spare=2))
        case Step.ACCEPT:
            main, others = Choice("accept", say("bench.accept")), (close,)
        case _ if passed:
            main, others = Choice("proceed", say("bench.go_on")), (close,)
        case _:
            main, others = close, (Choice("again", say("bench.again")),)
    return Sheet(
        words.title(progress, say),
        lines,
        notice,
        charts.errors(plan, progress, say),
        main=main,
        others=(*others, *aside_sheets.ways(progress, say)),
    )


def recorded(kept: KeptRecord | None, progress: Progress, notice: str, say: Speech) -> Sheet:
    """The record that was kept, with its seal as a code."""
    if kept is None:
        return Sheet(words.title(progress, say), notice=notice or say("bench.busy"))
    state = say("bench.activated" if kept.activated else "bench.not_activated")
    file = kept.path.rpartition("/")[2]
    return Sheet(
        words.title(progress, say),
        (
            Line(state, bold=True),
            Line(kept.id, bold=True),
            Line(say("bench.hash", digest=kept.digest[:HASH_SHOWN]), spare=1),
            Line(say("bench.pdf", path=file) if file else say("bench.no_pdf"), spare=2),
        ),
        notice,
        qr=kept.qr,
    )
